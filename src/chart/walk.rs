//! Points to pixels: along a line from point to point, thinned on the way.

use std::collections::HashSet;
use std::ops::Range;

use super::decimate::Decimator;
use super::layout::Layout;
use super::scale::{Projection, Scale};
use super::scene::{MarkKind, Point, Rect};
use super::series::{Series, floor, has_place};

/// Marks of a kind are at least that many CSS pixels apart: as wide as one is.
const PX_PER_MARK: f64 = 9.0;

/// A part of a line without gaps, thinned but not yet cut to the plot.
pub(super) type Stretch = Vec<Point>;

/// A point whose y has no pixel.
pub(super) struct Stray {
    pub x: f64,
    pub kind: MarkKind,
    /// The pixel of the last y before it that has one, else of the first one after it.
    pub level: Option<f64>,
}

/// What lies along a line.
#[derive(Default)]
pub(super) struct Walk {
    pub stretches: Vec<Stretch>,
    pub strays: Vec<Stray>,
    /// Points with a pixel between the left and the right edge of the plot.
    pub in_window: usize,
}

/// Walks along lines in one plot.
pub(super) struct Walker {
    x_scale: Scale,
    x: Projection,
    y: Projection,
    y_floor: f64,
    plot: Rect,
    ratio: f64,
}

impl Walker {
    /// A walker in the plot of `layout`; `ratio` is the device pixel ratio.
    pub fn new(layout: &Layout, ratio: f64) -> Self {
        Self {
            x_scale: layout.x_scale,
            x: layout.x_scale.projection(),
            y: layout.y_scale.projection(),
            y_floor: floor(layout.y_scale.kind),
            plot: layout.plot,
            ratio,
        }
    }

    /// Walks along a line.
    pub fn walk(&self, series: Series) -> Walk {
        let mut walk = if series.rises {
            self.walk_rising(series)
        } else {
            self.walk_turning(series)
        };
        self.level_leading_strays(series, &mut walk);
        walk
    }

    /// Any line: each point is projected, then thinned.
    fn walk_turning(&self, series: Series) -> Walk {
        let mut walk = Walk::default();
        let mut marked = Marked::default();
        let window = (self.plot.left, self.plot.right);
        let mut decimator = Decimator::new(self.ratio, window).for_a_line_that_turns();
        let mut level = None;
        for (&x_value, &y_value) in series.x.iter().zip(series.y) {
            let x = self.x.px_from_value(x_value);
            let y = self.y.px_from_value(y_value);
            if let (Some(x), Some(y)) = (x, y) {
                level = Some(y);
                walk.in_window += usize::from(self.in_window(x));
                decimator.push((x, y));
            } else {
                walk.stretches.push(decimator.finish());
                self.stray(&mut walk, &mut marked, (x_value, y_value), level);
            }
        }
        walk.stretches.push(decimator.finish());
        walk
    }

    /// A line whose x rises: only the window is read, with one neighbour on each side, and only
    /// the points that are kept are projected. Keeps what [`Decimator`] would.
    fn walk_rising(&self, series: Series) -> Walk {
        let mut walk = Walk::default();
        let mut marked = Marked::default();
        let visible = series.visible(self.x_scale.domain);
        let range = visible.start.saturating_sub(1)..(visible.end + 1).min(series.x.len());
        let mut level = self.level_before(series, range.start);
        let mut stretch = Stretch::new();
        let mut at = range.start;
        while at < range.end {
            let x = self.x.px_from_value(series.x[at]);
            let (Some(x), true) = (x, has_place(series.y[at], self.y_floor)) else {
                walk.stretches.push(std::mem::take(&mut stretch));
                let point = (series.x[at], series.y[at]);
                self.stray(&mut walk, &mut marked, point, level);
                at += 1;
                continue;
            };
            let stay = self.stay(series, at..range.end, x);
            for index in stay.kept() {
                let x = self.x.px_from_value(series.x[index]);
                let y = self.y.px_from_value(series.y[index]);
                if let (Some(x), Some(y)) = (x, y) {
                    stretch.push((x, y));
                    level = Some(y);
                }
            }
            if self.in_window(x) {
                walk.in_window += stay.end - at;
            }
            at = stay.end;
        }
        walk.stretches.push(stretch);
        walk
    }

