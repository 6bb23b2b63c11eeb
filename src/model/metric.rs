//! The columns of a metric, once they are read.

use super::MetricTable;
use std::sync::Arc;

/// Numbers over steps, in logged order, as contiguous columns of one length.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct MetricSeries {
    /// The step of each point; exact beyond 2^53.
    pub steps: Vec<i64>,
    /// When each point was logged, in milliseconds since 1970 UTC.
    pub times: Option<Vec<f64>>,
    /// The values; NaN and infinities are data.
    pub values: Vec<f64>,
}

impl MetricSeries {
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

    /// The series with its points between two steps, both included, replaced
    /// by those of `part`; what lies outside the window is kept as it is.
    #[must_use]
    pub fn with_window(&self, (from, to): (i64, i64), part: &Self) -> Self {
        let is_outside = |step: i64| step < from || to < step;
        // Where the first of them stood, or else before the first that is later.
        let place = (self.steps.iter().position(|step| !is_outside(*step)))
            .or_else(|| self.steps.iter().position(|step| to < *step))
            .unwrap_or(self.len());
        let (before, behind): (Vec<_>, Vec<_>) = (0..self.len())
            .filter(|at| is_outside(self.steps[*at]))
            .partition(|at| *at < place);
        let inside: Vec<_> = (0..part.len()).filter(|at| !is_outside(part.steps[*at])).collect();
        fn join<T: Copy>(old: &[T], new: &[T], [before, inside, behind]: [&[usize]; 3]) -> Vec<T> {
            let kept = |places: &[usize], of: &[T]| places.iter().map(|at| of[*at]).collect::<Vec<_>>();
            [kept(before, old), kept(inside, new), kept(behind, old)].concat()
        }
        let places = [before.as_slice(), &inside, &behind];
        Self {
            steps: join(&self.steps, &part.steps, places),
            times: (self.times.as_ref())
                .zip(part.times.as_ref())
                .map(|(old, new)| join(old, new, places)),
            values: join(&self.values, &part.values, places),
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
    fn a_window_takes_the_place_of_what_stood_there() {
        let of = |steps: &[i64]| MetricSeries {
            steps: steps.to_vec(),
            times: Some(steps.iter().map(|&step| step as f64).collect()),
            values: steps.iter().map(|&step| step as f64 * 2.0).collect(),
        };
        let sample = of(&[-9, 0, 10, 20, 30]);
        for (window, part, expected) in [
            ((8, 21), &[8, 9, 10, 20, 21][..], &[-9, 0, 8, 9, 10, 20, 21, 30][..]),
            ((3, 5), &[4], &[-9, 0, 4, 10, 20, 30]),
            ((31, 40), &[35], &[-9, 0, 10, 20, 30, 35]),
            ((-20, -9), &[-10, -9, 5], &[-10, -9, 0, 10, 20, 30]),
            ((0, 30), &[], &[-9]),
        ] {
            assert_eq!(sample.with_window(window, &of(part)), of(expected), "{window:?}");
        }
    }

    #[test]
    fn half_a_column_of_times_is_dropped() {
        let mut series = part(0, Some(vec![1.0, 2.0]));
        series.append(part(2, None));
        assert_eq!(series.times, None);
    }
}
