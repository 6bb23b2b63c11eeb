//! Walks along a line and turns it into polylines, dots and marks.

use std::collections::HashSet;

use super::clip::clip_polyline;
use super::layout::Layout;
use super::palette::{Dash, Stroke};
use super::scale::{Scale, ScaleKind};
use super::scene::{Dot, Mark, MarkKind, Point, Polyline, Rect, Unplaced};
use super::series::Series;
use super::spec::{ChartSpec, DrawAs, MarkerRule};
use super::summary::Counts;
use super::walk::{Stray, Stretch, Walker};

/// A line has dots when at least that many CSS pixels fall to each of its points.
const PX_PER_DOT: f64 = 12.0;

/// Below that many CSS pixels to a drawn point, dashes cannot be told from the noise of the line.
const PX_PER_DASHED_POINT: f64 = 3.0;

/// What the radius of a point exceeds the width of a line by, in CSS pixels.
const POINT_PX: f64 = 1.5;

/// The opacity of lines while another one is highlighted.
const STEPPED_BACK: f64 = 0.35;

/// What a highlighted line gains in width, in CSS pixels.
const HIGHLIGHT_WIDTH: f64 = 0.75;

/// What the tracer has made.
#[derive(Default)]
pub(super) struct Drawn {
    pub polylines: Vec<Polyline>,
    pub dots: Vec<Dot>,
    pub marks: Vec<Mark>,
    pub unplaced: Unplaced,
}

/// Traces one line after the other.
pub(super) struct Tracer<'a> {
    spec: &'a ChartSpec,
    plot: Rect,
    ratio: f64,
    walker: Walker,
    scales: (Scale, Scale),
    /// Whether x and y are logarithmic.
    on_log: (bool, bool),
    drawn: Drawn,
}

/// Which line is being traced, and how it looks now.
#[derive(Clone, Copy)]
struct Pen {
    line: usize,
    stroke: Stroke,
}

impl<'a> Tracer<'a> {
    /// A tracer for the plot of `layout`; `ratio` is the device pixel ratio.
    pub fn new(spec: &'a ChartSpec, layout: &Layout, ratio: f64) -> Self {
        Self {
            spec,
            plot: layout.plot,
            ratio,
            walker: Walker::new(layout, ratio),
            scales: (layout.x_scale, layout.y_scale),
            on_log: (
                layout.x_scale.kind == ScaleKind::Log10,
                layout.y_scale.kind == ScaleKind::Log10,
            ),
            drawn: Drawn::default(),
        }
    }

    /// All that has been traced.
    pub fn finish(self) -> Drawn {
        self.drawn
    }

    /// Adds a line, above those that were added before.
    pub fn trace(&mut self, index: usize, series: Series, stroke: Stroke) {
        let pen = Pen {
            line: index,
            stroke: self.stroke(index, stroke),
        };
        count(&mut self.drawn.unplaced, series.facts.counts, self.on_log);
        let walk = self.walker.walk(series, pen.stroke.width);
        match self.spec.draw_as {
            DrawAs::Lines => {}
            DrawAs::Points => {
                // Every point: the walk keeps what a line needs.
                self.add_points(pen, series);
                return self.add_marks(pen, &walk.strays);
            }
            DrawAs::Bars => return self.add_marks(pen, &walk.strays),
        }
        let dotted = match self.spec.markers {
            MarkerRule::Always => true,
            MarkerRule::Auto => walk.in_window as f64 <= self.plot.width() / PX_PER_DOT,
            MarkerRule::Isolated => false,
        };
        self.add_dots(pen, &walk.stretches, |stretch| dotted || is_speck(stretch));
        self.add_polylines(pen, walk.stretches);
        self.add_marks(pen, &walk.strays);
    }

    /// The look of a line, given which one is highlighted.
    pub fn stroke(&self, line: usize, mut stroke: Stroke) -> Stroke {
        match self.spec.highlighted {
            Some(highlighted) if highlighted == line => stroke.width += HIGHLIGHT_WIDTH,
            Some(_) => stroke.color.a *= STEPPED_BACK,
            None => {}
        }
        stroke
    }

