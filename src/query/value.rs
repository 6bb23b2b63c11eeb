//! Values in a filter: numbers, texts, instants and lengths of time, read and
//! printed by the kind of the field they are compared with.

use super::duration::{duration_code, duration_ms};
use super::field::FieldKind;
use super::token::quoted;
use crate::model::Timestamp;

/// What a field is compared with.
#[derive(Clone, Debug)]
pub enum Value {
    /// A number, which may be NaN or infinite: milliseconds since 1970 for an
    /// instant, milliseconds for a length of time.
    Number(f64),
    /// A text.
    Text(String),
    /// An instant that many milliseconds after now.
    FromNow(i64),
}

impl PartialEq for Value {
    /// Two NaN are the same value: a filter equals its copy.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a == b || (a.is_nan() && b.is_nan()),
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::FromNow(a), Self::FromNow(b)) => a == b,
            _ => false,
        }
    }
}

impl Value {
    /// Reads a value as it stands in the text, without its quotes; the error
    /// says what would be one.
    pub(super) fn parse(text: &str, is_quoted: bool, kind: FieldKind) -> Result<Self, &'static str> {
        let number = text.trim().parse::<f64>().ok();
        match kind {
            FieldKind::Text | FieldKind::Status => Ok(Self::Text(text.to_owned())),
            FieldKind::Loose if is_quoted => Ok(Self::Text(text.to_owned())),
            FieldKind::Loose | FieldKind::Metric => {
                Ok(number.map_or_else(|| Self::Text(text.to_owned()), Self::Number))
            }
            FieldKind::Time => number
                .map(Self::Number)
                .or_else(|| instant(text))
                .or_else(|| from_now(text))
                .ok_or("A time is a date such as 2026-01-31, or counted from now such as -7d"),
            FieldKind::Duration => number
                .map(|seconds| seconds * 1000.0)
                .or_else(|| duration_ms(text))
                .map(Self::Number)
                .ok_or("A length of time is a number with a unit such as 90s, 10m, 1h30m or 2d"),
        }
    }

    /// The value as it stands in a filter on a field of that kind.
    pub(super) fn code(&self, kind: FieldKind) -> String {
        match (self, kind) {
            (Self::Text(text), _) => text_code(text),
            (Self::Number(ms), FieldKind::Time) => instant_code(*ms),
            (Self::Number(ms), FieldKind::Duration) => match whole(*ms) {
                Some(whole) => duration_code(whole),
                None if ms.is_finite() => format!("{}ms", number_code(*ms)),
                None => number_code(*ms),
            },
            (Self::Number(number), _) => number_code(*number),
            (Self::FromNow(0), _) => "now".to_owned(),
            (Self::FromNow(ms), _) if *ms < 0 => duration_code(*ms),
            (Self::FromNow(ms), _) => format!("now + {}", duration_code(*ms)),
        }
    }

    /// The number that a text is, where letters have no order worth asking for.
    pub(super) fn into_ordered(self) -> Self {
        match self {
            Self::Text(text) => text.trim().parse().map_or(Self::Text(text), Self::Number),
            other => other,
        }
    }
}

/// A text in the quotes that need the least escaping.
pub(super) fn text_code(text: &str) -> String {
    match text.contains('\'') && !text.contains('"') {
        true => quoted(text, '"'),
        false => quoted(text, '\''),
    }
}

/// The shortest text that reads back as the number.
pub(super) fn number_code(number: f64) -> String {
    if number.is_nan() {
        return "nan".to_owned();
    }
    match whole(number) {
        Some(whole) if whole.abs() < 1_000_000_000_000_000 => whole.to_string(),
        _ => format!("{number:?}"),
    }
}

/// The whole number it is, where it is exact.
fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < 9e15).then_some(number as i64)
}

