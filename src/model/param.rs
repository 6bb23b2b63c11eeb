//! Input settings of a run.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// One setting: text, which compares as a number where it is one.
#[derive(Clone, Debug, PartialEq)]
pub struct ParamValue {
    text: Arc<str>,
    number: Option<f64>,
}

impl ParamValue {
    /// Wraps a text; it is a number when all of it reads as one.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let number = text.trim().parse().ok();
        Self { text, number }
    }

    /// The value as it was logged.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The value as a number, where it is one.
    pub fn as_number(&self) -> Option<f64> {
        self.number
    }

    /// Numbers before texts, numbers by size (NaN last), texts by their letters.
    pub fn compare(&self, other: &Self) -> Ordering {
        match (self.number, other.number) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => self.text.cmp(&other.text),
        }
    }
}

impl fmt::Display for ParamValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_size_and_stand_before_texts() {
        let mut values = ["10", "adam", "9", "1e-3", "Adam"].map(ParamValue::new);
        values.sort_by(ParamValue::compare);
        assert_eq!(values.map(|v| v.to_string()), ["1e-3", "9", "10", "Adam", "adam"]);
    }
}
