//! How far a number is from that of the run that others are compared with.

use super::Direction;
use super::number_format::significant;

/// What a difference means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nearer to what is wanted.
    Better,
    /// Farther from it.
    Worse,
    /// No difference.
    Same,
}

impl Verdict {
    /// The word on the screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Same => "same",
        }
    }
}

/// How far a number is from another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delta {
    /// By how much it is larger.
    pub absolute: f64,
    /// By which part of the other's size; `None` where that is zero.
    pub share: Option<f64>,
    /// What that means.
    pub verdict: Verdict,
}

impl Delta {
    /// How far `value` is from `base`, where `best` says which way is better:
    /// ascending where less is. `None` unless both and the difference are finite.
    pub fn of(value: f64, base: f64, best: Direction) -> Option<Self> {
        let absolute = value - base;
        if !value.is_finite() || !base.is_finite() || !absolute.is_finite() {
            return None;
        }
        let share = absolute / base.abs();
        let verdict = match (absolute, best) {
            (0.0, _) => Verdict::Same,
            (difference, Direction::Ascending) if difference < 0.0 => Verdict::Better,
            (difference, Direction::Descending) if difference > 0.0 => Verdict::Better,
            _ => Verdict::Worse,
        };
        Some(Self {
            absolute,
            share: share.is_finite().then_some(share),
            verdict,
        })
    }
}

impl std::fmt::Display for Delta {
    /// Such as `-0.012 (-34%)`: two or three significant digits, always with a sign.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&signed(self.absolute, 3, ""))?;
        match self.share {
            Some(share) => write!(f, " ({})", signed(share * 100.0, 2, "%")),
            None => Ok(()),
        }
    }
}

/// A number of that many significant digits, fewer where it is small.
fn signed(number: f64, digits: usize, unit: &str) -> String {
    let size = match number.abs() {
        0.0 => return format!("0{unit}"),
        size if (1e-3..1e5).contains(&size) => {
            let text = significant(size, if size < 1e-2 { 2 } else { digits });
            match text.contains('.') {
                true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
                false => text,
            }
        }
        size => format!("{size:.1e}"),
    };
    format!("{}{size}{unit}", if number < 0.0 { '-' } else { '+' })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(value: f64, base: f64, best: Direction) -> Option<String> {
        Delta::of(value, base, best).map(|delta| format!("{delta} {}", delta.verdict.word()))
    }

    #[test]
    fn a_difference_has_a_sign_a_share_and_a_meaning() {
        let less = Direction::Ascending;
        for (value, base, words) in [
            (0.5, 0.75, "-0.25 (-33%) better"),
            (3.0, 2.0, "+1 (+50%) worse"),
            (2.0, 2.0, "0 (0%) same"),
            (1.0, 0.0, "+1 worse"),
            (-1.0, -2.0, "+1 (+50%) worse"),
            (1e-7, 3e-7, "-2.0e-7 (-67%) better"),
            (123_456.0, 1.0, "+1.2e5 (+1.2e7%) worse"),
            (1234.5, 1.0, "+1234 (+1.2e5%) worse"),
        ] {
            assert_eq!(said(value, base, less).as_deref(), Some(words));
        }
        assert_eq!(
            said(0.9, 0.8, Direction::Descending).as_deref(),
            Some("+0.1 (+12%) better")
        );
        assert_eq!(
            said(0.7, 0.8, Direction::Descending).as_deref(),
            Some("-0.1 (-13%) worse")
        );
    }

    #[test]
    fn what_is_not_finite_has_no_difference() {
        for (value, base) in [(f64::NAN, 1.0), (1.0, f64::NAN), (f64::INFINITY, 1.0), (1e308, -1e308)] {
            assert_eq!(Delta::of(value, base, Direction::Ascending), None, "{value} {base}");
        }
    }
}
