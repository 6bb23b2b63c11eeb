//! The ranges of a chart by hand: what pointers, wheel and keys wish for.

use crate::chart::zoom::range_between;
use crate::chart::{Extent, Point, Scale, Scene};
use crate::state::App;
use leptos::ev::PointerEvent;
use leptos::prelude::*;

/// How much of the axis is left after a step nearer.
pub const NEARER: f64 = 0.7;
/// The way back.
pub const FURTHER: f64 = 1.0 / NEARER;
/// A step aside, as a share of the plot's width.
pub const ASIDE: f64 = 0.2;

/// What a pressed pointer does.
#[derive(Clone, Copy, PartialEq)]
pub enum Gesture {
    /// Chooses a range of x, or of both axes.
    Select {
        /// Where it began, in CSS pixels.
        from: Point,
        /// Where it is now.
        to: Point,
        /// Whether y is chosen too.
        is_box: bool,
    },
    /// Moves what is seen.
    Pan {
        /// Where it began, in CSS pixels.
        from: f64,
        /// What was seen then.
        scale: Scale,
    },
}

impl Gesture {
    /// The rectangle that is chosen: left, top, width and height in CSS pixels.
    pub fn area(self, scene: &Scene) -> Option<[f64; 4]> {
        let Self::Select { from, to, is_box } = self else {
            return None;
        };
        let (from, to) = (scene.plot.nearest(from), scene.plot.nearest(to));
        let (top, bottom) = if is_box {
            (from.1.min(to.1), from.1.max(to.1))
        } else {
            (scene.plot.top, scene.plot.bottom)
        };
        let left = from.0.min(to.0);
        Some([left, top, (from.0 - to.0).abs(), bottom - top])
    }
}

/// The ranges of one chart, as far as they can be changed there.
#[derive(Clone, Copy)]
pub struct Zoom {
    app: App,
    /// The name of the metric; a chart without one has ranges of its own that stay as they are.
    metric: Option<StoredValue<String>>,
}

impl Zoom {
    /// Of the chart of a metric; without one nothing is ever changed.
    pub fn of(app: App, metric: Option<String>) -> Self {
        Self {
            app,
            metric: metric.map(StoredValue::new),
        }
    }

    /// Whether the ranges can be changed.
    pub fn is_free(self) -> bool {
        self.metric.is_some()
    }

    /// Shows what was chosen.
    pub fn select(self, scene: &Scene, gesture: Gesture) {
        let (Gesture::Select { from, to, is_box }, Some(metric)) = (gesture, self.metric) else {
            return;
        };
        let x = range_between(&scene.x_scale, from.0, to.0);
        let y = is_box.then(|| range_between(&scene.y_scale, from.1, to.1)).flatten();
        if x.is_none() && y.is_none() {
            return;
        }
        let mut workspace = self.app.workspace().get_untracked();
        if x.is_some() {
            workspace.ranges.x = x;
        }
        if let Some(y) = y {
            workspace.ranges.y_of.insert(metric.get_value(), y);
        }
        self.app.go(workspace);
    }

    /// Shows a range of x, of all there is; what was seen before is not kept in the history.
    pub fn show(self, range: Extent, all: Extent) {
        // Further out than all there is, there is nothing to see.
        let range = Some(range).filter(|range| range.lo > all.lo || range.hi < all.hi);
        self.app.adjust(|workspace| workspace.ranges.x = range);
    }

    /// Shows everything again; a range of y that was chosen for all charts stays.
    pub fn reset(self) {
        let Some(metric) = self.metric else {
            return;
        };
        let mut workspace = self.app.workspace().get_untracked();
        workspace.ranges.x = None;
        metric.with_value(|metric| workspace.ranges.y_of.remove(metric));
        self.app.go(workspace);
    }
}

/// Where a pointer is, in CSS pixels of the chart.
pub fn place(event: &PointerEvent) -> Point {
    (f64::from(event.offset_x()), f64::from(event.offset_y()))
}

/// Moves a finger; when there are two, the pixel between them and how much of the axis is left.
pub fn pinch(fingers: &mut [(i32, f64)], id: i32, x: f64) -> Option<(f64, f64)> {
    let apart = |fingers: &[(i32, f64)]| match fingers {
        [a, b] => Some((a.1 - b.1).abs()),
        _ => None,
    };
    let before = apart(fingers);
    fingers
        .iter_mut()
        .filter(|finger| finger.0 == id)
        .for_each(|finger| finger.1 = x);
    let (before, after) = (before?, apart(fingers)?);
    let middle = (fingers[0].1 + fingers[1].1) / 2.0;
    // Fingers above each other are no pinch along x.
    (before > 1.0 && after > 1.0).then(|| (middle, before / after))
}
