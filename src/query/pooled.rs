//! What stands in the cell of a group of runs: one value for all of them.

use super::radix::{Keyed, order};
use super::rank::of_number;
use super::{Cell, Column, Direction};
use crate::model::{Run, Timestamp};
use std::collections::HashSet;
use std::sync::Arc;

/// Which number stands for those of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Stat {
    /// Their mean.
    #[default]
    Mean,
    /// The one in the middle; of an even number the mean of the two there.
    Median,
    /// The least.
    Min,
    /// The largest.
    Max,
}

impl Stat {
    /// All of them, in the order of a menu.
    pub const ALL: [Self; 4] = [Self::Mean, Self::Median, Self::Min, Self::Max];

    /// The word in a link and before a number.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Median => "median",
            Self::Min => "min",
            Self::Max => "max",
        }
    }

    /// The words in a menu.
    pub fn label(self) -> &'static str {
        match self {
            Self::Mean => "Mean",
            Self::Median => "Median",
            Self::Min => "Least",
            Self::Max => "Largest",
        }
    }
}

/// The finite numbers of a group in a column; instants and lengths of time in
/// milliseconds. Without any, what stands for them is NaN.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numbers {
    /// What stands for them.
    pub value: f64,
    /// The least.
    pub least: f64,
    /// The largest.
    pub most: f64,
    /// How many there are.
    pub count: usize,
}

/// What the runs of a group have in a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pooled {
    /// Nothing.
    Missing,
    /// All of them the same, as the first one has it.
    Same,
    /// Numbers that differ, or that some runs lack.
    Numbers(Numbers),
    /// Instants that differ.
    Instants(Numbers),
    /// Lengths of time that differ.
    Durations(Numbers),
    /// That many texts.
    Texts(usize),
}

/// What `runs` have in a column; `now` is for the duration of those that still run.
pub fn pooled(runs: &[Arc<Run>], column: &Column, stat: Stat, now: Timestamp) -> Pooled {
    let cells: Vec<Cell<'_>> = runs.iter().map(|run| column.cell(run, now)).collect();
    let Some(first) = cells.iter().find(|cell| **cell != Cell::Missing) else {
        return Pooled::Missing;
    };
    if cells.iter().all(|cell| is_same(cell, first)) {
        return Pooled::Same;
    }
    let mut numbers = Vec::with_capacity(cells.len());
    let mut has_text = false;
    for cell in &cells {
        match cell {
            Cell::Missing => {}
            Cell::Text(_) => has_text = true,
            Cell::Number(value) => numbers.push(*value),
            Cell::Instant(at) => numbers.push(at.0 as f64),
            Cell::Duration(ms) => numbers.push(*ms as f64),
        }
    }
    if has_text {
        let texts = cells.iter().filter_map(|cell| match cell {
            Cell::Text(text) => Some(*text),
            _ => None,
        });
        let different = numbers.into_iter().map(f64::to_bits).collect::<HashSet<_>>().len();
        return Pooled::Texts(texts.collect::<HashSet<_>>().len() + different);
    }
    let numbers = stand_for(numbers, stat);
    match first {
        Cell::Instant(_) => Pooled::Instants(numbers),
        Cell::Duration(_) => Pooled::Durations(numbers),
        _ => Pooled::Numbers(numbers),
    }
}

fn is_same(a: &Cell<'_>, b: &Cell<'_>) -> bool {
    match (a, b) {
        (Cell::Number(a), Cell::Number(b)) => a == b || (a.is_nan() && b.is_nan()),
        _ => a == b,
    }
}

fn stand_for(mut numbers: Vec<f64>, stat: Stat) -> Numbers {
    numbers.retain(|number| number.is_finite());
    let count = numbers.len();
    if count == 0 {
        return Numbers {
            value: f64::NAN,
            least: f64::NAN,
            most: f64::NAN,
            count,
        };
    }
    let least = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let most = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let value = match stat {
        // Each part by itself, so that no sum of large numbers overflows.
        Stat::Mean => numbers.iter().map(|number| number / count as f64).sum(),
        Stat::Median => median(&numbers),
        Stat::Min => least,
        Stat::Max => most,
    };
    Numbers {
        value,
        least,
        most,
        count,
    }
}

