//! Looking for words in a log.

use super::LogText;
use crate::text::plain_line;
use regex_lite::Regex;
use std::borrow::Cow;
use std::ops::Range;

/// What is looked for in a log.
#[derive(Clone, Debug)]
pub enum LogPattern {
    /// These letters; small and capital ones of ASCII are the same.
    Letters(String),
    /// A regular expression; small and capital letters are the same.
    Regex(Regex),
    /// Where something went wrong.
    Errors,
}

impl PartialEq for LogPattern {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Letters(a), Self::Letters(b)) => a == b,
            (Self::Regex(a), Self::Regex(b)) => a.as_str() == b.as_str(),
            (Self::Errors, Self::Errors) => true,
            _ => false,
        }
    }
}

impl LogPattern {
    /// What somebody typed; `None` for nothing.
    ///
    /// # Errors
    /// Why it is no regular expression.
    pub fn read(typed: &str, is_regex: bool) -> Result<Option<Self>, String> {
        if typed.is_empty() {
            return Ok(None);
        }
        if !is_regex {
            return Ok(Some(Self::Letters(typed.to_owned())));
        }
        let regex = Regex::new(&format!("(?i){typed}")).map_err(|error| error.to_string())?;
        Ok(Some(Self::Regex(regex)))
    }

    /// Whether a line, as it is shown, holds it.
    pub fn is_in(&self, line: &str) -> bool {
        match self {
            Self::Letters(letters) => find_letters(line, letters, 0).is_some(),
            Self::Regex(regex) => regex.is_match(line),
            Self::Errors => is_error(line),
        }
    }

    /// Where in a line, as it is shown, it stands: places of bytes.
    pub fn places(&self, line: &str) -> Vec<Range<usize>> {
        match self {
            Self::Letters(letters) => {
                let mut found = Vec::new();
                let mut from = 0;
                while let Some(start) = find_letters(line, letters, from) {
                    from = start + letters.len();
                    found.push(start..from);
                }
                found
            }
            Self::Regex(regex) => regex
                .find_iter(line)
                .map(|found| found.range())
                .filter(|at| !at.is_empty())
                .collect(),
            Self::Errors => Vec::new(),
        }
    }
}

fn find_letters(line: &str, letters: &str, from: usize) -> Option<usize> {
    let (line, letters) = (line.as_bytes(), letters.as_bytes());
    let first = letters.first()?.to_ascii_lowercase();
    let last = line.len().checked_sub(letters.len())?;
    (from..=last).find(|at| {
        line[*at].to_ascii_lowercase() == first && line[*at..*at + letters.len()].eq_ignore_ascii_case(letters)
    })
}

/// Words that a line begins with, or that stand in it as they are, when something went wrong.
const ERRORS: [&str; 7] = [
    "Traceback (most recent call last)",
    "ERROR",
    "CRITICAL",
    "FATAL",
    "Error:",
    "Exception:",
    "panicked at",
];

/// Whether a line says that something went wrong. The name of a number, such as
/// `val_error=0.1`, does not.
fn is_error(line: &str) -> bool {
    let start = line.trim_start();
    ERRORS.iter().any(|word| line.contains(word))
        || find_letters(start, "error:", 0) == Some(0)
        || find_letters(start, "fatal:", 0) == Some(0)
}

/// The lines of a log that hold something, found bit by bit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogFinds {
    /// The byte of the file at which each line begins, in order.
    pub at: Vec<u64>,
    /// The bytes of the file in which it was looked, the last line left out.
    looked: Range<u64>,
}

impl LogFinds {
    /// Looks on in about so many bytes of the log; whether it is through. What was looked
    /// through already and is still there is not looked at again.
    pub fn look(&mut self, text: &LogText, pattern: &LogPattern, bytes: u64) -> bool {
        if self.looked.start != text.from() || self.looked.end > text.to() {
            *self = Self {
                at: Vec::new(),
                looked: text.from()..text.from(),
            };
        }
        let mut place = match self.looked.end > text.from() || text.lines() == 0 {
            true => text.place_of(self.looked.end),
            false => 0,
        };
        let until = self.looked.end + bytes;
        // The last line may grow, so it is looked at again.
        self.at.truncate(self.at.partition_point(|at| *at < self.looked.end));
        while let Some(line) = text.line(place) {
            let letters = shown(line.bytes);
            if pattern.is_in(&letters) {
                self.at.push(line.at);
            }
            self.looked.end = line.at;
            place += 1;
            if line.at >= until {
                return place >= text.lines();
            }
        }
        true
    }

