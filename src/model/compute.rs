//! Where runs are executed.

use std::collections::BTreeMap;
use std::sync::Arc;

/// A machine or cluster that runs are sent to.
#[derive(Clone, Debug, PartialEq)]
pub struct ComputeTarget {
    /// Its name, unique in its source.
    pub name: String,
    /// What it is, such as `cluster`; empty when unknown.
    pub kind: String,
    /// The size of a node, as the provider names it; empty when unknown.
    pub size: String,
    /// Its own state; empty when unknown.
    pub state: String,
    /// How many nodes are in each state.
    pub nodes: BTreeMap<String, u64>,
    /// Where the source keeps the list of its runs.
    pub runs: Option<Arc<str>>,
}
