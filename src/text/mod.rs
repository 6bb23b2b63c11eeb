//! Words and numbers as a person reads them. Pure.

mod csv;
mod csv_write;
mod file_name;
mod indent;
mod log;
mod markdown;
mod paragraphs;
mod points;
mod terminal;
mod time;
mod zip;

pub use csv::{Records, TextTable, mark_of};
pub use csv_write::{CsvCell, exact, write_record};
pub use file_name::file_name;
pub use indent::indented_json;
pub use log::{LogFinds, LogFrame, LogLine, LogPattern, LogPlace, LogText};
pub use markdown::markdown;
pub use paragraphs::paragraphs;
pub use points::{RunPoints, points_csv, points_json};
pub use terminal::{Style, StyledText, marked, plain_line, plain_lines, styled_line};
pub use time::{ago, instant, short_instant, short_span};
pub use zip::zip;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_agrees_with_its_noun() {
        assert_eq!(count(1, "run", "runs"), "1 run");
        assert_eq!(count(0, "run", "runs"), "0 runs");
        assert_eq!(count(1_234_567, "run", "runs"), "1,234,567 runs");
    }
}
