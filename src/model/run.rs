//! One execution of a training program, and its state.

use super::{ExperimentId, MetricKey, MetricSummary, ParamValue, RunId, Timestamp};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One execution of a training program.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Its id, unique in its source.
    pub id: RunId,
    /// Its display name; the id when the source gave none.
    pub name: String,
    /// The experiment it belongs to.
    pub experiment_id: ExperimentId,
    /// Its state.
    pub status: RunStatus,
    /// When it began.
    pub start_time: Option<Timestamp>,
    /// When it ended; absent while it runs.
    pub end_time: Option<Timestamp>,
    /// Who started it.
    pub user: Option<String>,
    /// The run that started it.
    pub parent_id: Option<RunId>,
    /// The topmost run above it.
    pub root_id: Option<RunId>,
    /// What it ran on.
    pub compute_target: Option<String>,
    /// Notes, as markdown; empty when there are none.
    pub description: String,
    /// Input settings by name.
    pub params: BTreeMap<String, ParamValue>,
    /// Labels by name.
    pub tags: BTreeMap<String, String>,
    /// What the system noted, by name.
    pub properties: BTreeMap<String, String>,
    /// What is known of each metric without reading its columns.
    pub metrics: BTreeMap<MetricKey, MetricSummary>,
    /// Why it failed.
    pub failure: Option<RunFailure>,
    /// What it waits for, in the words of the source.
    pub queue_message: Option<String>,
    /// What went wrong without stopping it.
    pub warnings: Vec<String>,
    /// What the source has of it as it stands, by name, such as its record as JSON.
    pub documents: Vec<(String, Arc<str>)>,
    /// Where the source keeps its output files.
    pub artifacts: Option<Arc<str>>,
    /// Where the source keeps its logs.
    pub logs: Option<Arc<str>>,
    /// Where the source keeps its code.
    pub snapshot: Option<Arc<str>>,
}

impl Run {
    /// A run of which nothing but its place is known.
    pub fn new(id: RunId, experiment_id: ExperimentId) -> Self {
        Self {
            name: id.as_str().to_owned(),
            id,
            experiment_id,
            status: RunStatus::Unknown(Arc::from("")),
            start_time: None,
            end_time: None,
            user: None,
            parent_id: None,
            root_id: None,
            compute_target: None,
            description: String::new(),
            params: BTreeMap::new(),
            tags: BTreeMap::new(),
            properties: BTreeMap::new(),
            metrics: BTreeMap::new(),
            failure: None,
            queue_message: None,
            warnings: Vec::new(),
            documents: Vec::new(),
            artifacts: None,
            logs: None,
            snapshot: None,
        }
    }

    /// Milliseconds from start to end; to `now` while it has not ended.
    /// `None` before it began, or when an ended run has no end.
    pub fn duration_ms(&self, now: Timestamp) -> Option<i64> {
        let start = self.start_time?;
        match self.end_time {
            Some(end) => Some(end.since(start)),
            None if self.status.is_live() => Some(now.since(start)),
            None => None,
        }
    }
}

/// What a failed run said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunFailure {
    /// The first thing to read.
    pub message: String,
    /// The rest, such as a traceback; may be empty.
    pub detail: String,
}

/// The state of a run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RunStatus {
    /// Waits for its turn.
    Queued,
    /// Runs now.
    Running,
    /// Ended well.
    Finished,
    /// Ended with an error.
    Failed,
    /// Was stopped by somebody.
    Canceled,
    /// Has not ended, in a word of the source that says more than “runs”.
    Active(Arc<str>),
    /// A word of the source that we do not know, or empty when it said nothing.
    Unknown(Arc<str>),
}

impl RunStatus {
    /// Reads our own words, in any case; any other word is kept.
    pub fn parse(word: &str) -> Self {
        match word.trim().to_ascii_lowercase().as_str() {
            "queued" => Self::Queued,
            "running" => Self::Running,
            "finished" => Self::Finished,
            "failed" => Self::Failed,
            "canceled" => Self::Canceled,
            _ => Self::Unknown(Arc::from(word.trim())),
        }
    }

    /// Whether news may still come: it waits, or it runs.
    pub fn is_live(&self) -> bool {
        matches!(self, Self::Queued | Self::Running | Self::Active(_))
    }

    /// The word a person reads.
    pub fn label(&self) -> &str {
        match self {
            Self::Queued => "Queued",
            Self::Running => "Running",
            Self::Finished => "Finished",
            Self::Failed => "Failed",
            Self::Canceled => "Canceled",
            Self::Unknown(word) if word.is_empty() => "Unknown",
            Self::Active(word) | Self::Unknown(word) => word,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(status: &str, start: Option<i64>, end: Option<i64>) -> Run {
        Run {
            status: RunStatus::parse(status),
            start_time: start.map(Timestamp),
            end_time: end.map(Timestamp),
            ..Run::new(RunId::new("a"), ExperimentId::new("e"))
        }
    }

    #[test]
    fn a_running_run_lasts_until_now() {
        assert_eq!(run("running", Some(10), None).duration_ms(Timestamp(25)), Some(15));
    }

    #[test]
    fn a_finished_run_without_an_end_has_no_duration() {
        assert_eq!(run("finished", Some(10), None).duration_ms(Timestamp(25)), None);
        assert_eq!(run("finished", Some(10), Some(12)).duration_ms(Timestamp(25)), Some(2));
    }

    #[test]
    fn a_word_we_do_not_know_is_kept() {
        assert_eq!(RunStatus::parse("Preparing").label(), "Preparing");
        assert_eq!(RunStatus::parse(" FINISHED "), RunStatus::Finished);
        assert!(!RunStatus::parse("Preparing").is_live());
        let preparing = RunStatus::Active(Arc::from("Preparing"));
        assert_eq!((preparing.label(), preparing.is_live()), ("Preparing", true));
    }
}
