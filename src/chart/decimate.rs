//! Fewer points, the same picture.
//!
//! Of the points that fall into one column of device pixels, the first, the
//! lowest, the highest and the last decide what a line looks like there
//! (M4: Jugel et al., "M4: A Visualization-Oriented Time Series Data
//! Aggregation", VLDB 2014). Those four are kept, as they are and in logged
//! order, so no extreme is lost and none is made up.

use super::scene::Point;

/// The kept points of one column.
#[derive(Clone, Copy)]
struct Column {
    index: i64,
    first: (usize, Point),
    lowest: (usize, Point),
    highest: (usize, Point),
    last: (usize, Point),
}

/// Takes points one at a time and keeps at most four for each stay in a column.
///
/// A line may come back to a column it has left (its x need not rise); each
/// stay is thinned on its own, which keeps the order in which points were logged.
pub(super) struct Decimator {
    columns_per_px: f64,
    window_px: (f64, f64),
    column: Option<Column>,
    seen: usize,
    kept: Vec<Point>,
    /// Stays with no more points than this are kept whole.
    whole: usize,
    stay: Vec<Point>,
}

impl Decimator {
    /// `columns_per_px` is the device pixel ratio. All points left of the window share one
    /// column, and all points right of it another, so that the part of a series that is not on
    /// screen costs nothing, and yet the neighbours just outside are kept.
    pub(super) fn new(columns_per_px: f64, window_px: (f64, f64)) -> Self {
        Self {
            columns_per_px,
            window_px,
            column: None,
            seen: 0,
            kept: Vec::new(),
            whole: 0,
            stay: Vec::new(),
        }
    }

    /// Keeps moderately many points of a stay. A curve that turns back runs along a column of
    /// pixels where it turns, and would be seen to lose its bend.
    pub(super) fn for_a_line_that_turns(mut self) -> Self {
        self.whole = 32;
        self
    }

    /// Takes the next point, in CSS pixels.
    pub(super) fn push(&mut self, point: Point) {
        let entry = (self.seen, point);
        self.seen += 1;
        let index = self.column_of(point.0);
        if self.column.is_some_and(|column| column.index != index) {
            self.flush();
        }
        if self.stay.len() <= self.whole {
            self.stay.push(point);
        }
        match &mut self.column {
            Some(column) => {
                if point.1 < column.lowest.1.1 {
                    column.lowest = entry;
                }
                if point.1 > column.highest.1.1 {
                    column.highest = entry;
                }
                column.last = entry;
            }
            None => {
                self.column = Some(Column {
                    index,
                    first: entry,
                    lowest: entry,
                    highest: entry,
                    last: entry,
                });
            }
        }
    }

    /// Ends a stretch without gaps, and hands out its kept points.
    pub(super) fn finish(&mut self) -> Vec<Point> {
        self.flush();
        self.seen = 0;
        std::mem::take(&mut self.kept)
    }

    fn column_of(&self, x: f64) -> i64 {
        if x < self.window_px.0 {
            i64::MIN
        } else if x > self.window_px.1 {
            i64::MAX
        } else {
            (x * self.columns_per_px).floor() as i64
        }
    }

    fn flush(&mut self) {
        let Some(column) = self.column.take() else {
            return;
        };
        if self.stay.len() <= self.whole {
            self.kept.append(&mut self.stay);
            return;
        }
        self.stay.clear();
        let (early, late) = if column.lowest.0 <= column.highest.0 {
            (column.lowest, column.highest)
        } else {
            (column.highest, column.lowest)
        };
        let mut previous = None;
        for (order, point) in [column.first, early, late, column.last] {
            if previous != Some(order) {
                self.kept.push(point);
                previous = Some(order);
            }
        }
    }
}

/// Thins a line without gaps; `columns_per_px` is the device pixel ratio, and the points on either side
/// of the window, in CSS pixels, count as one column each.
pub fn decimate(points: &[Point], columns_per_px: f64, window_px: (f64, f64)) -> Vec<Point> {
    let mut decimator = Decimator::new(columns_per_px, window_px);
    for &point in points {
        decimator.push(point);
    }
    decimator.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sparse_line_keeps_every_point() {
        let line: Vec<Point> = (0..20).map(|i| (f64::from(i) * 3.0, 1.0)).collect();
        assert_eq!(decimate(&line, 1.0, (0.0, 60.0)), line);
    }

    #[test]
    fn a_column_keeps_first_lowest_highest_and_last_in_order() {
        let line = [
            (0.1, 5.0),
            (0.2, 6.0),
            (0.3, 9.0),
            (0.4, 6.0),
            (0.5, 1.0),
            (0.6, 4.0),
            (0.7, 5.5),
        ];
        assert_eq!(
            decimate(&line, 1.0, (0.0, 10.0)),
            vec![(0.1, 5.0), (0.3, 9.0), (0.5, 1.0), (0.7, 5.5)]
        );
    }

    #[test]
    fn a_line_that_turns_back_keeps_its_order() {
        let line = [(0.5, 1.0), (5.5, 2.0), (0.5, 3.0)];
        assert_eq!(decimate(&line, 1.0, (0.0, 10.0)), line);
    }

    #[test]
    fn the_neighbours_outside_the_window_are_kept() {
        let line: Vec<Point> = (0..100).map(|i| (f64::from(i), 0.5)).collect();
        let kept = decimate(&line, 1.0, (50.0, 52.0));
        assert!(kept.contains(&(49.0, 0.5)) && kept.contains(&(53.0, 0.5)));
        assert!(kept.len() < 10, "{kept:?}");
    }
}