/// The middle of at least one number.
fn median(numbers: &[f64]) -> f64 {
    // A table has fewer rows than 32 bits can count.
    let mut pairs: Vec<Keyed> = numbers.iter().map(|number| of_number(*number)).zip(0..).collect();
    order(&mut pairs, &mut Vec::new());
    let at = |place: usize| numbers[pairs[place].1 as usize];
    let middle = numbers.len() / 2;
    if numbers.len() % 2 == 1 {
        at(middle)
    } else {
        at(middle - 1) / 2.0 + at(middle) / 2.0
    }
}

impl Pooled {
    /// The cell by which a group is sorted whose first run has the cell `first`:
    /// of instants that differ the one that would stand first.
    pub(super) fn cell<'a>(&self, first: Cell<'a>, direction: Direction) -> Cell<'a> {
        match self {
            Self::Missing => Cell::Missing,
            Self::Same | Self::Texts(_) => first,
            Self::Numbers(numbers) => Cell::Number(numbers.value),
            Self::Instants(numbers) => Cell::Instant(Timestamp(match direction {
                // The casts give back what was cast before.
                Direction::Ascending => numbers.least as i64,
                Direction::Descending => numbers.most as i64,
            })),
            Self::Durations(numbers) => Cell::Duration(numbers.value as i64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Aggregate, ExperimentId, MetricKey, MetricKind, MetricSummary, ParamValue, RunId};

    fn runs(values: &[&str]) -> Vec<Arc<Run>> {
        let made = values.iter().enumerate().map(|(place, value)| {
            let mut run = Run::new(RunId::new(place.to_string()), ExperimentId::new("e"));
            if !value.is_empty() {
                run.params.insert("p".to_owned(), ParamValue::new(*value));
            }
            if let Ok(number) = value.parse() {
                let mut summary = MetricSummary::new(MetricKind::Series);
                summary.last = Some(number);
                run.metrics.insert(MetricKey::new("m"), summary);
                run.start_time = Some(Timestamp(number as i64));
            }
            Arc::new(run)
        });
        made.collect()
    }

    fn number(values: &[&str], stat: Stat) -> f64 {
        let column = Column::Metric(MetricKey::new("m"), Aggregate::Last);
        match pooled(&runs(values), &column, stat, Timestamp(0)) {
            Pooled::Numbers(numbers) => numbers.value,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn one_number_stands_for_the_finite_ones() {
        let values = ["4", "1", "NaN", "", "-3", "inf", "2"];
        assert_eq!(Stat::ALL.map(|stat| number(&values, stat)), [1.0, 1.5, -3.0, 4.0]);
        assert_eq!(number(&["5", "1", "2"], Stat::Median), 2.0);
        assert_eq!(number(&["1e308", "1.5e308"], Stat::Mean), 1.25e308);
        assert_eq!(number(&["1e308", "1.5e308"], Stat::Median), 1.25e308);
        assert!(number(&["NaN", "inf"], Stat::Max).is_nan());
        assert_eq!(number(&["1", ""], Stat::Mean), 1.0);
    }

    #[test]
    fn what_is_the_same_is_told_from_what_differs() {
        let of = |values: &[&str]| {
            let column = Column::Param("p".to_owned());
            pooled(&runs(values), &column, Stat::Mean, Timestamp(0))
        };
        assert_eq!(of(&[]), Pooled::Missing);
        assert_eq!(of(&["", ""]), Pooled::Missing);
        assert_eq!(of(&["0.1", "0.10"]), Pooled::Same);
        assert_eq!(of(&["nan", "NaN"]), Pooled::Same);
        assert_eq!(of(&["a", "a"]), Pooled::Same);
        assert_eq!(of(&["a", "", "a"]), Pooled::Texts(1));
        assert_eq!(of(&["a", "b", "3", "3"]), Pooled::Texts(3));
    }

    #[test]
    fn instants_keep_both_ends() {
        let Pooled::Instants(numbers) = pooled(&runs(&["5", "9", "7"]), &Column::Start, Stat::Mean, Timestamp(0))
        else {
            panic!("instants");
        };
        assert_eq!((numbers.least, numbers.most, numbers.count), (5.0, 9.0, 3));
        let cell = |direction| Pooled::Instants(numbers).cell(Cell::Missing, direction);
        assert_eq!(cell(Direction::Ascending), Cell::Instant(Timestamp(5)));
        assert_eq!(cell(Direction::Descending), Cell::Instant(Timestamp(9)));
    }
}