    /// Which of the lines is the next one behind the byte `at`, or before it; around the end.
    pub fn next(&self, at: Option<u64>, is_forward: bool) -> Option<usize> {
        let last = self.at.len().checked_sub(1)?;
        Some(match (at, is_forward) {
            (None, true) => 0,
            (None, false) => last,
            (Some(at), true) => match self.at.partition_point(|known| *known <= at) {
                place if place > last => 0,
                place => place,
            },
            (Some(at), false) => self
                .at
                .partition_point(|known| *known < at)
                .checked_sub(1)
                .unwrap_or(last),
        })
    }
}

/// A line as it is shown; without a copy where nothing has to be left out.
fn shown(bytes: &[u8]) -> Cow<'_, str> {
    let letters = String::from_utf8_lossy(bytes);
    match bytes.iter().any(|byte| matches!(byte, b'\r' | 0x1b)) {
        true => Cow::Owned(plain_line(&letters)),
        false => letters,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(text: &str, typed: &str, is_regex: bool) -> Vec<u64> {
        let pattern = LogPattern::read(typed, is_regex)
            .expect("a pattern")
            .expect("something");
        let text = LogText::new(0, text.into(), true);
        let mut finds = LogFinds::default();
        while !finds.look(&text, &pattern, 1) {}
        finds.at
    }

    #[test]
    fn letters_and_expressions_are_found_in_what_is_shown() {
        let text = "Loss 1\nnone\r\nl\u{1b}[31mos\u{1b}[0ms 2\nloss\rover\nLOSS 3";
        assert_eq!(finds(text, "loss", false), [0, 13, 39]);
        assert_eq!(finds(text, r"^loss \d$", true), [0, 13, 39]);
        assert_eq!(finds(text, "o", false), [0, 7, 13, 29, 39]);
        assert!(finds(text, "é", false).is_empty());
        assert_eq!(LogPattern::read("", true), Ok(None));
        assert!(LogPattern::read("(", true).is_err());
        assert!(LogPattern::read("(", false).is_ok());
    }

    #[test]
    fn what_comes_later_is_looked_through_alone_and_a_line_that_grows_again() {
        let pattern = LogPattern::Letters("b".to_owned());
        let text = LogText::new(0, b"a\nb\na".to_vec(), true);
        let mut finds = LogFinds::default();
        assert!(finds.look(&text, &pattern, 1_000));
        assert_eq!(finds.at, [2]);
        let text = text.with_after(b"b\nb");
        assert!(finds.look(&text, &pattern, 1_000));
        assert_eq!(finds.at, [2, 4, 7]);
        let text = LogText::new(0, b"b\n".to_vec(), true);
        assert!(finds.look(&text, &pattern, 1_000));
        assert_eq!(finds.at, [0], "another file is looked through anew");
    }

    #[test]
    fn the_next_one_comes_after_the_last_one_again() {
        let finds = LogFinds {
            at: vec![10, 20, 30],
            looked: 0..40,
        };
        for (at, forward, backward) in [
            (None, 0, 2),
            (Some(0), 0, 2),
            (Some(10), 1, 2),
            (Some(25), 2, 1),
            (Some(30), 0, 1),
        ] {
            assert_eq!(
                (finds.next(at, true), finds.next(at, false)),
                (Some(forward), Some(backward)),
                "{at:?}"
            );
        }
        assert_eq!(LogFinds::default().next(None, true), None);
    }

    #[test]
    fn places_in_a_line_are_found() {
        let letters = LogPattern::Letters("aA".to_owned());
        assert_eq!(letters.places("aaaéAa"), [0..2, 5..7]);
        let regex = LogPattern::read("a*", true).expect("a pattern").expect("something");
        let places = regex.places("baab");
        assert_eq!((places.len(), places.first()), (1, Some(&(1..3))));
    }

    #[test]
    fn errors_are_told_from_numbers_of_that_name() {
        for line in [
            "Traceback (most recent call last):",
            "ValueError: no",
            "2026 ERROR x",
            "error: no",
            "FATAL",
        ] {
            assert!(LogPattern::Errors.is_in(line), "{line}");
        }
        for line in [
            "val_error=0.1",
            "error 0.2",
            "mean error: 0.1",
            "no errors",
            "an exception",
        ] {
            assert!(!LogPattern::Errors.is_in(line), "{line}");
        }
    }
}
