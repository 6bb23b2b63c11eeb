//! The runs of an experiment: table and charts.

mod cell;
mod charts;
mod columns;
mod focus;
mod header;
mod page;
mod pane;
mod row;
mod table;

pub use charts::{ChartControls, ChartGrid};
pub use page::RunsPage;
pub use table::RunTable;
