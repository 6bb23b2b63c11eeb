//! The canonical text of a filter. It reads back as an equal tree, provided
//! that the tree could have been read: no `And` of one, no text where the
//! field wants a number.

use super::ast::{Clause, Expr, Letters, Sense, Test};
use super::field::Field;
use super::keyword::Keyword;
use super::token::{TokenKind, quoted, tokens};
use super::value::text_code;
use std::fmt;

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => Ok(()),
            Self::And(parts) => joined(f, parts, " AND "),
            Self::Or(parts) => joined(f, parts, " OR "),
            Self::Not(inner) => {
                f.write_str("NOT ")?;
                operand(f, inner)
            }
            Self::Clause(clause) => write!(f, "{clause}"),
            Self::Text(text) if is_bare(text) => f.write_str(text),
            Self::Text(text) => f.write_str(&quoted(text, '"')),
        }
    }
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (field, kind) = (&self.field, self.field.kind());
        match &self.test {
            Test::Compare(comparator, value) => write!(f, "{field} {} {}", comparator.sign(), value.code(kind)),
            Test::Between(sense, low, high) => {
                write!(
                    f,
                    "{field}{} BETWEEN {} AND {}",
                    not(*sense),
                    low.code(kind),
                    high.code(kind)
                )
            }
            Test::OneOf(sense, values) => {
                let values: Vec<String> = values.iter().map(|value| value.code(kind)).collect();
                write!(f, "{field}{} IN ({})", not(*sense), values.join(", "))
            }
            Test::Like(sense, Letters::Exact, pattern) => {
                write!(f, "{field}{} LIKE {}", not(*sense), text_code(pattern))
            }
            Test::Like(sense, Letters::AnyCase, pattern) => {
                write!(f, "{field}{} ILIKE {}", not(*sense), text_code(pattern))
            }
            Test::Regex(Sense::Is, pattern) => write!(f, "{field} =~ {}", text_code(pattern)),
            Test::Regex(Sense::IsNot, pattern) => write!(f, "{field} !~ {}", text_code(pattern)),
            Test::Present if matches!(field, Field::Any(_)) => write!(f, "{field}"),
            Test::Present => write!(f, "{field} IS NOT NULL"),
            Test::Absent => write!(f, "{field} IS NULL"),
        }
    }
}

fn not(sense: Sense) -> &'static str {
    match sense {
        Sense::Is => "",
        Sense::IsNot => " NOT",
    }
}

fn joined(f: &mut fmt::Formatter<'_>, parts: &[Expr], link: &str) -> fmt::Result {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            f.write_str(link)?;
        }
        operand(f, part)?;
    }
    Ok(())
}

/// Brackets stand even where AND binds tighter anyway: nobody has to know.
fn operand(f: &mut fmt::Formatter<'_>, expr: &Expr) -> fmt::Result {
    match expr {
        Expr::And(_) | Expr::Or(_) => write!(f, "({expr})"),
        Expr::All => f.write_str("\"\""),
        _ => write!(f, "{expr}"),
    }
}

/// Whether the text without quotes would be read as that one word.
fn is_bare(text: &str) -> bool {
    let found = tokens(text);
    let is_one_word = matches!(
        found.list.as_slice(),
        [token] if token.kind == TokenKind::Word && token.span == (0..text.len())
    );
    is_one_word
        && found.unclosed.is_none()
        && !text.starts_with(['-', '`'])
        && !matches!(Keyword::parse(text), Some(Keyword::And | Keyword::Or | Keyword::Not))
        && !text.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("has:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_and_quotes_stand_where_they_are_needed() {
        let word = |text: &str| Expr::Text(text.to_owned());
        let either = Expr::Or(vec![word("a"), Expr::And(vec![word("b"), word("c d")])]);
        assert_eq!(either.to_string(), "a OR (b AND \"c d\")");
        assert_eq!(Expr::Not(Box::new(either)).to_string(), "NOT (a OR (b AND \"c d\"))");
        for (text, expected) in [
            ("or", "\"or\""),
            ("-a", "\"-a\""),
            ("has:a", "\"has:a\""),
            ("a=b", "\"a=b\""),
            ("say \"a\"", "\"say \"\"a\"\"\""),
            ("é", "é"),
            ("", "\"\""),
        ] {
            assert_eq!(word(text).to_string(), expected);
        }
    }
}
