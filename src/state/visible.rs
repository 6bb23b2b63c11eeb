//! Which runs of a list are shown, in what order.

use super::Workspace;
use crate::model::{Run, Timestamp};
use crate::query::{Filter, sorted};
use std::sync::Arc;

/// The runs that pass the filter, in the order of the workspace.
pub fn visible_runs(runs: &[Arc<Run>], workspace: &Workspace, now: Timestamp) -> Vec<Arc<Run>> {
    let filter = Filter::parse(&workspace.filter).filter;
    let passing: Vec<Arc<Run>> = runs.iter().filter(|run| filter.matches(run, now)).cloned().collect();
    sorted(&passing, &workspace.sort, now)
        .into_iter()
        .map(|place| passing[place].clone())
        .collect()
}
