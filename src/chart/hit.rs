//! What lies under the pointer.

use super::format;
use super::layout::reading_label;
use super::scene::{Point, Rect, Scene};
use super::spec::{AxisSpec, Line};

/// How far outside the plot a pointer still reads it, in CSS pixels.
const REACH_PX: f64 = 8.0;

/// How near a line must be to count as pointed at, in CSS pixels.
const NEAREST_PX: f64 = 24.0;

/// The values at one x.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The x of the point nearest to the pointer, over all lines.
    pub x: f64,
    /// Its CSS pixel: where a crosshair belongs.
    pub x_px: f64,
    /// Its text, by the kind of the x axis.
    pub x_label: String,
    /// One for each line that has a value there, in the order of the lines.
    pub rows: Vec<Row>,
    /// The index of the line the pointer is on or close to.
    pub nearest: Option<usize>,
}

/// The value of one line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// The index of the line.
    pub line: usize,
    /// The x of its own point nearest to the reading.
    pub x: f64,
    /// The whole number that this x stands for, where an f64 does not hold it.
    pub step: Option<i64>,
    /// Its y; may be not finite.
    pub y: f64,
    /// Where the point is drawn; a y without a pixel is given the one of its edge.
    pub px: Point,
}

impl Row {
    /// Its x as a text, exact to the last digit, by the x axis.
    pub fn x_label(&self, axis: &AxisSpec) -> String {
        match self.step {
            Some(step) => format::exact_integer(step),
            None => reading_label(axis, self.x),
        }
    }
}

/// The values of all lines at the x nearest to a pointer, in CSS pixels of the scene;
/// `None` when the pointer is off the plot or no point is in sight.
///
/// `lines` must be those the scene was built from.
pub fn readings(scene: &Scene, lines: &[Line], x_px: f64, y_px: f64) -> Option<Reading> {
    let plot = scene.plot;
    let reach = Rect {
        left: plot.left - REACH_PX,
        top: plot.top - REACH_PX,
        right: plot.right + REACH_PX,
        bottom: plot.bottom + REACH_PX,
    };
    if !reach.contains((x_px, y_px)) {
        return None;
    }
    let pointer = plot.nearest((x_px, y_px));
    let mut reading = reading(scene, lines, pointer, None)?;
    reading.nearest = nearest_line(scene, pointer);
    Some(reading)
}

/// The values of all lines at the point nearest to the value `x`, for a crosshair that charts
/// share; `None` when `x` is out of sight. No line is the nearest.
pub fn readings_at(scene: &Scene, lines: &[Line], x: f64) -> Option<Reading> {
    if !scene.x_scale.domain.contains(x) {
        return None;
    }
    let middle = (scene.plot.top + scene.plot.bottom) / 2.0;
    reading(scene, lines, (scene.x_scale.px_from_value(x)?, middle), Some(x))
}

/// The reading at a pointer, at the x of the point that it points at; a point at `x` itself comes
/// before all others.
fn reading(scene: &Scene, lines: &[Line], pointer: Point, x: Option<f64>) -> Option<Reading> {
    let at = |target: Point, x: Option<f64>| {
        let nearest_of = move |(index, line)| nearest_point(scene, index, line, target, x);
        lines.iter().enumerate().filter_map(nearest_of)
    };
    let anchor = nearest(&|| at(pointer, x), pointer, x)?;
    // All values are those at the x that is named, where a line has one there.
    let rows: Vec<Row> = at((anchor.px.0, pointer.1), Some(anchor.x))
        .filter(|row| (row.px.0 - anchor.px.0).abs() <= REACH_PX || spans(&lines[row.line], anchor.x))
        .collect();
    Some(Reading {
        x: anchor.x,
        x_px: anchor.px.0,
        x_label: anchor.x_label(&scene.x_axis),
        rows,
        nearest: None,
    })
}

/// Whether x lies between two points of the line, so that its nearest point says something about x.
fn spans(line: &Line, x: f64) -> bool {
    let xs = &line.x[..line.len()];
    let (first, last) = match (xs.first(), xs.last()) {
        (Some(&first), Some(&last)) => (first, last),
        _ => return false,
    };
    first.min(last) <= x && x <= first.max(last)
}

/// The point of a line that is nearest, among those in the plot.
fn nearest_point(scene: &Scene, index: usize, line: &Line, target: Point, x: Option<f64>) -> Option<Row> {
    let rising = scene.rising_x.get(index).copied().unwrap_or(false);
    let candidates = if rising {
        around(scene, line, target.0)
    } else {
        0..line.len()
    };
    let rows = || candidates.clone().filter_map(|at| row(scene, index, line, at));
    nearest(&rows, target, x)
}

