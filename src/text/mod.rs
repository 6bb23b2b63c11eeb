//! Words and numbers as a person reads them. Pure.

mod paragraphs;
mod terminal;
mod time;

pub use paragraphs::paragraphs;
pub use terminal::plain_lines;
pub use time::{ago, duration, instant};

/// A count with its noun: `1 run`, `1,200 runs`.
pub fn count(n: usize, singular: &str, plural: &str) -> String {
    let noun = if n == 1 { singular } else { plural };
    format!("{} {noun}", thousands(n as u64))
}

/// A whole number with commas between the thousands.
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A length in bytes, in the unit that suits it.
pub fn bytes(n: u64) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    let mut value = n as f64;
    let mut unit = 0;
    while value >= 999.5 && unit + 1 < UNITS.len() {
        value /= 1000.0;
        unit += 1;
    }
    if unit == 0 || value >= 99.5 {
        format!("{value:.0} {}", UNITS[unit])
    } else {
        format!("{value:.1} {}", UNITS[unit])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_agrees_with_its_noun() {
        assert_eq!(count(1, "run", "runs"), "1 run");
        assert_eq!(count(0, "run", "runs"), "0 runs");
        assert_eq!(count(1_234_567, "run", "runs"), "1,234,567 runs");
    }

    #[test]
    fn a_length_has_the_unit_that_suits_it() {
        for (n, expected) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_500, "1.5 kB"),
            (999_999, "1.0 MB"),
            (123_456_789, "123 MB"),
        ] {
            assert_eq!(bytes(n), expected);
        }
    }
}
