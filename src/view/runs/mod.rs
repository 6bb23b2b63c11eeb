//! The runs of an experiment: table and charts.

mod best;
mod cell;
mod charts;
mod columns;
mod delta;
mod export;
mod focus;
mod group_cell;
mod group_menu;
mod group_row;
mod header;
mod heading_drag;
mod heading_menu;
mod headings;
mod look;
mod page;
mod pane;
mod row;
mod row_key;
mod table;
mod tree_keys;

pub use charts::{ChartControls, ChartGrid, is_line};
pub use page::RunsPage;
pub use table::RunTable;
