//! Points to pixels: along a line from point to point, thinned on the way.

use std::collections::HashSet;
use std::ops::Range;

use super::cells::Cells;
use super::decimate::Decimator;
use super::layout::Layout;
use super::scale::{Projection, Scale};
use super::scene::{MarkKind, Point, Rect};
use super::series::{Series, floor, has_place};

/// Marks of a kind are at least that many CSS pixels apart: as wide as one is.
const PX_PER_MARK: f64 = 9.0;

/// So few points are looked at one by one.
const FEW: usize = 64;

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
    y_scale: Scale,
    x: Projection,
    y: Projection,
    x_floor: f64,
    y_floor: f64,
    plot: Rect,
    ratio: f64,
    /// Where the cells end that were asked for last.
    fences: Option<(Cells, Vec<f64>)>,
}

impl Walker {
    /// A walker in the plot of `layout`; `ratio` is the device pixel ratio.
    pub fn new(layout: &Layout, ratio: f64) -> Self {
        Self {
            x_scale: layout.x_scale,
            y_scale: layout.y_scale,
            x: layout.x_scale.projection(),
            y: layout.y_scale.projection(),
            x_floor: floor(layout.x_scale.kind),
            y_floor: floor(layout.y_scale.kind),
            plot: layout.plot,
            ratio,
            fences: None,
        }
    }

    /// Walks along a line that is drawn with a pen of `width` CSS pixels.
    pub fn walk(&mut self, series: Series, width: f64) -> Walk {
        let mut walk = if series.rises() {
            // Most lines have the same pen.
            let cells = Cells::of(width, self.ratio);
            let fences = match self.fences.take() {
                Some((of, fences)) if of == cells => fences,
                _ => self.fences(cells),
            };
            let walk = self.walk_rising(series, &fences);
            self.fences = Some((cells, fences));
            walk
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

    /// A line whose x rises: only what stands at the edges of cells is read, with one neighbour
    /// on each side of the window; the pyramid knows the extremes between.
    fn walk_rising(&self, series: Series, fences: &[f64]) -> Walk {
        let mut walk = Walk::default();
        let mut marked = Marked::default();
        let visible = series.visible(self.x_scale.domain);
        walk.in_window = visible.len();
        let range = visible.start.saturating_sub(1)..(visible.end + 1).min(series.x.len());
        let mut level = self.level_before(series, range.start);
        let mut stretch = Stretch::with_capacity(range.len().min(2 * fences.len()));
        let mut fences = fences.iter().copied().peekable();
        let mut at = range.start;
        // No point before this one is a gap.
        let mut gap = at;
        while at < range.end {
            let x = series.x[at];
            if !(has_place(x, self.x_floor) && has_place(series.y[at], self.y_floor)) {
                walk.stretches.push(std::mem::take(&mut stretch));
                let end = self.cross_gap(series, at..range.end, (&mut walk, &mut marked), level);
                walk.in_window -= end.min(visible.end).saturating_sub(at.max(visible.start));
                at = end;
                continue;
            }
            if gap <= at {
                gap = series.end_of_run(at..range.end, self.y_scale.kind);
            }
            while fences.next_if(|fence| *fence <= x).is_some() {}
            let fence = fences.peek().copied().unwrap_or(f64::INFINITY);
            let end = at + end_of_cell(&series.x[at..gap], fence);
            for index in self.kept(series, at..end).into_iter().flatten() {
                let x = self.x.px_from_value(series.x[index]);
                let y = self.y.px_from_value(series.y[index]);
                if let (Some(x), Some(y)) = (x, y) {
                    stretch.push((x, y));
                    level = Some(y);
                }
            }
            at = end;
        }
        walk.stretches.push(stretch);
        walk
    }

    /// Where the cells of the plot end, as values of x that rise; first where the plot begins.
    fn fences(&self, cells: Cells) -> Vec<f64> {
        let mut fences = vec![self.x_scale.domain.lo];
        fences.extend(
            cells
                .ends(self.plot.left, self.plot.right)
                .map(|px| self.x_scale.value_from_px(px)),
        );
        fences
    }

    /// Marks what has no pixel, from the start of `range` on, and tells where to go on.
    fn cross_gap(
        &self,
        series: Series,
        range: Range<usize>,
        (walk, marked): (&mut Walk, &mut Marked),
        level: Option<f64>,
    ) -> usize {
        let mut at = range.start;
        let end = if mark_kind(series.y[at]).is_some() || series.y[at] <= self.y_floor {
            series.end_of_gap(range)
        } else {
            at + 1
        };
        let pixels = Cells::of(1.0, self.ratio);
        while at < end && mark_kind(series.y[at]).is_some() {
            self.stray(walk, marked, (series.x[at], series.y[at]), level);
            // What follows in the same pixel would be marked at the same place.
            let x = self.x.px_from_value(series.x[at]);
            let next = x.map(|x| self.x_scale.value_from_px(pixels.end(x.max(self.plot.left))));
            at += next.map_or(1, |next| end_of_cell(&series.x[at..end], next));
        }
        end
    }

    /// First, extremes and last of consecutive points, each once, in order.
    fn kept(&self, series: Series, range: Range<usize>) -> [Option<usize>; 4] {
        let (first, last) = (range.start, range.end - 1);
        let (mut lowest, mut highest) = (first, first);
        if range.len() > FEW {
            if let Some(extremes) = series.extremes(range, self.y_scale.kind) {
                (lowest, highest) = (extremes.lowest, extremes.highest);
            }
        } else {
            for at in range {
                if series.y[at] < series.y[lowest] {
                    lowest = at;
                }
                if series.y[at] > series.y[highest] {
                    highest = at;
                }
            }
        }
        let mut previous = None;
        [first, lowest.min(highest), lowest.max(highest), last]
            .map(|index| (previous.replace(index) != Some(index)).then_some(index))
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

/// How many of the rising `xs` come before `next`, at least the first: searched for from the
/// near end, where it mostly is.
fn end_of_cell(xs: &[f64], next: f64) -> usize {
    let mut step = 1;
    let mut from = 1;
    while xs.get(from + step).is_some_and(|&x| x < next) {
        from += step;
        step *= 2;
    }
    let near = &xs[from.min(xs.len())..(from + step).min(xs.len())];
    from.min(xs.len()) + near.partition_point(|&x| x < next)
}
