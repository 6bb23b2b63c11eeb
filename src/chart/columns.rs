//! A dense line as upright bars, one for each column of device pixels.
//!
//! Where a line goes up and down several times within each pixel, stroking it
//! is slow (the wider, the slower: tens of milliseconds for one line at a
//! pixel ratio of 2) and ends in a solid band anyway. Filling the band column
//! by column gives the same picture. Bars do not overlap, so opacity holds.

use super::scene::Point;

/// From how many points a column on a line counts as dense.
const DENSE: f64 = 2.0;

/// Strokes of fewer device pixels are fast, and finer than a bar could be.
const LEAST_WIDTH: f64 = 2.0;

/// A bar one device pixel wide.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bar {
    /// The column, in device pixels from the left edge of the chart.
    pub column: i32,
    /// Its upper end in CSS pixels.
    pub top: f64,
    /// Its lower end in CSS pixels.
    pub bottom: f64,
}

/// The bars that look like a stroke `width` CSS pixels wide along `points`; `None` where a stroke
/// is the better way: for a line that is sparse, thin, or turns back.
pub(super) fn bars(points: &[Point], width: f64, ratio: f64) -> Option<Vec<Bar>> {
    let (first, last) = (points.first()?, points.last()?);
    let across = (last.0 - first.0) * ratio;
    let dense = points.len() as f64 >= DENSE * (across + 1.0) && across >= 4.0;
    let rising = points.windows(2).all(|pair| pair[0].0 <= pair[1].0);
    if !(dense && rising && width * ratio >= LEAST_WIDTH) {
        return None;
    }
    let column_of = |x: f64| (x * ratio).floor() as i32;
    let origin = column_of(first.0);
    let count = usize::try_from(column_of(last.0) - origin).ok()? + 1;
    let mut spans = vec![(f64::INFINITY, f64::NEG_INFINITY); count];
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let columns = column_of(from.0)..=column_of(to.0);
        for column in columns {
            let edges = (f64::from(column) / ratio, f64::from(column + 1) / ratio);
            let enters = level(from, to, edges.0.max(from.0));
            let leaves = level(from, to, edges.1.min(to.0));
            // On a vertical segment both ends are in the same column.
            let (enters, leaves) = if from.0 == to.0 {
                (from.1, to.1)
            } else {
                (enters, leaves)
            };
            let span = &mut spans[usize::try_from(column - origin).ok()?];
            *span = (span.0.min(enters).min(leaves), span.1.max(enters).max(leaves));
        }
    }
    Some(widened(&spans, width, ratio, origin))
}

/// The height of the segment at `x`.
fn level(from: Point, to: Point, x: f64) -> f64 {
    let share = ((x - from.0) / (to.0 - from.0)).clamp(0.0, 1.0);
    from.1 + share * (to.1 - from.1)
}

/// The ink of a pen as wide as the stroke: to both sides, each column takes over what its
/// neighbours have; up and down, half a width is added.
fn widened(spans: &[(f64, f64)], width: f64, ratio: f64, origin: i32) -> Vec<Bar> {
    let reach = ((width * ratio - 1.0) / 2.0 - 0.5).ceil().max(0.0) as usize;
    (0..spans.len())
        .filter_map(|at| {
            let near = at.saturating_sub(reach)..(at + reach + 1).min(spans.len());
            let (top, bottom) = spans[near]
                .iter()
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), span| {
                    (lo.min(span.0), hi.max(span.1))
                });
            (top <= bottom).then(|| Bar {
                column: origin + i32::try_from(at).unwrap_or(i32::MAX - origin),
                top: top - width / 2.0,
                bottom: bottom + width / 2.0,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four points in every column of ten, up and down between 10 and 20.
    fn dense() -> Vec<Point> {
        (0..40)
            .map(|i| (f64::from(i) / 4.0 + 0.05, if i % 2 == 0 { 10.0 } else { 20.0 }))
            .collect()
    }

    #[test]
    fn a_dense_line_becomes_one_bar_a_column() {
        let bars = bars(&dense(), 2.0, 1.0).expect("the line is dense");
        assert_eq!(bars.len(), 10);
        for bar in bars {
            assert_eq!((bar.top, bar.bottom), (9.0, 21.0));
        }
    }

    #[test]
    fn a_wide_pen_carries_a_spike_to_the_neighbours() {
        let mut line = dense();
        line[20].1 = 0.0;
        let bars = bars(&line, 3.0, 1.0).expect("the line is dense");
        let reached: Vec<i32> = bars.iter().filter(|bar| bar.top < 0.0).map(|bar| bar.column).collect();
        assert_eq!(reached, [4, 5, 6]);
    }

    #[test]
    fn sparse_thin_and_turning_lines_are_stroked() {
        let sparse: Vec<Point> = (0..40).map(|i| (f64::from(i), 1.0)).collect();
        assert_eq!(bars(&sparse, 2.0, 1.0), None);
        assert_eq!(bars(&dense(), 1.5, 1.0), None);
        let mut turning = dense();
        turning.reverse();
        assert_eq!(bars(&turning, 2.0, 1.0), None);
        assert_eq!(bars(&[], 2.0, 1.0), None);
    }
}
