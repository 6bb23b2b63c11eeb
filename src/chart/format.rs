//! Numbers as text for tooltips, tables and names.
//!
//! All of it is plain ASCII with a point and, where said, commas, so that a
//! copied number can be pasted into a program; only infinity has its own sign.

/// Six significant digits without trailing zeros: `0.123457`, `1.5e-7`.
///
/// Whole numbers below 10^15 keep every digit, because a count or a seed cut
/// to six digits is another number.
pub fn value(x: f64) -> String {
    if let Some(text) = not_finite(x) {
        return text.to_owned();
    }
    if x == 0.0 {
        return "0".to_owned();
    }
    if x.fract() == 0.0 && x.abs() < 1e15 {
        return format!("{x:.0}");
    }
    let scientific = format!("{x:.5e}");
    let (mantissa, exponent) = split_exponent(&scientific);
    if (-4..6).contains(&exponent) {
        let decimals = usize::try_from(5 - exponent).unwrap_or(0);
        trim_zeros(&format!("{x:.decimals$}")).to_owned()
    } else {
        format!("{}e{exponent}", trim_zeros(mantissa))
    }
}

/// Four significant digits, else as [`value`]: `0.1235`, `1.5e-7`.
pub fn short(x: f64) -> String {
    value(format!("{x:.3e}").parse().unwrap_or(x))
}

/// A whole number with commas between thousands: `1,234,567`. Rounds; from 10^21 on as [`value`].
pub fn integer(x: f64) -> String {
    if !x.is_finite() || x.abs() >= 1e21 {
        return value(x);
    }
    let digits = format!("{:.0}", x.abs());
    let sign = if x < 0.0 && digits != "0" { "-" } else { "" };
    format!("{sign}{}", grouped(&digits))
}

/// A whole number with commas between thousands, every digit of it: `9,007,199,254,740,993`.
pub fn exact_integer(n: i64) -> String {
    let sign = if n < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(&n.unsigned_abs().to_string()))
}

/// A length of time given in milliseconds, in its two largest units: `850 ms`, `12.3 s`, `1 h 30 min`.
pub fn duration(ms: f64) -> String {
    if !ms.is_finite() {
        return value(ms);
    }
    let sign = if ms < 0.0 { "-" } else { "" };
    let ms = ms.abs();
    let body = if ms == 0.0 {
        "0 s".to_owned()
    } else if ms < 999.5 {
        format!("{} ms", significant(ms, 3))
    } else if ms < 59_950.0 {
        format!("{} s", significant(ms / 1e3, 3))
    } else if ms < 3_599_500.0 {
        two_units((ms / 1e3).round(), 60.0, "min", "s")
    } else if ms < 86_370_000.0 {
        two_units((ms / 6e4).round(), 60.0, "h", "min")
    } else {
        two_units((ms / 3.6e6).round(), 24.0, "d", "h")
    };
    format!("{sign}{body}")
}

/// A size in bytes, in powers of 1000: `512 B`, `1.5 MB`.
pub fn bytes(n: u64) -> String {
    if n < 1000 {
        return format!("{n} B");
    }
    const UNITS: [&str; 6] = ["kB", "MB", "GB", "TB", "PB", "EB"];
    let mut amount = n as f64 / 1e3;
    let mut unit = 0;
    // 999.5 would be rounded to 1000 of the smaller unit.
    while amount >= 999.5 && unit + 1 < UNITS.len() {
        amount /= 1e3;
        unit += 1;
    }
    format!("{} {}", significant(amount, 3), UNITS[unit])
}

/// Three significant digits with an SI prefix from a thousand on: `950`, `20k`, `1.5M`.
pub fn si(x: f64) -> String {
    if !x.is_finite() || x.abs() < 999.5 || x.abs() >= 9.995e20 {
        return if x.abs() < 999.5 { significant(x, 3) } else { value(x) };
    }
    const PREFIXES: [&str; 6] = ["k", "M", "G", "T", "P", "E"];
    let mut amount = x / 1e3;
    let mut prefix = 0;
    while amount.abs() >= 999.5 && prefix + 1 < PREFIXES.len() {
        amount /= 1e3;
        prefix += 1;
    }
    format!("{}{}", significant(amount, 3), PREFIXES[prefix])
}

/// What a screen reader says of a chart: `loss, 10 runs, 1,000,000 points`.
pub fn accessible_name(metric: &str, runs: usize, points: usize) -> String {
    format!("{metric}, {}, {}", counted(runs, "run"), counted(points, "point"))
}

/// `1 run`, `2 runs`, `1,000 runs`.
fn counted(n: usize, noun: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(&n.to_string()))
}