/// `2026-01-31`, `2026-01-31 09:00`, `2026-01-31T09:00:30` in UTC, or RFC 3339.
fn instant(text: &str) -> Option<Value> {
    let text = text.trim();
    let completed = match text.len() {
        10 => format!("{text}T00:00:00Z"),
        16 => format!("{text}:00Z"),
        _ => text.to_owned(),
    };
    let parsed = Timestamp::parse(&completed).or_else(|| Timestamp::parse(&format!("{completed}Z")));
    parsed.map(|Timestamp(ms)| Value::Number(ms as f64))
}

fn instant_code(ms: f64) -> String {
    let text = whole(ms).map(|whole| {
        let seconds = Timestamp(whole).to_rfc3339();
        match whole.rem_euclid(1000) {
            0 => seconds,
            rest => seconds.replace('Z', &format!(".{rest:03}Z")),
        }
    });
    // Years beyond the four digits of the standard stay a number.
    text.filter(|text| instant(text) == Some(Value::Number(ms)))
        .unwrap_or_else(|| number_code(ms))
}

/// `now`, `-7d`, `+1h`, `now-3h`, `now + 1h`.
fn from_now(text: &str) -> Option<Value> {
    let text = text.trim();
    let offset = match text.get(..3) {
        Some(word) if word.eq_ignore_ascii_case("now") => text[3..].trim_start(),
        _ if text.starts_with(['-', '+']) => text,
        _ => return None,
    };
    let ms = match offset.is_empty() {
        true => 0.0,
        false if offset.starts_with(['-', '+']) => duration_ms(offset)?,
        false => return None,
    };
    Some(Value::FromNow(ms as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_read_by_the_kind_of_its_field() {
        for (kind, text, code) in [
            (FieldKind::Metric, "1e-3", "0.001"),
            (FieldKind::Metric, "NaN", "nan"),
            (FieldKind::Metric, "-inf", "-inf"),
            (FieldKind::Metric, "1e300", "1e300"),
            (FieldKind::Loose, "adam", "'adam'"),
            (FieldKind::Loose, "3", "3"),
            (FieldKind::Text, "it's", "\"it's\""),
            (FieldKind::Time, "2026-01-31", "2026-01-31T00:00:00Z"),
            (FieldKind::Time, "2026-01-31 09:30", "2026-01-31T09:30:00Z"),
            (
                FieldKind::Time,
                "2026-01-31T09:30:05.25+01:00",
                "2026-01-31T08:30:05.250Z",
            ),
            (FieldKind::Time, "1769817600000", "2026-01-31T00:00:00Z"),
            (FieldKind::Time, "1e300", "1e300"),
            (FieldKind::Time, "-7d", "-7d"),
            (FieldKind::Time, "now", "now"),
            (FieldKind::Time, "now-90m", "-90m"),
            (FieldKind::Time, "now + 36h", "now + 36h"),
            (FieldKind::Duration, "600", "10m"),
            (FieldKind::Duration, "1h30m", "90m"),
            (FieldKind::Duration, "1.5s", "1500ms"),
            (FieldKind::Duration, "0", "0s"),
            (FieldKind::Duration, "1e-4ms", "0.0001ms"),
            (FieldKind::Duration, "inf", "inf"),
        ] {
            let value = Value::parse(text, false, kind);
            assert_eq!(
                value.as_ref().map(|value| value.code(kind)).as_deref(),
                Ok(code),
                "{text}"
            );
            let again = match kind {
                FieldKind::Text => Value::parse(text, true, kind),
                _ => Value::parse(code.trim_matches('\''), false, kind),
            };
            assert_eq!(again, value, "{text}");
        }
        for (kind, text) in [
            (FieldKind::Time, "soon"),
            (FieldKind::Time, "7d"),
            (FieldKind::Time, "nowhere"),
            (FieldKind::Duration, "long"),
            (FieldKind::Duration, "1parsec"),
            (FieldKind::Duration, "h"),
        ] {
            assert!(Value::parse(text, false, kind).is_err(), "{text}");
        }
    }
}
