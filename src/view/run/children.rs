//! The runs that a run started.

use super::sweep::Sweep;
use crate::model::Run;
use crate::state::{Catalog, List, Runs, use_app, use_column_offer, visible_runs};
use crate::view::runs::{ChartControls, ChartGrid, RunTable};
use crate::view::widget::{Empty, load_view};
use leptos::prelude::*;
use std::sync::Arc;

/// The child runs of a run, as a table and as charts.
#[component]
pub fn ChildRuns(
    /// Which run.
    run: Signal<Arc<Run>>,
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    let of = run;
    let list = run.with_untracked(|run| catalog.runs(&run.experiment_id, &catalog.children_query(&run.id)));
    let catalog = StoredValue::new_local(catalog);
    let parent = StoredValue::new(run.with_untracked(|run| run.id.clone()));
    view! {
        {load_view(list, "The child runs".to_owned(), 6, move |list: Signal<List<Run>>| {
                let app = use_app();
                let sort = app.part(crate::state::Workspace::sort_keys);
                let children = Memo::new(move |_| {
                    let _ = sort.get();
                    let children: Vec<Arc<Run>> = list.with(|list| {
                        list.items.iter().filter(|run| parent.with_value(|id| run.parent_id.as_ref() == Some(id))).cloned().collect()
                    });
                    // The filter of the experiment's table has no box here, so it must not hide anything.
                    let arranged = app.workspace().with_untracked(|workspace| crate::state::Workspace {
                        filter: String::new(),
                        ..workspace.clone()
                    });
                    Runs::new(visible_runs(&children, &arranged, app.now()))
                });
                let chosen = app.part(|workspace| workspace.columns.clone());
                let offer = use_column_offer(children.into());
                let columns = Memo::new(move |_| {
                    chosen.get().unwrap_or_else(|| offer.with(|offer| offer.defaults.clone()))
                });
                // A memo, or all below would be built anew with every answer.
                let is_empty = Memo::new(move |_| children.with(|children| children.0.is_empty()));
                view! {
                    {move || if is_empty.get() {
                        view! {
                            <Empty title="This run has no child runs" advice="Runs that name it as their parent appear here." />
                        }.into_any()
                    } else {
                        view! {
                            <Sweep parent=of children />
                            <div class="card children-table"><RunTable rows=children columns offer all=children /></div>
                            <ChartControls runs=children />
                            <ChartGrid runs=children catalog=catalog.get_value() />
                        }.into_any()
                    }}
                }
            })}
    }
}
