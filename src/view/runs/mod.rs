//! The runs of an experiment: table and charts.

mod charts;
mod columns;
mod header;
mod page;
mod pane;
mod row;
mod table;

pub use charts::{ChartControls, ChartGrid};
pub use page::RunsPage;
pub use table::RunTable;
