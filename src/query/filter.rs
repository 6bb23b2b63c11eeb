//! A filter as a person types it: its text, its tree, and the tree made ready
//! to be asked of many runs.

use super::ast::Expr;
use super::eval::Program;
use super::parse::parse;
use crate::model::{Run, Timestamp};
use std::ops::Range;

/// Which runs are wanted, as typed and ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    text: String,
    expr: Expr,
    program: Program,
}

/// A filter, and what is wrong with its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The filter; a search for the text's words where the text has a problem.
    pub filter: Filter,
    /// What is wrong, and where.
    pub problems: Vec<Problem>,
}

/// What is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The bytes to mark; empty at the end of a text that breaks off.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What could be written instead.
    pub hint: Option<String>,
}

impl PartialEq for Filter {
    /// The program follows from the tree.
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.expr == other.expr
    }
}

impl From<Expr> for Filter {
    /// The filter of a tree, with its canonical text.
    fn from(expr: Expr) -> Self {
        Self {
            text: expr.to_string(),
            program: Program::compile(&expr),
            expr,
        }
    }
}

impl Filter {
    /// Reads a text, whatever it holds. While somebody types, most texts are
    /// half a filter: what does not parse is searched for as plain words, and
    /// the problem is told beside it.
    pub fn parse(text: &str) -> Parsed {
        let (expr, problems) = match parse(text) {
            Ok(expr) => (expr, Vec::new()),
            Err(problem) => (words(text), vec![problem]),
        };
        let filter = Self {
            text: text.to_owned(),
            program: Program::compile(&expr),
            expr,
        };
        Parsed { filter, problems }
    }

    /// Whether the run is wanted; `now` is what relative times count from.
    pub fn matches(&self, run: &Run, now: Timestamp) -> bool {
        self.program.accepts(run, now)
    }

    /// Whether it wants every run.
    pub fn is_everything(&self) -> bool {
        self.expr == Expr::All
    }

    /// The tree.
    pub fn expr(&self) -> &Expr {
        &self.expr
    }

    /// The text as it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A problem with a hint.
pub(super) fn problem(span: Range<usize>, message: &str, hint: &str) -> Problem {
    Problem {
        span,
        message: message.to_owned(),
        hint: Some(hint.to_owned()),
    }
}

/// The search of [`super::PlainText`], as a tree.
fn words(text: &str) -> Expr {
    let mut words: Vec<Expr> = text
        .split_whitespace()
        .map(|word| Expr::Text(word.to_owned()))
        .collect();
    match words.len() {
        0 | 1 => words.pop().unwrap_or_default(),
        _ => Expr::And(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_parse_is_searched_for_as_words() {
        let parsed = Filter::parse("params.lr > ");
        assert_eq!(parsed.filter.expr().to_string(), "params.lr AND \">\"");
        assert_eq!(parsed.filter.text(), "params.lr > ");
        assert_eq!(parsed.problems.len(), 1);
        assert_eq!(parsed.problems[0].span, 12..12);
    }

    #[test]
    fn an_empty_text_wants_everything() {
        for text in ["", "  \n"] {
            let parsed = Filter::parse(text);
            assert!(parsed.filter.is_everything());
            assert!(parsed.problems.is_empty());
        }
        assert_eq!(Filter::default(), Filter::parse("").filter);
        assert!(!Filter::parse("a").filter.is_everything());
    }
}
