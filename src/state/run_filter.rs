//! What the user typed to find runs.

use crate::model::{Run, Timestamp};
use crate::query::{Filter, Parsed, PlainText, to_mlflow};
use std::ops::Range;

/// Whether this build reads MLflow servers, and with them their filter
/// language. Both weigh on the page, so a build may leave them out.
pub const SPEAKS_MLFLOW: bool = cfg!(feature = "mlflow");

/// What the user typed to find runs: the filter language where the build has
/// it, else plain words.
pub struct RunFilter {
    words: PlainText,
    language: Option<Parsed>,
}

impl RunFilter {
    /// Reads a text, whatever it holds.
    pub fn new(text: &str) -> Self {
        Self {
            words: PlainText::new(text),
            language: SPEAKS_MLFLOW.then(|| Filter::parse(text)),
        }
    }

    /// Whether the run is wanted; `now` is what relative times count from.
    pub fn matches(&self, run: &Run, now: Timestamp) -> bool {
        match &self.language {
            Some(parsed) => parsed.filter.matches(run, now),
            None => self.words.matches(run),
        }
    }

    /// What is wrong with the text, for the person who types it.
    pub fn problem(&self, text: &str) -> Option<String> {
        let problem = self.language.as_ref()?.problems.first()?;
        let hint = problem.hint.as_ref().map(|hint| format!(" Try {hint}."));
        let wrong = text.get(problem.span.clone()).filter(|wrong| !wrong.is_empty());
        let at = wrong.map(|wrong| format!(" at “{wrong}”"));
        Some(format!(
            "{}{}.{} Searching for these words instead.",
            problem.message,
            at.unwrap_or_default(),
            hint.unwrap_or_default()
        ))
    }

    /// The bytes of the text that are wrong; none where it breaks off.
    pub fn wrong(&self) -> Option<Range<usize>> {
        Some(self.language.as_ref()?.problems.first()?.span.clone())
    }

    /// A condition that an MLflow server understands and that every wanted run
    /// meets; `None` when there is none.
    pub fn for_mlflow(&self) -> Option<String> {
        to_mlflow(self.language.as_ref()?.filter.expr()).filter
    }
}
