//! What could stand at the cursor of a filter that is being typed.

use super::candidate::{Candidate, keywords, named, operators, terms, values};
use super::expect::{Expected, expected};
use super::fields::Fields;
use super::token::{TokenKind, tokens, unquoted};
use crate::model::in_order;
use std::ops::Range;

/// As many as a list under a text box shows.
const MAX_SUGGESTIONS: usize = 20;

/// Something that could stand at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The bytes that it takes the place of.
    pub replace: Range<usize>,
    /// The text to put there.
    pub insert: String,
    /// The text to show.
    pub label: String,
    /// What it is.
    pub kind: SuggestionKind,
}

/// What a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SuggestionKind {
    /// A field, or the beginning of its name.
    Field,
    /// A comparison.
    Operator,
    /// A value of the field that stands before.
    Value,
    /// A word of the grammar.
    Keyword,
}

/// What could stand at the cursor, the likeliest first.
pub fn suggest(text: &str, cursor: usize, fields: &Fields) -> Vec<Suggestion> {
    let cursor = text.floor_char_boundary(cursor.min(text.len()));
    let list = tokens(text).list;
    let touched = list.iter().position(|token| {
        matches!(token.kind, TokenKind::Word | TokenKind::Phrase)
            && token.span.start < cursor
            && cursor <= token.span.end
    });
    let mut replace = touched.map_or(cursor..cursor, |at| list[at].span.clone());
    let before = list.partition_point(|token| token.span.end <= replace.start && token.span.start < cursor);
    let expected = expected(text, &list[..before]);
    let is_term = matches!(expected, Expected::Term | Expected::TermOrLink);
    if is_term && text[replace.start..cursor].starts_with('-') {
        replace.start += 1;
    }
    let typed = &text[replace.start..cursor];
    let candidates = match &expected {
        Expected::Term => terms(typed, fields),
        Expected::TermOrLink => [keywords(&["AND", "OR"]), terms(typed, fields)].concat(),
        Expected::MetricName => named(fields, |name| name.starts_with("metrics.")),
        Expected::Operator(kind) => operators(*kind),
        Expected::Value(field) => values(field, fields),
        Expected::Null => keywords(&["NULL", "NOT NULL"]),
    };
    let wanted = unquoted(typed).to_lowercase();
    let ranked: Vec<(usize, Candidate)> = candidates
        .into_iter()
        .filter(|candidate| candidate.insert != typed)
        .filter_map(|candidate| rank(&candidate.label, &wanted).map(|rank| (rank, candidate)))
        .collect();
    // The sort keeps the order of the candidates within a rank.
    in_order(ranked, |(a, _), (b, _)| a.cmp(b))
        .into_iter()
        .take(MAX_SUGGESTIONS)
        .map(|(_, candidate)| Suggestion {
            replace: replace.clone(),
            insert: candidate.insert,
            label: candidate.label,
            kind: candidate.kind,
        })
        .collect()
}

/// How well the label fits what is typed: at its beginning, at that of its
/// key, or somewhere.
fn rank(label: &str, typed: &str) -> Option<usize> {
    let label = label.to_lowercase();
    let key = label.split_once('.').map_or("", |(_, key)| key);
    match typed {
        _ if label.starts_with(typed) => Some(0),
        _ if key.starts_with(typed) => Some(1),
        _ if label.contains(typed) => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Field;
    use super::*;

    fn at_bar(text: &str) -> Vec<String> {
        let mut fields = Fields::default();
        for (name, values) in [
            ("params.lr", vec!["0.1", "0.01"]),
            ("params.model", vec!["mlp", "it's"]),
            ("metrics.val/lrate", vec![]),
            ("metrics.loss", vec![]),
            ("status", vec![]),
            ("start_time", vec![]),
        ] {
            fields.add(&Field::parse(name).expect("a field"), values);
        }
        let cursor = text.find('|').expect("a cursor");
        let text = text.replace('|', "");
        suggest(&text, cursor, &fields)
            .into_iter()
            .map(|found| {
                format!(
                    "{}{}{}",
                    &text[..found.replace.start],
                    found.insert,
                    &text[found.replace.end..]
                )
            })
            .collect()
    }

    #[test]
    fn what_is_suggested_fits_where_the_cursor_stands() {
        for (text, expected) in [
            ("lr|", vec!["params.lr", "metrics.val/lrate"]),
            (
                "a AND par|am AND b",
                vec!["a AND params.lr AND b", "a AND params.model AND b"],
            ),
            ("-params.m|", vec!["-params.model"]),
            ("params.lr = |", vec!["params.lr = 0.01", "params.lr = 0.1"]),
            ("params.model = 'm|", vec!["params.model = 'mlp'"]),
            ("params.model IN ('mlp', i|", vec!["params.model IN ('mlp', \"it's\""]),
            ("status != f|", vec!["status != finished", "status != failed"]),
            ("start_time > -7|", vec!["start_time > -7d"]),
            ("min(lo|", vec!["min(metrics.loss"]),
            (
                "min(metrics.loss) <|",
                vec![
                    "min(metrics.loss) <nan",
                    "min(metrics.loss) <inf",
                    "min(metrics.loss) <-inf",
                ],
            ),
            (
                "metrics.loss is |",
                vec!["metrics.loss is NULL", "metrics.loss is NOT NULL"],
            ),
            ("params.lr = 0.1 A|", vec!["params.lr = 0.1 AND"]),
            ("has:l|", vec!["has:loss", "has:lr"]),
            ("params.lr l|", vec!["params.lr LIKE"]),
        ] {
            let found = at_bar(text);
            assert_eq!(found[..expected.len().min(found.len())], expected[..], "{text}");
        }
        assert_eq!(at_bar("|")[..3], ["metrics.", "params.", "start_time"]);
    }

    #[test]
    fn a_cursor_anywhere_in_any_text_is_fine() {
        let text = "é 'ü params.ß IN (ö, -";
        for cursor in 0..=text.len() + 2 {
            suggest(text, cursor, &Fields::default());
        }
    }
}
