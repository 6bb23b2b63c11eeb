//! Early warnings: what in the numbers of a run asks for a look, by rules that can be said
//! in a sentence.

use super::{Direction, best_direction};
use crate::model::{MetricKey, MetricKind, MetricSeries, MetricSummary, Timestamp};

/// A metric is judged by as many of its last points.
const LAST: usize = 10;
/// With fewer points than this nothing is said of where a metric goes.
const FEWEST: usize = 30;
/// A pause is told from this many times the usual gap on.
const GAPS: f64 = 10.0;
/// No pause shorter than this is told, in milliseconds.
const LEAST_PAUSE_MS: f64 = 60_000.0;
/// The usual gap is that of as many of the last points.
const GAPS_LOOKED_AT: usize = 50;
/// Fewer gaps than this are not usual yet.
const FEWEST_GAPS: usize = 3;

/// What a warning is about; each can be switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AlarmKind {
    /// NaN or infinity was logged.
    NotFinite,
    /// A metric of which less is better has gone beyond where it began.
    Diverging,
    /// No point has come for long.
    Silent,
}

impl AlarmKind {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 3] = [Self::NotFinite, Self::Diverging, Self::Silent];

    /// The word in a link.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotFinite => "nan",
            Self::Diverging => "diverging",
            Self::Silent => "silent",
        }
    }

    /// The rule, in a sentence.
    pub fn rule(self) -> &'static str {
        match self {
            Self::NotFinite => "Told when a metric holds NaN or infinity.",
            Self::Diverging => {
                "Told of a metric of which less is better, by its name, with at least 30 points: the middle one of its \
                 last 10 lies above its first value by more than that value, and by more than it had come down from there."
            }
            Self::Silent => {
                "Told of a run that runs when no metric has a new point for 10 times the usual gap \
                 (the middle one of the last 50), and for at least a minute."
            }
        }
    }
}

/// A warning. Two are equal when they say the same; NaN is like itself.
#[derive(Clone, Debug)]
pub enum Alarm {
    /// NaN or infinity was logged.
    NotFinite {
        /// In which metric.
        metric: MetricKey,
        /// The first such value, else the last one where only that is known.
        value: f64,
        /// The step of the first such value, where the points are known.
        step: Option<i64>,
    },
    /// A metric of which less is better has gone beyond where it began.
    Diverging {
        /// Which metric.
        metric: MetricKey,
        /// Its first value.
        first: f64,
        /// Its least value.
        least: f64,
        /// The middle one of its last values.
        now: f64,
    },
    /// No point has come for long.
    Silent {
        /// The metric whose point was the last one.
        metric: MetricKey,
        /// How long ago that was, in milliseconds.
        since_ms: f64,
        /// The usual gap between its points, in milliseconds.
        usual_ms: f64,
    },
}

impl PartialEq for Alarm {
    fn eq(&self, other: &Self) -> bool {
        self.says() == other.says()
    }
}

impl Alarm {
    /// What it says, to be compared.
    fn says(&self) -> (AlarmKind, &MetricKey, Option<i64>, [u64; 3]) {
        let bits = |numbers: [f64; 3]| numbers.map(f64::to_bits);
        let kind = self.kind();
        match self {
            Self::NotFinite { metric, value, step } => (kind, metric, *step, bits([*value, 0.0, 0.0])),
            Self::Diverging {
                metric,
                first,
                least,
                now,
            } => (kind, metric, None, bits([*first, *least, *now])),
            Self::Silent {
                metric,
                since_ms,
                usual_ms,
            } => (kind, metric, None, bits([*since_ms, *usual_ms, 0.0])),
        }
    }

    /// What it is about.
    pub fn kind(&self) -> AlarmKind {
        match self {
            Self::NotFinite { .. } => AlarmKind::NotFinite,
            Self::Diverging { .. } => AlarmKind::Diverging,
            Self::Silent { .. } => AlarmKind::Silent,
        }
    }
}

