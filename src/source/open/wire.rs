//! The documents of the open run API as they stand in JSON.
//!
//! What is one of many, or optional and hard to get right, is kept as raw text
//! and read on its own, so that a mistake in it costs nothing else. Fields
//! that are not listed are ignored.

use crate::source::scalar::{Count, Number, Step, Text};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// Entries that the data names, each still to be read.
pub type RawEntries<'a> = BTreeMap<String, &'a RawValue>;

/// A document that says its version.
pub trait Versioned<'a> {
    /// The version as it stands there.
    fn version(&self) -> Option<&'a RawValue>;
}

macro_rules! versioned {
    ($($wire:ident),*) => {$(
        impl<'a> Versioned<'a> for $wire<'a> {
            fn version(&self) -> Option<&'a RawValue> {
                self.version
            }
        }
    )*};
}
versioned!(VersionWire, IndexWire, ListWire, RunWire, MetricWire);

/// Any document, of which only the version and the kind matter.
#[derive(Deserialize)]
#[serde(expecting = "an object with a version")]
pub struct VersionWire<'a> {
    #[serde(borrow)]
    pub version: Option<&'a RawValue>,
    pub kind: Option<Text>,
}

/// `index.json`.
#[derive(Deserialize)]
#[serde(expecting = "an object with a version")]
pub struct IndexWire<'a> {
    #[serde(borrow)]
    pub version: Option<&'a RawValue>,
    pub name: Option<Text>,
    pub description: Option<Text>,
    pub experiments: String,
    pub run: Option<String>,
    pub compute_targets: Option<String>,
}

/// A page of a list of anything.
#[derive(Deserialize)]
#[serde(expecting = "an object with a version and items")]
pub struct ListWire<'a> {
    #[serde(borrow)]
    pub version: Option<&'a RawValue>,
    #[serde(borrow)]
    pub items: Vec<&'a RawValue>,
    pub next: Option<String>,
    pub total: Option<Count>,
}

#[derive(Deserialize)]
#[serde(expecting = "an experiment")]
pub struct ExperimentWire<'a> {
    pub id: Text,
    pub name: Option<Text>,
    pub runs: String,
    pub description: Option<Text>,
    pub run_count: Option<Count>,
    #[serde(borrow)]
    pub last_activity: Option<&'a RawValue>,
    #[serde(borrow)]
    pub created: Option<&'a RawValue>,
    #[serde(borrow)]
    pub tags: Option<RawEntries<'a>>,
}

#[derive(Deserialize)]
#[serde(expecting = "a run")]
pub struct RunWire<'a> {
    #[serde(borrow)]
    pub version: Option<&'a RawValue>,
    pub id: Text,
    pub experiment_id: Text,
    pub name: Option<Text>,
    pub status: Option<Text>,
    #[serde(borrow)]
    pub start_time: Option<&'a RawValue>,
    #[serde(borrow)]
    pub end_time: Option<&'a RawValue>,
    pub user: Option<Text>,
    pub compute_target: Option<Text>,
    pub description: Option<Text>,
    pub parent_id: Option<Text>,
    pub root_id: Option<Text>,
    #[serde(borrow)]
    pub params: Option<RawEntries<'a>>,
    #[serde(borrow)]
    pub tags: Option<RawEntries<'a>>,
    #[serde(borrow)]
    pub properties: Option<RawEntries<'a>>,
    #[serde(borrow)]
    pub error: Option<&'a RawValue>,
    #[serde(borrow)]
    pub metrics: Option<RawEntries<'a>>,
    pub artifacts: Option<String>,
    pub logs: Option<String>,
    pub snapshot: Option<String>,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with a message")]
pub struct FailureWire {
    pub message: Option<Text>,
    pub detail: Option<Text>,
}

#[derive(Deserialize)]
#[serde(expecting = "the summary of a metric")]
pub struct SummaryWire {
    pub kind: Text,
    pub count: Option<Count>,
    pub first: Option<Number>,
    pub last: Option<Number>,
    pub min: Option<Number>,
    pub max: Option<Number>,
    pub mean: Option<Number>,
    pub min_step: Option<Step>,
    pub max_step: Option<Step>,
    pub last_step: Option<Step>,
    pub nonfinite: Option<Count>,
    pub text: Option<Text>,
    pub href: Option<String>,
}

/// A metric document of any kind: all columns are optional here, so that a
/// million numbers are read in one pass, wherever `kind` stands.
#[derive(Deserialize)]
#[serde(expecting = "the document of a metric")]
pub struct MetricWire<'a> {
    #[serde(borrow)]
    pub version: Option<&'a RawValue>,
    pub kind: Text,
    pub count: Option<Count>,
    pub offset: Option<Count>,
    pub next: Option<String>,
    pub value: Option<Vec<Number>>,
    pub step: Option<super::column::Column<Step>>,
    pub time: Option<super::column::Column<Number>>,
    #[serde(borrow)]
    pub columns: Option<Vec<TableColumnWire<'a>>>,
    pub text: Option<Text>,
    pub images: Option<Vec<ImageWire>>,
    pub labels: Option<Vec<Text>>,
    pub matrix: Option<Vec<Vec<Number>>>,
}

#[derive(Deserialize)]
#[serde(expecting = "a column")]
pub struct TableColumnWire<'a> {
    pub name: Text,
    #[serde(rename = "type")]
    pub cell_type: Text,
    /// Raw, for the type may stand behind the cells.
    #[serde(borrow)]
    pub values: &'a RawValue,
}

#[derive(Deserialize)]
#[serde(expecting = "an image")]
pub struct ImageWire {
    pub href: String,
    pub step: Option<Step>,
    pub caption: Option<Text>,
}

#[derive(Deserialize)]
#[serde(expecting = "a file")]
pub struct FileWire<'a> {
    pub path: Text,
    pub href: String,
    pub size: Option<Count>,
    pub media_type: Option<Text>,
    #[serde(borrow)]
    pub modified: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(expecting = "a compute target")]
pub struct ComputeTargetWire {
    pub name: Text,
    pub kind: Option<Text>,
    pub size: Option<Text>,
    pub state: Option<Text>,
    pub nodes: Option<BTreeMap<String, Count>>,
    pub runs: Option<String>,
}
