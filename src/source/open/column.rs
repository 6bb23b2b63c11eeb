//! A column that is written out, or described because it rises evenly.

use crate::source::scalar::{Number, Step};
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

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

impl Column<Step> {
    /// The steps of `count` points, as many as are written when they are
    /// written out; `None` when they leave the range of 64 bits.
    pub fn into_steps(self, count: usize) -> Option<Vec<i64>> {
        match self {
            Self::List(steps) => Some(steps.into_iter().map(|Step(step)| step).collect()),
            Self::Even { from, by } => (0..count)
                .map(|at| {
                    let at = i64::try_from(at).ok()?;
                    from.0.checked_add(by.0.checked_mul(at)?)
                })
                .collect(),
        }
    }
}

impl Column<Number> {
    /// The values of `count` points, as many as are written when they are written out.
    pub fn into_values(self, count: usize) -> Vec<f64> {
        match self {
            Self::List(values) => values.into_iter().map(|Number(value)| value).collect(),
            Self::Even { from, by } => (0..count).map(|at| from.0 + by.0 * at as f64).collect(),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Column<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ColumnVisitor(PhantomData))
    }
}

struct ColumnVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ColumnVisitor<T> {
    type Value = Column<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or { from, by }")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Column::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let (mut from, mut by) = (None, None);
        while let Some(name) = object.next_key::<String>()? {
            match name.as_str() {
                "from" => from = Some(object.next_value()?),
                "by" => by = Some(object.next_value()?),
                _ => {
                    object.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(Column::Even {
            from: from.ok_or_else(|| A::Error::missing_field("from"))?,
            by: by.ok_or_else(|| A::Error::missing_field("by"))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(text: &str, count: usize) -> Option<Vec<i64>> {
        serde_json::from_str::<Column<Step>>(text)
            .expect(text)
            .into_steps(count)
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
        assert!(serde_json::from_str::<Column<Number>>(r#"{"from":0}"#).is_err());
        assert!(serde_json::from_str::<Column<Number>>("3").is_err());
    }
}
