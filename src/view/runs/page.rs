//! The runs of an experiment: filter, table, charts.

use super::charts::{ChartControls, ChartGrid};
use super::columns::ColumnMenu;
use super::table::RunTable;
use crate::model::ExperimentId;
use crate::model::Run;
use crate::query::{Column, available_columns, default_columns};
use crate::state::{Catalog, List, Runs, use_app, visible_runs};
use crate::text::{count, thousands};
use crate::view::widget::{Empty, Split, Warnings, WorkspaceLink, load_view};
use leptos::prelude::*;

/// The charts of all runs stop at this many; selecting runs shows any of them.
const MOST_CHARTED: usize = 100;

/// The runs of one experiment.
#[component]
pub fn RunsPage(
    /// Which experiment.
    id: ExperimentId,
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    let list = catalog.runs(&id);
    let kept = StoredValue::new_local(catalog);
    let is_loading = {
        let list = list.clone();
        Signal::derive(move || list.with(crate::state::Loadable::is_pending))
    };
    view! {
        <div class="page runs-page">
            {load_view(list, "The runs of this experiment".to_owned(), 12, move |list: Signal<List<Run>>| {
                view! { <RunsOf list is_loading catalog=kept.get_value() /> }
            })}
        </div>
    }
}

#[component]
fn RunsOf(list: Signal<List<Run>>, is_loading: Signal<bool>, catalog: Catalog) -> impl IntoView {
    let app = use_app();
    let all = Memo::new(move |_| Runs(list.get().items));
    let arranged = app.part(|workspace| (workspace.filter.clone(), workspace.sort.clone()));
    let visible = Memo::new(move |_| {
        // Read, not only tracked: a memo that nobody reads never notices a change.
        let _ = arranged.get();
        let now = app.now();
        Runs::new(all.with(|all| {
            app.workspace()
                .with_untracked(|workspace| visible_runs(&all.0, workspace, now))
        }))
    });
    let picked = app.part(|workspace| workspace.runs.clone());
    let charted = Memo::new(move |_| {
        let picked = picked.get();
        Runs::new(if picked.is_empty() {
            visible.with(|runs| runs.0.iter().take(MOST_CHARTED).cloned().collect())
        } else {
            all.with(|all| all.0.iter().filter(|run| picked.contains(&run.id)).cloned().collect())
        })
    });
    let chosen = app.part(|workspace| workspace.columns.clone());
    let defaults = Memo::new(move |_| all.with(|all| default_columns(&all.0)));
    let available = Memo::new(move |_| all.with(|all| available_columns(&all.0)));
    let columns = Memo::new(move |_| chosen.get().unwrap_or_else(|| defaults.get()));
    let catalog = StoredValue::new_local(catalog);
    view! {
        <Warnings warnings=Signal::derive(move || list.get().warnings) />
        {move || if all.with(|all| all.0.is_empty()) && !is_loading.get() {
            view! {
                <Empty
                    title="This experiment has no runs yet"
                    advice="They appear here once one is published to it."
                />
            }.into_any()
        } else {
            view! {
                <Split
                    label="Table and charts"
                    first=ViewFn::from(move || view! {
                        <TablePane list all visible columns available is_loading />
                    })
                    second=ViewFn::from(move || view! {
                        <section class="charts-pane" aria-label="Charts">
                            <ChartControls runs=charted />
                            {move || {
                                let (all, shown) = (visible.with(|runs| runs.0.len()), charted.with(|runs| runs.0.len()));
                                (picked.with(Vec::is_empty) && shown < all).then(|| view! {
                                    <p class="quiet">{format!("The first {shown} of {all} runs are drawn; select runs to choose others")}</p>
                                })
                            }}
                            <ChartGrid runs=charted catalog=catalog.get_value() />
                        </section>
                    })
                />
            }.into_any()
        }}
    }
}

#[component]
fn TablePane(
    list: Signal<List<Run>>,
    all: Memo<Runs>,
    visible: Memo<Runs>,
    columns: Memo<Vec<Column>>,
    available: Memo<Vec<Column>>,
    is_loading: Signal<bool>,
) -> impl IntoView {
    let app = use_app();
    let filter = app.part(|workspace| workspace.filter.clone());
    let picked = app.part(|workspace| workspace.runs.len());
    let to_compare = Signal::derive(move || app.workspace().with(|here| here.at_compare()));
    let said = move || {
        let (shown, come) = (visible.with(|runs| runs.0.len()), all.with(|runs| runs.0.len()));
        let total = list.with(|list| list.total).filter(|total| *total > come as u64);
        let mut text = match total {
            Some(total) if is_loading.get() => {
                format!("{} of {} runs loaded", thousands(come as u64), thousands(total))
            }
            _ => count(come, "run", "runs"),
        };
        if shown < come {
            text = format!("{} of {text}", thousands(shown as u64));
        }
        text
    };
    view! {
        <section class="table-pane" aria-label="Table of runs">
            <div class="toolbar">
                <input
                    type="search"
                    class="search"
                    placeholder="Filter runs"
                    aria-label="Filter runs"
                    prop:value=move || filter.get()
                    on:input:target=move |event| {
                        let text = event.target().value();
                        app.adjust(|workspace| workspace.filter = text);
                    }
                />
                <ColumnMenu columns available />
                {move || (picked.get() > 0).then(|| view! {
                    <WorkspaceLink to=to_compare class="button button-primary">
                        {move || format!("Compare {}", picked.get())}
                    </WorkspaceLink>
                    <button class="button" on:click=move |_| app.adjust(|workspace| workspace.runs.clear())>
                        "Clear"
                    </button>
                })}
                <p class="quiet toolbar-end" role="status">{said}</p>
            </div>
            {move || if visible.with(|runs| runs.0.is_empty()) {
                view! { <Empty title="No run matches" advice="Change or clear the filter." /> }.into_any()
            } else {
                view! { <RunTable rows=visible columns /> }.into_any()
            }}
        </section>
    }
}
