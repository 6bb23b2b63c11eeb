//! How deep the colour of a cell is: where its number lies among those of its column.

use super::{Cell, Column};
use crate::model::{Run, Timestamp};
use std::sync::Arc;

/// Numbers that are all above zero and so far apart are told by their logarithms.
const LOG_FROM: f64 = 100.0;

/// The range of the numbers of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shade {
    least: f64,
    most: f64,
    is_log: bool,
}

impl Shade {
    /// The range of the finite numbers of `runs` in a column; `None` without any.
    pub fn of(runs: &[Arc<Run>], column: &Column, now: Timestamp) -> Option<Self> {
        Self::of_numbers(runs.iter().filter_map(|run| match column.cell(run, now) {
            Cell::Number(value) => Some(value),
            _ => None,
        }))
    }

    /// The range of the finite ones of some numbers; `None` without any.
    pub fn of_numbers(numbers: impl Iterator<Item = f64>) -> Option<Self> {
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in numbers.filter(|value| value.is_finite()) {
            least = least.min(value);
            most = most.max(value);
        }
        (least <= most).then_some(Self {
            least,
            most,
            is_log: least > 0.0 && most / least >= LOG_FROM,
        })
    }

    /// The least and the largest number.
    pub fn ends(&self) -> (f64, f64) {
        (self.least, self.most)
    }

    /// Whether it goes by the logarithm.
    pub fn is_log(&self) -> bool {
        self.is_log
    }

    /// How deep the colour of a number is, from 0 for the least to 1 for the
    /// largest; `None` for what is not finite, or where all are the same.
    pub fn level(&self, number: f64) -> Option<f64> {
        let at = |number: f64| if self.is_log { number.ln() } else { number };
        // Halves, so that no difference of large numbers overflows.
        let part = (at(number) / 2.0 - at(self.least) / 2.0) / (at(self.most) / 2.0 - at(self.least) / 2.0);
        (number.is_finite() && part.is_finite()).then(|| part.clamp(0.0, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Aggregate, ExperimentId, MetricKey, MetricKind, MetricSummary, RunId};

    fn shade(values: &[f64]) -> Option<Shade> {
        let runs: Vec<Arc<Run>> = values
            .iter()
            .map(|value| {
                let mut run = Run::new(RunId::new("a"), ExperimentId::new("e"));
                let mut summary = MetricSummary::new(MetricKind::Series);
                summary.last = Some(*value);
                run.metrics.insert(MetricKey::new("loss"), summary);
                Arc::new(run)
            })
            .collect();
        let column = Column::Metric(MetricKey::new("loss"), Aggregate::Last);
        Shade::of(&runs, &column, Timestamp(0))
    }

    #[test]
    fn a_number_lies_between_the_least_and_the_largest() {
        let shade = shade(&[2.0, f64::NAN, 4.0, f64::INFINITY]).expect("a range");
        assert!(!shade.is_log());
        let levels = [1.0, 2.0, 3.0, 4.0, 9.0].map(|number| shade.level(number));
        assert_eq!(levels, [0.0, 0.0, 0.5, 1.0, 1.0].map(Some));
        assert_eq!(shade.level(f64::NAN), None);
    }

    #[test]
    fn a_wide_range_goes_by_the_logarithm() {
        let shade = shade(&[0.001, 1.0]).expect("a range");
        assert!(shade.is_log());
        let level = shade.level(0.031_622_776_6).expect("a level");
        assert!((level - 0.5).abs() < 1e-6, "{level}");
        assert_eq!(shade.level(-1.0), None);
    }

    #[test]
    fn what_has_no_range_has_no_colour() {
        assert_eq!(shade(&[]), None);
        assert_eq!(shade(&[f64::NAN]), None);
        assert_eq!(shade(&[3.0, 3.0]).and_then(|shade| shade.level(3.0)), None);
        let wide = shade(&[-f64::MAX, f64::MAX]).expect("a range");
        assert_eq!(wide.level(0.0), Some(0.5));
    }
}
