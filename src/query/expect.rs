//! What is expected at the end of a filter that is being typed. It looks back
//! over the last few tokens only, so that it works in a text that is wrong
//! elsewhere.

use super::field::{Field, FieldKind};
use super::keyword::Keyword;
use super::token::{Token, TokenKind};
use crate::model::Aggregate;

/// What is expected at the cursor.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expected {
    /// A word or a field.
    Term,
    /// The same, or AND and OR between them.
    TermOrLink,
    /// A metric, in the brackets of `min(` and its like.
    MetricName,
    /// A comparison for a field of that kind.
    Operator(FieldKind),
    /// A value of that field.
    Value(Field),
    /// What may stand behind IS.
    Null,
}

/// What is expected behind these tokens of the text.
pub(super) fn expected(text: &str, before: &[Token]) -> Expected {
    let Some((last, earlier)) = before.split_last() else {
        return Expected::Term;
    };
    let raw = |token: &Token| &text[token.span.clone()];
    let keyword = Keyword::parse(raw(last)).filter(|_| last.kind == TokenKind::Word);
    let is_call = |list: &[Token]| matches!(list, [.., name, open] if open.kind == TokenKind::Open && Aggregate::parse(raw(name)).is_some());
    let value_of = |list: &[Token]| field_before(text, list).map_or(Expected::Term, Expected::Value);
    match (last.kind, keyword) {
        (TokenKind::Compare(_) | TokenKind::Regex(_), _) => value_of(earlier),
        (TokenKind::Open, _) if is_call(before) => Expected::MetricName,
        (TokenKind::Open | TokenKind::Comma, _) => list_field(text, earlier).map_or(Expected::Term, Expected::Value),
        (_, Some(Keyword::Is)) => Expected::Null,
        (_, Some(Keyword::Like | Keyword::Ilike | Keyword::Matches | Keyword::Between | Keyword::In)) => {
            value_of(earlier)
        }
        (_, Some(_)) => Expected::Term,
        (TokenKind::Close, _) => match earlier {
            [head @ .., _] if is_call(head) => Expected::Operator(FieldKind::Metric),
            _ => Expected::TermOrLink,
        },
        // A name that follows an operator is its value.
        _ if earlier.last().is_some_and(|token| is_operator(text, token)) => Expected::TermOrLink,
        _ => Field::parse(raw(last)).map_or(Expected::TermOrLink, |field| Expected::Operator(field.kind())),
    }
}

fn is_operator(text: &str, token: &Token) -> bool {
    let keyword = Keyword::parse(&text[token.span.clone()]);
    match token.kind {
        TokenKind::Compare(_) | TokenKind::Regex(_) => true,
        TokenKind::Word => keyword.is_some_and(|word| !matches!(word, Keyword::And | Keyword::Or | Keyword::Not)),
        _ => false,
    }
}

/// The field that stands before an operator.
fn field_before(text: &str, list: &[Token]) -> Option<Field> {
    let is_not = |token: &Token| Keyword::parse(&text[token.span.clone()]) == Some(Keyword::Not);
    let name = match list {
        [head @ .., last] if is_not(last) => return field_before(text, head),
        [.., name, close] if close.kind == TokenKind::Close => name,
        [.., name] => name,
        [] => return None,
    };
    let raw = text[name.span.clone()].trim_start_matches('-');
    Field::parse(raw).ok()
}

/// The field of the list that is open at the end of the tokens.
fn list_field(text: &str, list: &[Token]) -> Option<Field> {
    let at = list
        .iter()
        .rposition(|token| Keyword::parse(&text[token.span.clone()]) == Some(Keyword::In))?;
    let is_open = !list[at..].iter().any(|token| token.kind == TokenKind::Close);
    is_open.then(|| field_before(text, &list[..at])).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    #[test]
    fn the_tokens_before_tell_what_comes() {
        let lr = || Field::Param("lr".to_owned());
        for (text, wanted) in [
            ("", Expected::Term),
            ("owl", Expected::TermOrLink),
            ("owl AND (", Expected::Term),
            ("params.lr", Expected::Operator(FieldKind::Loose)),
            ("params.lr NOT IN (1,", Expected::Value(lr())),
            ("params.lr IN (1) AND (", Expected::Term),
            ("params.lr not like", Expected::Value(lr())),
            ("-params.lr >", Expected::Value(lr())),
            ("params.lr = status", Expected::TermOrLink),
            ("max(", Expected::MetricName),
            ("max(metrics.a)", Expected::Operator(FieldKind::Metric)),
            ("(owl)", Expected::TermOrLink),
            ("status IS", Expected::Null),
        ] {
            assert_eq!(expected(text, &tokens(text).list), wanted, "{text}");
        }
    }
}
