//! A named group of runs.

use super::{ExperimentId, Timestamp};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A named group of runs, as listed by its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    /// Its id in the source.
    pub id: ExperimentId,
    /// Its display name; the id when the source gave none.
    pub name: String,
    /// What it is about, as markdown; empty when there is none.
    pub description: String,
    /// How many runs it has, when the source says so.
    pub run_count: Option<u64>,
    /// When a run of it last changed.
    pub last_activity: Option<Timestamp>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// Labels.
    pub tags: BTreeMap<String, String>,
    /// Where the source keeps its runs; opaque to everyone but the source.
    pub locator: Option<Arc<str>>,
}

impl Experiment {
    /// An experiment of which nothing but its id is known.
    pub fn new(id: ExperimentId) -> Self {
        Self {
            name: id.as_str().to_owned(),
            id,
            description: String::new(),
            run_count: None,
            last_activity: None,
            created: None,
            tags: BTreeMap::new(),
            locator: None,
        }
    }
}