/// Whether a summary alone says that NaN or infinity was logged.
pub fn is_not_finite(summary: &MetricSummary) -> bool {
    let is_number = summary.kind == MetricKind::Series;
    is_number
        && (summary.nonfinite.is_some_and(|count| count > 0) || summary.last.is_some_and(|last| !last.is_finite()))
}

/// NaN or infinity in a metric, by what is known without its points.
pub fn not_finite(metric: &MetricKey, summary: &MetricSummary) -> Option<Alarm> {
    let last = summary.last.filter(|last| !last.is_finite());
    is_not_finite(summary).then(|| Alarm::NotFinite {
        metric: metric.clone(),
        value: last.unwrap_or(f64::NAN),
        step: None,
    })
}

/// The first NaN or infinity among the points of a metric.
pub fn first_not_finite(metric: &MetricKey, points: &MetricSeries) -> Option<Alarm> {
    let place = points.values.iter().position(|value| !value.is_finite())?;
    Some(Alarm::NotFinite {
        metric: metric.clone(),
        value: points.values[place],
        step: points.steps.get(place).copied(),
    })
}

/// Whether a metric of which less is better diverges; see [`AlarmKind::rule`]. One spike is
/// no divergence, nor is noise about the level where the metric began, nor a metric that
/// began far up and has come down.
pub fn diverging(metric: &MetricKey, points: &MetricSeries) -> Option<Alarm> {
    if best_direction(metric.as_str()) != Direction::Ascending {
        return None;
    }
    let finite = || points.values.iter().copied().filter(|value| value.is_finite());
    if finite().count() < FEWEST {
        return None;
    }
    let first = finite().next()?;
    let least = finite().fold(f64::INFINITY, f64::min);
    let now = middle(finite().rev().take(LAST).collect())?;
    // What never came down has only its own size to be compared with.
    let fallen = (first - least).max(first.abs());
    (fallen > 0.0 && now - first > fallen).then(|| Alarm::Diverging {
        metric: metric.clone(),
        first,
        least,
        now,
    })
}

/// How often a metric has a new point.
#[derive(Clone, Debug, PartialEq)]
pub struct Pace {
    /// Which metric.
    pub metric: MetricKey,
    /// When its last point was logged, in milliseconds since 1970.
    pub last_ms: f64,
    /// The usual gap between its points, in milliseconds; `None` where that is not known yet.
    pub usual_ms: Option<f64>,
}

/// How often a metric has a new point; `None` where its points have no time.
pub fn pace(metric: &MetricKey, points: &MetricSeries) -> Option<Pace> {
    let times = points.times.as_ref()?;
    let last_ms = times.last().copied().filter(|time| time.is_finite())?;
    let looked_at = &times[times.len().saturating_sub(GAPS_LOOKED_AT + 1)..];
    let gaps = looked_at.windows(2).map(|pair| pair[1] - pair[0]);
    let gaps: Vec<f64> = gaps.filter(|gap| *gap > 0.0).collect();
    let is_usual = gaps.len() >= FEWEST_GAPS;
    Some(Pace {
        metric: metric.clone(),
        last_ms,
        usual_ms: is_usual.then(|| middle(gaps)).flatten(),
    })
}

/// Whether a run that runs has fallen silent, by the metric whose point came last.
pub fn silent(paces: &[Pace], now: Timestamp) -> Option<Alarm> {
    let latest = paces.iter().max_by(|a, b| a.last_ms.total_cmp(&b.last_ms))?;
    let (usual_ms, since_ms) = (latest.usual_ms?, now.0 as f64 - latest.last_ms);
    (since_ms > (GAPS * usual_ms).max(LEAST_PAUSE_MS)).then(|| Alarm::Silent {
        metric: latest.metric.clone(),
        since_ms,
        usual_ms,
    })
}

/// The middle one of some finite values.
fn middle(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests;
