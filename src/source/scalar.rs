//! Single values as sources write them, forgiving where the meaning is clear.

use crate::model::Timestamp;
use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use std::fmt;

/// A number that may be NaN or infinite, which JSON can only say in a text.
/// `null` is NaN, for that is what many writers make of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(pub f64);

/// A whole number of 64 bits; also written as `3.0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step(pub i64);

/// How many; never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(pub u64);

/// A text; a number or truth value is taken as the text of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(pub String);

/// An RFC 3339 instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instant(pub Timestamp);

/// From this size on, a float has no 64-bit integer.
const BEYOND_STEPS: f64 = 9_223_372_036_854_775_808.0;

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberVisitor;
        impl Visitor<'_> for NumberVisitor {
            type Value = Number;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number")
            }
            fn visit_f64<E: Error>(self, value: f64) -> Result<Number, E> {
                Ok(Number(value))
            }
            fn visit_i64<E: Error>(self, value: i64) -> Result<Number, E> {
                Ok(Number(value as f64))
            }
            fn visit_u64<E: Error>(self, value: u64) -> Result<Number, E> {
                Ok(Number(value as f64))
            }
            fn visit_unit<E: Error>(self) -> Result<Number, E> {
                Ok(Number(f64::NAN))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Number, E> {
                match text {
                    "NaN" => Ok(Number(f64::NAN)),
                    "Infinity" => Ok(Number(f64::INFINITY)),
                    "-Infinity" => Ok(Number(f64::NEG_INFINITY)),
                    _ => Err(E::invalid_type(Unexpected::Str(text), &self)),
                }
            }
        }
        deserializer.deserialize_any(NumberVisitor)
    }
}

impl<'de> Deserialize<'de> for Step {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StepVisitor;
        impl Visitor<'_> for StepVisitor {
            type Value = Step;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number of 64 bits")
            }
            fn visit_i64<E: Error>(self, value: i64) -> Result<Step, E> {
                Ok(Step(value))
            }
            fn visit_u64<E: Error>(self, value: u64) -> Result<Step, E> {
                let step = i64::try_from(value);
                step.map(Step)
                    .map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
            }
            fn visit_f64<E: Error>(self, value: f64) -> Result<Step, E> {
                let is_step = value.fract() == 0.0 && (-BEYOND_STEPS..BEYOND_STEPS).contains(&value);
                match is_step {
                    true => Ok(Step(value as i64)),
                    false => Err(E::invalid_value(Unexpected::Float(value), &self)),
                }
            }
        }
        deserializer.deserialize_any(StepVisitor)
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Step(step) = Step::deserialize(deserializer)?;
        let count = u64::try_from(step);
        count
            .map(Self)
            .map_err(|_| D::Error::invalid_value(Unexpected::Signed(step), &"a count"))
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl Visitor<'_> for TextVisitor {
            type Value = Text;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
                Ok(Text(text.to_owned()))
            }
            fn visit_string<E: Error>(self, text: String) -> Result<Text, E> {
                Ok(Text(text))
            }
            fn visit_bool<E: Error>(self, value: bool) -> Result<Text, E> {
                Ok(Text(value.to_string()))
            }
            fn visit_i64<E: Error>(self, value: i64) -> Result<Text, E> {
                Ok(Text(value.to_string()))
            }
            fn visit_u64<E: Error>(self, value: u64) -> Result<Text, E> {
                Ok(Text(value.to_string()))
            }
            fn visit_f64<E: Error>(self, value: f64) -> Result<Text, E> {
                Ok(Text(value.to_string()))
            }
        }
        deserializer.deserialize_any(TextVisitor)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InstantVisitor;
        impl Visitor<'_> for InstantVisitor {
            type Value = Instant;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an instant such as 2026-01-05T09:00:00Z")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Instant, E> {
                let instant = Timestamp::parse(text);
                instant
                    .map(Instant)
                    .ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(InstantVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Option<T> {
        serde_json::from_str(text).ok()
    }

    #[test]
    fn a_number_that_is_not_finite_is_a_word() {
        assert_eq!(
            read(r#"["Infinity","-Infinity",2,-0.5]"#),
            Some(vec![
                Number(f64::INFINITY),
                Number(f64::NEG_INFINITY),
                Number(2.0),
                Number(-0.5)
            ])
        );
        for text in [r#""NaN""#, "null"] {
            assert!(
                read::<Number>(text).is_some_and(|Number(value)| value.is_nan()),
                "{text}"
            );
        }
        for text in [r#""nan""#, r#""1""#, "true", "[]"] {
            assert_eq!(read::<Number>(text), None, "{text}");
        }
    }

    #[test]
    fn a_float_is_read_to_its_last_bit() {
        for value in [0.1 + 0.2, 1.0 / 3.0, 5e-324, f64::MAX, 7.123_456_789_012_345e-100] {
            assert_eq!(read(&format!("{value:?}")), Some(Number(value)));
        }
    }

    #[test]
    fn a_step_is_exact_beyond_the_whole_floats() {
        for step in [i64::MIN, -1, 0, 9_007_199_254_740_993, i64::MAX] {
            assert_eq!(read(&step.to_string()), Some(Step(step)));
        }
        assert_eq!(read("3.0"), Some(Step(3)));
        assert_eq!(read("-2e3"), Some(Step(-2000)));
        for text in ["0.5", "9223372036854775808", "1e19", "null", r#""1""#] {
            assert_eq!(read::<Step>(text), None, "{text}");
        }
    }

    #[test]
    fn a_count_is_not_negative() {
        assert_eq!(read("3"), Some(Count(3)));
        assert_eq!(read::<Count>("-3"), None);
    }

    #[test]
    fn a_number_may_stand_for_its_text() {
        assert_eq!(read("17"), Some(Text("17".to_owned())));
        assert_eq!(read("true"), Some(Text("true".to_owned())));
        assert_eq!(read::<Text>("{}"), None);
    }
}
