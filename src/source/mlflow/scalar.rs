//! Single values as an MLflow server writes them.

use crate::source::json::{Value, wrong};
use crate::source::scalar::{float, step};

/// The value of a metric. What is not finite comes as the text `NaN`, as null,
/// or, infinity, as the largest of all numbers, which is what the database of
/// the server makes of it.
pub fn metric(value: Value<'_>) -> Result<f64, String> {
    let number = match value.letters() {
        // Of the words, Rust reads NaN and Infinity in any case.
        Some(letters) => letters.trim().parse().map_err(|_| wrong(value, "a number"))?,
        None if value.is_null() => f64::NAN,
        None if value.is_number() => float(value)?,
        None => return Err(wrong(value, "a number")),
    };
    Ok(match number.abs() == f64::MAX {
        true => f64::INFINITY.copysign(number),
        false => number,
    })
}

/// A whole number of 64 bits; also as a text, which is how protocol buffers write it.
pub fn whole(value: Value<'_>) -> Result<i64, String> {
    match value.letters() {
        Some(letters) => letters
            .trim()
            .parse()
            .map_err(|_| wrong(value, "a whole number of 64 bits")),
        None => step(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::json::{Read, document};

    fn read<T>(text: &str, read: Read<T>) -> Option<T> {
        read(document(text.as_bytes(), "u").ok()?.value()).ok()
    }

    fn value(text: &str) -> Option<f64> {
        read(text, metric)
    }

    #[test]
    fn a_value_that_is_not_finite_has_many_faces() {
        for text in [r#""NaN""#, r#""nan""#, "null"] {
            assert!(value(text).is_some_and(f64::is_nan), "{text}");
        }
        for text in [
            "1.7976931348623157e+308",
            r#""Infinity""#,
            r#""1.7976931348623157e308""#,
        ] {
            assert_eq!(value(text), Some(f64::INFINITY), "{text}");
        }
        for text in ["-1.7976931348623157e+308", r#""-Infinity""#] {
            assert_eq!(value(text), Some(f64::NEG_INFINITY), "{text}");
        }
        assert_eq!(value("1.7976931348623155e308"), Some(1.7976931348623155e308));
        assert_eq!(value("5e-324"), Some(5e-324));
        assert_eq!((value("true"), value(r#""x""#)), (None, None));
    }

    #[test]
    fn a_whole_number_is_exact_in_any_dress() {
        for (text, expected) in [
            ("9007199254740993", Some(9_007_199_254_740_993)),
            (r#""9223372036854775807""#, Some(i64::MAX)),
            ("-5", Some(-5)),
            ("3.0", Some(3)),
            ("9223372036854775808", None),
            ("0.5", None),
            ("null", None),
        ] {
            assert_eq!(read(text, whole), expected, "{text}");
        }
    }
}
