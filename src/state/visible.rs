//! Which runs of a list are shown, in what order.

use super::{RunFilter, Workspace};
use crate::model::{Run, Timestamp};
use crate::query::{children_below_parents, sorted};
use std::sync::Arc;

/// The runs that pass the filter, in the order of the workspace: child runs below
/// their parents unless the user chose an order.
pub fn visible_runs(runs: &[Arc<Run>], workspace: &Workspace, now: Timestamp) -> Vec<Arc<Run>> {
    let filter = RunFilter::new(&workspace.filter);
    let passing: Vec<Arc<Run>> = runs.iter().filter(|run| filter.matches(run, now)).cloned().collect();
    let ordered: Vec<Arc<Run>> = sorted(&passing, &workspace.sort, now)
        .into_iter()
        .map(|place| passing[place].clone())
        .collect();
    // Whoever sorts by a value wants to see the best of all runs first.
    if workspace.shows_tree() {
        children_below_parents(&ordered)
    } else {
        ordered
    }
}
