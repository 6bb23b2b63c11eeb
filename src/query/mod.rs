//! Which runs, in what order, and what a table shows of each. Pure.

mod column;
mod plain_text;
mod sort;

pub use column::{Cell, Column, available_columns, default_columns};
pub use plain_text::PlainText;
pub use sort::{Direction, SortKey, sorted};