    /// The points from the start of `range` that share its column of device pixels, up to a gap.
    fn stay(&self, series: Series, range: Range<usize>, x: f64) -> Stay {
        let next_x = if x < self.plot.left {
            self.x_scale.domain.lo
        } else if x > self.plot.right {
            f64::INFINITY
        } else {
            let edge = ((x * self.ratio).floor() + 1.0) / self.ratio;
            self.x_scale.value_from_px(edge)
        };
        let first = range.start;
        let (xs, ys) = (&series.x[range.clone()], &series.y[range]);
        let (mut lowest, mut highest, mut end) = (0, 0, 1);
        let (mut lo, mut hi) = (ys[0], ys[0]);
        for (index, (&x, &y)) in xs.iter().zip(ys).enumerate().skip(1) {
            if !(x < next_x && has_place(y, self.y_floor)) {
                break;
            }
            if y < lo {
                (lo, lowest) = (y, index);
            }
            if y > hi {
                (hi, highest) = (y, index);
            }
            end = index + 1;
        }
        Stay {
            first,
            early: first + lowest.min(highest),
            late: first + lowest.max(highest),
            end: first + end,
        }
    }

    fn in_window(&self, x: f64) -> bool {
        self.plot.left <= x && x <= self.plot.right
    }

    /// Remembers a point without a pixel, if it deserves a mark.
    fn stray(&self, walk: &mut Walk, marked: &mut Marked, (x, y): (f64, f64), level: Option<f64>) {
        let (Some(kind), Some(x)) = (mark_kind(y), self.x.px_from_value(x)) else {
            return;
        };
        if self.in_window(x) && marked.is_new(kind, x) {
            walk.strays.push(Stray { x, kind, level });
        }
    }

    /// The pixel of the last y before `index` that has one.
    fn level_before(&self, series: Series, index: usize) -> Option<f64> {
        let before = series.y[..index].iter().rev();
        before
            .copied()
            .find(|&y| has_place(y, self.y_floor))
            .and_then(|y| self.y.px_from_value(y))
    }

    /// Strays with nothing before them take the level of what follows.
    fn level_leading_strays(&self, series: Series, walk: &mut Walk) {
        let leading = walk.strays.iter_mut().filter(|stray| stray.level.is_none());
        let mut leading = leading.peekable();
        if leading.peek().is_none() {
            return;
        }
        let first = series.y.iter().copied();
        let level = first.filter_map(|y| self.y.px_from_value(y)).next();
        leading.for_each(|stray| stray.level = level);
    }
}

/// The mark of a value that is not finite.
pub(super) fn mark_kind(y: f64) -> Option<MarkKind> {
    if y.is_nan() {
        Some(MarkKind::NotANumber)
    } else if y == f64::INFINITY {
        Some(MarkKind::PosInf)
    } else if y == f64::NEG_INFINITY {
        Some(MarkKind::NegInf)
    } else {
        None
    }
}

/// Where marks are already: those that touch say no more than one, and hide other lines.
#[derive(Default)]
struct Marked {
    last: Option<(MarkKind, f64)>,
    slots: HashSet<(MarkKind, i64)>,
}

impl Marked {
    fn is_new(&mut self, kind: MarkKind, x: f64) -> bool {
        // Slots alone would leave out every now and then one of marks that are
        // evenly apart; the distance alone would not see a line that comes back.
        let touches = |(last, at): (MarkKind, f64)| last == kind && (x - at).abs() < PX_PER_MARK;
        if self.last.is_some_and(touches) || !self.slots.insert((kind, (x / PX_PER_MARK).floor() as i64)) {
            return false;
        }
        self.last = Some((kind, x));
        true
    }
}

/// Consecutive points in one column of pixels, by index.
struct Stay {
    first: usize,
    /// The first of the two extremes.
    early: usize,
    /// The other one.
    late: usize,
    /// One past the last.
    end: usize,
}

impl Stay {
    /// First, extremes and last, each once, in order.
    fn kept(&self) -> impl Iterator<Item = usize> {
        let mut previous = None;
        [self.first, self.early, self.late, self.end - 1]
            .into_iter()
            .filter(move |&index| previous.replace(index) != Some(index))
    }
}
