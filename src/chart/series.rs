//! The numbers of a line, with what is worth knowing about them.
//!
//! Where x rises, as steps and times do, its extent is at its ends and a window
//! is found by search, so a chart of a million points is not read five times.

use std::ops::Range;

use super::extent::Extent;
use super::pyramid::{Extremes, Kinds};
use super::scale::ScaleKind;
use super::spec::Line;
use super::summary::Facts;

/// The two columns of a line, cut to equal length.
#[derive(Clone, Copy)]
pub(super) struct Series<'a> {
    pub x: &'a [f64],
    pub y: &'a [f64],
    /// What is known of them.
    pub facts: &'a Facts,
}

impl<'a> Series<'a> {
    /// The series of a line, whose facts these are.
    pub fn of(line: &'a Line, facts: &'a Facts) -> Self {
        let (x, y) = (&line.x[..line.len()], &line.y[..line.len()]);
        Self { x, y, facts }
    }

    /// Whether x never falls.
    pub fn rises(&self) -> bool {
        self.facts.rises()
    }

    /// The points whose x is in `window`, when x rises; all of them, when it does not.
    pub fn visible(&self, window: Extent) -> Range<usize> {
        if !self.rises() {
            return 0..self.x.len();
        }
        let from = self.x.partition_point(|&x| x < window.lo);
        let to = self.x.partition_point(|&x| x <= window.hi);
        from..to.max(from)
    }

    /// The extent of y on an axis of that kind, for the points whose x is in `window`.
    pub fn y_extent(&self, kind: ScaleKind, window: Extent) -> Option<Extent> {
        if self.rises() {
            let extremes = self.extremes(self.visible(window), kind)?;
            return Some(Extent::new(self.y[extremes.lowest], self.y[extremes.highest]));
        }
        let holds_all = self
            .facts
            .x
            .finite
            .is_some_and(|x| window.lo <= x.lo && x.hi <= window.hi);
        if holds_all && self.facts.counts.no_x == 0 {
            return self.facts.y.on(kind);
        }
        Extent::of(self.y_in(kind, window))
    }

    /// The extremes of y among the points of `range`, for an axis of that kind; x rises.
    pub fn extremes(&self, range: Range<usize>, kind: ScaleKind) -> Option<Extremes> {
        self.facts.pyramid.extremes(self.y, range, placed(kind))
    }

    /// The first point of `range` whose y has no place on an axis of that kind, or its end; x rises.
    pub fn end_of_run(&self, range: Range<usize>, kind: ScaleKind) -> usize {
        self.facts.pyramid.end_of_run(self.y, range, placed(kind))
    }

    /// The end of the points that are of the kind of the first one; x rises.
    pub fn end_of_gap(&self, range: Range<usize>) -> usize {
        let kind = Kinds::of(self.y[range.start]);
        self.facts.pyramid.end_of_run(self.y, range, kind)
    }

    /// The values of y that have a place, for the points whose x is in `window`.
    pub fn y_in(&self, kind: ScaleKind, window: Extent) -> impl Iterator<Item = f64> + '_ {
        let range = self.visible(window);
        let points = self.x[range.clone()].iter().zip(&self.y[range]);
        points
            .filter(move |&(&x, &y)| window.contains(x) && has_place(y, floor(kind)))
            .map(|(_, &y)| y)
    }
}

/// The kinds of numbers that have a place on an axis.
fn placed(kind: ScaleKind) -> Kinds {
    match kind {
        ScaleKind::Log10 => Kinds::POSITIVE,
        ScaleKind::Linear | ScaleKind::Symlog => Kinds::FINITE,
    }
}

/// What a value must exceed to have a place on an axis of that kind.
pub(super) fn floor(kind: ScaleKind) -> f64 {
    match kind {
        ScaleKind::Log10 => 0.0,
        ScaleKind::Linear | ScaleKind::Symlog => f64::NEG_INFINITY,
    }
}

/// Whether `value` is finite and above `floor`; false for what is not a number.
pub(super) fn has_place(value: f64, floor: f64) -> bool {
    value > floor && value < f64::INFINITY
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use super::super::palette::Stroke;
    use super::super::summary::Summary;

    fn line(x: &[f64]) -> Line {
        Line {
            id: String::new(),
            label: String::new(),
            stroke: Stroke::default(),
            x: Arc::from(x),
            y: Arc::from(x),
            steps: None,
            summary: Summary::default(),
        }
    }

    #[test]
    fn an_extent_is_the_same_found_either_way() {
        let rising = line(&[f64::NEG_INFINITY, -1.0, 0.0, 2.0, 5.0, f64::INFINITY]);
        let shuffled = line(&[5.0, f64::INFINITY, -1.0, 0.0, f64::NEG_INFINITY, 2.0]);
        for kind in [ScaleKind::Linear, ScaleKind::Log10] {
            for window in [Extent::new(-9.0, 9.0), Extent::new(-0.5, 3.0)] {
                let (rising_facts, shuffled_facts) = (rising.facts(), shuffled.facts());
                let found = Series::of(&rising, &rising_facts).y_extent(kind, window);
                assert_eq!(found, Series::of(&shuffled, &shuffled_facts).y_extent(kind, window));
                assert!(found.is_some());
            }
        }
    }

    #[test]
    fn a_window_holds_its_ends() {
        let line = line(&[0.0, 1.0, 2.0, 2.0, 3.0]);
        let facts = line.facts();
        let series = Series::of(&line, &facts);
        assert_eq!(series.visible(Extent::new(1.0, 2.0)), 1..4);
        assert_eq!(series.visible(Extent::new(1.5, 1.7)), 2..2);
        assert_eq!(
            series.y_extent(ScaleKind::Linear, Extent::new(1.0, 2.0)),
            Some(Extent::new(1.0, 2.0))
        );
    }
}
