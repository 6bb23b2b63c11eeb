//! The columns of a metric, once they are read.

use super::MetricTable;
use std::sync::Arc;

/// Numbers over steps, in logged order, as contiguous columns of one length.
///
/// Two are equal when they hold the same points; NaN is like itself.
#[derive(Clone, Debug, Default)]
pub struct MetricSeries {
    /// The step of each point; exact beyond 2^53.
    pub steps: Vec<i64>,
    /// When each point was logged, in milliseconds since 1970 UTC.
    pub times: Option<Vec<f64>>,
    /// The values; NaN and infinities are data.
    pub values: Vec<f64>,
}

impl PartialEq for MetricSeries {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.steps.len() == other.steps.len()
            && self.times.is_some() == other.times.is_some()
            && self.begins_with(other, self.len())
    }
}

impl MetricSeries {
    /// Whether the first `count` points of both are the same. A column of times
    /// counts where both have one.
    pub fn begins_with(&self, other: &Self, count: usize) -> bool {
        let same = |a: &[f64], b: &[f64]| match (a.get(..count), b.get(..count)) {
            (Some(a), Some(b)) => a.iter().zip(b).all(|(a, b)| a.to_bits() == b.to_bits()),
            _ => false,
        };
        let times = self.times.as_deref().zip(other.times.as_deref());
        same(&self.values, &other.values)
            && self
                .steps
                .get(..count)
                .is_some_and(|steps| Some(steps) == other.steps.get(..count))
            && times.is_none_or(|(a, b)| same(a, b))
    }

    /// The points behind the first `count`.
    #[must_use]
    pub fn behind(&self, count: usize) -> Self {
        let count = count.min(self.len());
        Self {
            steps: self.steps[count..].to_vec(),
            times: self.times.as_ref().map(|times| times[count..].to_vec()),
            values: self.values[count..].to_vec(),
        }
    }

    /// How many points it has.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether it has no point.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Adds the points of `part` behind these. Times are kept only when both
    /// have them, for half a column would shift every later point.
    pub fn append(&mut self, part: Self) {
        if self.values.is_empty() {
            *self = part;
            return;
        }
        self.steps.extend(part.steps);
        self.values.extend(part.values);
        self.times = match (self.times.take(), part.times) {
            (Some(mut times), Some(more)) => {
                times.extend(more);
                Some(times)
            }
            _ => None,
        };
    }

    /// The points of both, each once, by time and step: what is known of a
    /// series of which parts were sampled. The order of points of the same
    /// time and step may be another than the logged one.
    #[must_use]
    pub fn merged(&self, other: &Self) -> Self {
        let has_times = self.times.is_some() && other.times.is_some();
        let points = |of: &Self| -> Vec<(f64, i64, f64)> {
            let time = |at: usize| of.times.as_ref().filter(|_| has_times).map_or(0.0, |times| times[at]);
            (0..of.len())
                .map(|at| (time(at), of.steps[at], of.values[at]))
                .collect()
        };
        let mut all = [points(self), points(other)].concat();
        let order = |a: &(f64, i64, f64), b: &(f64, i64, f64)| {
            a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.total_cmp(&b.2))
        };
        all.sort_by(order);
        all.dedup_by(|a, b| order(a, b).is_eq());
        Self {
            steps: all.iter().map(|point| point.1).collect(),
            times: has_times.then(|| all.iter().map(|point| point.0).collect()),
            values: all.iter().map(|point| point.2).collect(),
        }
    }
}

/// One logged image.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// Where its bytes are, as an absolute URL; empty when that is not known.
    pub url: String,
    /// The step at which it was logged.
    pub step: Option<i64>,
    /// What it shows; may be empty.
    pub caption: String,
    /// What of it could not be read, and why.
    pub fault: Option<Arc<str>>,
}

