//! One run: metrics, details, images, child runs, outputs, logs.

mod alarms;
mod children;
mod confusion;
mod details;
mod download_all;
mod evaluation;
mod files;
mod images;
mod metric_card;
mod metrics;
mod neighbours;
mod notify;
mod page;
mod sweep;
mod table_view;

pub use alarms::Alarms;
pub use metric_card::{MetricCard, Shape};
pub use page::{RunPage, part, with_run};
