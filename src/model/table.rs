//! A metric that is a table.

use std::sync::Arc;

/// The cells of one column; `None` is an empty cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Numbers, which may be NaN or infinite.
    Numbers(Vec<Option<f64>>),
    /// Texts.
    Texts(Vec<Option<Arc<str>>>),
    /// Truth values.
    Booleans(Vec<Option<bool>>),
}

impl Cells {
    /// How many rows the column has.
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(cells) => cells.len(),
            Self::Texts(cells) => cells.len(),
            Self::Booleans(cells) => cells.len(),
        }
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A named column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableColumn {
    /// Its name, as logged.
    pub name: String,
    /// Its cells, in logged order.
    pub cells: Cells,
}

/// Named columns of one length, rows in logged order.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct MetricTable {
    /// The columns, in the order in which they are shown.
    pub columns: Vec<TableColumn>,
}

impl MetricTable {
    /// How many rows it has.
    pub fn row_count(&self) -> usize {
        self.columns.first().map_or(0, |column| column.cells.len())
    }

    /// Adds the rows of `part` behind these, column by column. A part whose
    /// columns have other names or types adds nothing: half a row would
    /// shift every later one.
    pub fn append(&mut self, part: Self) {
        if self.columns.is_empty() {
            *self = part;
            return;
        }
        let fits = self.columns.len() == part.columns.len()
            && self.columns.iter().zip(&part.columns).all(|(column, more)| {
                column.name == more.name && std::mem::discriminant(&column.cells) == std::mem::discriminant(&more.cells)
            });
        if !fits {
            return;
        }
        for (column, more) in self.columns.iter_mut().zip(part.columns) {
            match (&mut column.cells, more.cells) {
                (Cells::Numbers(cells), Cells::Numbers(more)) => cells.extend(more),
                (Cells::Texts(cells), Cells::Texts(more)) => cells.extend(more),
                (Cells::Booleans(cells), Cells::Booleans(more)) => cells.extend(more),
                _ => {}
            }
        }
    }

    /// The columns of numbers, in order; an empty cell is NaN.
    pub fn numeric_columns(&self) -> Vec<(&str, Vec<f64>)> {
        self.columns
            .iter()
            .filter_map(|column| match &column.cells {
                Cells::Numbers(cells) => Some((
                    column.name.as_str(),
                    cells.iter().map(|cell| cell.unwrap_or(f64::NAN)).collect(),
                )),
                Cells::Texts(_) | Cells::Booleans(_) => None,
            })
            .collect()
    }

    /// Whether every column is of numbers and there are at least two, so that
    /// the second is drawn over the first.
    pub fn is_curve(&self) -> bool {
        self.columns.len() >= 2
            && self
                .columns
                .iter()
                .all(|column| matches!(column.cells, Cells::Numbers(_)))
    }
}
