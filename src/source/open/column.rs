//! A column that is written out, or described because it rises evenly.

use crate::source::SourceError;
use crate::source::json::{Object, Place, Read, Value, items};

/// An array, or `{ "from", "by" }`.
#[derive(Clone, Debug, PartialEq)]
pub enum Column<T> {
    /// Every value.
    List(Vec<T>),
    /// `from + by · i` for the i-th point.
    Even {
        /// The first value.
        from: T,
        /// The distance between two values.
        by: T,
    },
}

impl<T> Column<T> {
    /// The column `value`, each entry of which is read like this.
    pub fn of(value: Value<'_>, place: &Place<'_>, url: &str, read: Read<T>) -> Result<Self, SourceError> {
        if value.first() == b'[' {
            return items(value, place, url, read).map(Self::List);
        }
        let object = Object::of(value, place, url, "a list or { from, by }")?;
        let entry = |name: &str| {
            let value = object.required(name)?;
            read(value).map_err(|reason| SourceError::malformed(url, Place::Field(place, name), reason))
        };
        Ok(Self::Even {
            from: entry("from")?,
            by: entry("by")?,
        })
    }
}

impl Column<i64> {
    /// The steps of `count` points, as many as are written when they are
    /// written out; `None` when they leave the range of 64 bits.
    pub fn into_steps(self, count: usize) -> Option<Vec<i64>> {
        match self {
            Self::List(steps) => Some(steps),
            Self::Even { from, by } => (0..count)
                .map(|at| from.checked_add(by.checked_mul(i64::try_from(at).ok()?)?))
                .collect(),
        }
    }
}

impl Column<f64> {
    /// The values of `count` points, as many as are written when they are written out.
    pub fn into_values(self, count: usize) -> Vec<f64> {
        match self {
            Self::List(values) => values,
            Self::Even { from, by } => (0..count).map(|at| from + by * at as f64).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::json::document;
    use crate::source::scalar::{number, step};

    fn column<T>(text: &str, read: Read<T>) -> Result<Column<T>, SourceError> {
        Column::of(document(text.as_bytes(), "u")?.value(), &Place::Document, "u", read)
    }

    fn steps(text: &str, count: usize) -> Option<Vec<i64>> {
        column(text, step).expect(text).into_steps(count)
    }

    #[test]
    fn an_even_column_is_as_long_as_it_must_be_and_exact() {
        assert_eq!(
            steps(r#"{"from":9007199254740993,"by":-2,"note":[1]}"#, 3),
            Some(vec![
                9_007_199_254_740_993,
                9_007_199_254_740_991,
                9_007_199_254_740_989
            ])
        );
        assert_eq!(steps(r#"{"by":1,"from":0}"#, 0), Some(vec![]));
    }

    #[test]
    fn an_even_column_does_not_wrap_around() {
        assert_eq!(steps(r#"{"from":9223372036854775807,"by":1}"#, 1), Some(vec![i64::MAX]));
        assert_eq!(steps(r#"{"from":9223372036854775807,"by":1}"#, 2), None);
    }

    #[test]
    fn half_a_description_is_an_error() {
        assert!(column(r#"{"from":0}"#, number).is_err());
        assert!(column("3", number).is_err());
    }
}
