//! Tables to text: RFC 4180, for spreadsheets and for programs.

/// One cell of a record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CsvCell<'a> {
    /// Nothing.
    Empty,
    /// A text; one that a spreadsheet would take for a formula gets a `'` in front.
    Text(&'a str),
    /// A number with every digit it needs; `NaN`, `Infinity` and `-Infinity` as words.
    Number(f64),
    /// A whole number.
    Whole(i64),
}

/// Writes a record and its line break behind what is in `out`.
pub fn write_record<'a>(out: &mut String, cells: impl IntoIterator<Item = CsvCell<'a>>) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        match cell {
            CsvCell::Empty => {}
            CsvCell::Text(text) => write_text(out, text),
            CsvCell::Number(number) => out.push_str(&exact(number)),
            CsvCell::Whole(whole) => out.push_str(&whole.to_string()),
        }
    }
    out.push_str("\r\n");
}

/// A number with as many digits as tell it from every other one: `0.1`, `3`,
/// `1e-7`; `NaN`, `Infinity` and `-Infinity` where it is not finite.
pub fn exact(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    // Unlike the shortest form of `{}` it has an exponent where that is shorter.
    let text = format!("{number:?}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

fn write_text(out: &mut String, text: &str) {
    // What begins like this is run by spreadsheets (OWASP, "CSV Injection").
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let needs_quotes = text.contains([',', '"', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ');
    if needs_quotes {
        out.push('"');
    }
    if is_formula {
        out.push('\'');
    }
    if needs_quotes {
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(cells: &[CsvCell]) -> String {
        let mut out = String::new();
        write_record(&mut out, cells.iter().copied());
        out
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let cells = [
            CsvCell::Text("a,b"),
            CsvCell::Text("say \"x\""),
            CsvCell::Text("plain"),
            CsvCell::Empty,
            CsvCell::Whole(i64::MAX),
        ];
        assert_eq!(
            record(&cells),
            "\"a,b\",\"say \"\"x\"\"\",plain,,9223372036854775807\r\n"
        );
    }

    #[test]
    fn a_text_is_never_a_formula_and_a_negative_number_stays_one() {
        for formula in ["=1+1", "+1", "-1", "@a", "\tx"] {
            assert_eq!(record(&[CsvCell::Text(formula)]), format!("'{formula}\r\n"));
        }
        assert_eq!(record(&[CsvCell::Text("=a,b")]), "\"'=a,b\"\r\n");
        assert_eq!(record(&[CsvCell::Number(-1.5)]), "-1.5\r\n");
    }

    #[test]
    fn numbers_keep_every_digit() {
        for number in [
            0.1,
            1.0 / 3.0,
            1e-7,
            5e-324,
            f64::MAX,
            -0.0,
            123_456_789.0,
            2f64.powi(60),
        ] {
            let back: f64 = exact(number).parse().expect("it is a number");
            assert_eq!(back.to_bits(), number.to_bits(), "{}", exact(number));
        }
        assert_eq!((exact(3.0), exact(1e300)), ("3".to_owned(), "1e300".to_owned()));
        let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY].map(exact);
        assert_eq!(odd, ["NaN", "Infinity", "-Infinity"]);
    }
}
