//! Places in the two walks through a list.

use crate::source::Cursor;

/// Where in the two walks through a list a page is.
pub enum Step<'a> {
    /// What is listed behind this token.
    Runs(Option<&'a str>),
    /// What the list does not tell, from this item on, after so many questions.
    Metrics(usize, usize),
}

impl<'a> Step<'a> {
    /// The step that a cursor stands for.
    pub fn of(cursor: Option<&'a Cursor>) -> Self {
        let Some((word, rest)) = cursor.and_then(|cursor| cursor.as_str().split_once(' ')) else {
            return Self::Runs(None);
        };
        let numbers = rest.split_once(' ').filter(|_| word == "metrics");
        match numbers.and_then(|(from, asked)| Some((from.parse().ok()?, asked.parse().ok()?))) {
            Some((from, asked)) => Self::Metrics(from, asked),
            None => Self::Runs(Some(rest)),
        }
    }

    /// The cursor that stands for it.
    pub fn cursor(&self) -> Cursor {
        Cursor::new(match self {
            Self::Runs(token) => format!("runs {}", token.unwrap_or_default()),
            Self::Metrics(from, asked) => format!("metrics {from} {asked}"),
        })
    }
}
