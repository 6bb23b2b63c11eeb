//! All points of a chart as the rows of a table.

use super::spec::Line;
use crate::model::places_in_order;
use std::cmp::Ordering;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointColumn {
    /// What the line is called.
    Line,
    /// Its x.
    X,
    /// Its y.
    Y,
}

/// A point: the index of its line, and its place in the line.
pub type PointRow = (usize, usize);

/// The points of all lines in the order of a column, from the largest down when
/// `descending`; line after line as they were logged without one. What is not a
/// number comes last either way, and equal points keep their order.
pub fn point_rows(lines: &[Line], by: Option<(PointColumn, bool)>) -> Vec<PointRow> {
    let rows: Vec<PointRow> = lines
        .iter()
        .enumerate()
        .flat_map(|(index, line)| (0..line.len()).map(move |at| (index, at)))
        .collect();
    let Some((column, descending)) = by else {
        return rows;
    };
    let compare = |a: usize, b: usize| {
        let (a, b) = (rows[a], rows[b]);
        let directed = |order: Ordering| if descending { order.reverse() } else { order };
        match column {
            PointColumn::Line => directed(lines[a.0].label.cmp(&lines[b.0].label)),
            PointColumn::X => match (step(lines, a), step(lines, b)) {
                (Some(a), Some(b)) => directed(a.cmp(&b)),
                _ => numbers(lines[a.0].x[a.1], lines[b.0].x[b.1], descending),
            },
            PointColumn::Y => numbers(lines[a.0].y[a.1], lines[b.0].y[b.1], descending),
        }
    };
    let order = places_in_order(rows.len(), &compare);
    order.into_iter().map(|place| rows[place]).collect()
}

/// The whole number that x stands for, where an f64 does not hold it.
fn step(lines: &[Line], (line, at): PointRow) -> Option<i64> {
    lines[line].steps.as_ref()?.get(at).copied()
}

fn numbers(a: f64, b: f64, descending: bool) -> Ordering {
    let finite_order = match a.is_nan().cmp(&b.is_nan()) {
        Ordering::Equal => a.partial_cmp(&b).unwrap_or(Ordering::Equal),
        last => return last,
    };
    if descending {
        finite_order.reverse()
    } else {
        finite_order
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Stroke, Summary};
    use super::*;

    fn line(label: &str, x: &[f64], y: &[f64]) -> Line {
        Line {
            id: label.to_owned(),
            label: label.to_owned(),
            stroke: Stroke::default(),
            x: x.into(),
            y: y.into(),
            steps: None,
            summary: Summary::default(),
        }
    }

    #[test]
    fn without_an_order_points_stand_as_they_were_logged() {
        let lines = [line("b", &[0.0, 1.0], &[9.0, 8.0, 7.0]), line("a", &[5.0], &[1.0])];
        assert_eq!(point_rows(&lines, None), [(0, 0), (0, 1), (1, 0)]);
        assert!(point_rows(&[], Some((PointColumn::Y, true))).is_empty());
    }

    #[test]
    fn what_is_not_a_number_comes_last_either_way() {
        let y = [2.0, f64::NAN, f64::INFINITY, -1.0, f64::NEG_INFINITY];
        let lines = [line("a", &[0.0, 1.0, 2.0, 3.0, 4.0], &y)];
        let order = |descending| point_rows(&lines, Some((PointColumn::Y, descending))).into_iter();
        assert_eq!(order(false).map(|row| row.1).collect::<Vec<_>>(), [4, 3, 0, 2, 1]);
        assert_eq!(order(true).map(|row| row.1).collect::<Vec<_>>(), [2, 0, 3, 4, 1]);
    }

    #[test]
    fn steps_that_an_f64_does_not_hold_are_told_apart() {
        let mut far = line("a", &[2f64.powi(53); 2], &[0.0, 1.0]);
        far.steps = Some([(1 << 53) + 1, 1 << 53].into());
        assert_eq!(point_rows(&[far], Some((PointColumn::X, false))), [(0, 1), (0, 0)]);
    }

    #[test]
    fn equal_points_keep_their_order() {
        let lines = [line("b", &[1.0, 0.0], &[0.0, 0.0]), line("a", &[1.0], &[0.0])];
        assert_eq!(
            point_rows(&lines, Some((PointColumn::Y, true))),
            [(0, 0), (0, 1), (1, 0)]
        );
        assert_eq!(
            point_rows(&lines, Some((PointColumn::Line, false))),
            [(1, 0), (0, 0), (0, 1)]
        );
        assert_eq!(
            point_rows(&lines, Some((PointColumn::X, true))),
            [(0, 0), (1, 0), (0, 1)]
        );
    }
}