/// The one that is nearest in x, then in y. Half a pixel is no difference in x; but one at `x`
/// itself comes before all others.
fn nearest<R: Iterator<Item = Row>>(rows: &impl Fn() -> R, target: Point, x: Option<f64>) -> Option<Row> {
    let away_in_x = |row: &Row| (row.px.0 - target.0).abs();
    let least = rows().map(|row| away_in_x(&row)).min_by(f64::total_cmp)?;
    rows().filter(|row| away_in_x(row) <= least + 0.5).min_by(|a, b| {
        let away = |row: &Row| (Some(row.x) != x, (row.px.1 - target.1).abs());
        let (a, b) = (away(a), away(b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    })
}

/// The points within half a pixel of a place on x, and one on each side.
/// Where a line has many points in a pixel, any of them may be an extreme.
fn around(scene: &Scene, line: &Line, x_px: f64) -> std::ops::Range<usize> {
    let xs = &line.x[..line.len()];
    let from = scene.x_scale.value_from_px(x_px - 0.5);
    let to = scene.x_scale.value_from_px(x_px + 0.5);
    let lo = xs.partition_point(|&x| x < from).saturating_sub(1);
    let hi = (xs.partition_point(|&x| x <= to) + 1).min(xs.len());
    // A tie outside the pixel is a column of its own: its points share one x.
    let tied = |at: usize| xs[..at].partition_point(|&x| x < xs[at]);
    let first = if lo < xs.len() { tied(lo) } else { lo };
    let last = match hi.checked_sub(1) {
        Some(last) => xs.partition_point(|&x| x <= xs[last]),
        None => hi,
    };
    first..last.max(hi)
}

/// The x of the next point to the right (or to the left) of `x` that is at
/// least `least_px` away from it; `None` at the end of what is in sight.
pub fn next_x(scene: &Scene, lines: &[Line], x: f64, direction: Direction, least_px: f64) -> Option<f64> {
    let from_px = scene.x_scale.px_from_value(x)?;
    let step = |other: f64| -> Option<f64> {
        let moved = scene.x_scale.px_from_value(other)? - from_px;
        let moved = match direction {
            Direction::Left => -moved,
            Direction::Right => moved,
        };
        (scene.x_scale.domain.contains(other) && other != x && moved >= least_px).then_some(moved)
    };
    let steps = lines.iter().flat_map(|line| line.x[..line.len()].iter());
    steps
        .filter_map(|&other| Some((step(other)?, other)))
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, other)| other)
}

/// A way along x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards smaller x.
    Left,
    /// Towards larger x.
    Right,
}

/// The reading of one point; `None` when its x is out of sight.
fn row(scene: &Scene, index: usize, line: &Line, at: usize) -> Option<Row> {
    let (x, y) = (line.x[at], line.y[at]);
    let x_px = scene.x_scale.px_from_value(x)?;
    let plot = scene.plot;
    // A hair of tolerance, as the ends of the data are the ends of the plot.
    if x_px < plot.left - 0.01 || x_px > plot.right + 0.01 {
        return None;
    }
    let edge = if y == f64::INFINITY { plot.top } else { plot.bottom };
    let y_px = scene.y_scale.px_from_value(y).unwrap_or(edge);
    Some(Row {
        line: index,
        x,
        step: line.steps.as_ref().and_then(|steps| steps.get(at).copied()),
        y,
        px: plot.nearest((x_px, y_px)),
    })
}

/// The line drawn closest to the pointer.
fn nearest_line(scene: &Scene, pointer: Point) -> Option<usize> {
    let strokes = scene.polylines.iter().flat_map(|polyline| {
        let rising = scene.rising_x.get(polyline.line).copied().unwrap_or(false);
        let close = if rising {
            close_by(&polyline.points, pointer.0)
        } else {
            &polyline.points
        };
        close
            .windows(2)
            .map(|pair| (polyline.line, distance(pointer, pair[0], pair[1])))
    });
    let dots = scene
        .dots
        .iter()
        .map(|dot| (dot.line, distance(pointer, dot.at, dot.at)));
    let bars = scene.ribbons.iter().filter_map(|bar| {
        let line = bar.line?;
        let (corner, opposite) = (*bar.outline.first()?, *bar.outline.get(2)?);
        let away = |at: f64, a: f64, b: f64| (a.min(b) - at).max(at - a.max(b)).max(0.0);
        let (x, y) = (
            away(pointer.0, corner.0, opposite.0),
            away(pointer.1, corner.1, opposite.1),
        );
        Some((line, x.hypot(y)))
    });
    strokes
        .chain(dots)
        .chain(bars)
        .filter(|(_, away)| *away <= NEAREST_PX)
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(line, _)| line)
}

/// The part of a rising line that can be near enough, with one point more at each end.
fn close_by(points: &[Point], x: f64) -> &[Point] {
    let from = points.partition_point(|point| point.0 < x - NEAREST_PX);
    let to = points.partition_point(|point| point.0 <= x + NEAREST_PX);
    &points[from.saturating_sub(1)..(to + 1).min(points.len())]
}

/// From a point to a segment.
fn distance(point: Point, from: Point, to: Point) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx * dx + dy * dy;
    let along = if length == 0.0 {
        0.0
    } else {
        (((point.0 - from.0) * dx + (point.1 - from.1) * dy) / length).clamp(0.0, 1.0)
    };
    (point.0 - from.0 - along * dx).hypot(point.1 - from.1 - along * dy)
}

#[cfg(test)]
mod tests;
