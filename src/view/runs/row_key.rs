//! Which row of the table is which, while runs arrive and the order turns.

use crate::model::RunId;
use crate::query::TableRow;
use std::sync::Arc;

/// What a row stays the same by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RowKey {
    /// The heading of the group of that code.
    Group(String),
    /// That run.
    Run(RunId),
}

impl RowKey {
    /// The key of a row.
    pub fn of(row: &TableRow) -> Self {
        match row {
            TableRow::Group(group, _) => Self::Group(group.code.clone()),
            TableRow::Run(run, _) => Self::Run(run.id.clone()),
        }
    }
}

/// Whether two rows show the same values in memory.
pub fn is_one(a: &TableRow, b: &TableRow) -> bool {
    match (a, b) {
        (TableRow::Group(a, was_open), TableRow::Group(b, is_open)) => Arc::ptr_eq(a, b) && was_open == is_open,
        (TableRow::Run(a, was_at), TableRow::Run(b, is_at)) => Arc::ptr_eq(a, b) && was_at == is_at,
        _ => false,
    }
}
