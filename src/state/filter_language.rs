//! The filter language: code of its own, fetched when somebody first writes
//! more than words.

use super::Runs;
use crate::browser::chunk::{MissingChunk, chunk};
use crate::browser::fetch::sleep;
use crate::model::{Run, Timestamp};
use crate::query::{Fields, Filter, Parsed, Suggestion, suggest, to_azureml, to_mlflow};
use crate::source::Dialect;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::ops::Range;
use std::sync::Arc;

/// How long after a failure the language is not fetched again.
const MS_UNTIL_ASKED_AGAIN: u64 = 5_000;

/// A text in the filter language, read.
pub(super) trait Reading {
    fn matches(&self, run: &Run, now: Timestamp) -> bool;
    fn problem(&self, text: &str) -> Option<String>;
    fn wrong(&self) -> Option<Range<usize>>;
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

    fn wrong(&self) -> Option<Range<usize>> {
        Some(self.problems.first()?.span.clone())
    }

    fn for_source(&self, dialect: Dialect) -> Option<String> {
        match dialect {
            Dialect::Azureml => to_azureml(self.filter.expr()),
            Dialect::Mlflow => to_mlflow(self.filter.expr()).filter,
        }
    }
}

/// What could stand at a byte of a text.
type Offer = Box<dyn Fn(&str, usize) -> Vec<Suggestion>>;

/// What the language can do.
#[derive(Clone, Copy)]
pub(super) struct Language {
    /// Reads a text.
    pub read: fn(&str) -> Box<dyn Reading>,
    offer: fn(&[Arc<Run>]) -> Offer,
}

const LANGUAGE_HERE: Language = Language {
    read: |text| Box::new(Filter::parse(text)),
    offer: |runs| {
        let fields = Fields::of(runs);
        Box::new(move |text, cursor| suggest(text, cursor, &fields))
    },
};

chunk! { filter:
    fn language() -> Language {
        LANGUAGE_HERE
    }
}

thread_local! {
    /// The language, once it is here; whoever reads it in a memo is told when it comes.
    static LANGUAGE: ArcRwSignal<Option<Result<Language, MissingChunk>>> = ArcRwSignal::new(None);
    static IS_ASKED_FOR: Cell<bool> = const { Cell::new(false) };
}

/// The language; asks for it when it is not here yet.
pub(super) fn the_language() -> Option<Result<Language, MissingChunk>> {
    if !cfg!(feature = "chunks") {
        return Some(Ok(LANGUAGE_HERE));
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

/// Whether the language is here; asks for it when it is not.
pub fn language_is_here() -> bool {
    matches!(the_language(), Some(Ok(_)))
}

/// Suggestions from the names and values of some runs, which are looked through once.
#[derive(Default)]
pub struct FilterSuggestions(Option<(Runs, Offer)>);

impl FilterSuggestions {
    /// What could stand at a byte of a text; nothing while the language is on its way.
    pub fn at(&mut self, runs: &Runs, text: &str, cursor: usize) -> Vec<Suggestion> {
        let Some(Ok(language)) = untrack(the_language) else {
            return Vec::new();
        };
        if self.0.as_ref().is_none_or(|(known, _)| known != runs) {
            self.0 = Some((runs.clone(), (language.offer)(&runs.0)));
        }
        self.0.as_ref().map_or_else(Vec::new, |(_, offer)| offer(text, cursor))
    }
}
