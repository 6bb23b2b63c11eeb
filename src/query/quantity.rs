//! A column as something to draw: a number for every run, or a place among a few names.

use super::rank::ranks;
use super::value::number_code;
use super::{Cell, Column};
use crate::model::{Run, Timestamp, places_in_order};
use std::sync::Arc;

/// What the values of a [`Quantity`] mean.
#[derive(Clone, Debug, PartialEq)]
pub enum QuantityKind {
    /// Any number.
    Number,
    /// Milliseconds since 1970.
    Instant,
    /// Milliseconds.
    Duration,
    /// Places among these names, which stand in the order in which a table sorts them.
    Names(Arc<[String]>),
}

/// The values of a column over some runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// What they mean.
    pub kind: QuantityKind,
    /// One for each run, `None` where it has none. A number may be NaN or infinite.
    pub values: Vec<Option<f64>>,
}

impl Quantity {
    /// The values of `runs` in a column: numbers where all that there is are numbers,
    /// else places among the texts; `now` is for the duration of a run that still runs.
    pub fn of(runs: &[Arc<Run>], column: &Column, now: Timestamp) -> Self {
        let cells: Vec<Cell<'_>> = runs.iter().map(|run| column.cell(run, now)).collect();
        if cells.iter().any(|cell| matches!(cell, Cell::Text(_))) {
            return Self::of_names(&cells);
        }
        let kind = match column {
            Column::Start => QuantityKind::Instant,
            Column::Duration => QuantityKind::Duration,
            _ => QuantityKind::Number,
        };
        let value = |cell: &Cell<'_>| match cell {
            Cell::Number(number) => Some(*number),
            Cell::Instant(at) => Some(at.0 as f64),
            Cell::Duration(ms) => Some(*ms as f64),
            Cell::Text(_) | Cell::Missing => None,
        };
        Self {
            kind,
            values: cells.iter().map(value).collect(),
        }
    }

    fn of_names(cells: &[Cell<'_>]) -> Self {
        let ranks = ranks(cells, false);
        let order = places_in_order(cells.len(), &|a, b| ranks[a].cmp(&ranks[b]));
        let mut names: Vec<String> = Vec::new();
        let mut values = vec![None; cells.len()];
        for place in order {
            let Some(name) = name_of(&cells[place]) else {
                continue;
            };
            if names.last() != Some(&name) {
                names.push(name);
            }
            values[place] = Some((names.len() - 1) as f64);
        }
        Self {
            kind: QuantityKind::Names(names.into()),
            values,
        }
    }

    /// How many runs have no value.
    pub fn missing(&self) -> usize {
        self.values.iter().filter(|value| value.is_none()).count()
    }
}

fn name_of(cell: &Cell<'_>) -> Option<String> {
    match cell {
        Cell::Text(text) => Some((*text).to_owned()),
        Cell::Number(number) => Some(number_code(*number)),
        Cell::Instant(_) | Cell::Duration(_) | Cell::Missing => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, ParamValue, RunId};

    fn quantity(params: &[Option<&str>]) -> Quantity {
        let run = |(place, value): (usize, &Option<&str>)| {
            let mut run = Run::new(RunId::new(place.to_string()), ExperimentId::new("e"));
            if let Some(value) = value {
                run.params.insert("p".to_owned(), ParamValue::new(*value));
            }
            Arc::new(run)
        };
        let runs: Vec<Arc<Run>> = params.iter().enumerate().map(run).collect();
        Quantity::of(&runs, &Column::Param("p".to_owned()), Timestamp(0))
    }

    #[test]
    fn numbers_stay_numbers_where_all_are() {
        let found = quantity(&[Some("0.1"), None, Some("1e-3")]);
        assert_eq!(found.kind, QuantityKind::Number);
        assert_eq!(found.values, [Some(0.1), None, Some(0.001)]);
        assert_eq!(found.missing(), 1);
    }

    #[test]
    fn texts_are_places_in_the_order_of_a_table() {
        let found = quantity(&[Some("sgd"), Some("Adam"), None, Some("10"), Some("9"), Some("sgd")]);
        let QuantityKind::Names(names) = found.kind else {
            panic!("names");
        };
        assert_eq!(names.to_vec(), ["9", "10", "Adam", "sgd"]);
        assert_eq!(
            found.values,
            [Some(3.0), Some(2.0), None, Some(1.0), Some(0.0), Some(3.0)]
        );
    }

    #[test]
    fn no_run_has_no_value() {
        assert_eq!(quantity(&[]).values, []);
        assert_eq!(quantity(&[None]).missing(), 1);
    }
}
