//! A dense line as upright bars, one for each column of device pixels.
//!
//! Where a line goes up and down several times within each pixel, stroking it
//! is slow (the wider, the slower: tens of milliseconds for one line at a
//! pixel ratio of 2) and ends in a solid band anyway. The band is what a round
//! pen covers on the middle of each column; it is computed, and filled column
//! by column. Bars do not overlap, so opacity holds.

use super::scene::Point;

/// From how many points a column on a line counts as dense.
const DENSE: usize = 1;

/// So many columns are dense or sparse together.
const BLOCK: i32 = 16;

/// Strokes of fewer device pixels are finer than a bar could be.
const LEAST_WIDTH: f64 = 1.0;

/// A bar one device pixel wide.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bar {
    /// The column, in device pixels from the left edge of the chart.
    pub column: i32,
    /// Its upper end in device pixels.
    pub top: f64,
    /// Its lower end in device pixels.
    pub bottom: f64,
}

/// A part of a line, and the better way to draw it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part<'a> {
    /// Few points in a column: stroked.
    Sparse(&'a [Point]),
    /// Many: filled.
    Dense(Vec<Bar>),
}

/// A pen in device pixels, and what it draws on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pen {
    /// The width of the stroke in CSS pixels.
    pub width: f64,
    /// The device pixel ratio.
    pub ratio: f64,
    /// Whether parts may overlap where they meet.
    pub opaque: bool,
}

/// The parts of a line along `points`, in order.
pub(super) fn parts(points: &[Point], pen: Pen) -> Vec<Part<'_>> {
    let rising = points.windows(2).all(|pair| pair[0].0 <= pair[1].0);
    if !rising || points.len() < 2 || pen.width * pen.ratio < LEAST_WIDTH {
        return vec![Part::Sparse(points)];
    }
    let block_of = |at: usize| {
        if pen.opaque {
            column_of(points[at].0, pen.ratio).div_euclid(BLOCK)
        } else {
            0
        }
    };
    let mut parts = Vec::new();
    // Where the part that is being gathered begins, and whether it is dense.
    let mut from = 0;
    let mut was_dense = None;
    let mut at = 0;
    while at < points.len() {
        let block = block_of(at);
        let count = points[at..]
            .iter()
            .zip(at..)
            .take_while(|&(_, at)| block_of(at) == block)
            .count();
        let end = at + count;
        let columns = column_of(points[end - 1].0, pen.ratio) - column_of(points[at].0, pen.ratio) + 1;
        let is_dense = columns >= 4 && count >= DENSE * usize::try_from(columns).unwrap_or(usize::MAX);
        if let Some(was_dense) = was_dense.filter(|was| *was != is_dense) {
            // The segment between two parts belongs to the sparse one.
            let (part_end, next) = if was_dense { (at, at - 1) } else { (at + 1, at) };
            parts.push(part(&points[from..part_end], was_dense, pen));
            from = next;
        }
        was_dense = Some(is_dense);
        at = end;
    }
    parts.push(part(&points[from..], was_dense == Some(true), pen));
    parts
}

fn part(points: &[Point], is_dense: bool, pen: Pen) -> Part<'_> {
    if is_dense {
        Part::Dense(bars(points, pen))
    } else {
        Part::Sparse(points)
    }
}

fn column_of(x: f64, ratio: f64) -> i32 {
    (x * ratio).floor() as i32
}

/// What the pen covers on the middle of each column along rising `points`.
fn bars(points: &[Point], pen: Pen) -> Vec<Bar> {
    let Pen { width, ratio, .. } = pen;
    let radius = width * ratio / 2.0;
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return Vec::new();
    };
    // Columns whose middle is within reach of the pen.
    let leftmost = |x: f64| (x * ratio - radius - 0.5).ceil() as i32;
    let rightmost = |x: f64| (x * ratio + radius - 0.5).floor() as i32;
    let origin = leftmost(first.0);
    let count = usize::try_from(rightmost(last.0) - origin + 1).unwrap_or(0);
    let mut spans = vec![(f64::INFINITY, f64::NEG_INFINITY); count];
    for pair in points.windows(2) {
        let segment = Segment::between(pair[0], pair[1], ratio);
        for column in leftmost(pair[0].0)..=rightmost(pair[1].0) {
            if let Some(span) = spans.get_mut((column - origin) as usize) {
                segment.cover(f64::from(column) + 0.5, radius, span);
            }
        }
    }
    spans
        .iter()
        .zip(origin..)
        .filter(|(span, _)| span.0 < span.1)
        .map(|(&(top, bottom), column)| Bar { column, top, bottom })
        .collect()
}

/// A piece of a line in device pixels; x does not fall.
struct Segment {
    from: Point,
    to: Point,
}

impl Segment {
    fn between(from: Point, to: Point, ratio: f64) -> Self {
        Self {
            from: (from.0 * ratio, from.1 * ratio),
            to: (to.0 * ratio, to.1 * ratio),
        }
    }

