//! What a clause finds in a run.

use super::ast::{Clause, Test};
use super::field::{Attribute, Field};
use super::value::Value;
use crate::model::{Aggregate, MetricKey, Run, RunStatus, Timestamp};

/// The way to a field's value, worked out once for many runs.
#[derive(Clone, Debug)]
pub(super) enum Access {
    MetricNumber(MetricKey, Aggregate),
    MetricText(MetricKey),
    Param(String),
    Tag(String),
    Attribute(Attribute),
    Any(String, MetricKey),
}

/// A field's value in one run.
#[derive(Clone, Copy, Debug)]
pub(super) enum Datum<'a> {
    Number(f64),
    /// A text, and the number it reads as where that is known already.
    Text(&'a str, Option<f64>),
    /// A text that may read as a number.
    Loose(&'a str),
    Status(&'a RunStatus),
}

impl Access {
    /// The way to the field; a test of letters asks a metric for its text.
    pub(super) fn of(clause: &Clause) -> Self {
        let wants_text = matches!(
            clause.test,
            Test::Like(..) | Test::Regex(..) | Test::Compare(_, Value::Text(_))
        );
        match &clause.field {
            Field::Metric(key, _) if wants_text => Self::MetricText(key.clone()),
            Field::Metric(key, aggregate) => Self::MetricNumber(key.clone(), *aggregate),
            Field::Param(name) => Self::Param(name.clone()),
            Field::Tag(name) => Self::Tag(name.clone()),
            Field::Attribute(attribute) => Self::Attribute(*attribute),
            Field::Any(name) => Self::Any(name.clone(), MetricKey::new(name.as_str())),
        }
    }

    /// The value in a run; `None` where the run has none.
    pub(super) fn datum<'a>(&self, run: &'a Run, now: Timestamp) -> Option<Datum<'a>> {
        match self {
            Self::MetricNumber(key, aggregate) => run.metrics.get(key)?.value(*aggregate).map(Datum::Number),
            Self::MetricText(key) => run
                .metrics
                .get(key)?
                .text
                .as_deref()
                .map(|text| Datum::Text(text, None)),
            Self::Param(name) => {
                let value = run.params.get(name)?;
                Some(Datum::Text(value.as_str(), value.as_number()))
            }
            Self::Tag(name) => run.tags.get(name).map(|text| Datum::Loose(text)),
            Self::Attribute(attribute) => attribute_datum(*attribute, run, now),
            // `has:` is the only test of a field of any kind.
            Self::Any(..) => None,
        }
    }

    /// Whether the run has the field.
    pub(super) fn is_in(&self, run: &Run, now: Timestamp) -> bool {
        match self {
            // A table or a picture has no last value, and is there all the same.
            Self::MetricNumber(key, Aggregate::Last) | Self::MetricText(key) => run.metrics.contains_key(key),
            Self::Any(name, key) => {
                run.params.contains_key(name) || run.tags.contains_key(name) || run.metrics.contains_key(key)
            }
            _ => self.datum(run, now).is_some(),
        }
    }
}

fn attribute_datum(attribute: Attribute, run: &Run, now: Timestamp) -> Option<Datum<'_>> {
    let text = match attribute {
        Attribute::Status => return Some(Datum::Status(&run.status)),
        Attribute::StartTime => return run.start_time.map(|time| Datum::Number(time.0 as f64)),
        Attribute::EndTime => return run.end_time.map(|time| Datum::Number(time.0 as f64)),
        Attribute::Duration => return run.duration_ms(now).map(|ms| Datum::Number(ms as f64)),
        Attribute::RunId => run.id.as_str(),
        Attribute::RunName => &run.name,
        Attribute::UserId => run.user.as_deref()?,
        Attribute::Compute => run.compute_target.as_deref()?,
        Attribute::Description if run.description.is_empty() => return None,
        Attribute::Description => &run.description,
        Attribute::ParentId => run.parent_id.as_ref()?.as_str(),
        Attribute::ExperimentId => run.experiment_id.as_str(),
        Attribute::ArtifactUri => run.properties.get("artifact_uri")?,
        // A source that says nothing of deletion lists the runs that are there.
        Attribute::LifecycleStage => run.properties.get("lifecycle_stage").map_or("active", String::as_str),
    };
    Some(Datum::Text(text, None))
}

/// The state of that word: ours in any case, or MLflow's as MLflow writes it.
pub(super) fn status_of(word: &str) -> RunStatus {
    match word {
        "SCHEDULED" => RunStatus::Queued,
        "KILLED" => RunStatus::Canceled,
        _ => RunStatus::parse(word),
    }
}

/// MLflow's word for a state; `None` for one that it does not know.
pub(super) fn mlflow_word(status: &RunStatus) -> Option<&'static str> {
    match status {
        RunStatus::Queued => Some("SCHEDULED"),
        RunStatus::Running => Some("RUNNING"),
        RunStatus::Finished => Some("FINISHED"),
        RunStatus::Failed => Some("FAILED"),
        RunStatus::Canceled => Some("KILLED"),
        RunStatus::Active(_) | RunStatus::Unknown(_) => None,
    }
}