/// Counts of predicted (columns) against true (rows) classes.
#[derive(Clone, Debug, PartialEq)]
pub struct ConfusionMatrix {
    /// The classes, in the order of rows and columns.
    pub labels: Vec<String>,
    /// One row a true class.
    pub matrix: Vec<Vec<f64>>,
}

/// A metric with its columns.
#[derive(Clone, Debug, PartialEq)]
pub enum Metric {
    /// Numbers over steps.
    Series(Arc<MetricSeries>),
    /// Named columns.
    Table(Arc<MetricTable>),
    /// A text.
    Text(Arc<str>),
    /// Images, in logged order.
    Images(Arc<Vec<Image>>),
    /// Predicted against true classes.
    ConfusionMatrix(Arc<ConfusionMatrix>),
    /// What we have no picture for, as it stands.
    Raw(Arc<str>),
}

impl Metric {
    /// Whether both are one and the same in memory, so that nothing need be compared.
    pub fn is_one_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Series(a), Self::Series(b)) => Arc::ptr_eq(a, b),
            (Self::Table(a), Self::Table(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }

    /// How many points, rows or images there are.
    pub fn count(&self) -> usize {
        match self {
            Self::Series(series) => series.len(),
            Self::Table(table) => table.row_count(),
            Self::Images(images) => images.len(),
            Self::Text(_) | Self::ConfusionMatrix(_) | Self::Raw(_) => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(from: i64, times: Option<Vec<f64>>) -> MetricSeries {
        MetricSeries {
            steps: vec![from, from + 1],
            times,
            values: vec![0.5, f64::NAN],
        }
    }

    #[test]
    fn parts_join_in_order() {
        let mut series = part(0, Some(vec![1.0, 2.0]));
        series.append(part(2, Some(vec![3.0, 4.0])));
        assert_eq!(series.steps, [0, 1, 2, 3]);
        assert_eq!(series.times, Some(vec![1.0, 2.0, 3.0, 4.0]));
        assert_eq!(series.len(), 4);
    }

    #[test]
    fn of_two_samples_every_point_is_kept_once() {
        let of = |steps: &[i64]| MetricSeries {
            steps: steps.to_vec(),
            times: Some(steps.iter().map(|&step| step as f64).collect()),
            values: steps.iter().map(|&step| step as f64 * 2.0).collect(),
        };
        let sample = of(&[-9, 0, 10, 20]);
        assert_eq!(sample.merged(&of(&[9, 10, 11])), of(&[-9, 0, 9, 10, 11, 20]));
        assert_eq!(sample.merged(&of(&[])), sample);
        let nan = part(0, Some(vec![1.0, 2.0]));
        let twice = nan.merged(&nan);
        assert_eq!((twice.len(), twice.steps), (2, vec![0, 1]));
    }

    #[test]
    fn without_times_on_both_sides_samples_are_merged_by_step() {
        let merged = part(5, None).merged(&part(2, Some(vec![1.0, 2.0])));
        assert_eq!((merged.steps, merged.times), (vec![2, 3, 5, 6], None));
    }

    #[test]
    fn a_series_with_nan_is_like_itself_and_begins_with_itself() {
        let series = part(3, Some(vec![1.0, 2.0]));
        assert_eq!(series, series.clone());
        assert_ne!(series, part(4, Some(vec![1.0, 2.0])));
        assert_ne!(series, part(3, Some(vec![1.0, 3.0])));
        assert_ne!(series, part(3, None));
        let mut longer = series.clone();
        longer.append(part(5, Some(vec![3.0, 4.0])));
        assert!(longer.begins_with(&series, 2) && !longer.begins_with(&series, 3));
        assert_eq!(longer.behind(2), part(5, Some(vec![3.0, 4.0])));
        assert!(longer.behind(9).is_empty());
    }

    #[test]
    fn half_a_column_of_times_is_dropped() {
        let mut series = part(0, Some(vec![1.0, 2.0]));
        series.append(part(2, None));
        assert_eq!(series.times, None);
    }
}
