//! A filter's text cut into tokens. Every token is a range of the text, so
//! that a problem can be marked and a completion put in place.

use super::ast::{Comparator, Sense};
use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A run of letters without white space; may end in a quoted key, as in
    /// ``metrics.`val loss` ``.
    Word,
    /// A text in quotes or back-ticks.
    Phrase,
    /// `=`, `!=`, `<` and their like.
    Compare(Comparator),
    /// `=~` or `!~`.
    Regex(Sense),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,`
    Comma,
}

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its bytes in the text.
    pub span: Range<usize>,
}

/// The tokens of a text; a quote that is never closed reaches to the end.
#[derive(Clone, Debug, Default)]
pub(super) struct Tokens {
    /// In the order of the text.
    pub list: Vec<Token>,
    /// Where the quote stands that is never closed.
    pub unclosed: Option<usize>,
}

/// Cuts a text into tokens; any text has some.
pub(super) fn tokens(text: &str) -> Tokens {
    let mut found = Tokens::default();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let (kind, length) = match letter {
            _ if letter.is_whitespace() => {
                at += letter.len_utf8();
                continue;
            }
            '(' => (TokenKind::Open, Ok(1)),
            ')' => (TokenKind::Close, Ok(1)),
            ',' => (TokenKind::Comma, Ok(1)),
            '\'' | '"' | '`' => match quoted_length(rest) {
                // MLflow lets the entity stand in back-ticks as well.
                Some(length) if letter == '`' && rest[length..].starts_with('.') => {
                    (TokenKind::Word, word_length(rest, length))
                }
                length => (TokenKind::Phrase, length.ok_or(0)),
            },
            _ => symbol(rest).map_or_else(
                || (TokenKind::Word, word_length(rest, 0)),
                |(kind, length)| (kind, Ok(length)),
            ),
        };
        let length = length.unwrap_or_else(|quote| {
            found.unclosed = Some(at + quote);
            rest.len()
        });
        found.list.push(Token {
            kind,
            span: at..at + length,
        });
        at += length;
    }
    found
}

/// The text between the quotes, of which a doubled one stands for one.
/// A backslash is a letter like any other, as it is to MLflow.
pub(super) fn unquoted(raw: &str) -> String {
    let Some(quote) = raw.chars().next().filter(|letter| matches!(letter, '\'' | '"' | '`')) else {
        return raw.to_owned();
    };
    let inner = &raw[1..];
    let inner = inner.strip_suffix(quote).unwrap_or(inner);
    inner.replace(&format!("{quote}{quote}"), quote.encode_utf8(&mut [0; 4]))
}

/// The text in quotes of that kind.
pub(super) fn quoted(text: &str, quote: char) -> String {
    format!("{quote}{}{quote}", text.replace(quote, &format!("{quote}{quote}")))
}

fn symbol(rest: &str) -> Option<(TokenKind, usize)> {
    let found = [
        ("=~", TokenKind::Regex(Sense::Is)),
        ("!~", TokenKind::Regex(Sense::IsNot)),
        ("==", TokenKind::Compare(Comparator::Equal)),
        ("!=", TokenKind::Compare(Comparator::NotEqual)),
        ("<>", TokenKind::Compare(Comparator::NotEqual)),
        (">=", TokenKind::Compare(Comparator::GreaterEqual)),
        ("<=", TokenKind::Compare(Comparator::LessEqual)),
        ("=", TokenKind::Compare(Comparator::Equal)),
        (">", TokenKind::Compare(Comparator::Greater)),
        ("<", TokenKind::Compare(Comparator::Less)),
    ];
    found
        .into_iter()
        .find(|(sign, _)| rest.starts_with(sign))
        .map(|(sign, kind)| (kind, sign.len()))
}

/// The length of the quoted text that `rest` begins with; `None` when its
/// quote is never closed.
fn quoted_length(rest: &str) -> Option<usize> {
    let quote = *rest.as_bytes().first()?;
    let bytes = rest.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match (bytes[at] == quote, bytes.get(at + 1) == Some(&quote)) {
            (true, true) => at += 2,
            (true, false) => return Some(at + 1),
            (false, _) => at += 1,
        }
    }
    None
}

/// The length of the word that `rest` begins with, known to go on to `from`;
/// the error is the place of a quote in it that is never closed.
fn word_length(rest: &str, from: usize) -> Result<usize, usize> {
    for (offset, letter) in rest[from..].char_indices() {
        let at = from + offset;
        let before = &rest[..at];
        match letter {
            _ if letter.is_whitespace() => return Ok(at),
            '(' | ')' | ',' => return Ok(at),
            '=' | '<' | '>' | '!' if symbol(&rest[at..]).is_some() => return Ok(at),
            // A quote opens a key after `metrics.` or `has:`, and a phrase
            // after a minus; elsewhere it is an apostrophe or an inch sign.
            '"' | '`' if before.ends_with(['.', ':']) => {
                return quoted_length(&rest[at..]).map(|length| at + length).ok_or(at);
            }
            '"' | '`' | '\'' if before == "-" => return Ok(at),
            _ => {}
        }
    }
    Ok(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).list.into_iter().map(|token| &text[token.span]).collect()
    }

    #[test]
    fn a_text_is_cut_where_a_person_would() {
        for (text, expected) in [
            ("metrics.val/loss<0.5", vec!["metrics.val/loss", "<", "0.5"]),
            (
                "params.`a b`!='x y'AND z",
                vec!["params.`a b`", "!=", "'x y'", "AND", "z"],
            ),
            ("`metrics`.a>=1", vec!["`metrics`.a", ">=", "1"]),
            ("don't 5\" wow!", vec!["don't", "5\"", "wow!"]),
            ("-\"a b\" -(c)", vec!["-", "\"a b\"", "-", "(", "c", ")"]),
            ("has:\"a b\"", vec!["has:\"a b\""]),
            ("a!~'it''s'", vec!["a", "!~", "'it''s'"]),
            ("é = \"ü", vec!["é", "=", "\"ü"]),
        ] {
            assert_eq!(cut(text), expected, "{text}");
        }
    }

    #[test]
    fn a_quote_that_is_not_closed_is_told() {
        assert_eq!(tokens("a = 'b").unclosed, Some(4));
        assert_eq!(tokens("'").unclosed, Some(0));
        assert_eq!(tokens("metrics.`a b").unclosed, Some(8));
        assert_eq!(tokens("a = 'b'").unclosed, None);
    }

    #[test]
    fn a_text_survives_its_quotes() {
        for text in ["", "it's", "''", "a\\", "`\"'"] {
            for quote in ['\'', '"', '`'] {
                assert_eq!(unquoted(&quoted(text, quote)), text);
            }
        }
    }
}
