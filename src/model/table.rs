//! A metric that is a table.

use std::sync::Arc;

/// The cells of one column; `None` is an empty cell. NaN is like itself.
#[derive(Clone, Debug)]
pub enum Cells {
    /// Numbers, which may be NaN or infinite.
    Numbers(Vec<Option<f64>>),
    /// Texts.
    Texts(Vec<Option<Arc<str>>>),
    /// Truth values.
    Booleans(Vec<Option<bool>>),
}

impl PartialEq for Cells {
    fn eq(&self, other: &Self) -> bool {
        let bits = |cell: &Option<f64>| cell.map(f64::to_bits);
        match (self, other) {
            (Self::Numbers(a), Self::Numbers(b)) => a.len() == b.len() && a.iter().map(bits).eq(b.iter().map(bits)),
            (Self::Texts(a), Self::Texts(b)) => a == b,
            (Self::Booleans(a), Self::Booleans(b)) => a == b,
            _ => false,
        }
    }
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

    /// So many empty cells of this type.
    fn empty(&self, count: usize) -> Self {
        match self {
            Self::Numbers(_) => Self::Numbers(vec![None; count]),
            Self::Texts(_) => Self::Texts(vec![None; count]),
            Self::Booleans(_) => Self::Booleans(vec![None; count]),
        }
    }

    fn append(&mut self, more: Self) {
        match (&mut *self, more) {
            (Self::Numbers(cells), Self::Numbers(more)) => cells.extend(more),
            (Self::Booleans(cells), Self::Booleans(more)) => cells.extend(more),
            (Self::Texts(cells), more) => cells.extend(more.into_texts()),
            (_, more) => {
                let mut texts = std::mem::replace(self, Self::Texts(Vec::new())).into_texts();
                texts.extend(more.into_texts());
                *self = Self::Texts(texts);
            }
        }
    }

    fn into_texts(self) -> Vec<Option<Arc<str>>> {
        match self {
            Self::Texts(cells) => cells,
            Self::Numbers(cells) => texts(cells),
            Self::Booleans(cells) => texts(cells),
        }
    }
}

fn texts<T: ToString>(cells: Vec<Option<T>>) -> Vec<Option<Arc<str>>> {
    let text = |cell: T| Arc::from(cell.to_string());
    cells.into_iter().map(|cell| cell.map(text)).collect()
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

    /// Adds the rows of `part` behind these, column by column, by name. A cell
    /// of a column that only one of both has is empty; a column of two types
    /// becomes one of texts.
    pub fn append(&mut self, part: Self) {
        let before = self.row_count();
        let after = before + part.row_count();
        for more in part.columns {
            // A name may stand twice: the first that is not longer yet is meant.
            let fits = |column: &&mut TableColumn| column.name == more.name && column.cells.len() == before;
            match self.columns.iter_mut().find(fits) {
                Some(column) => column.cells.append(more.cells),
                None => {
                    let mut cells = more.cells.empty(before);
                    cells.append(more.cells);
                    self.columns.push(TableColumn { name: more.name, cells });
                }
            }
        }
        for column in &mut self.columns {
            let missing = after.saturating_sub(column.cells.len());
            let empty = column.cells.empty(missing);
            column.cells.append(empty);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: &[(&str, Cells)]) -> MetricTable {
        let column = |(name, cells): &(&str, Cells)| TableColumn {
            name: (*name).to_owned(),
            cells: cells.clone(),
        };
        MetricTable {
            columns: columns.iter().map(column).collect(),
        }
    }

    #[test]
    fn parts_join_by_the_names_of_their_columns() {
        let mut joined = MetricTable::default();
        joined.append(table(&[
            ("a", Cells::Numbers(vec![Some(1.0), None])),
            ("b", Cells::Booleans(vec![Some(true), None])),
        ]));
        joined.append(table(&[
            ("c", Cells::Texts(vec![Some("x".into())])),
            ("a", Cells::Texts(vec![Some("y".into())])),
        ]));
        let texts = |cells: &[Option<&str>]| Cells::Texts(cells.iter().map(|cell| cell.map(Arc::from)).collect());
        let expected = table(&[
            ("a", texts(&[Some("1"), None, Some("y")])),
            ("b", Cells::Booleans(vec![Some(true), None, None])),
            ("c", texts(&[None, None, Some("x")])),
        ]);
        assert_eq!(joined, expected);
        assert_eq!(joined.row_count(), 3);
    }
}
