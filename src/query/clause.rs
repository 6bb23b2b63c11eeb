//! The test of a single field: an operator and what it compares with.

use super::ast::{Clause, Expr, Letters, Sense, Test};
use super::duration::duration_ms;
use super::field::{Attribute, Field, FieldKind, NotAField, key_text};
use super::filter::{Problem, problem};
use super::keyword::Keyword;
use super::parse::Parser;
use super::token::{TokenKind, unquoted};
use super::value::Value;
use regex_lite::Regex;
use std::ops::Range;

impl Parser<'_> {
    /// Whether the token at `at` begins an operator that is a word.
    pub(super) fn is_word_operator(&self, at: usize) -> bool {
        let at = match self.keyword_at(at) {
            Some(Keyword::Is) => return true,
            Some(Keyword::Not) => at + 1,
            _ => at,
        };
        matches!(
            self.keyword_at(at),
            Some(Keyword::Like | Keyword::Ilike | Keyword::In | Keyword::Between | Keyword::Matches)
        )
    }

    /// The clause of a field that has been read; an operator is next.
    pub(super) fn test_of(&mut self, field: Field) -> Result<Expr, Problem> {
        let operator = self.span_at(self.at);
        let kind = field.kind();
        let sense = match self.keyword_at(self.at) {
            Some(Keyword::Not) => {
                self.at += 1;
                Sense::IsNot
            }
            _ => Sense::Is,
        };
        let (token, keyword) = (self.kind_at(self.at), self.keyword_at(self.at));
        self.at += 1;
        let test = match (token, keyword) {
            (Some(TokenKind::Compare(comparator)), _) => {
                let place = self.at;
                let value = self.value(kind)?;
                match comparator.is_ordering() {
                    true => Test::Compare(comparator, self.ordered(value, kind, place)?),
                    false => Test::Compare(comparator, value),
                }
            }
            (Some(TokenKind::Regex(sense)), _) => Test::Regex(sense, self.regex(kind, &operator)?),
            (_, Some(Keyword::Matches)) => Test::Regex(sense, self.regex(kind, &operator)?),
            (_, Some(Keyword::Like)) => Test::Like(sense, Letters::Exact, self.pattern(kind, &operator)?),
            (_, Some(Keyword::Ilike)) => Test::Like(sense, Letters::AnyCase, self.pattern(kind, &operator)?),
            (_, Some(Keyword::In)) => Test::OneOf(sense, self.list(kind)?),
            (_, Some(Keyword::Between)) => self.between(sense, kind)?,
            (_, Some(Keyword::Is)) => self.null()?,
            _ => {
                return Err(problem(
                    operator,
                    "A comparison is missing here",
                    "Write one such as < 0.1",
                ));
            }
        };
        Ok(Expr::Clause(Clause { field, test }))
    }

    fn null(&mut self) -> Result<Test, Problem> {
        let test = match self.keyword_at(self.at) {
            Some(Keyword::Not) => {
                self.at += 1;
                Test::Present
            }
            _ => Test::Absent,
        };
        if self.keyword_at(self.at) != Some(Keyword::Null) {
            let span = self.span_at(self.at);
            return Err(problem(
                span,
                "Only NULL stands behind IS",
                "Write IS NULL or IS NOT NULL, or use =",
            ));
        }
        self.at += 1;
        Ok(test)
    }

    fn between(&mut self, sense: Sense, kind: FieldKind) -> Result<Test, Problem> {
        let place = self.at;
        let low = self.value(kind)?;
        let low = self.ordered(low, kind, place)?;
        if self.keyword_at(self.at) != Some(Keyword::And) {
            let span = self.span_at(self.at);
            return Err(problem(
                span,
                "AND and the upper bound are missing",
                "Write BETWEEN 1 AND 2",
            ));
        }
        self.at += 1;
        let place = self.at;
        let high = self.value(kind)?;
        let high = self.ordered(high, kind, place)?;
        Ok(Test::Between(sense, low, high))
    }

    fn list(&mut self, kind: FieldKind) -> Result<Vec<Value>, Problem> {
        let hint = "Write IN ('a', 'b')";
        if self.kind_at(self.at) != Some(TokenKind::Open) {
            return Err(problem(self.span_at(self.at), "A list in brackets is missing", hint));
        }
        let mut values = Vec::new();
        loop {
            self.at += 1;
            // A comma behind the last value is forgiven.
            if self.kind_at(self.at) == Some(TokenKind::Close) && !values.is_empty() {
                break;
            }
            let place = self.at;
            let value = self.value(kind)?;
            if kind == FieldKind::Metric && matches!(value, Value::Text(_)) {
                return Err(self.not_a_number(place));
            }
            values.push(value);
            match self.kind_at(self.at) {
                Some(TokenKind::Comma) => {}
                Some(TokenKind::Close) => break,
                _ => return Err(problem(self.span_at(self.at), "The list is not closed", hint)),
            }
        }
        self.at += 1;
        Ok(values)
    }

    /// One value, in quotes or not.
    fn value(&mut self, kind: FieldKind) -> Result<Value, Problem> {
        let (raw, mut span) = (self.raw_at(self.at), self.span_at(self.at));
        let is_quoted = match (self.kind_at(self.at), self.keyword_at(self.at)) {
            (Some(TokenKind::Phrase), _) if !raw.starts_with('`') => true,
            (Some(TokenKind::Word), None) => false,
            _ => {
                return Err(problem(
                    span,
                    "A value is missing here",
                    "Write a number, or a text in quotes",
                ));
            }
        };
        self.at += 1;
        if kind == FieldKind::Time && !is_quoted && raw.eq_ignore_ascii_case("now") {
            span = span.start..self.offset_end().unwrap_or(span.end);
        }
        let text = match is_quoted {
            true => unquoted(raw),
            false => self.text[span.clone()].to_owned(),
        };
        Value::parse(&text, is_quoted, kind).map_err(|message| Problem {
            span,
            message: message.to_owned(),
            hint: None,
        })
    }

    /// Reads on over `- 3h` behind `now`; `None` where no length of time follows.
    fn offset_end(&mut self) -> Option<usize> {
        let raw = self.raw_at(self.at);
        let (length, places) = match raw {
            "-" | "+" => (self.raw_at(self.at + 1), 2),
            _ => (raw.strip_prefix(['-', '+'])?, 1),
        };
        if length.starts_with(['-', '+']) {
            return None;
        }
        duration_ms(length)?;
        self.at += places;
        Some(self.span_at(self.at - 1).end)
    }

    /// The value as one that can be larger or smaller; it stood at `place`.
    fn ordered(&self, value: Value, kind: FieldKind, place: usize) -> Result<Value, Problem> {
        match (kind, value.into_ordered()) {
            (FieldKind::Status, _) => Err(problem(
                self.span_at(place),
                "A state is not larger or smaller than another",
                "Use =, != or IN",
            )),
            (FieldKind::Metric, Value::Text(_)) => Err(self.not_a_number(place)),
            (FieldKind::Text, Value::Number(_)) => Ok(Value::Text(unquoted(self.raw_at(place)))),
            (_, value) => Ok(value),
        }
    }

    fn not_a_number(&self, place: usize) -> Problem {
        problem(
            self.span_at(place),
            "A metric is compared with a number",
            "Write a number such as 0.1",
        )
    }

    fn pattern(&mut self, kind: FieldKind, operator: &Range<usize>) -> Result<String, Problem> {
        if matches!(kind, FieldKind::Time | FieldKind::Duration) {
            return Err(problem(operator.clone(), "A time is not a text", "Use <, > or BETWEEN"));
        }
        match self.value(FieldKind::Text)? {
            Value::Text(text) => Ok(text),
            Value::Number(_) | Value::FromNow(_) => Ok(String::new()),
        }
    }

    fn regex(&mut self, kind: FieldKind, operator: &Range<usize>) -> Result<String, Problem> {
        let place = self.at;
        let pattern = self.pattern(kind, operator)?;
        match Regex::new(&pattern) {
            Ok(_) => Ok(pattern),
            Err(error) => Err(Problem {
                span: self.span_at(place),
                message: "This is not a regular expression".to_owned(),
                hint: Some(error.to_string()),
            }),
        }
    }
}

impl NotAField {
    /// What to tell of a name that is not a field.
    pub(super) fn problem(self, name: &str, span: Range<usize>) -> Problem {
        match self {
            Self::UnknownName => {
                let key = key_text(&unquoted(name.rsplit_once('.').map_or(name, |(_, key)| key)));
                let hint = format!("Write params.{key}, metrics.{key} or tags.{key}");
                problem(span, &format!("No run has an attribute {}", unquoted(name)), &hint)
            }
            Self::UnknownEntity => {
                let hint = format!("Write metrics.{name}, or params., tags. or attributes. before the name");
                problem(span, "The name does not say what it is of", &hint)
            }
            Self::NoKey => problem(span, "A name is missing behind the dot", "Write metrics.NAME"),
            Self::SingleQuotes => problem(span, "A name does not stand in single quotes", "Use back-ticks"),
            Self::Dataset => {
                let names: Vec<&str> = Attribute::all().take(4).map(Attribute::name).collect();
                problem(
                    span,
                    "Datasets are not known here",
                    &format!("Use tags, params or {}", names.join(", ")),
                )
            }
        }
    }
}