/// Digits with a comma before every third from the end.
pub(super) fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `digits` significant digits, plain, trailing zeros dropped.
fn significant(x: f64, digits: i32) -> String {
    if x == 0.0 {
        return "0".to_owned();
    }
    let precision = usize::try_from(digits - 1).unwrap_or(0);
    let (_, exponent) = split_exponent(&format!("{x:.precision$e}"));
    if exponent < -6 {
        return value(x);
    }
    let decimals = usize::try_from(digits - 1 - exponent).unwrap_or(0);
    trim_zeros(&format!("{x:.decimals$}")).to_owned()
}

fn two_units(small: f64, per_big: f64, big_name: &str, small_name: &str) -> String {
    let big = (small / per_big).floor();
    let rest = small - big * per_big;
    if rest == 0.0 {
        format!("{} {big_name}", integer(big))
    } else {
        format!("{} {big_name} {rest:.0} {small_name}", integer(big))
    }
}

fn not_finite(x: f64) -> Option<&'static str> {
    if x.is_nan() {
        Some("NaN")
    } else if x == f64::INFINITY {
        Some("∞")
    } else if x == f64::NEG_INFINITY {
        Some("-∞")
    } else {
        None
    }
}

/// The mantissa and the exponent of Rust's `e` format.
pub(super) fn split_exponent(scientific: &str) -> (&str, i32) {
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((scientific, "0"));
    (mantissa, exponent.parse().unwrap_or(0))
}

/// Drops zeros after the point, and the point when nothing follows it.
pub(super) fn trim_zeros(text: &str) -> &str {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_number_has_four_digits() {
        let shown = [0.123456, -123456.7, 1.0, 1.23456e-9, f64::NAN, f64::INFINITY].map(short);
        assert_eq!(shown, ["0.1235", "-123500", "1", "1.235e-9", "NaN", "∞"]);
    }

    #[test]
    fn a_value_has_six_significant_digits_and_no_trailing_zeros() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (0.5, "0.5"),
            (0.123_456_789, "0.123457"),
            (-12.5, "-12.5"),
            (1_234.567_89, "1234.57"),
            (0.000_123_4, "0.0001234"),
            (1.5e-7, "1.5e-7"),
            (123_456_789.0, "123456789"),
            (1.5e20, "1.5e20"),
            (999_999.95, "1e6"),
        ];
        for (x, text) in cases {
            assert_eq!(value(x), text, "{x}");
        }
    }

    #[test]
    fn what_is_not_finite_has_a_name() {
        assert_eq!(value(f64::NAN), "NaN");
        assert_eq!(value(f64::INFINITY), "∞");
        assert_eq!(value(f64::NEG_INFINITY), "-∞");
        assert_eq!(duration(f64::NAN), "NaN");
        assert_eq!(integer(f64::INFINITY), "∞");
        assert_eq!(si(f64::NEG_INFINITY), "-∞");
    }

    #[test]
    fn integers_are_grouped_by_thousands() {
        let cases = [
            (0.0, "0"),
            (999.0, "999"),
            (1000.0, "1,000"),
            (-1_234_567.0, "-1,234,567"),
            (-0.2, "0"),
        ];
        for (x, text) in cases {
            assert_eq!(integer(x), text, "{x}");
        }
        assert_eq!(exact_integer(-5), "-5");
        assert_eq!(exact_integer(i64::MIN), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn durations_name_their_two_largest_units() {
        let cases = [
            (0.0, "0 s"),
            (0.25, "0.25 ms"),
            (850.0, "850 ms"),
            (999.9, "1 s"),
            (12_345.0, "12.3 s"),
            (59_990.0, "1 min"),
            (125_000.0, "2 min 5 s"),
            (5_400_000.0, "1 h 30 min"),
            (273_600_000.0, "3 d 4 h"),
            (-90_000.0, "-1 min 30 s"),
        ];
        for (ms, text) in cases {
            assert_eq!(duration(ms), text, "{ms}");
        }
    }

    #[test]
    fn sizes_and_counts_carry_a_unit() {
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(1_500_000), "1.5 MB");
        assert_eq!(bytes(999_999), "1 MB");
        assert_eq!(si(950.0), "950");
        assert_eq!(si(20_000.0), "20k");
        assert_eq!(si(1_500_000.0), "1.5M");
        assert_eq!(si(-2_000.0), "-2k");
    }

    #[test]
    fn the_name_of_a_chart_counts_in_words() {
        assert_eq!(
            accessible_name("loss", 10, 1_000_000),
            "loss, 10 runs, 1,000,000 points"
        );
        assert_eq!(accessible_name("auc", 1, 1), "auc, 1 run, 1 point");
    }
}
