//! From tokens to a tree: `NOT` binds tighter than `AND`, `AND` tighter than
//! `OR`, and terms that stand side by side are joined by `AND`.
//!
//! The tests of a single field are read in `clause.rs`.

use super::ast::{Clause, Expr, Test};
use super::field::{Field, NotAField};
use super::filter::{Problem, problem};
use super::keyword::Keyword;
use super::token::{Token, TokenKind, tokens, unquoted};
use std::ops::Range;

/// How deep brackets may stand in each other: the tree is walked by recursion.
const MAX_DEPTH: usize = 64;

/// Reads a text as a tree.
pub(super) fn parse(text: &str) -> Result<Expr, Problem> {
    let found = tokens(text);
    if let Some(quote) = found.unclosed {
        let hint = format!("Add {} where it ends", &text[quote..=quote]);
        return Err(problem(quote..text.len(), "The quote is not closed", &hint));
    }
    let mut parser = Parser {
        text,
        tokens: found.list,
        at: 0,
        depth: 0,
    };
    if parser.tokens.is_empty() {
        return Ok(Expr::All);
    }
    let expr = parser.any()?;
    match parser.peek() {
        None => Ok(expr),
        Some(token) => Err(problem(token.span.clone(), "This bracket closes nothing", "Remove it")),
    }
}

