//! The runs of an experiment: table and charts.

mod best;
mod cell;
mod charts;
mod columns;
mod export;
mod focus;
mod header;
mod heading_drag;
mod heading_menu;
mod headings;
mod page;
mod pane;
mod row;
mod table;

pub use charts::{ChartControls, ChartGrid};
pub use page::RunsPage;
pub use table::RunTable;
