//! What a person does to the axes.

use crate::chart::{Extent, Scale};
use crate::query::Column;
use crate::state::{App, AxisChoice, AxisScale, Brush};
use leptos::prelude::*;

/// The part of an axis that a brush begins with, when a key makes it.
const FIRST: f64 = 0.25;
/// How far a key moves or widens a brush, as a share of the axis.
const STEP: f64 = 0.05;

/// Changes the axes. A handle: cheap to copy.
#[derive(Clone, Copy)]
pub struct Verbs {
    /// Where the choices are kept.
    pub app: App,
    /// The axes in force.
    pub axes: Memo<Vec<AxisChoice>>,
}

impl Verbs {
    fn change(self, change: impl FnOnce(&mut Vec<AxisChoice>)) {
        let mut axes = self.axes.get_untracked();
        change(&mut axes);
        self.app.adjust(|workspace| workspace.parallel.axes = Some(axes));
    }

    /// Adds an axis at the right.
    pub fn add(self, column: Column) {
        self.change(|axes| {
            if axes.iter().all(|axis| axis.column != column) {
                axes.push(AxisChoice::of(column));
            }
        });
    }

    /// Takes an axis away, and its brush.
    pub fn remove(self, column: &Column) {
        self.change(|axes| axes.retain(|axis| axis.column != *column));
        self.brush(column, None);
    }

    /// Turns an axis upside down.
    pub fn reverse(self, column: &Column) {
        self.change(|axes| {
            let axis = axes.iter_mut().find(|axis| axis.column == *column);
            axis.into_iter().for_each(|axis| axis.is_reversed = !axis.is_reversed);
        });
    }

    /// The next scale of an axis: linear, log, symlog, and round again.
    pub fn turn_scale(self, column: &Column) {
        self.change(|axes| {
            for axis in axes.iter_mut().filter(|axis| axis.column == *column) {
                axis.scale = match axis.scale {
                    AxisScale::Linear => AxisScale::Log,
                    AxisScale::Log => AxisScale::Symlog,
                    AxisScale::Symlog => AxisScale::Linear,
                };
            }
        });
    }

    /// Moves an axis to another place.
    pub fn move_to(self, column: &Column, place: usize) {
        self.change(|axes| {
            if let Some(from) = axes.iter().position(|axis| axis.column == *column) {
                let axis = axes.remove(from);
                axes.insert(place.min(axes.len()), axis);
            }
        });
    }

    /// Moves an axis by some places.
    pub fn move_by(self, column: &Column, by: isize) {
        let from = self
            .axes
            .with_untracked(|axes| axes.iter().position(|axis| axis.column == *column));
        if let Some(to) = from.and_then(|from| from.checked_add_signed(by)) {
            self.move_to(column, to);
        }
    }

    /// Brushes an axis, or no longer.
    pub fn brush(self, column: &Column, brush: Option<Brush>) {
        self.app.adjust(|workspace| workspace.parallel.set_brush(column, brush));
    }

    /// Brushes what lies between two CSS pixels of an axis; below its lower end lie the
    /// runs without a value.
    pub fn brush_between(self, column: &Column, scale: &Scale, from: f64, to: f64) {
        let ends = Extent::new(
            scale.range_px.lo.min(scale.range_px.hi),
            scale.range_px.lo.max(scale.range_px.hi),
        );
        let brush = if from.min(to) > ends.hi {
            Brush::Missing
        } else {
            let (a, b) = (
                scale.value_from_px(ends.clamp(from)),
                scale.value_from_px(ends.clamp(to)),
            );
            Brush::Within(Extent::new(a.min(b), a.max(b)))
        };
        self.brush(column, Some(brush));
    }

    /// Moves the brush of an axis up, or down with a negative `by`, and widens it by
    /// `wider`, both in steps; makes one where there is none.
    pub fn nudge(self, column: &Column, scale: &Scale, by: f64, wider: f64) {
        let now = self
            .app
            .workspace()
            .with_untracked(|workspace| workspace.parallel.brush(column));
        let (low, high) = match now {
            Some(Brush::Within(range)) => match shares(scale, range) {
                Some((low, high)) => {
                    let (by, wider) = (by * STEP, wider * STEP / 2.0);
                    // A brush that reaches an end stops there as it is.
                    let by = by.clamp(-low, 1.0 - high);
                    (low + by - wider, high + by + wider)
                }
                None => (0.0, 1.0),
            },
            _ if by < 0.0 => (0.0, FIRST),
            _ => (1.0 - FIRST, 1.0),
        };
        let (low, high) = (low.clamp(0.0, 1.0), high.clamp(0.0, 1.0));
        if low < high {
            let (top, bottom) = top_and_bottom(scale);
            let px = |share: f64| bottom + share * (top - bottom);
            self.brush_between(column, scale, px(low), px(high));
        }
    }
}

/// The upper and the lower end of an upright axis in CSS pixels.
pub fn top_and_bottom(scale: &Scale) -> (f64, f64) {
    let Extent { lo, hi } = scale.range_px;
    (lo.min(hi), lo.max(hi))
}

/// Where a range lies, in shares of the axis from its lower end on the screen.
pub fn shares(scale: &Scale, range: Extent) -> Option<(f64, f64)> {
    let (top, bottom) = top_and_bottom(scale);
    let domain = scale.domain;
    let share = |value: f64| {
        let at = scale.px_from_value(domain.clamp(value))?;
        Some((bottom - at) / (bottom - top).max(1.0))
    };
    let (a, b) = (share(range.lo)?, share(range.hi)?);
    Some((a.min(b), a.max(b)))
}
