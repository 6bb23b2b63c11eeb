//! What the user typed to find runs: plain words, or the filter language.
//!
//! The language is code of its own that is fetched when somebody first writes
//! more than words.

use crate::browser::chunk::{MissingChunk, chunk};
use crate::browser::fetch::sleep;
use crate::model::{Run, Timestamp};
use crate::query::{Filter, Parsed, PlainText, to_azureml, to_mlflow};
use crate::source::Dialect;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;

/// How long after a failure the language is not fetched again.
const MS_UNTIL_ASKED_AGAIN: u64 = 5_000;

/// A text in the filter language, read.
trait Reading {
    fn matches(&self, run: &Run, now: Timestamp) -> bool;
    fn problem(&self, text: &str) -> Option<String>;
    fn for_source(&self, dialect: Dialect) -> Option<String>;
}

impl Reading for Parsed {
    fn matches(&self, run: &Run, now: Timestamp) -> bool {
        self.filter.matches(run, now)
    }

    fn problem(&self, text: &str) -> Option<String> {
        let problem = self.problems.first()?;
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

    fn for_source(&self, dialect: Dialect) -> Option<String> {
        match dialect {
            Dialect::Azureml => to_azureml(self.filter.expr()),
            Dialect::Mlflow => to_mlflow(self.filter.expr()).filter,
        }
    }
}

type Read = fn(&str) -> Box<dyn Reading>;

chunk! { filter:
    fn language() -> Read {
        |text| Box::new(Filter::parse(text))
    }
}

thread_local! {
    /// The language, once it is here; whoever reads it in a memo is told when it comes.
    static LANGUAGE: ArcRwSignal<Option<Result<Read, MissingChunk>>> = ArcRwSignal::new(None);
    static IS_ASKED_FOR: Cell<bool> = const { Cell::new(false) };
}

/// The language; asks for it when it is not here yet.
fn the_language() -> Option<Result<Read, MissingChunk>> {
    if !cfg!(feature = "chunks") {
        return Some(Ok(|text| Box::new(Filter::parse(text))));
    }
    let known = LANGUAGE.with(|language| language.get());
    if !matches!(known, Some(Ok(_))) && !IS_ASKED_FOR.replace(true) {
        spawn_local(async {
            let fetched = language().await;
            LANGUAGE.with(|language| language.set(Some(fetched)));
            // Those who are told of a failure read the text again at once; only
            // what is typed later may ask once more.
            sleep(MS_UNTIL_ASKED_AGAIN).await;
            IS_ASKED_FOR.set(false);
        });
    }
    known
}

/// What the user typed to find runs.
pub struct RunFilter(Kind);

enum Kind {
    Words(PlainText),
    Language(Box<dyn Reading>),
    /// The language is on its way; no run is known to be wanted.
    Awaited,
    /// The language did not come; the text is searched for as words.
    Missing(PlainText, MissingChunk),
}

impl RunFilter {
    /// Reads a text, whatever it holds. In a memo it is read again when the
    /// language arrives.
    pub fn new(text: &str) -> Self {
        Self(if is_words(text) {
            Kind::Words(PlainText::new(text))
        } else {
            match the_language() {
                Some(Ok(read)) => Kind::Language(read(text)),
                Some(Err(missing)) => Kind::Missing(PlainText::new(text), missing),
                None => Kind::Awaited,
            }
        })
    }

    /// Whether the run is wanted; `now` is what relative times count from.
    pub fn matches(&self, run: &Run, now: Timestamp) -> bool {
        match &self.0 {
            Kind::Words(words) | Kind::Missing(words, _) => words.matches(run),
            Kind::Language(reading) => reading.matches(run, now),
            Kind::Awaited => false,
        }
    }

    /// What is wrong with the text, for the person who types it.
    pub fn problem(&self, text: &str) -> Option<String> {
        match &self.0 {
            Kind::Language(reading) => reading.problem(text),
            Kind::Missing(_, missing) => Some(format!("{missing}. Searching for these words instead.")),
            Kind::Words(_) | Kind::Awaited => None,
        }
    }

    /// A condition that a source of this dialect understands and that every
    /// wanted run meets; `None` when there is none.
    pub fn for_source(&self, dialect: Dialect) -> Option<String> {
        match &self.0 {
            Kind::Language(reading) => reading.for_source(dialect),
            _ => None,
        }
    }
}

/// Whether a text is nothing but words, which mean the same with and without
/// the language.
fn is_words(text: &str) -> bool {
    const OF_THE_LANGUAGE: [&str; 11] = [
        "and", "or", "not", "in", "is", "like", "ilike", "rlike", "matches", "between", "null",
    ];
    text.chars()
        .all(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '-' | '_'))
        && !text
            .split_whitespace()
            .any(|word| word.starts_with('-') || OF_THE_LANGUAGE.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, RunId};

    fn runs() -> Vec<Run> {
        [
            ("baseline-1", "finished"),
            ("wide net", "failed"),
            ("Wide-2", "cosine_decay"),
        ]
        .map(|(name, tag)| {
            let mut run = Run::new(RunId::new(name), ExperimentId::new("1"));
            run.name = name.to_owned();
            run.tags.insert("kind".to_owned(), tag.to_owned());
            run
        })
        .into()
    }

    #[test]
    fn words_mean_the_same_in_the_language() {
        for text in [
            "",
            "wide",
            "WIDE net",
            "wide-2",
            "cosine_decay",
            "baseline-1 finished",
            "no such",
            "2",
            "a-",
            "_",
        ] {
            assert!(is_words(text), "{text}");
            let language = Filter::parse(text);
            assert_eq!(language.problems, [], "{text}");
            for run in runs() {
                let now = Timestamp(0);
                assert_eq!(
                    RunFilter::new(text).matches(&run, now),
                    language.filter.matches(&run, now),
                    "{text} {}",
                    run.name
                );
            }
        }
    }

    #[test]
    fn what_may_be_more_than_words_is_read_by_the_language() {
        for text in [
            "loss < 1",
            "wide -2",
            "-",
            "a OR b",
            "not wide",
            "\"wide net\"",
            "params.lr=1",
            "name LIKE x",
        ] {
            assert!(!is_words(text), "{text}");
        }
    }
}
