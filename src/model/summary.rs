//! What is known of a metric without reading its columns.

use super::Timestamp;
use std::sync::Arc;

/// How a metric is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MetricKind {
    /// Numbers over steps: `log` repeated, `log_list`.
    Series,
    /// Named columns: `log_row`, `log_table`.
    Table,
    /// A text.
    Text,
    /// Images over steps.
    Image,
    /// Counts of predicted against true classes.
    ConfusionMatrix,
    /// A kind this version has no picture for; shown as its raw JSON.
    Other(Arc<str>),
}

impl MetricKind {
    /// Reads the word of the open run API; any other word is kept.
    pub fn parse(word: &str) -> Self {
        match word {
            "series" => Self::Series,
            "table" => Self::Table,
            "text" => Self::Text,
            "image" => Self::Image,
            "confusion_matrix" => Self::ConfusionMatrix,
            _ => Self::Other(Arc::from(word)),
        }
    }
}

/// Which single value stands for a series in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Aggregate {
    /// The value logged last.
    #[default]
    Last,
    /// The smallest finite value.
    Min,
    /// The largest finite value.
    Max,
    /// The value logged first.
    First,
    /// The mean of the finite values.
    Mean,
}

impl Aggregate {
    /// All of them, in the order of a menu.
    pub const ALL: [Self; 5] = [Self::Last, Self::Min, Self::Max, Self::First, Self::Mean];

    /// The word in a link and on the screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Last => "last",
            Self::Min => "min",
            Self::Max => "max",
            Self::First => "first",
            Self::Mean => "mean",
        }
    }

    /// The aggregate of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|aggregate| aggregate.word() == word)
    }
}

/// What is known of a metric without reading its columns.
///
/// Two are equal when they say the same; NaN is like itself.
#[derive(Clone, Debug)]
pub struct MetricSummary {
    /// How to read it.
    pub kind: MetricKind,
    /// How many points, rows or images it has, when the source says so.
    pub count: Option<u64>,
    /// The value logged first.
    pub first: Option<f64>,
    /// The value logged last; may be NaN or infinite.
    pub last: Option<f64>,
    /// The smallest finite value.
    pub min: Option<f64>,
    /// The largest finite value.
    pub max: Option<f64>,
    /// The mean of the finite values.
    pub mean: Option<f64>,
    /// The step of the smallest value.
    pub min_step: Option<i64>,
    /// The step of the largest value.
    pub max_step: Option<i64>,
    /// The step of the last value.
    pub last_step: Option<i64>,
    /// When the last value was logged, when the source says so.
    pub last_time: Option<Timestamp>,
    /// How many values are NaN or infinite.
    pub nonfinite: Option<u64>,
    /// The text of a text metric.
    pub text: Option<String>,
    /// Where the source keeps the columns; opaque to everyone but the source.
    pub locator: Option<Arc<str>>,
}

impl PartialEq for MetricSummary {
    fn eq(&self, other: &Self) -> bool {
        let numbers = |of: &Self| [of.first, of.last, of.min, of.max, of.mean].map(|number| number.map(f64::to_bits));
        let places = |of: &Self| (of.min_step, of.max_step, of.last_step, of.last_time);
        let counts = |of: &Self| (of.count, of.nonfinite);
        numbers(self) == numbers(other)
            && places(self) == places(other)
            && counts(self) == counts(other)
            && (&self.kind, &self.text, &self.locator) == (&other.kind, &other.text, &other.locator)
    }
}

impl MetricSummary {
    /// A summary that says nothing but the kind.
    pub fn new(kind: MetricKind) -> Self {
        Self {
            kind,
            count: None,
            first: None,
            last: None,
            min: None,
            max: None,
            mean: None,
            min_step: None,
            max_step: None,
            last_step: None,
            last_time: None,
            nonfinite: None,
            text: None,
            locator: None,
        }
    }

    /// The value that stands for the series, when the source gave it.
    pub fn value(&self, aggregate: Aggregate) -> Option<f64> {
        match aggregate {
            Aggregate::Last => self.last,
            Aggregate::Min => self.min,
            Aggregate::Max => self.max,
            Aggregate::First => self.first,
            Aggregate::Mean => self.mean,
        }
    }

    /// The step at which that value was logged, where there is one.
    pub fn step(&self, aggregate: Aggregate) -> Option<i64> {
        match aggregate {
            Aggregate::Last => self.last_step,
            Aggregate::Min => self.min_step,
            Aggregate::Max => self.max_step,
            Aggregate::First | Aggregate::Mean => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_aggregate_survives_its_word() {
        for aggregate in Aggregate::ALL {
            assert_eq!(Aggregate::parse(aggregate.word()), Some(aggregate));
        }
        assert_eq!(Aggregate::parse("median"), None);
    }

    #[test]
    fn a_summary_that_says_nan_is_like_itself() {
        let of = |last: f64| MetricSummary {
            last: Some(last),
            ..MetricSummary::new(MetricKind::Series)
        };
        assert_eq!(of(f64::NAN), of(f64::NAN));
        assert_ne!(of(f64::NAN), of(1.0));
        let later = MetricSummary {
            last_time: Some(Timestamp(1)),
            ..of(1.0)
        };
        assert_ne!(later, of(1.0));
    }
}
