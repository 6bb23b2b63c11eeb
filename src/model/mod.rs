//! What a machine-learning run is, in plain values.
//!
//! A *source* holds *experiments*; an experiment holds *runs*; a run has
//! params, tags, properties, files and *metrics*. A metric is a series, a
//! table, a text or a picture, and its summary (last, min, max …) is known
//! before its columns are. Nothing here knows of a server, a signal or a page.

mod compute;
pub mod evaluation;
mod experiment;
mod file;
mod id;
mod metric;
mod order;
mod param;
mod run;
mod summarize;
mod summary;
mod table;
mod time;

pub use compute::ComputeTarget;
pub use experiment::Experiment;
pub use file::{FileKind, FileRef};
pub use id::{ExperimentId, MetricKey, RunId};
pub use metric::{ConfusionMatrix, Image, Metric, MetricSeries};
pub use order::{in_order, places_in_order};
pub use param::ParamValue;
pub use run::{Run, RunFailure, RunStatus};
pub use summary::{Aggregate, MetricKind, MetricSummary};
pub use table::{Cells, MetricTable, TableColumn};
pub use time::Timestamp;
