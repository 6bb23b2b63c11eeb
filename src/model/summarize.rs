//! The single values that stand for a series, from all its points.

use super::{MetricKind, MetricSeries, MetricSummary};

impl MetricSummary {
    /// What a series of these points says of itself, in logged order. A
    /// smallest or largest value that stands several times has the step at
    /// which it was logged first.
    pub fn of_series(steps: &[i64], values: &[f64]) -> Self {
        let finite = || {
            values
                .iter()
                .copied()
                .enumerate()
                .filter(|(_, value)| value.is_finite())
        };
        let step = |at: usize| steps.get(at).copied();
        let min = finite().min_by(|(_, a), (_, b)| a.total_cmp(b));
        let max = finite().reduce(|max, next| if next.1 > max.1 { next } else { max });
        let count = finite().count();
        Self {
            count: Some(values.len() as u64),
            first: values.first().copied(),
            last: values.last().copied(),
            min: min.map(|(_, value)| value),
            max: max.map(|(_, value)| value),
            mean: mean(finite().map(|(_, value)| value), count),
            min_step: min.and_then(|(at, _)| step(at)),
            max_step: max.and_then(|(at, _)| step(at)),
            last_step: steps.last().copied(),
            nonfinite: Some((values.len() - count) as u64),
            ..Self::new(MetricKind::Series)
        }
    }

    /// This summary with what it does not say taken from the points: what the
    /// source said stays, for it may mean another point by “last”.
    pub fn completed(self, series: &MetricSeries) -> Self {
        let points = Self::of_series(&series.steps, &series.values);
        Self {
            count: self.count.or(points.count),
            first: self.first.or(points.first),
            last: self.last.or(points.last),
            min: self.min.or(points.min),
            max: self.max.or(points.max),
            mean: self.mean.or(points.mean),
            min_step: self.min_step.or(points.min_step),
            max_step: self.max_step.or(points.max_step),
            last_step: self.last_step.or(points.last_step),
            nonfinite: self.nonfinite.or(points.nonfinite),
            ..self
        }
    }
}

/// The mean, with what each addition loses added at the end (Neumaier). Parts
/// of the count are added where the whole sum would leave the range of floats.
fn mean(values: impl Iterator<Item = f64> + Clone, count: usize) -> Option<f64> {
    let count = match count {
        0 => return None,
        count => count as f64,
    };
    let sum = |values: &mut dyn Iterator<Item = f64>| {
        let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
        for value in values {
            let next = sum + value;
            lost += match sum.abs() >= value.abs() {
                true => (sum - next) + value,
                false => (value - next) + sum,
            };
            sum = next;
        }
        sum + lost
    };
    let mean = sum(&mut values.clone()) / count;
    Some(match mean.is_finite() {
        true => mean,
        false => sum(&mut values.map(|value| value / count)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_is_summed_up_by_its_finite_values() {
        let values = [2.0, f64::NAN, -1.0, f64::INFINITY, 5.0, -1.0, f64::NEG_INFINITY];
        let summary = MetricSummary::of_series(&[0, 1, 2, 3, 4, 5, i64::MAX], &values);
        assert_eq!((summary.min, summary.min_step), (Some(-1.0), Some(2)));
        assert_eq!((summary.max, summary.max_step), (Some(5.0), Some(4)));
        assert_eq!(
            (summary.mean, summary.nonfinite, summary.count),
            (Some(1.25), Some(3), Some(7))
        );
        assert_eq!((summary.first, summary.last), (Some(2.0), Some(f64::NEG_INFINITY)));
        assert_eq!(summary.last_step, Some(i64::MAX));
    }

    #[test]
    fn a_series_of_nothing_has_no_values_and_one_of_nan_no_mean() {
        let empty = MetricSummary::of_series(&[], &[]);
        assert_eq!(
            (empty.first, empty.min, empty.mean, empty.count),
            (None, None, None, Some(0))
        );
        let nan = MetricSummary::of_series(&[1], &[f64::NAN]);
        assert_eq!((nan.min, nan.max, nan.mean, nan.nonfinite), (None, None, None, Some(1)));
        assert!(nan.first.is_some_and(f64::is_nan));
    }

    #[test]
    fn of_equal_values_the_first_gives_the_step() {
        let summary = MetricSummary::of_series(&[7, 8, 9], &[1.0, 1.0, 1.0]);
        assert_eq!((summary.min_step, summary.max_step), (Some(7), Some(7)));
    }

    #[test]
    fn the_mean_loses_no_small_value_and_does_not_overflow() {
        let mean_of = |values: &[f64]| MetricSummary::of_series(&[], values).mean;
        assert_eq!(mean_of(&[1.0, 1e100, 1.0, -1e100]), Some(0.5));
        assert_eq!(mean_of(&[1e308, 1e308, 1e308, 1e308]), Some(1e308));
        assert_eq!(mean_of(&[0.1; 10]), Some(0.1));
    }

    #[test]
    fn what_the_source_said_stays() {
        let said = MetricSummary {
            last: Some(3.0),
            last_step: Some(9),
            ..MetricSummary::new(MetricKind::Series)
        };
        let series = MetricSeries {
            steps: vec![9, 2],
            times: None,
            values: vec![3.0, 1.0],
        };
        let completed = said.completed(&series);
        assert_eq!((completed.last, completed.last_step), (Some(3.0), Some(9)));
        assert_eq!((completed.min, completed.mean), (Some(1.0), Some(2.0)));
    }
}
