//! Tables of `log_table`: the columns by name, the rows as lists.

use super::wire::TableWire;
use crate::model::{Cells, Metric, MetricTable, TableColumn};
use crate::source::{MetricPart, SourceError, json};
use serde_json::Value;
use std::sync::Arc;

/// The table in `body`, which came from `url`.
pub fn part(body: &[u8], url: &str) -> Result<MetricPart, SourceError> {
    let wire: TableWire = json::document(body, url)?;
    let width = wire.columns.len();
    if let Some((index, row)) = wire.data.iter().enumerate().find(|(_, row)| row.len() != width) {
        let reason = format!("{} cells, where \"columns\" has {width}", row.len());
        return Err(SourceError::malformed(url, format!("data[{index}]"), reason));
    }
    let mut cells: Vec<Vec<Value>> = wire
        .columns
        .iter()
        .map(|_| Vec::with_capacity(wire.data.len()))
        .collect();
    for row in wire.data {
        for (column, cell) in cells.iter_mut().zip(row) {
            column.push(cell);
        }
    }
    // The name of a column may be a number.
    let names = wire
        .columns
        .iter()
        .map(|name| serde_json::from_str(name.get()).unwrap_or_else(|_| name.get().to_owned()));
    let columns = names.zip(cells).map(|(name, cells)| TableColumn {
        name,
        cells: column(cells),
    });
    let table = MetricTable {
        columns: columns.collect(),
    };
    Ok(MetricPart {
        total: Some(table.row_count() as u64),
        metric: Metric::Table(Arc::new(table)),
        next: None,
        sampled: false,
    })
}

/// Numbers or truth values where every cell is one or empty, else texts. The
/// client writes null for what is missing and for what is not finite.
fn column(cells: Vec<Value>) -> Cells {
    let all = |is: fn(&Value) -> bool| cells.iter().all(|cell| cell.is_null() || is(cell));
    if all(Value::is_number) {
        return Cells::Numbers(cells.iter().map(Value::as_f64).collect());
    }
    if all(Value::is_boolean) {
        return Cells::Booleans(cells.iter().map(Value::as_bool).collect());
    }
    let texts = cells.into_iter().map(|cell| match cell {
        Value::Null => None,
        Value::String(text) => Some(Arc::from(text)),
        other => Some(Arc::from(other.to_string())),
    });
    Cells::Texts(texts.collect())
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
