//! The total order of runs under a column.

use super::radix::{Keyed, order};
use super::rank::ranks;
use super::{Cell, Column};
use crate::model::{Run, Timestamp};
use std::sync::Arc;

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

impl Direction {
    /// The other way.
    pub fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// A column and a direction; written `params.lr` or `-params.lr` in a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// What is compared.
    pub column: Column,
    /// Which way.
    pub direction: Direction,
}

impl Default for SortKey {
    /// Newest first.
    fn default() -> Self {
        Self {
            column: Column::Start,
            direction: Direction::Descending,
        }
    }
}

impl SortKey {
    /// The key as it is written in a link.
    pub fn code(&self) -> String {
        match self.direction {
            Direction::Ascending => self.column.code(),
            Direction::Descending => format!("-{}", self.column.code()),
        }
    }

    /// The key of that code; `None` when it is not one.
    pub fn parse(code: &str) -> Option<Self> {
        let (direction, rest) = match code.strip_prefix('-') {
            Some(rest) => (Direction::Descending, rest),
            None => (Direction::Ascending, code),
        };
        Some(Self {
            column: Column::parse(rest)?,
            direction,
        })
    }
}

/// The places of `runs` in the order of the first of `keys`, where that says
/// nothing of the second, and so on.
///
/// A run without a value stands last whichever way the column is sorted, and
/// a NaN just before those: neither is ever the best. Equal cells keep the
/// order of the source.
pub fn sorted(runs: &[Arc<Run>], keys: &[SortKey], now: Timestamp) -> Vec<usize> {
    let columns = keys.iter().map(|key| {
        let cells = runs.iter().map(|run| key.column.cell(run, now)).collect();
        (cells, key.direction)
    });
    in_order_of(runs.len(), &columns.collect::<Vec<_>>())
}

/// The places from 0 to `count` in the order of the first of `columns`, each
/// of them with a cell for every place; where that says nothing of the second,
/// and so on.
pub(super) fn in_order_of(count: usize, columns: &[(Vec<Cell<'_>>, Direction)]) -> Vec<usize> {
    // A table has fewer rows than 32 bits can count.
    let mut pairs: Vec<Keyed> = (0..count as u32).map(|place| (0, place)).collect();
    let mut spare = Vec::new();
    // What is equal keeps its order, so the column that matters most comes last.
    for (cells, direction) in columns.iter().rev() {
        let ranks = ranks(cells, *direction == Direction::Descending);
        for (rank, place) in &mut pairs {
            *rank = ranks[*place as usize];
        }
        order(&mut pairs, &mut spare);
    }
    pairs.into_iter().map(|(_, place)| place as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Aggregate, ExperimentId, MetricKey, MetricKind, MetricSummary, RunId};

    fn runs(values: &[Option<f64>]) -> Vec<Arc<Run>> {
        values
            .iter()
            .enumerate()
            .map(|(place, value)| {
                let mut run = Run::new(RunId::new(place.to_string()), ExperimentId::new("e"));
                if value.is_some() {
                    let mut summary = MetricSummary::new(MetricKind::Series);
                    summary.last = *value;
                    run.metrics.insert(MetricKey::new("loss"), summary);
                }
                Arc::new(run)
            })
            .collect()
    }

    fn by_loss(direction: Direction) -> SortKey {
        SortKey {
            column: Column::Metric(MetricKey::new("loss"), Aggregate::Last),
            direction,
        }
    }

    #[test]
    fn missing_and_nan_stand_last_either_way() {
        let runs = runs(&[None, Some(2.0), Some(f64::NAN), Some(f64::INFINITY), Some(1.0)]);
        assert_eq!(
            sorted(&runs, &[by_loss(Direction::Ascending)], Timestamp(0)),
            [4, 1, 3, 2, 0]
        );
        assert_eq!(
            sorted(&runs, &[by_loss(Direction::Descending)], Timestamp(0)),
            [3, 1, 4, 2, 0]
        );
    }

    #[test]
    fn equal_cells_keep_the_order_of_the_source() {
        let runs = runs(&[Some(1.0), Some(1.0), Some(0.0), Some(1.0)]);
        assert_eq!(
            sorted(&runs, &[by_loss(Direction::Descending)], Timestamp(0)),
            [0, 1, 3, 2]
        );
    }

    #[test]
    fn the_second_key_orders_what_the_first_leaves_open() {
        let runs = runs(&[Some(1.0), None, Some(0.0), Some(1.0), None]);
        let by_id = SortKey {
            column: Column::Id,
            direction: Direction::Descending,
        };
        let keys = [by_loss(Direction::Ascending), by_id];
        assert_eq!(sorted(&runs, &keys, Timestamp(0)), [2, 3, 0, 4, 1]);
        assert_eq!(sorted(&runs, &[], Timestamp(0)), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_key_survives_its_code() {
        for code in ["-start", "params.lr", "-min(metrics.val/loss)"] {
            assert_eq!(SortKey::parse(code).map(|key| key.code()).as_deref(), Some(code));
        }
        assert_eq!(SortKey::parse("-"), None);
    }
}
