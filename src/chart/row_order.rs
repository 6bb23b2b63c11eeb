//! In which order a tooltip tells the lines.

use super::hit::{Reading, Row};
use super::spec::Line;
use crate::model::in_order;

/// In which order a tooltip tells the lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowOrder {
    /// The largest value first, what is not a number last.
    #[default]
    Value,
    /// The line nearest to the pointer first.
    Nearest,
    /// By name.
    Name,
}

impl RowOrder {
    /// All of them, in the order of a menu.
    pub const ALL: [Self; 3] = [Self::Value, Self::Nearest, Self::Name];

    /// The word in a link.
    pub fn word(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Nearest => "nearest",
            Self::Name => "name",
        }
    }

    /// The words in a menu.
    pub fn label(self) -> &'static str {
        match self {
            Self::Value => "Largest value first",
            Self::Nearest => "Nearest line first",
            Self::Name => "By name",
        }
    }

    /// The rows of a reading in this order; `y_px` is the pointer's, in CSS pixels.
    pub fn of(self, reading: &Reading, lines: &[Line], y_px: f64) -> Vec<Row> {
        let rows: Vec<Row> = reading
            .rows
            .iter()
            .filter(|row| row.line < lines.len())
            .copied()
            .collect();
        let away = |row: &Row| (row.px.1 - y_px).abs();
        let is_nan = |row: &Row| row.y.is_nan();
        match self {
            Self::Value => in_order(rows, |a, b| is_nan(a).cmp(&is_nan(b)).then_with(|| b.y.total_cmp(&a.y))),
            Self::Nearest => in_order(rows, |a, b| away(a).total_cmp(&away(b))),
            Self::Name => in_order(rows, |a, b| lines[a.line].label.cmp(&lines[b.line].label)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Stroke, Summary};
    use super::*;

    fn line(label: &str) -> Line {
        Line {
            id: label.to_owned(),
            label: label.to_owned(),
            stroke: Stroke::default(),
            x: [0.0].into(),
            y: [0.0].into(),
            steps: None,
            summary: Summary::default(),
        }
    }

    #[test]
    fn rows_stand_by_value_by_distance_or_by_name() {
        let lines = [line("c"), line("a"), line("b")];
        let row = |line, y, y_px| Row {
            line,
            x: 0.0,
            step: None,
            y,
            px: (0.0, y_px),
        };
        let reading = Reading {
            x: 0.0,
            x_px: 0.0,
            x_label: String::new(),
            rows: vec![
                row(0, f64::NAN, 90.0),
                row(1, 1.0, 50.0),
                row(2, 2.0, 10.0),
                row(9, 3.0, 0.0),
            ],
            nearest: None,
        };
        let order = |order: RowOrder| {
            order
                .of(&reading, &lines, 80.0)
                .iter()
                .map(|row| row.line)
                .collect::<Vec<_>>()
        };
        assert_eq!(order(RowOrder::Value), [2, 1, 0]);
        assert_eq!(order(RowOrder::Nearest), [0, 1, 2]);
        assert_eq!(order(RowOrder::Name), [1, 2, 0]);
    }
}
