//! What the user typed to find runs: plain words, or the filter language.

use super::filter_language::{Reading, the_language};
use crate::browser::chunk::MissingChunk;
use crate::model::{Run, Timestamp};
use crate::query::PlainText;
use crate::source::Dialect;
use std::ops::Range;

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
                Some(Ok(language)) => Kind::Language((language.read)(text)),
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

    /// The bytes of the text that are wrong; an empty range where it breaks off.
    pub fn wrong(&self) -> Option<Range<usize>> {
        match &self.0 {
            Kind::Language(reading) => reading.wrong(),
            _ => None,
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
    use crate::query::Filter;

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
