//! What was logged under one name, as rows of typed cells, and what the model
//! makes of them.

use super::answer::written;
pub use super::cell::Cell;
use super::cell::is_numeric;
pub use super::cell::kind_of;
use crate::model::{Cells, MetricKind, MetricSeries, MetricSummary, MetricTable, TableColumn, Timestamp};
use crate::source::json::{Object, Place, Value, wrong};
use crate::source::{SourceError, scalar};
use std::sync::Arc;

/// What was logged at once: a value, or a row of a table.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Row {
    /// When, in milliseconds since 1970 UTC.
    pub time: Option<f64>,
    /// The step, where one was given.
    pub step: Option<i64>,
    /// One cell a column; those at the end may be lacking.
    pub cells: Vec<Cell>,
}

/// What was logged under one name, or a part of it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Logged {
    /// The word of the SDK for the way it was logged, such as `azureml.v1.table`.
    pub way: String,
    /// Names and types of the columns; the types in small letters.
    pub columns: Vec<(String, String)>,
    /// In logged order.
    pub rows: Vec<Row>,
}

impl Logged {
    /// Reads the `value` and the `columns` of a metric.
    #[inline(never)]
    pub fn of(object: &Object<'_>) -> Result<Self, SourceError> {
        let columns = columns(object);
        let list = object.list("value");
        object.check()?;
        let mut logged = Self {
            way: way(object),
            columns,
            rows: Vec::new(),
        };
        let list_place = Place::Field(object.place, "value");
        for (index, value) in list.enumerate() {
            logged.add(value, &Place::Item(&list_place, index), object.url)?;
        }
        Ok(logged)
    }

    /// Adds a row. There may be many: their names are gone through once.
    fn add(&mut self, value: Value<'_>, place: &Place<'_>, url: &str) -> Result<(), SourceError> {
        if value.first() != b'{' {
            return Err(SourceError::malformed(url, place, wrong(value, "a logged value")));
        }
        let mut row = Row {
            cells: vec![Cell::Missing; self.columns.len()],
            ..Row::default()
        };
        for (name, value) in value.entries() {
            match &*name {
                "step" => row.step = scalar::step(value).ok(),
                "createdUtc" => row.time = time(value),
                "data" => {
                    for (column, value) in value.entries() {
                        let at = self.column(&column);
                        row.set(at, Cell::of(value, &self.columns[at].1));
                    }
                }
                _ => {}
            }
        }
        self.rows.push(row);
        Ok(())
    }

    /// The place of a column; one that was not announced is added.
    pub fn column(&mut self, name: &str) -> usize {
        self.columns
            .iter()
            .position(|known| known.0 == name)
            .unwrap_or_else(|| {
                self.columns.push((name.to_owned(), String::new()));
                self.columns.len() - 1
            })
    }

    /// Adds the rows of a later page behind these.
    pub fn append(&mut self, page: Self) {
        let places: Vec<usize> = page.columns.iter().map(|(name, _)| self.column(name)).collect();
        let is_same = places.iter().enumerate().all(|(at, place)| at == *place);
        for row in page.rows {
            if is_same {
                self.rows.push(row);
                continue;
            }
            let mut moved = Row {
                cells: Vec::new(),
                ..row
            };
            for (place, cell) in places.iter().zip(row.cells) {
                moved.set(*place, cell);
            }
            self.rows.push(moved);
        }
    }

    /// How it is to be read, now that its values are known: a series that
    /// holds a text is one of texts, or they would be lost.
    pub fn kind(&self) -> MetricKind {
        let kind = kind_of(&self.way, self.columns.iter().map(|(_, kind)| kind.as_str()));
        let has_text = || self.cells(0).any(|cell| matches!(cell, Cell::Text(_)));
        match kind {
            MetricKind::Series if has_text() => MetricKind::Text,
            // What says nothing of its type is what it holds.
            MetricKind::Text if self.is_untyped() && !self.rows.is_empty() && !has_text() => MetricKind::Series,
            kind => kind,
        }
    }

    fn is_untyped(&self) -> bool {
        self.columns.iter().all(|(_, kind)| kind.is_empty())
            && self.cells(0).all(|cell| matches!(cell, Cell::Number(_)))
    }

