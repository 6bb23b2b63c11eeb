//! How the numbers of a column are written, where somebody chose it.

/// The most digits: an f64 has no more to tell.
const MOST_DIGITS: u8 = 17;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFormat {
    /// That many significant digits.
    Significant(u8),
    /// That many digits behind the point.
    Fixed(u8),
    /// A power of ten, with that many digits behind the point.
    Scientific(u8),
    /// Hundredths, with that many digits behind the point: 0.25 is `25%`.
    Percent(u8),
}

impl NumberFormat {
    /// Those in the menu, with what it says.
    pub const OFFERED: [(Self, &'static str); 13] = [
        (Self::Significant(2), "2 digits"),
        (Self::Significant(3), "3 digits"),
        (Self::Significant(4), "4 digits"),
        (Self::Significant(8), "8 digits"),
        (Self::Fixed(0), "0"),
        (Self::Fixed(1), "0.0"),
        (Self::Fixed(2), "0.00"),
        (Self::Fixed(3), "0.000"),
        (Self::Fixed(4), "0.0000"),
        (Self::Scientific(2), "0.00e0"),
        (Self::Percent(0), "0%"),
        (Self::Percent(1), "0.0%"),
        (Self::Percent(2), "0.00%"),
    ];

    /// As it is written in a link: `g3`, `f2`, `e2`, `p1`.
    pub fn code(self) -> String {
        let (letter, digits) = match self {
            Self::Significant(digits) => ('g', digits),
            Self::Fixed(digits) => ('f', digits),
            Self::Scientific(digits) => ('e', digits),
            Self::Percent(digits) => ('p', digits),
        };
        format!("{letter}{digits}")
    }

    /// The format of that code; `None` when it is not one.
    pub fn parse(code: &str) -> Option<Self> {
        let mut letters = code.chars();
        let letter = letters.next()?;
        let digits = letters.as_str();
        let is_short = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let digits: u8 = digits
            .parse()
            .ok()
            .filter(|digits| is_short && *digits <= MOST_DIGITS)?;
        match letter {
            'g' if digits > 0 => Some(Self::Significant(digits)),
            'f' => Some(Self::Fixed(digits)),
            'e' => Some(Self::Scientific(digits)),
            'p' => Some(Self::Percent(digits)),
            _ => None,
        }
    }

    /// A finite number as text, in plain ASCII with a point; `None` for another.
    pub fn text(self, number: f64) -> Option<String> {
        if !number.is_finite() {
            return None;
        }
        let text = match self {
            Self::Significant(digits) => significant(number, usize::from(digits)),
            // So large a number has no digits behind the point that mean anything.
            Self::Fixed(digits) if number.abs() >= 1e21 => format!("{number:.*e}", usize::from(digits)),
            Self::Fixed(digits) => format!("{number:.*}", usize::from(digits)),
            Self::Scientific(digits) => format!("{number:.*e}", usize::from(digits)),
            // Where a per cent says nothing, and could be too large for a number.
            Self::Percent(digits) if number.abs() >= 1e19 => format!("{number:.*e}", usize::from(digits)),
            Self::Percent(digits) => format!("{:.*}%", usize::from(digits), number * 100.0),
        };
        // A rounded zero has no sign.
        let is_zero = !text.contains(|c: char| ('1'..='9').contains(&c));
        Some(match text.strip_prefix('-') {
            Some(rest) if is_zero => rest.to_owned(),
            _ => text,
        })
    }
}

/// Plain from 0.0001 to a million, and as long as the digits reach the point.
pub(super) fn significant(number: f64, digits: usize) -> String {
    let scientific = format!("{number:.*e}", digits - 1);
    let exponent = scientific
        .split_once('e')
        .and_then(|(_, exponent)| exponent.parse::<i32>().ok());
    let places = exponent.map(|exponent| digits as i32 - 1 - exponent);
    match (exponent, places) {
        (Some(exponent), Some(places)) if exponent >= -4 && (exponent < 6 || places >= 0) => {
            format!("{number:.*}", usize::try_from(places).unwrap_or(0))
        }
        _ => scientific,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_survives_its_code() {
        for (format, _) in NumberFormat::OFFERED {
            assert_eq!(NumberFormat::parse(&format.code()), Some(format));
        }
        for code in ["", "g", "g0", "f18", "f999", "x2", "f-1", "f+1", "é2"] {
            assert_eq!(NumberFormat::parse(code), None, "{code}");
        }
    }

    #[test]
    fn a_number_is_written_as_its_format_says() {
        for (code, number, text) in [
            ("g3", 0.123_456, "0.123"),
            ("g3", 99.96, "100"),
            ("g3", 1234.5, "1234"),
            ("g3", 0.000_012_34, "1.23e-5"),
            ("g3", 1_234_567.0, "1.23e6"),
            ("g8", 1_234_567.0, "1234567.0"),
            ("g2", 0.0, "0.0"),
            ("f2", -0.001, "0.00"),
            ("f2", -1.005, "-1.00"),
            ("f0", 2.5, "2"),
            ("f2", 1e300, "1.00e300"),
            ("e2", -12_345.0, "-1.23e4"),
            ("p1", 0.977_78, "97.8%"),
            ("p0", -0.001, "0%"),
            ("p1", f64::MAX, "1.8e308"),
        ] {
            let format = NumberFormat::parse(code).expect("a good format");
            assert_eq!(format.text(number).as_deref(), Some(text), "{code} {number}");
        }
        assert_eq!(NumberFormat::Fixed(2).text(f64::NAN), None);
    }
}
