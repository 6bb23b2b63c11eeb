//! The columns of a table.

use super::wire::TableColumnWire;
use crate::model::{Cells, MetricTable, TableColumn};
use crate::source::SourceError;
use crate::source::json::{self, Place};
use crate::source::scalar::{Number, Text};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::sync::Arc;

/// The table of these columns, when they are of one length.
pub fn table(columns: Vec<TableColumnWire<'_>>, url: &str) -> Result<MetricTable, SourceError> {
    let columns_place = Place::Field(&Place::Document, "columns");
    let mut read: Vec<TableColumn> = Vec::with_capacity(columns.len());
    for (index, wire) in columns.into_iter().enumerate() {
        let place = Place::Item(&columns_place, index);
        let values_place = Place::Field(&place, "values");
        let cells = cells(&wire, &values_place, url)?.ok_or_else(|| {
            let reason = format!("expected number, text or boolean, found {:?}", wire.cell_type.0);
            SourceError::malformed(url, Place::Field(&place, "type"), reason)
        })?;
        if let Some(first) = read.first().filter(|first| first.cells.len() != cells.len()) {
            let reason = format!(
                "{} cells, where {:?} has {}",
                cells.len(),
                first.name,
                first.cells.len()
            );
            return Err(SourceError::malformed(url, values_place, reason));
        }
        read.push(TableColumn {
            name: wire.name.0,
            cells,
        });
    }
    Ok(MetricTable { columns: read })
}

/// The cells of a column; `None` when its type is not known.
fn cells(wire: &TableColumnWire<'_>, place: &Place<'_>, url: &str) -> Result<Option<Cells>, SourceError> {
    let cells = match wire.cell_type.0.as_str() {
        "number" => Cells::Numbers(cells_of(wire.values, place, url, |Number(value)| value)?),
        "text" => Cells::Texts(cells_of(wire.values, place, url, |Text(text)| Arc::from(text))?),
        "boolean" => Cells::Booleans(cells_of(wire.values, place, url, |value: bool| value)?),
        _ => return Ok(None),
    };
    Ok(Some(cells))
}

fn cells_of<'a, W: Deserialize<'a>, T>(
    raw: &'a RawValue,
    place: &Place<'_>,
    url: &str,
    unwrap: fn(W) -> T,
) -> Result<Vec<Option<T>>, SourceError> {
    let cells: Vec<Option<W>> = json::part(raw, place, url)?;
    Ok(cells.into_iter().map(|cell| cell.map(unwrap)).collect())
}
