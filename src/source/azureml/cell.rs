//! Single values, and what their types tell of a metric.

use super::answer::written;
use crate::model::MetricKind;
use crate::source::json::Value;
use crate::source::scalar;
use std::sync::Arc;

/// A cell of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing, or null.
    Missing,
    /// A number, which may be NaN or infinite.
    Number(f64),
    /// A truth value.
    Truth(bool),
    /// A text, also one that says where an artifact is.
    Text(Arc<str>),
}

/// A type of the service that holds numbers.
pub fn is_numeric(kind: &str) -> bool {
    matches!(kind, "double" | "float" | "int" | "integer" | "long" | "number")
}

impl Cell {
    /// A value in a column of this type. Numbers that JSON cannot hold come as
    /// texts; a number in a column that was of numbers once is a text now.
    pub fn of(value: Value<'_>, kind: &str) -> Self {
        let text = || Self::Text(Arc::from(written(value)));
        match value.first() {
            b'n' => Self::Missing,
            b't' | b'f' if kind != "string" => Self::Truth(value.first() == b't'),
            b'"' if is_numeric(kind) => match value.letters().and_then(|letters| letters.trim().parse().ok()) {
                Some(number) => Self::Number(number),
                None => text(),
            },
            _ if value.is_number() && kind != "string" => scalar::float(value).map_or_else(|_| text(), Self::Number),
            _ => text(),
        }
    }

    /// As a person reads it; what Python calls what is not there.
    pub fn text(&self) -> String {
        match self {
            Self::Missing => "None".to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Truth(truth) => truth.to_string(),
            Self::Text(text) => text.to_string(),
        }
    }
}

/// How what was logged this way is to be read, as far as that is known from
/// the types of its columns.
pub fn kind_of<'a>(way: &str, columns: impl Iterator<Item = &'a str>) -> MetricKind {
    let kinds: Vec<&str> = columns.collect();
    match way.rsplit('.').next().unwrap_or_default() {
        "table" => MetricKind::Table,
        "image" => MetricKind::Image,
        "confusion_matrix" => MetricKind::ConfusionMatrix,
        // What other programs log says nothing of its way.
        "scalar" | "list" | "" => match kinds.as_slice() {
            [kind] if kind.eq_ignore_ascii_case("artifact") => MetricKind::Other(Arc::from("artifact")),
            [kind] if is_numeric(&kind.to_ascii_lowercase()) => MetricKind::Series,
            [] | [_] => MetricKind::Text,
            _ => MetricKind::Table,
        },
        other => MetricKind::Other(Arc::from(other)),
    }
}
