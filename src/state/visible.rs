//! Which runs of a list are shown, in what order, and with which columns.

use super::{App, RunFilter, Runs, Workspace};
use crate::model::{Run, Timestamp};
use crate::query::{Census, Column, RunGroup, children_below_parents, gather, sorted};
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The runs that pass the filter, in the order of the workspace: child runs below
/// their parents unless the user chose an order.
pub fn visible_runs(runs: &[Arc<Run>], workspace: &Workspace, now: Timestamp) -> Vec<Arc<Run>> {
    let filter = RunFilter::new(&workspace.filter);
    let passing: Vec<Arc<Run>> = runs.iter().filter(|run| filter.matches(run, now)).cloned().collect();
    let order = sorted(&passing, &workspace.sort_keys(), now);
    let ordered: Vec<Arc<Run>> = order.into_iter().map(|place| passing[place].clone()).collect();
    // Whoever sorts by a value wants to see the best of all runs first.
    if workspace.shows_tree() {
        children_below_parents(&ordered)
    } else {
        ordered
    }
}

/// [`visible_runs`] as runs arrive and the user arranges. Another filter asks
/// every run and sorts none, another order sorts and asks none.
pub fn use_visible(app: App, runs: Signal<Runs>) -> Memo<Runs> {
    let keys = app.part(Workspace::sort_keys);
    let order = Memo::new(move |_| keys.with(|keys| runs.with(|runs| Arc::new(sorted(&runs.0, keys, app.now())))));
    let filter = app.part(|workspace| workspace.filter.clone());
    let passing = Memo::new(move |_| {
        let filter = filter.with(|text| RunFilter::new(text));
        let now = app.now();
        runs.with(|runs| Arc::new(runs.0.iter().map(|run| filter.matches(run, now)).collect::<Vec<bool>>()))
    });
    let is_tree = app.part(Workspace::shows_tree);
    Memo::new(move |_| {
        // Read first: each follows the runs, and all three are of the same list.
        let (runs, order, passing) = (runs.get(), order.get(), passing.get());
        let passing = |place: &&usize| passing.get(**place) == Some(&true);
        let shown = order.iter().filter(passing).filter_map(|place| runs.0.get(*place));
        let shown: Vec<Arc<Run>> = shown.cloned().collect();
        Runs::new(if is_tree.get() {
            children_below_parents(&shown)
        } else {
            shown
        })
    })
}

/// The groups of runs that stand in their order, as the workspace puts them
/// together; none where it does not.
pub fn use_groups(app: App, runs: Memo<Runs>) -> Memo<Arc<Vec<Arc<RunGroup>>>> {
    let keys = app.part(|workspace| workspace.grouping.by.clone());
    let sort = app.part(Workspace::sort_keys);
    let stat = app.part(|workspace| workspace.groups.stat);
    let is_tree = app.part(Workspace::shows_tree);
    Memo::new_with_compare(
        move |_| {
            Arc::new(keys.with(|keys| match keys.is_empty() {
                true => Vec::new(),
                false => {
                    sort.with(|sort| {
                        runs.with(|runs| gather(&runs.0, keys, sort, stat.get(), is_tree.get(), app.now()))
                    })
                }
            }))
        },
        |_, _| true,
    )
}

/// What a table may show of its runs.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ColumnOffer {
    /// Every column that the runs can fill, sorted by kind and name.
    pub available: Vec<Column>,
    /// Those that are shown when nobody chose any.
    pub defaults: Vec<Column>,
    /// The params that are a number in every run that has them.
    pub number_params: BTreeSet<String>,
}

impl ColumnOffer {
    /// Whether all cells of a column are numbers, which stand to the right.
    pub fn is_numeric(&self, column: &Column) -> bool {
        match column {
            Column::Param(name) => self.number_params.contains(name),
            column => column.is_numeric(),
        }
    }
}

/// The columns of a list of runs. Of a list that only grew what is new is
/// looked at.
pub fn use_column_offer(runs: Signal<Runs>) -> Memo<ColumnOffer> {
    let counted = StoredValue::new((Runs::default(), Census::default()));
    Memo::new(move |_| {
        let now = runs.get();
        counted
            .try_update_value(|(before, census)| {
                let is_same = |(a, b): (&Arc<Run>, &Arc<Run>)| Arc::ptr_eq(a, b);
                let grew = before.0.len() <= now.0.len() && before.0.iter().zip(now.0.iter()).all(is_same);
                let known = if grew { before.0.len() } else { 0 };
                if !grew {
                    *census = Census::default();
                }
                for run in &now.0[known..] {
                    census.add(run);
                }
                *before = now;
                ColumnOffer {
                    available: census.available(),
                    defaults: census.defaults(),
                    number_params: census.number_params(),
                }
            })
            .unwrap_or_default()
    })
}
