//! Free-text search over what a run says of itself.

use super::like::Needle;
use crate::model::Run;

/// Words that must all be found, in any case and any order.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct PlainText {
    words: Vec<Needle>,
}

impl PlainText {
    /// Splits a text at white space.
    pub fn new(text: &str) -> Self {
        Self {
            words: text.split_whitespace().map(Needle::new).collect(),
        }
    }

    /// Whether every word stands in one of the texts.
    pub fn matches_any<'a>(&self, texts: impl Iterator<Item = &'a str> + Clone) -> bool {
        self.words.iter().all(|word| texts.clone().any(|text| word.is_in(text)))
    }

    /// Whether every word stands in the run's name, id, state, user, compute
    /// target, description, tags, or in a param written `name=value`.
    pub fn matches(&self, run: &Run) -> bool {
        self.words.iter().all(|word| word.is_in_run(run))
    }
}

/// The same search as it is meant: slowly, with texts of its own.
#[cfg(test)]
pub(super) fn is_found_slowly(text: &str, run: &Run) -> bool {
    let mut texts = vec![run.name.clone(), run.id.to_string(), run.description.clone()];
    texts.push(run.status.label().to_owned());
    texts.extend(run.user.clone());
    texts.extend(run.compute_target.clone());
    texts.extend(run.params.iter().map(|(name, value)| format!("{name}={value}")));
    texts.extend(run.tags.iter().map(|(name, value)| format!("{name}={value}")));
    let texts: Vec<String> = texts.into_iter().map(|text| text.to_lowercase()).collect();
    text.to_lowercase()
        .split_whitespace()
        .all(|word| texts.iter().any(|text| text.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, ParamValue, RunId};

    #[test]
    fn every_word_must_be_found_somewhere() {
        let mut run = Run::new(RunId::new("a1"), ExperimentId::new("e"));
        run.name = "Quiet Owl".to_owned();
        run.params.insert("lr".to_owned(), ParamValue::new("0.1"));
        for (text, expected) in [
            ("", true),
            ("owl", true),
            ("OWL quiet", true),
            ("owl lr=0.1", true),
            ("owl loud", false),
            ("a1", true),
        ] {
            assert_eq!(PlainText::new(text).matches(&run), expected, "{text}");
            assert_eq!(is_found_slowly(text, &run), expected, "{text}");
        }
    }
}
