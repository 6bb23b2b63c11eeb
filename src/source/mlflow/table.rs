//! Tables of `log_table`: the columns by name, the rows as lists.

use crate::model::{Cells, Metric, MetricTable, TableColumn};
use crate::source::json::{self, Object, Place, Read, Value, wrong};
use crate::source::{MetricPart, SourceError, scalar};
use std::sync::Arc;

/// The table in `body`, which came from `url`.
#[inline(never)]
pub fn part(body: &[u8], url: &str) -> Result<MetricPart, SourceError> {
    let document = json::document(body, url)?;
    let object = Object::of(
        document.value(),
        &Place::Document,
        url,
        "an object with columns and data",
    )?;
    object.adopt(object.required("columns"));
    object.adopt(object.required("data"));
    let (names, rows) = (object.list("columns"), object.list("data"));
    object.check()?;
    let mut columns: Vec<(Value<'_>, Vec<Value<'_>>)> = names.map(|name| (name, Vec::new())).collect();
    let rows_place = Place::Field(&Place::Document, "data");
    for (index, row) in rows.enumerate() {
        let place = Place::Item(&rows_place, index);
        let malformed = |reason| SourceError::malformed(url, place, reason);
        let length = row.children().count();
        if row.first() != b'[' {
            return Err(malformed(wrong(row, "a list")));
        }
        if length != columns.len() {
            let reason = format!("{length} cells, where \"columns\" has {}", columns.len());
            return Err(malformed(reason));
        }
        for ((_, column), cell) in columns.iter_mut().zip(row.children()) {
            column.push(cell);
        }
    }
    let mut table = MetricTable::default();
    for (name, cells) in columns {
        let cells = column(&cells).map_err(|reason| SourceError::malformed(url, rows_place, reason))?;
        // The name of a column may be a number.
        table.columns.push(TableColumn {
            name: written(name),
            cells,
        });
    }
    Ok(MetricPart {
        total: Some(table.row_count() as u64),
        metric: Metric::Table(Arc::new(table)),
        next: None,
        sampled: false,
    })
}

/// Numbers or truth values where every cell is one or empty, else texts. The
/// client writes null for what is missing and for what is not finite.
fn column(cells: &[Value<'_>]) -> Result<Cells, String> {
    let all = |is: fn(Value<'_>) -> bool| cells.iter().all(|cell| cell.is_null() || is(*cell));
    Ok(if all(|cell| cell.is_number()) {
        Cells::Numbers(read(cells, scalar::float)?)
    } else if all(|cell| scalar::truth(cell).is_ok()) {
        Cells::Booleans(read(cells, scalar::truth)?)
    } else {
        Cells::Texts(read(cells, |cell| Ok(Arc::from(written(cell))))?)
    })
}

fn read<T>(cells: &[Value<'_>], read: Read<T>) -> Result<Vec<Option<T>>, String> {
    let mut out = Vec::with_capacity(cells.len());
    for cell in cells {
        out.push(if cell.is_null() { None } else { Some(read(*cell)?) });
    }
    Ok(out)
}

/// What is no text stands as it was written.
fn written(value: Value<'_>) -> String {
    value.letters().map_or_else(|| value.text().to_owned(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(body: &str) -> Result<MetricTable, SourceError> {
        match part(body.as_bytes(), "u")?.metric {
            Metric::Table(table) => Ok(MetricTable::clone(&table)),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_column_is_of_the_type_that_all_its_cells_have() {
        let body =
            r#"{"columns":["n","ok","t",3],"data":[[1,true,"a",null],[null,null,2,null],[0.5,false,{"x":1},null]]}"#;
        let table = table(body).expect("table");
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["n", "ok", "t", "3"]);
        let expected = [
            Cells::Numbers(vec![Some(1.0), None, Some(0.5)]),
            Cells::Booleans(vec![Some(true), None, Some(false)]),
            Cells::Texts(vec![Some("a".into()), Some("2".into()), Some(r#"{"x":1}"#.into())]),
            Cells::Numbers(vec![None, None, None]),
        ];
        for (column, expected) in table.columns.iter().zip(expected) {
            assert_eq!(column.cells, expected, "{}", column.name);
        }
    }

    #[test]
    fn a_row_of_another_length_is_named() {
        let error = table(r#"{"columns":["a"],"data":[[1],[1,2]]}"#).expect_err("two cells");
        assert_eq!(
            error,
            SourceError::malformed("u", "data[1]", "2 cells, where \"columns\" has 1")
        );
        assert!(table(r#"{"labels":[]}"#).is_err());
        assert_eq!(table(r#"{"columns":[],"data":[]}"#), Ok(MetricTable::default()));
    }
}
