//! The columns of a table.

use crate::model::{Cells, MetricTable, TableColumn};
use crate::source::json::{Children, Object, Place, Read, Value, items};
use crate::source::{SourceError, scalar};
use std::sync::Arc;

/// The table of these columns, when they are of one length.
pub fn table(columns: Children<'_>, url: &str) -> Result<MetricTable, SourceError> {
    let columns_place = Place::Field(&Place::Document, "columns");
    let mut read: Vec<TableColumn> = Vec::new();
    for (index, value) in columns.enumerate() {
        let place = Place::Item(&columns_place, index);
        let object = Object::of(value, &place, url, "a column")?;
        let name = object.required_text("name");
        let cell_type = object.required_text("type");
        object.check()?;
        let values_place = Place::Field(&place, "values");
        let cells = cells(object.required("values")?, &cell_type, &values_place, url)?.ok_or_else(|| {
            let reason = format!("expected number, text or boolean, found {cell_type:?}");
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
        read.push(TableColumn { name, cells });
    }
    Ok(MetricTable { columns: read })
}

/// The cells of a column; `None` when its type is not known.
fn cells(value: Value<'_>, cell_type: &str, place: &Place<'_>, url: &str) -> Result<Option<Cells>, SourceError> {
    let cells = match cell_type {
        "number" => Cells::Numbers(items(value, place, url, |cell| filled(cell, scalar::number))?),
        "text" => Cells::Texts(items(value, place, url, |cell| {
            filled(cell, |cell| scalar::text(cell).map(Arc::from))
        })?),
        "boolean" => Cells::Booleans(items(value, place, url, |cell| filled(cell, scalar::truth))?),
        _ => return Ok(None),
    };
    Ok(Some(cells))
}

fn filled<T>(cell: Value<'_>, read: Read<T>) -> Result<Option<T>, String> {
    match cell.is_null() {
        true => Ok(None),
        false => read(cell).map(Some),
    }
}
