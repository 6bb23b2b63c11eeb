//! Ticks at 1, 2 and 5 times powers of ten.

use super::super::extent::Extent;
use super::super::format::{grouped, split_exponent, trim_zeros};
use super::{Labelled, multiples};

/// The sign of a negative label. Wider than a hyphen and level with the plus, as print has it; a label is not copied.
pub(super) const MINUS: char = '\u{2212}';

/// How many coarser levels are tried.
const LEVELS: usize = 12;

/// Levels for any numbers.
pub(super) fn levels(domain: Extent, least: f64) -> impl Iterator<Item = Vec<Labelled>> {
    steps(domain, least, f64::MIN_POSITIVE).map(move |step| {
        let values = multiples(domain, step);
        let labels = number_labels(&values, step);
        values.into_iter().zip(labels).collect()
    })
}

/// Levels for whole numbers.
pub(super) fn integer_levels(domain: Extent, least: f64) -> impl Iterator<Item = Vec<Labelled>> {
    steps(domain, least, 1.0).map(move |step| {
        let values = multiples(domain, step);
        let labels = integer_labels(&values, step);
        values.into_iter().zip(labels).collect()
    })
}

/// Steps of 1, 2, 5 × 10^n, rising, from the first that is at least `least` of the domain.
fn steps(domain: Extent, least: f64, smallest: f64) -> impl Iterator<Item = f64> {
    // Each end on its own, since their difference may overflow.
    let wanted = (domain.hi * least - domain.lo * least).max(smallest);
    let exponent = wanted.log10().floor();
    (0..LEVELS + 3)
        .map(move |at| {
            let decade = power_of_ten(exponent + (at / 3) as f64);
            [1.0, 2.0, 5.0][at % 3] * decade
        })
        // A hair of tolerance: 0.30000000000000004 is meant to be 0.3.
        .skip_while(move |&step| step < wanted * (1.0 - 1e-9))
        .take_while(|step| step.is_finite())
}

/// Parsing gives the nearest `f64`, where `powf` may be one off.
pub(super) fn power_of_ten(exponent: f64) -> f64 {
    format!("1e{exponent:.0}").parse().unwrap_or(f64::NAN)
}

/// Labels with equal decimals: plain, or with one exponent for the whole axis
/// when numbers are from 10^5 on or all below 10^-3 and that is the shorter text.
pub(super) fn number_labels(values: &[f64], step: f64) -> Vec<String> {
    let largest = largest(values);
    let decimals = decimals(step);
    let plain = |x: f64| with_minus(format!("{x:.decimals$}"));
    if (1e-3..1e5).contains(&largest) || largest == 0.0 {
        return values.iter().map(|&x| plain(x)).collect();
    }
    let exponent = exponent_of(largest);
    let digits = usize::try_from(exponent - exponent_of(step)).unwrap_or(0);
    let scientific = |x: f64| {
        if x == 0.0 {
            return "0".to_owned();
        }
        let mantissa = mantissa(x, exponent);
        with_minus(format!("{mantissa:.digits$}e{exponent}"))
    };
    let scientific: Vec<String> = values.iter().map(|&x| scientific(x)).collect();
    let longest = |labels: &[String]| labels.iter().map(|l| l.chars().count()).max();
    // Plain text of 1e300 would be 300 characters: no need to try.
    if largest < 1e12 && decimals < 12 {
        let plain: Vec<String> = values.iter().map(|&x| plain(x)).collect();
        if longest(&plain) <= longest(&scientific) {
            return plain;
        }
    }
    scientific
}

/// Labels of whole numbers: plain below 10,000, then with an SI prefix, as `20k` or `1.5M`;
/// in full with commas when a prefix would need more than two decimals.
pub(super) fn integer_labels(values: &[f64], step: f64) -> Vec<String> {
    const PREFIXES: [(f64, &str); 6] = [
        (1e18, "E"),
        (1e15, "P"),
        (1e12, "T"),
        (1e9, "G"),
        (1e6, "M"),
        (1e3, "k"),
    ];
    let largest = largest(values);
    if largest < 1e4 {
        return values.iter().map(|x| with_minus(format!("{x:.0}"))).collect();
    }
    if largest >= 1e21 {
        return number_labels(values, step);
    }
    let (unit, prefix) = PREFIXES
        .into_iter()
        .find(|&(unit, _)| largest >= unit)
        .unwrap_or((1e3, "k"));
    let decimals = decimals(step / unit);
    values
        .iter()
        .map(|&x| {
            if x == 0.0 {
                "0".to_owned()
            } else if decimals <= 2 {
                with_minus(format!("{:.decimals$}{prefix}", x / unit))
            } else {
                let sign = if x < 0.0 { "-" } else { "" };
                with_minus(format!("{sign}{}", grouped(&format!("{:.0}", x.abs()))))
            }
        })
        .collect()
}

