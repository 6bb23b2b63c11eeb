//! Tables in text: RFC 4180, and what programs really write.

use std::borrow::Cow;

/// The marks that part cells, the most usual first.
const MARKS: [char; 4] = [',', '\t', ';', '|'];
/// Records that are looked at to find the mark.
const LOOKED_AT: usize = 20;

/// The records of a text, each as its cells. A quoted cell may hold marks,
/// line breaks and doubled quotes; an empty line is no record. What breaks the
/// rules is read as it stands: a quote within a bare cell, text behind a
/// quoted one, a quote that is never closed.
#[derive(Clone, Debug)]
pub struct Records<'a> {
    rest: &'a str,
    mark: char,
}

impl<'a> Records<'a> {
    /// The records of `text`, whose cells are parted by `mark`.
    pub fn new(text: &'a str, mark: char) -> Self {
        Self {
            rest: text.strip_prefix('\u{feff}').unwrap_or(text),
            mark,
        }
    }

    /// What has not been read yet.
    pub fn rest(&self) -> &'a str {
        self.rest
    }

    /// Takes a cell off the front; `true` when another one follows it.
    fn cell(&mut self) -> (Cow<'a, str>, bool) {
        let mut cell = Cow::Borrowed("");
        if let Some(quoted) = self.rest.strip_prefix('"') {
            self.rest = quoted;
            loop {
                let Some((part, rest)) = self.rest.split_once('"') else {
                    cell += std::mem::take(&mut self.rest);
                    break;
                };
                cell += part;
                self.rest = rest;
                match rest.strip_prefix('"') {
                    Some(rest) => {
                        cell += "\"";
                        self.rest = rest;
                    }
                    None => break,
                }
            }
        }
        let mark = self.mark;
        let end = self.rest.find([mark, '\n', '\r']);
        let (bare, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        cell += bare;
        match rest.strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest;
                (cell, true)
            }
            None => {
                self.rest = rest.strip_prefix("\r\n").or(rest.get(1..)).unwrap_or_default();
                (cell, false)
            }
        }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Vec<Cow<'a, str>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rest = self.rest.trim_start_matches(['\n', '\r']);
        if self.rest.is_empty() {
            return None;
        }
        let mut record = Vec::new();
        loop {
            let (cell, goes_on) = self.cell();
            record.push(cell);
            if !goes_on {
                return Some(record);
            }
        }
    }
}

/// The mark that parts the cells of `text`: the one of which the most records
/// have the same number of cells as the first, then the one of more cells.
pub fn mark_of(text: &str) -> char {
    let mut best = (',', (0, 0));
    for mark in MARKS {
        let mut widths = Records::new(text, mark).take(LOOKED_AT).map(|record| record.len());
        let Some(first) = widths.next().filter(|width| *width > 1) else {
            continue;
        };
        let fit = (1 + widths.filter(|width| *width == first).count(), first);
        if fit > best.1 {
            best = (mark, fit);
        }
    }
    best.0
}

/// The first rows of a table in text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextTable {
    /// The names of the columns, as many as the widest row has cells.
    pub names: Vec<String>,
    /// Whether the cells of a column are numbers or empty, column by column.
    pub is_number: Vec<bool>,
    /// The rows; a short one lacks its last cells.
    pub rows: Vec<Vec<String>>,
    /// How many rows the text has in all.
    pub total: usize,
}

impl TextTable {
    /// The first `most` rows of `text`. The first record names the columns,
    /// unless it holds numbers; then they are counted from 1. When the text
    /// `is_cut`, its last record is left out, for it may be half a one.
    pub fn read(text: &str, mark: char, most: usize, is_cut: bool) -> Self {
        let mut table = Self::default();
        let mut records = Records::new(text, mark);
        let mut first = true;
        while let Some(record) = records.next() {
            if is_cut && records.rest().is_empty() {
                break;
            }
            let is_head = first && !record.iter().any(|cell| is_number(cell));
            first = false;
            if is_head {
                table.names = record.into_iter().map(Cow::into_owned).collect();
                continue;
            }
            table.total += 1;
            if table.rows.len() < most {
                table.rows.push(record.into_iter().map(Cow::into_owned).collect());
            }
        }
        let widest = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        for column in table.names.len()..widest {
            table.names.push((column + 1).to_string());
        }
        table.is_number = (0..table.names.len())
            .map(|column| {
                let mut cells = table
                    .rows
                    .iter()
                    .filter_map(|row| row.get(column))
                    .filter(|cell| !cell.is_empty());
                cells.clone().next().is_some() && cells.all(|cell| is_number(cell))
            })
            .collect();
        table
    }
}

fn is_number(cell: &str) -> bool {
    cell.trim().parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &str, mark: char) -> Vec<Vec<String>> {
        Records::new(text, mark)
            .map(|record| record.into_iter().map(Cow::into_owned).collect())
            .collect()
    }

    #[test]
    fn quotes_hold_marks_breaks_and_quotes() {
        assert_eq!(
            records("a,\"b,c\"\r\n\"d\"\"e\",\"f\r\ng\"\r\n", ','),
            [["a", "b,c"], ["d\"e", "f\r\ng"]]
        );
    }

    #[test]
    fn what_breaks_the_rules_stands_as_it_is() {
        for (text, cells) in [
            ("a\"b,c", vec!["a\"b", "c"]),
            ("\"a\"b,c", vec!["ab", "c"]),
            ("\"a,b", vec!["a,b"]),
            ("\"\",", vec!["", ""]),
            ("\u{feff}\"é\",", vec!["é", ""]),
        ] {
            assert_eq!(records(text, ','), [cells], "{text}");
        }
        assert_eq!(
            records("\n\r\n a\rb\n\n", ','),
            [[" a"], ["b"]],
            "old line breaks, empty lines"
        );
        assert!(records("", ',').is_empty());
    }

    #[test]
    fn the_mark_is_found_by_the_rows_that_agree() {
        for (text, mark) in [
            ("a,b\n1,2", ','),
            ("a\tb\n1,5\t2,5", '\t'),
            ("a;b\n1,5;2,5\n1;2", ';'),
            ("a|b, c|d\n1|2|3", '|'),
            ("\"a;b\",c\n\"d;e\",f", ','),
            ("one\ntwo", ','),
            ("", ','),
        ] {
            assert_eq!(mark_of(text), mark, "{text}");
        }
    }

    #[test]
    fn a_table_knows_its_names_and_its_numbers() {
        let table = TextTable::read("name,x,y\na,1,\nb,-2.5e3,NaN\nc,,x\nd", ',', 3, false);
        assert_eq!(table.names, ["name", "x", "y"]);
        assert_eq!(table.is_number, [false, true, false]);
        assert_eq!((table.rows.len(), table.total), (3, 4));
    }

    #[test]
    fn numbers_name_no_column_and_a_wide_row_makes_more() {
        let table = TextTable::read("1,2\n3,4,5", ',', 9, false);
        assert_eq!(table.names, ["1", "2", "3"]);
        assert_eq!((table.rows.len(), table.total), (2, 2));
        assert_eq!(TextTable::read("a\n1,2", ',', 9, false).names, ["a", "2"]);
    }

    #[test]
    fn half_a_record_at_the_cut_is_left_out() {
        assert_eq!(TextTable::read("a,b\n1,2\n3,", ',', 9, true).total, 1);
        assert_eq!(TextTable::read("a,b\n1,2\n\"3\n4", ',', 9, true).total, 1);
        assert_eq!(TextTable::read("", ',', 9, true), TextTable::default());
    }
}