    fn cells(&self, column: usize) -> impl Iterator<Item = &Cell> {
        self.rows
            .iter()
            .map(move |row| row.cells.get(column).unwrap_or(&Cell::Missing))
    }

    /// The numbers over steps: those that were given, or, where one was not,
    /// counted on from `before`. What is no number is a gap.
    pub fn series(&self, before: u64) -> MetricSeries {
        let steps: Option<Vec<i64>> = self.rows.iter().map(|row| row.step).collect();
        let from = i64::try_from(before).unwrap_or(i64::MAX);
        let count = i64::try_from(self.rows.len()).unwrap_or(i64::MAX);
        let has_times = self.rows.iter().any(|row| row.time.is_some());
        let time = |row: &Row| row.time.unwrap_or(f64::NAN);
        let value = |cell: &Cell| match cell {
            Cell::Number(number) => *number,
            Cell::Truth(truth) => f64::from(u8::from(*truth)),
            Cell::Missing | Cell::Text(_) => f64::NAN,
        };
        MetricSeries {
            steps: steps.unwrap_or_else(|| (from..from.saturating_add(count)).collect()),
            times: has_times.then(|| self.rows.iter().map(time).collect()),
            values: self.cells(0).map(value).collect(),
        }
    }

    /// The columns of a table; each of the type that was announced, or of
    /// texts where a cell is of another.
    pub fn table(&self) -> MetricTable {
        let column = |(at, (name, kind)): (usize, &(String, String))| TableColumn {
            name: name.clone(),
            cells: self.typed(at, kind),
        };
        MetricTable {
            columns: self.columns.iter().enumerate().map(column).collect(),
        }
    }

    fn typed(&self, at: usize, kind: &str) -> Cells {
        let all = |is: fn(&Cell) -> bool| self.cells(at).all(|cell| *cell == Cell::Missing || is(cell));
        let has_any = self.cells(at).any(|cell| *cell != Cell::Missing);
        let numbers = |cell: &Cell| matches!(cell, Cell::Number(_));
        let truths = |cell: &Cell| matches!(cell, Cell::Truth(_));
        // An empty column is of its announced type, so that parts fit together.
        if (has_any && all(numbers)) || (!has_any && is_numeric(kind)) {
            let number = |cell: &Cell| match cell {
                Cell::Number(number) => Some(*number),
                _ => None,
            };
            return Cells::Numbers(self.cells(at).map(number).collect());
        }
        if has_any && all(truths) {
            let truth = |cell: &Cell| match cell {
                Cell::Truth(truth) => Some(*truth),
                _ => None,
            };
            return Cells::Booleans(self.cells(at).map(truth).collect());
        }
        let text = |cell: &Cell| match cell {
            Cell::Missing => None,
            cell => Some(Arc::from(cell.text())),
        };
        Cells::Texts(self.cells(at).map(text).collect())
    }

    /// The texts, a line each.
    pub fn text(&self) -> String {
        self.cells(0).map(Cell::text).collect::<Vec<_>>().join("\n")
    }

    /// Where artifacts are said to be, each with its step or its place.
    pub fn locations(&self) -> Vec<(i64, &str)> {
        let rows = self.rows.iter().enumerate();
        let located = rows.filter_map(|(at, row)| match row.cells.first()? {
            Cell::Text(text) => Some((row.step.unwrap_or(at as i64), &**text)),
            _ => None,
        });
        located.collect()
    }

    /// What is known of it without its columns, when these are all of its rows.
    pub fn summary(&self) -> MetricSummary {
        let kind = self.kind();
        let count = Some(self.rows.len() as u64);
        match kind {
            MetricKind::Series => {
                let series = self.series(0);
                MetricSummary::of_series(&series.steps, &series.values)
            }
            MetricKind::Text => MetricSummary {
                count,
                text: Some(self.text()),
                ..MetricSummary::new(kind)
            },
            _ => MetricSummary {
                count,
                last_step: self.rows.last().and_then(|row| row.step),
                ..MetricSummary::new(kind)
            },
        }
    }
}

impl Row {
    /// Fills a cell.
    pub fn set(&mut self, at: usize, cell: Cell) {
        if self.cells.len() <= at {
            self.cells.resize(at + 1, Cell::Missing);
        }
        self.cells[at] = cell;
    }
}