/// One round number by itself, for axes whose labels differ in size: `0.01`, `20k` when whole, `1e−6`.
pub(super) fn alone(x: f64, whole: bool) -> String {
    if whole {
        return integer_labels(&[x], x.abs()).pop().unwrap_or_default();
    }
    with_minus(trim_zeros(&format!("{x:.12}")).to_owned())
}

/// As [`alone`], with an exponent.
pub(super) fn scientific(x: f64) -> String {
    if x == 0.0 {
        return "0".to_owned();
    }
    let text = format!("{x:.2e}");
    let (mantissa, exponent) = split_exponent(&text);
    with_minus(format!("{}e{exponent}", trim_zeros(mantissa)))
}

/// Every hyphen of a label is a minus, in front of the number or of its exponent.
pub(super) fn with_minus(text: String) -> String {
    if !text.contains('-') {
        return text;
    }
    let is_zero = text.bytes().all(|byte| matches!(byte, b'-' | b'.' | b'0'));
    if is_zero {
        return text.replace('-', "");
    }
    text.replace('-', &MINUS.to_string())
}

fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |largest, x| x.abs().max(largest))
}

/// Digits after the point that a multiple of `step` needs.
fn decimals(step: f64) -> usize {
    usize::try_from(-exponent_of(step)).unwrap_or(0)
}

/// The decimal exponent, free of the rounding of `log10`; a hair is added so that 0.9999999 counts as 1.
fn exponent_of(x: f64) -> i32 {
    split_exponent(&format!("{:.9e}", x.abs())).1
}

/// `x / 10^exponent` without overflow or underflow of the divisor.
fn mantissa(x: f64, exponent: i32) -> f64 {
    let text = format!("{x:e}");
    let (mantissa, own) = split_exponent(&text);
    format!("{mantissa}e{}", own - exponent).parse().unwrap_or(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_steps(lo: f64, hi: f64, least: f64) -> Vec<f64> {
        steps(Extent::new(lo, hi), least, f64::MIN_POSITIVE).take(5).collect()
    }

    #[test]
    fn steps_go_up_by_one_two_and_five() {
        assert_eq!(first_steps(0.0, 1.0, 0.15), [0.2, 0.5, 1.0, 2.0, 5.0]);
        assert_eq!(first_steps(0.0, 100.0, 0.1), [10.0, 20.0, 50.0, 100.0, 200.0]);
    }

    #[test]
    fn large_and_small_numbers_share_one_exponent() {
        assert_eq!(
            number_labels(&[0.0, 5e5, 1e6, 1.5e6], 5e5),
            ["0", "0.5e6", "1.0e6", "1.5e6"]
        );
        assert_eq!(number_labels(&[-2e-5, 0.0, 2e-5], 2e-5), ["−2e−5", "0", "2e−5"]);
    }

    #[test]
    fn a_small_difference_of_large_numbers_is_written_in_full() {
        assert_eq!(number_labels(&[100_000.2, 100_000.4], 0.2), ["100000.2", "100000.4"]);
        assert_eq!(
            integer_labels(&[1_000_002.0, 1_000_004.0], 2.0),
            ["1,000,002", "1,000,004"]
        );
    }

    #[test]
    fn extreme_numbers_keep_a_short_label() {
        assert_eq!(number_labels(&[1e300, 2e300], 1e300), ["1e300", "2e300"]);
        assert_eq!(number_labels(&[1e-310], 1e-310), ["1e−310"]);
    }

    #[test]
    fn no_label_is_a_negative_zero() {
        assert_eq!(number_labels(&[-0.0, 1.0], 1.0), ["0", "1"]);
        assert_eq!(with_minus("-0.00".to_owned()), "0.00");
    }
}
