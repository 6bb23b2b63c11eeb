//! The texts that a suggestion is chosen from.

use super::ast::Comparator;
use super::field::{Field, FieldKind};
use super::fields::Fields;
use super::suggest::SuggestionKind;
use super::value::{number_code, text_code};
use crate::model::Aggregate;

/// A text that could stand somewhere, whatever has been typed of it.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub insert: String,
    pub label: String,
    pub kind: SuggestionKind,
}

fn candidate(text: &str, kind: SuggestionKind) -> Candidate {
    Candidate {
        insert: text.to_owned(),
        label: text.to_owned(),
        kind,
    }
}

/// Words of the grammar.
pub(super) fn keywords(words: &[&str]) -> Vec<Candidate> {
    words
        .iter()
        .map(|word| candidate(word, SuggestionKind::Keyword))
        .collect()
}

/// The fields whose written names are wanted.
pub(super) fn named(fields: &Fields, is_wanted: impl Fn(&str) -> bool) -> Vec<Candidate> {
    fields
        .names()
        .filter(|name| is_wanted(name))
        .map(|name| candidate(name, SuggestionKind::Field))
        .collect()
}

/// What a term begins with.
pub(super) fn terms(typed: &str, fields: &Fields) -> Vec<Candidate> {
    let has = typed.get(..4).filter(|head| head.eq_ignore_ascii_case("has:"));
    if has.is_some() {
        let keys = fields.names().filter_map(|name| name.split_once('.'));
        return keys
            .map(|(_, key)| candidate(&format!("has:{key}"), SuggestionKind::Field))
            .collect();
    }
    let mut found = Vec::new();
    if typed.is_empty() {
        // All the names at once would bury the short ways in.
        let starts = ["metrics.", "params.", "tags."];
        let known = starts
            .into_iter()
            .filter(|start| fields.names().any(|name| name.starts_with(start)));
        found.extend(known.map(|start| candidate(start, SuggestionKind::Field)));
        found.extend(named(fields, |name| !name.contains('.')));
    } else {
        found.extend(named(fields, |_| true));
    }
    let calls = Aggregate::ALL.map(|aggregate| format!("{}(", aggregate.word()));
    found.extend(calls.iter().map(|call| candidate(call, SuggestionKind::Keyword)));
    found.extend(keywords(&["has:", "NOT"]));
    found
}

/// The comparisons that mean something for a field of that kind.
pub(super) fn operators(kind: FieldKind) -> Vec<Candidate> {
    let mut found: Vec<&str> = Comparator::ALL
        .into_iter()
        .filter(|comparator| !comparator.is_ordering() || !matches!(kind, FieldKind::Text | FieldKind::Status))
        .map(Comparator::sign)
        .collect();
    if !matches!(kind, FieldKind::Metric | FieldKind::Time | FieldKind::Duration) {
        found.extend(["=~", "!~", "LIKE", "ILIKE"]);
    }
    if !matches!(kind, FieldKind::Text | FieldKind::Status) {
        found.push("BETWEEN");
    }
    found.extend(["IN", "NOT IN", "IS NULL", "IS NOT NULL"]);
    found
        .into_iter()
        .map(|sign| candidate(sign, SuggestionKind::Operator))
        .collect()
}

/// Values of a field.
pub(super) fn values(field: &Field, fields: &Fields) -> Vec<Candidate> {
    let fixed: &[&str] = match field.kind() {
        FieldKind::Metric => &["nan", "inf", "-inf"],
        FieldKind::Status => &["running", "finished", "failed", "canceled", "queued"],
        FieldKind::Time => &["-1h", "-1d", "-7d", "-30d", "now"],
        FieldKind::Duration => &["1m", "10m", "1h", "1d"],
        FieldKind::Loose | FieldKind::Text => &[],
    };
    let known = fields.values_of(field).map(|value| Candidate {
        // A number that reads back as it was logged needs no quotes.
        insert: match value.parse().map(number_code) {
            Ok(number) if number == value && field.kind() == FieldKind::Loose => number,
            _ => text_code(value),
        },
        label: value.to_owned(),
        kind: SuggestionKind::Value,
    });
    let fixed = fixed.iter().map(|value| candidate(value, SuggestionKind::Value));
    fixed.chain(known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_quoted_unless_it_reads_back_as_a_number() {
        let field = Field::Param("lr".to_owned());
        let mut fields = Fields::default();
        fields.add(&field, ["0.1", "1e-1", "it's"]);
        let inserts: Vec<String> = values(&field, &fields).into_iter().map(|found| found.insert).collect();
        assert_eq!(inserts, ["0.1", "'1e-1'", "\"it's\""]);
    }
}
