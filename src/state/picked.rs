//! Some runs by their ids, as they arrive.

use super::{Catalog, Loadable, Runs};
use crate::model::{Run, RunId};
use crate::source::SourceError;
use leptos::prelude::*;
use std::sync::Arc;

/// Some runs by their ids, as they arrive.
#[derive(Clone, Copy)]
pub struct Picked {
    /// Those that have come, in the order of the ids.
    pub runs: Memo<Runs>,
    /// Whether any is still on its way.
    pub is_waiting: Memo<bool>,
    /// Those that did not come, and why.
    pub failures: Memo<Vec<(RunId, SourceError)>>,
}

/// Asks for each of some runs.
pub fn use_picked(catalog: Catalog, ids: Memo<Vec<RunId>>) -> Picked {
    let catalog = StoredValue::new_local(catalog);
    let loading = Memo::new_with_compare(
        move |_| {
            let watch = |id: RunId| {
                let run = catalog.with_value(|catalog| catalog.run(&id));
                (id, run)
            };
            ids.get().into_iter().map(watch).collect::<Vec<_>>()
        },
        |_, _| true,
    );
    let runs = Memo::new(move |_| {
        let come: Vec<Arc<Run>> = loading.with(|loading| {
            loading
                .iter()
                .filter_map(|(_, run)| run.with(|run| run.shown().map(|run| run.value.clone())))
                .collect()
        });
        Runs::new(come)
    });
    let is_waiting =
        Memo::new(move |_| loading.with(|loading| loading.iter().any(|(_, run)| run.with(Loadable::is_pending))));
    let failures = Memo::new(move |_| {
        loading.with(|loading| {
            loading
                .iter()
                .filter_map(|(id, run)| run.with(|run| run.error().cloned()).map(|error| (id.clone(), error)))
                .collect()
        })
    });
    Picked {
        runs,
        is_waiting,
        failures,
    }
}