/// Where in the tokens the reading stands.
pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    tokens: Vec<Token>,
    pub(super) at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    pub(super) fn kind_at(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    pub(super) fn span_at(&self, at: usize) -> Range<usize> {
        let end = self.text.len()..self.text.len();
        self.tokens.get(at).map_or(end, |token| token.span.clone())
    }

    pub(super) fn raw_at(&self, at: usize) -> &'a str {
        &self.text[self.span_at(at)]
    }

    pub(super) fn keyword_at(&self, at: usize) -> Option<Keyword> {
        match self.kind_at(at)? {
            TokenKind::Word => Keyword::parse(self.raw_at(at)),
            _ => None,
        }
    }

    /// Whether the token at `at` begins where the one before it ends.
    fn is_adjacent(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.tokens[at - 1].span.end == self.tokens[at].span.start
    }

    fn any(&mut self) -> Result<Expr, Problem> {
        let mut parts = vec![self.all()?];
        while self.keyword_at(self.at) == Some(Keyword::Or) {
            self.at += 1;
            parts.push(self.all()?);
        }
        Ok(single(parts, Expr::Or))
    }

    fn all(&mut self) -> Result<Expr, Problem> {
        let mut parts = vec![self.term()?];
        loop {
            match (self.kind_at(self.at), self.keyword_at(self.at)) {
                (_, Some(Keyword::And)) => self.at += 1,
                (_, Some(Keyword::Or)) | (None | Some(TokenKind::Close), _) => return Ok(single(parts, Expr::And)),
                _ => {}
            }
            parts.push(self.term()?);
        }
    }

    fn term(&mut self) -> Result<Expr, Problem> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(problem(
                self.span_at(self.at),
                "This is nested too deeply",
                "Use fewer brackets",
            ));
        }
        let expr = match self.kind_at(self.at) {
            Some(TokenKind::Open) => self.brackets(),
            Some(TokenKind::Word | TokenKind::Phrase) => self.operand(),
            Some(TokenKind::Compare(_) | TokenKind::Regex(_)) => Err(problem(
                self.span_at(self.at),
                "A comparison needs a field before it",
                "Write a field such as metrics.loss, or put the text in quotes",
            )),
            Some(TokenKind::Comma) => Err(problem(
                self.span_at(self.at),
                "A comma stands only in a list",
                "Put the text in quotes",
            )),
            Some(TokenKind::Close) | None => Err(problem(
                self.span_at(self.at),
                "Something is missing here",
                "Write a word or a comparison such as metrics.loss < 0.1",
            )),
        };
        self.depth -= 1;
        expr
    }

    fn brackets(&mut self) -> Result<Expr, Problem> {
        let open = self.span_at(self.at);
        self.at += 1;
        let expr = self.any()?;
        if self.kind_at(self.at) != Some(TokenKind::Close) {
            return Err(problem(open, "The bracket is not closed", "Add ) where it ends"));
        }
        self.at += 1;
        Ok(expr)
    }

    fn operand(&mut self) -> Result<Expr, Problem> {
        let raw = self.raw_at(self.at);
        match self.keyword_at(self.at) {
            Some(Keyword::Not) => {
                self.at += 1;
                return Ok(Expr::Not(Box::new(self.term()?)));
            }
            Some(Keyword::And | Keyword::Or) => {
                return Err(problem(
                    self.span_at(self.at),
                    "Something is missing before this word",
                    "Put it in quotes to search for it",
                ));
            }
            _ => {}
        }
        if let Some(rest) = raw.strip_prefix('-') {
            if !rest.is_empty() {
                self.tokens[self.at].span.start += 1;
                return Ok(Expr::Not(Box::new(self.term()?)));
            }
            let next = self.kind_at(self.at + 1);
            if self.is_adjacent(self.at + 1) && matches!(next, Some(TokenKind::Phrase | TokenKind::Open)) {
                self.at += 1;
                return Ok(Expr::Not(Box::new(self.term()?)));
            }
        }
        if let Some(field) = self.aggregate()? {
            return self.test_of(field);
        }
        if let Some(field) = self.named_field()? {
            self.at += 1;
            return self.test_of(field);
        }
        self.at += 1;
        self.text_or_has(raw)
    }

    /// The field that a word names, where an operator follows; `None` where
    /// the word is just a word.
    fn named_field(&self) -> Result<Option<Field>, Problem> {
        let (raw, span) = (self.raw_at(self.at), self.span_at(self.at));
        let is_sign = matches!(
            self.kind_at(self.at + 1),
            Some(TokenKind::Compare(_) | TokenKind::Regex(_))
        );
        if !is_sign && !self.is_word_operator(self.at + 1) {
            return Ok(None);
        }
        match Field::parse(raw) {
            Ok(field) => Ok(Some(field)),
            // `work in progress` is no filter that went wrong, `lr = 0.1` is one.
            Err(NotAField::UnknownName | NotAField::UnknownEntity) if !is_sign => Ok(None),
            Err(reason) => Err(reason.problem(raw, span)),
        }
    }

    /// `min(metrics.loss)`, or `min(loss)`.
    fn aggregate(&mut self) -> Result<Option<Field>, Problem> {
        let Some(aggregate) = crate::model::Aggregate::parse(&self.raw_at(self.at).to_ascii_lowercase()) else {
            return Ok(None);
        };
        let is_name = matches!(self.kind_at(self.at + 2), Some(TokenKind::Word | TokenKind::Phrase));
        let is_call = self.kind_at(self.at + 1) == Some(TokenKind::Open)
            && self.is_adjacent(self.at + 1)
            && is_name
            && self.kind_at(self.at + 3) == Some(TokenKind::Close);
        if !is_call {
            return Ok(None);
        }
        let (raw, span) = (self.raw_at(self.at + 2), self.span_at(self.at + 2));
        let field = match Field::parse(raw) {
            Ok(Field::Metric(key, _)) => Field::Metric(key, aggregate),
            Ok(Field::Param(_) | Field::Tag(_)) => {
                let hint = format!("Write {}(metrics.NAME)", aggregate.word());
                return Err(problem(span, "Only a metric has more than one value", &hint));
            }
            _ => Field::Metric(crate::model::MetricKey::new(unquoted(raw)), aggregate),
        };
        self.at += 4;
        Ok(Some(field))
    }

    fn text_or_has(&self, raw: &str) -> Result<Expr, Problem> {
        let name = match raw.get(..4) {
            Some(head) if head.eq_ignore_ascii_case("has:") => &raw[4..],
            _ if self.kind_at(self.at - 1) == Some(TokenKind::Word) => return Ok(Expr::Text(raw.to_owned())),
            _ => return Ok(Expr::Text(unquoted(raw))),
        };
        let field = match Field::parse(name) {
            Ok(field @ (Field::Metric(..) | Field::Param(_) | Field::Tag(_))) => field,
            _ if unquoted(name).is_empty() => {
                let span = self.span_at(self.at - 1);
                return Err(problem(span, "A name is missing behind has:", "Write has:NAME"));
            }
            _ => Field::Any(unquoted(name)),
        };
        Ok(Expr::Clause(Clause {
            field,
            test: Test::Present,
        }))
    }
}

fn single(mut parts: Vec<Expr>, join: fn(Vec<Expr>) -> Expr) -> Expr {
    match parts.len() {
        1 => parts.pop().unwrap_or_default(),
        _ => join(parts),
    }
}
