//! Charts in sections by the beginnings of their names, and the search among them.

use super::PlainText;
use crate::model::MetricKey;
use regex_lite::Regex;

/// Fewer charts than this need no sections.
const SECTIONED_FROM: usize = 13;

/// Some charts of a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// All of them, where sections would only be in the way.
    All,
    /// Those whose names have this before their first `/`; empty: those without one.
    Named(String),
    /// Those that tell of the machine and not of the model.
    System,
}

impl Section {
    /// Its word in a link: the prefix, which has no `/`.
    pub fn code(&self) -> &str {
        match self {
            Self::All => "",
            Self::Named(prefix) if prefix.is_empty() => "/",
            Self::Named(prefix) => prefix,
            Self::System => "system",
        }
    }

    /// What people call it.
    pub fn title(&self) -> &str {
        match self {
            Self::All => "All metrics",
            Self::Named(prefix) if prefix.is_empty() => "Other metrics",
            Self::Named(prefix) => prefix,
            Self::System => "System metrics",
        }
    }
}

/// The items in sections, in the order in which those first come; the machine last.
/// How many there are decides whether there are sections at all, not what is found.
pub fn in_sections<T>(items: &[T], key: impl Fn(&T) -> &MetricKey) -> Vec<(Section, Vec<&T>)> {
    let mut sections: Vec<(Section, Vec<&T>)> = Vec::new();
    for item in items {
        let section = section_of(key(item));
        match sections.iter_mut().find(|known| known.0 == section) {
            Some(known) => known.1.push(item),
            None => sections.push((section, vec![item])),
        }
    }
    let (system, mut model): (Vec<_>, Vec<_>) = sections
        .into_iter()
        .partition(|(section, _)| *section == Section::System);
    let count: usize = model.iter().map(|(_, items)| items.len()).sum();
    if !model.is_empty() && (model.len() == 1 || count < SECTIONED_FROM) {
        // In the order in which they came, not by section.
        let of_model = items.iter().filter(|item| !key(item).is_system());
        model = vec![(Section::All, of_model.collect())];
    }
    model.into_iter().chain(system).collect()
}

fn section_of(key: &MetricKey) -> Section {
    if key.is_system() {
        return Section::System;
    }
    let prefix = key.as_str().split_once('/').map_or("", |(prefix, _)| prefix);
    Section::Named(prefix.to_owned())
}

/// A search among names: a regular expression in any case, or words that all stand in the name.
pub struct NameSearch {
    words: PlainText,
    pattern: Option<Regex>,
}

impl NameSearch {
    /// The search for a text; the empty one finds everything.
    pub fn new(text: &str) -> Self {
        Self {
            words: PlainText::new(text),
            // What is no regular expression, such as `loss (`, is words only.
            pattern: Regex::new(&format!("(?i){}", text.trim())).ok(),
        }
    }

    /// Whether a name is found.
    pub fn finds(&self, name: &str) -> bool {
        let by_pattern = |pattern: &Regex| pattern.is_match(name);
        self.words.matches_any([name].into_iter()) || self.pattern.as_ref().is_some_and(by_pattern)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections(names: &[&str]) -> Vec<(Section, usize)> {
        let keys: Vec<MetricKey> = names.iter().map(|name| MetricKey::new(*name)).collect();
        let found = in_sections(&keys, |key| key);
        found
            .into_iter()
            .map(|(section, items)| (section, items.len()))
            .collect()
    }

    fn named(name: &str) -> Section {
        Section::Named(name.to_owned())
    }

    #[test]
    fn many_charts_stand_in_sections_by_their_prefixes() {
        let mut names: Vec<String> = (0..9).map(|at| format!("val/{at}")).collect();
        names.extend(["system/cpu", "loss", "/odd", "train/a/b", "train/c", "lr"].map(str::to_owned));
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(
            sections(&names),
            [
                (named("val"), 9),
                (named(""), 3),
                (named("train"), 2),
                (Section::System, 1)
            ]
        );
        assert_eq!(sections(&names[..12]), [(Section::All, 11), (Section::System, 1)]);
    }

    #[test]
    fn one_section_needs_no_name_and_none_is_nothing() {
        let names: Vec<String> = (0..30).map(|at| format!("val/{at}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(sections(&names), [(Section::All, 30)]);
        assert_eq!(sections(&["system/cpu"]), [(Section::System, 1)]);
        assert_eq!(sections(&[]), []);
    }

    #[test]
    fn few_charts_keep_their_order() {
        let keys = ["b/1", "a/1", "b/2"].map(MetricKey::new);
        let found = in_sections(&keys, |key| key);
        let names: Vec<&str> = found[0].1.iter().map(|key| key.as_str()).collect();
        assert_eq!(names, ["b/1", "a/1", "b/2"]);
    }

    #[test]
    fn names_are_found_by_words_or_by_a_pattern() {
        let finds = |text: &str, name: &str| NameSearch::new(text).finds(name);
        assert!(finds("LOSS val", "val/loss") && !finds("loss val", "train/loss"));
        assert!(finds("^(train|VAL)/l", "val/loss") && !finds("^loss", "val/loss"));
        assert!(finds("", "anything") && finds("  ", "anything"));
        assert!(finds("f1 (macro", "f1 (macro)"), "no pattern, but words");
    }
}