    /// Grows `span` by what a round pen covers on the upright line at `middle`.
    fn cover(&self, middle: f64, radius: f64, span: &mut (f64, f64)) {
        let (least, most) = (self.from.1.min(self.to.1), self.from.1.max(self.to.1));
        if span.0 <= least - radius && most + radius <= span.1 {
            return;
        }
        let lo = self.from.0.max(middle - radius);
        let hi = self.to.0.min(middle + radius);
        if lo > hi {
            return;
        }
        let reach = |x: f64| (radius * radius - (x - middle) * (x - middle)).max(0.0).sqrt();
        if self.from.0 == self.to.0 {
            *span = (span.0.min(least - reach(lo)), span.1.max(most + reach(lo)));
            return;
        }
        // The edge of the pen is tangent to the line where it leans as the line does.
        let (dx, dy) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let (slope, lean) = (dy / dx, dy / (dx * dx + dy * dy).sqrt());
        let height = |x: f64| (self.from.1 + slope * (x - self.from.0)).max(least).min(most);
        let upper = (middle - radius * lean).max(lo).min(hi);
        let lower = (middle + radius * lean).max(lo).min(hi);
        span.0 = span.0.min(height(upper) - reach(upper));
        span.1 = span.1.max(height(lower) + reach(lower));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pen(width: f64) -> Pen {
        Pen {
            width,
            ratio: 1.0,
            opaque: true,
        }
    }

    /// Four points in every column of so many, up and down between 10 and 20.
    fn dense(columns: u32) -> Vec<Point> {
        (0..columns * 4)
            .map(|i| (f64::from(i) / 4.0 + 0.125, if i % 2 == 0 { 10.0 } else { 20.0 }))
            .collect()
    }

    fn bars_of(points: &[Point], width: f64) -> Vec<Bar> {
        let parts = parts(points, pen(width));
        let [Part::Dense(bars)] = &parts[..] else {
            panic!("{parts:?}")
        };
        bars.clone()
    }

    #[test]
    fn a_dense_line_becomes_one_bar_a_column() {
        let bars = bars_of(&dense(10), 1.0);
        assert_eq!(bars.len(), 10);
        for bar in bars {
            assert!((9.5..9.6).contains(&bar.top), "{bar:?}");
            assert!((20.4..=20.5).contains(&bar.bottom), "{bar:?}");
        }
    }

    #[test]
    fn a_wide_pen_carries_a_spike_to_the_neighbours() {
        let mut line = dense(10);
        line[21].1 = 0.0;
        let bars = bars_of(&line, 3.0);
        let reached: Vec<i32> = bars.iter().filter(|bar| bar.top < 1.0).map(|bar| bar.column).collect();
        assert_eq!(reached, [4, 5, 6]);
    }

    #[test]
    fn a_slope_is_as_thick_as_its_stroke() {
        let line: Vec<Point> = (0..80).map(|i| (f64::from(i) / 4.0, f64::from(i) / 4.0)).collect();
        let middle = bars_of(&line, 2.0)[10];
        let at = f64::from(middle.column) + 0.5;
        assert!((middle.top - (at - 2_f64.sqrt())).abs() < 1e-9, "{middle:?}");
        assert!((middle.bottom - (at + 2_f64.sqrt())).abs() < 1e-9, "{middle:?}");
    }

    #[test]
    fn sparse_thin_and_turning_lines_are_stroked() {
        let sparse: Vec<Point> = (0..40).map(|i| (f64::from(i) * 1.5, 1.0)).collect();
        assert_eq!(parts(&sparse, pen(2.0)), [Part::Sparse(&sparse)]);
        let line = dense(10);
        assert_eq!(parts(&line, pen(0.5)), [Part::Sparse(&line)]);
        let mut turning = dense(10);
        turning.reverse();
        assert_eq!(parts(&turning, pen(2.0)), [Part::Sparse(&turning)]);
        assert_eq!(parts(&[], pen(2.0)), [Part::Sparse(&[])]);
    }

    #[test]
    fn a_line_that_grows_dense_is_stroked_first_and_filled_then() {
        let mut line: Vec<Point> = (0..8).map(|i| (f64::from(i) * 4.0, 15.0)).collect();
        line.extend(dense(32).iter().map(|point| (point.0 + 32.0, point.1)));
        line.extend((17..20).map(|i| (f64::from(i) * 4.0, 15.0)));
        let all = parts(&line, pen(1.0));
        let [Part::Sparse(before), Part::Dense(_), Part::Sparse(after)] = &all[..] else {
            panic!("{all:?}")
        };
        // Each stroke holds the segment that joins it to the band.
        assert_eq!((before.len(), after.len()), (9, 4));
        let pale = Pen {
            opaque: false,
            ..pen(1.0)
        };
        assert_eq!(parts(&line, pale).len(), 1);
    }
}