    fn add_dots(&mut self, pen: Pen, stretches: &[Stretch], wanted: impl Fn(&Stretch) -> bool) {
        let ratio = self.ratio;
        let mut inked = HashSet::new();
        let points = stretches.iter().filter(|stretch| wanted(stretch)).flatten();
        for &at in points {
            // Dots on the same device pixel look like one.
            let pixel = |px: f64| (px * ratio).floor() as i64;
            if self.plot.contains(at) && inked.insert((pixel(at.0), pixel(at.1))) {
                self.drawn.dots.push(Dot {
                    line: pen.line,
                    at,
                    radius: (pen.stroke.width + 1.0).max(2.0),
                    color: pen.stroke.color,
                });
            }
        }
    }

    fn add_points(&mut self, pen: Pen, series: Series) {
        let ratio = self.ratio;
        let pixel = |px: f64| (px * ratio).floor() as i64;
        let mut inked = HashSet::new();
        for (&x, &y) in series.x.iter().zip(series.y) {
            let (x_scale, y_scale) = self.scales;
            let Some(at) = x_scale.px_from_value(x).zip(y_scale.px_from_value(y)) else {
                continue;
            };
            // Dots on the same device pixel look like one.
            if self.plot.contains(at) && inked.insert((pixel(at.0), pixel(at.1))) {
                self.drawn.dots.push(Dot {
                    line: pen.line,
                    at,
                    radius: pen.stroke.width + POINT_PX,
                    color: pen.stroke.color,
                });
            }
        }
    }

    fn add_polylines(&mut self, pen: Pen, stretches: Vec<Stretch>) {
        for stretch in stretches {
            for points in clip_polyline(stretch, self.plot) {
                let mut stroke = pen.stroke;
                if stroke.dash != Dash::Solid && extent_px(&points) < PX_PER_DASHED_POINT * points.len() as f64 {
                    stroke.dash = Dash::Solid;
                }
                self.drawn.polylines.push(Polyline {
                    line: pen.line,
                    points,
                    stroke,
                });
            }
        }
    }

    fn add_marks(&mut self, pen: Pen, strays: &[Stray]) {
        let middle = (self.plot.top + self.plot.bottom) / 2.0;
        for stray in strays {
            let y = match stray.kind {
                MarkKind::NotANumber => stray.level.unwrap_or(middle),
                MarkKind::PosInf => self.plot.top,
                MarkKind::NegInf => self.plot.bottom,
            };
            self.drawn.marks.push(Mark {
                line: pen.line,
                kind: stray.kind,
                at: self.plot.nearest((stray.x, y)),
                color: pen.stroke.color,
            });
        }
    }
}

/// Counts the points that have no place, given which of x and y are logarithmic.
fn count(unplaced: &mut Unplaced, counts: Counts, (x_is_log, y_is_log): (bool, bool)) {
    unplaced.nan += counts.nan;
    unplaced.pos_inf += counts.pos_inf;
    unplaced.neg_inf += counts.neg_inf;
    unplaced.no_x += counts.no_x;
    let of = |is_off: bool, count: usize| if is_off { count } else { 0 };
    unplaced.off_scale +=
        of(x_is_log, counts.x_only) + of(y_is_log, counts.y_only) + of(x_is_log || y_is_log, counts.both);
}

/// The longer side of the box around the points, in CSS pixels.
fn extent_px(points: &[Point]) -> f64 {
    let side = |axis: fn(&Point) -> f64| {
        let (lo, hi) = points
            .iter()
            .map(axis)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), px| {
                (lo.min(px), hi.max(px))
            });
        (hi - lo).max(0.0)
    };
    side(|point| point.0).max(side(|point| point.1))
}

/// Too small to be seen as a line.
fn is_speck(stretch: &Stretch) -> bool {
    // Most are long: the first step tells.
    let Some(first) = stretch.first() else {
        return false;
    };
    let is_far = |point: &Point| (point.0 - first.0).abs() >= 0.5 || (point.1 - first.1).abs() >= 0.5;
    !stretch.iter().any(is_far) && extent_px(stretch) < 0.5
}
