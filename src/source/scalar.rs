//! Single values as sources write them, forgiving where the meaning is clear.

use super::json::{Value, wrong};
use crate::model::Timestamp;

/// From this size on, a float has no 64-bit integer.
const BEYOND_STEPS: f64 = 9_223_372_036_854_775_808.0;

/// A number that may be NaN or infinite, which JSON can only say in a text.
/// `null` is NaN, for that is what many writers make of it.
pub fn number(value: Value<'_>) -> Result<f64, String> {
    match (value.first(), value.text()) {
        (b'n', _) | (_, "\"NaN\"") => Ok(f64::NAN),
        (_, "\"Infinity\"") => Ok(f64::INFINITY),
        (_, "\"-Infinity\"") => Ok(f64::NEG_INFINITY),
        _ if value.is_number() => float(value),
        _ => Err(wrong(value, "a number")),
    }
}

/// A number as it stands in JSON, to its last bit.
#[inline(never)]
pub fn float(value: Value<'_>) -> Result<f64, String> {
    match value.text().parse() {
        Ok(number) if f64::is_finite(number) => Ok(number),
        _ => Err("number out of range".to_owned()),
    }
}

/// A whole number of 64 bits; also written as `3.0`.
#[inline(never)]
pub fn step(value: Value<'_>) -> Result<i64, String> {
    let text = value.text();
    if let Ok(step) = text.parse() {
        return Ok(step);
    }
    match text.parse::<f64>() {
        Ok(step) if value.is_number() && step.fract() == 0.0 && (-BEYOND_STEPS..BEYOND_STEPS).contains(&step) => {
            Ok(step as i64)
        }
        _ => Err(wrong(value, "a whole number of 64 bits")),
    }
}

/// How many; never negative.
pub fn count(value: Value<'_>) -> Result<u64, String> {
    u64::try_from(step(value)?).map_err(|_| wrong(value, "a count"))
}

/// A text; a number or truth value is taken as the text of it.
pub fn text(value: Value<'_>) -> Result<String, String> {
    let text = value.text();
    match value.first() {
        b't' | b'f' => Ok(text.to_owned()),
        // A whole number may have more digits than a float; of others `1.50` is `1.5`.
        _ if value.is_number() => match text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok() {
            true => Ok(text.to_owned()),
            false => float(value).map(|number| number.to_string()),
        },
        _ => letters(value),
    }
}

/// A text, and nothing that would have to be taken for one.
#[inline(never)]
pub fn letters(value: Value<'_>) -> Result<String, String> {
    let letters = value.letters();
    letters.map(String::from).ok_or_else(|| wrong(value, "a text"))
}

/// A truth value.
pub fn truth(value: Value<'_>) -> Result<bool, String> {
    match value.first() {
        b't' => Ok(true),
        b'f' => Ok(false),
        _ => Err(wrong(value, "a boolean")),
    }
}

/// An RFC 3339 instant.
#[inline(never)]
pub fn instant(value: Value<'_>) -> Result<Timestamp, String> {
    let instant = value.letters().and_then(|letters| Timestamp::parse(&letters));
    instant.ok_or_else(|| wrong(value, "an instant such as 2026-01-05T09:00:00Z"))
}

#[cfg(test)]
mod tests {
    use super::super::json::{Read, document, items};
    use super::*;
    use crate::source::json::Place;

    fn read<T>(text: &str, read: Read<T>) -> Option<T> {
        read(document(text.as_bytes(), "u").ok()?.value()).ok()
    }

    #[test]
    fn a_number_that_is_not_finite_is_a_word() {
        let list = document(br#"["Infinity","-Infinity",2,-0.5]"#, "u").expect("a list");
        assert_eq!(
            items(list.value(), &Place::Document, "u", number),
            Ok(vec![f64::INFINITY, f64::NEG_INFINITY, 2.0, -0.5])
        );
        for text in [r#""NaN""#, "null"] {
            assert!(read(text, number).is_some_and(f64::is_nan), "{text}");
        }
        for text in [r#""nan""#, r#""1""#, "true", "[]"] {
            assert_eq!(read(text, number), None, "{text}");
        }
    }

    #[test]
    fn a_float_is_read_to_its_last_bit() {
        for value in [0.1 + 0.2, 1.0 / 3.0, 5e-324, f64::MAX, 7.123_456_789_012_345e-100] {
            assert_eq!(read(&format!("{value:?}"), number), Some(value));
        }
    }

    #[test]
    fn a_step_is_exact_beyond_the_whole_floats() {
        for whole in [i64::MIN, -1, 0, 9_007_199_254_740_993, i64::MAX] {
            assert_eq!(read(&whole.to_string(), step), Some(whole));
        }
        assert_eq!(read("3.0", step), Some(3));
        assert_eq!(read("-2e3", step), Some(-2000));
        for text in ["0.5", "9223372036854775808", "1e19", "null", r#""1""#] {
            assert_eq!(read(text, step), None, "{text}");
        }
    }

    #[test]
    fn a_count_is_not_negative() {
        assert_eq!(read("3", count), Some(3));
        assert_eq!(read("-3", count), None);
    }

    #[test]
    fn a_number_may_stand_for_its_text() {
        for (written, expected) in [
            ("17", Some("17")),
            ("18446744073709551615", Some("18446744073709551615")),
            ("1.50", Some("1.5")),
            ("true", Some("true")),
            (r#""a\n""#, Some("a\n")),
            ("{}", None),
            ("null", None),
        ] {
            assert_eq!(read(written, text).as_deref(), expected, "{written}");
        }
    }
}