/// The word for the way it was logged; empty when it says none.
pub fn way(object: &Object<'_>) -> String {
    let way = object
        .data("properties")
        .find(|(name, value)| name == "uxMetricType" && !value.is_null());
    way.map(|(_, value)| written(value)).unwrap_or_default()
}

/// The columns that are announced.
pub fn columns(object: &Object<'_>) -> Vec<(String, String)> {
    let columns = object.data("columns");
    columns
        .map(|(name, kind)| (name.into_owned(), written(kind).to_ascii_lowercase()))
        .collect()
}

/// An instant in milliseconds, without the digits behind them.
pub fn time(value: Value<'_>) -> Option<f64> {
    Timestamp::parse(&value.letters()?).map(|time| time.0 as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::json::document;

    fn logged(text: &str) -> Logged {
        let document = document(text.as_bytes(), "u").expect("JSON");
        let object = Object::of(document.value(), &Place::Document, "u", "").expect("an object");
        Logged::of(&object).expect("a metric")
    }

    fn column(kind: &str, values: &str) -> Logged {
        let rows: Vec<String> = values
            .split_whitespace()
            .map(|value| format!(r#"{{"data":{{"m":{value}}}}}"#))
            .collect();
        logged(&format!(
            r#"{{"columns":{{"m":"{kind}"}},"value":[{}]}}"#,
            rows.join(",")
        ))
    }

    #[test]
    fn an_int_that_became_a_float_is_one_series_with_gaps_where_nothing_is() {
        let series = column("double", r#"1 2.5 "NaN" "-Infinity" null"#).series(10);
        assert_eq!(&series.values[..2], [1.0, 2.5]);
        assert!(series.values[2].is_nan() && series.values[4].is_nan());
        assert_eq!(series.values[3], f64::NEG_INFINITY);
        assert_eq!((series.steps, series.times), (vec![10, 11, 12, 13, 14], None));
    }

    #[test]
    fn values_say_more_of_their_kind_than_their_type() {
        for (kind, values, expected) in [
            ("int", "1 2", MetricKind::Series),
            ("Double", "1", MetricKind::Series),
            ("double", r#"1 "np.int64(3)""#, MetricKind::Text),
            ("string", r#""a""#, MetricKind::Text),
            ("string", "3", MetricKind::Text),
            ("bool", "true false", MetricKind::Text),
            ("none", "null", MetricKind::Text),
            ("", "1 2", MetricKind::Series),
            ("artifact", r#""aml://x""#, MetricKind::Other("artifact".into())),
        ] {
            assert_eq!(column(kind, values).kind(), expected, "{kind} {values}");
        }
        assert_eq!(column("bool", "true null").text(), "true\nNone");
        assert_eq!(column("double", r#"1.5 "x""#).summary().text.as_deref(), Some("1.5\nx"));
    }

    #[test]
    fn a_row_that_lacks_a_column_has_a_gap_and_one_with_more_adds_it() {
        let table = logged(
            r#"{"columns":{"a":"int","b":"string"},"properties":{"uxMetricType":"azureml.v1.table"},
            "value":[{"data":{"a":1}},{"data":{"b":"x","c":true}},{"data":{"a":"Infinity","b":7}},{"data":{}}]}"#,
        )
        .table();
        let texts = |cells: &[Option<&str>]| Cells::Texts(cells.iter().map(|cell| cell.map(Arc::from)).collect());
        let cells: Vec<&Cells> = table.columns.iter().map(|column| &column.cells).collect();
        assert_eq!(
            *cells[0],
            Cells::Numbers(vec![Some(1.0), None, Some(f64::INFINITY), None])
        );
        assert_eq!(*cells[1], texts(&[None, Some("x"), Some("7"), None]));
        assert_eq!(*cells[2], Cells::Booleans(vec![None, Some(true), None, None]));
    }

    #[test]
    fn steps_count_only_when_every_value_has_one() {
        let of = |steps: &str| {
            logged(&format!(r#"{{"columns":{{"m":"int"}},"value":[{steps}]}}"#))
                .series(0)
                .steps
        };
        let (with, without) = (r#"{"step":10,"data":{"m":1}}"#, r#"{"data":{"m":1}}"#);
        assert_eq!(of(&format!("{with},{with}")), [10, 10]);
        assert_eq!(of(&format!("{with},{without}")), [0, 1]);
    }
}
