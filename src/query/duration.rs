//! Lengths of time, read and printed.

/// Units of time, the largest first, in milliseconds.
const UNITS: [(&str, i64); 6] = [
    ("w", 604_800_000),
    ("d", 86_400_000),
    ("h", 3_600_000),
    ("m", 60_000),
    ("s", 1000),
    ("ms", 1),
];

/// `10m`, `1h30m`, `1.5h`, `-2d`: in milliseconds.
pub(super) fn duration_ms(text: &str) -> Option<f64> {
    let text = text.trim();
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest.trim_start()),
        None => (1.0, text.strip_prefix('+').unwrap_or(text).trim_start()),
    };
    let mut total = None;
    while !rest.is_empty() {
        let (count, after) = rest.split_at(number_length(rest));
        let unit_end = after
            .find(|letter: char| !letter.is_ascii_alphabetic())
            .unwrap_or(after.len());
        let (unit, next) = after.split_at(unit_end);
        let ms = match unit.to_ascii_lowercase().as_str() {
            "min" | "mins" => 60_000,
            unit => UNITS.iter().find(|(name, _)| *name == unit)?.1,
        };
        total = Some(total.unwrap_or(0.0) + count.parse::<f64>().ok()? * ms as f64);
        rest = next;
    }
    total.map(|total: f64| total * sign)
}

/// The length of the number that `rest` begins with. An `e` and its sign are
/// of the number: no unit begins with one.
fn number_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    (0..bytes.len())
        .find(|&at| match bytes[at] {
            b'0'..=b'9' | b'.' | b'e' | b'E' => false,
            b'-' | b'+' => at == 0 || !bytes[at - 1].eq_ignore_ascii_case(&b'e'),
            _ => true,
        })
        .unwrap_or(rest.len())
}

/// In the largest unit of which it is a whole number; weeks as days, which
/// is how a person says "the last seven days".
pub(super) fn duration_code(ms: i64) -> String {
    let (unit, size) = UNITS
        .into_iter()
        .skip(1)
        .find(|(_, size)| ms != 0 && ms % size == 0)
        .unwrap_or(("s", 1000));
    format!("{}{unit}", ms / size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_is_read_in_any_unit_and_printed_in_the_largest_whole_one() {
        for (text, code) in [
            ("90s", "90s"),
            ("1h30m", "90m"),
            ("1.5h", "90m"),
            ("-2 w", "-14d"),
            ("5mins", "5m"),
            ("1e3ms", "1s"),
            ("0d", "0s"),
        ] {
            let text = text.replace(' ', "");
            assert_eq!(
                duration_ms(&text).map(|ms| duration_code(ms as i64)).as_deref(),
                Some(code),
                "{text}"
            );
        }
        for text in ["", "-", "7", "h", "1h-30m", "1.2.3h", "1year"] {
            assert_eq!(duration_ms(text), None, "{text}");
        }
    }
}
