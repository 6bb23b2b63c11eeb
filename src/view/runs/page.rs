//! The runs of an experiment: table and charts.

use super::charts::charts;
use super::pane::TablePane;
use crate::model::{ExperimentId, Run, RunId};
use crate::state::{
    Catalog, List, Loadable, RunFilter, RunQuery, Runs, Watched, provide_run_colors, use_app, use_column_offer,
    use_visible,
};
use crate::view::widget::{Empty, Split, Warnings, later, load_view};
use leptos::prelude::*;
use leptos_use::signal_debounced;
use std::collections::HashSet;

/// The charts of all runs stop at this many; selecting runs shows any of them.
const MOST_CHARTED: usize = 100;
/// Milliseconds without a key before the source is asked to filter.
const TYPING_PAUSE_MS: f64 = 350.0;

/// The runs of one experiment.
#[component]
pub fn RunsPage(
    /// Which experiment.
    id: ExperimentId,
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    let app = use_app();
    let deleted = app.part(|workspace| workspace.deleted);
    let kept = StoredValue::new_local(catalog);
    move || {
        let query = RunQuery {
            include_deleted: deleted.get(),
            ..RunQuery::default()
        };
        let list = kept.with_value(|catalog| catalog.runs(&id, &query));
        let found = found_by_source(id.clone(), query, list.clone(), kept.get_value());
        view! {
            <div class="page runs-page">
                {load_view(list.clone(), "The runs of this experiment".to_owned(), 12, move |shown: Signal<List<Run>>| {
                    view! { <RunsOf list=shown watched=list.clone() found catalog=kept.get_value() /> }
                })}
            </div>
        }
    }
}

/// What the source finds for the filter while its list is still on its way;
/// `None` when the list is here, or the source cannot filter.
fn found_by_source(
    id: ExperimentId,
    query: RunQuery,
    list: Watched<List<Run>>,
    catalog: Catalog,
) -> Signal<Option<List<Run>>> {
    let Some(dialect) = catalog.dialect() else {
        return Signal::stored(None);
    };
    let app = use_app();
    let text = app.part(|workspace| workspace.filter.clone());
    let settled: Signal<String> = signal_debounced(text, TYPING_PAUSE_MS);
    let is_complete = Memo::new(move |_| list.with(|list| matches!(list, Loadable::Ready(_))));
    let catalog = StoredValue::new_local(catalog);
    let asked = Memo::new_with_compare(
        move |_| {
            if is_complete.get() {
                return None;
            }
            let filter = RunFilter::new(&settled.get()).for_source(dialect)?;
            let query = RunQuery {
                filter: Some(filter),
                ..query.clone()
            };
            Some(catalog.with_value(|catalog| catalog.runs(&id, &query)))
        },
        |_, _| true,
    );
    Signal::derive(move || asked.get()?.with(|found| found.shown().cloned()))
}

#[component]
fn RunsOf(
    list: Signal<List<Run>>,
    watched: Watched<List<Run>>,
    found: Signal<Option<List<Run>>>,
    catalog: Catalog,
) -> impl IntoView {
    let app = use_app();
    let is_loading = {
        let watched = watched.clone();
        Signal::derive(move || watched.with(Loadable::is_pending))
    };
    let all = Memo::new(move |_| Runs(list.get().items));
    // What the source found is filtered here too: it may mean less by a filter.
    let known = Memo::new(move |_| found.get().map_or_else(|| all.get(), |found| Runs(found.items)));
    let visible = use_visible(app, known.into());
    provide_run_colors(visible.into());
    let picked = app.part(|workspace| workspace.runs.clone());
    let charted = Memo::new(move |_| {
        let picked = picked.get();
        Runs::new(if picked.is_empty() {
            visible.with(|runs| runs.0.iter().take(MOST_CHARTED).cloned().collect())
        } else {
            let picked: HashSet<RunId> = picked.into_iter().collect();
            all.with(|all| all.0.iter().filter(|run| picked.contains(&run.id)).cloned().collect())
        })
    });
    let chosen = app.part(|workspace| workspace.columns.clone());
    let offer = use_column_offer(all.into());
    let columns = Memo::new(move |_| {
        chosen
            .get()
            .unwrap_or_else(|| offer.with(|offer| offer.defaults.clone()))
    });
    let has_deleted = catalog.keeps_deleted();
    let catalog = StoredValue::new_local(catalog);
    // A memo, or all below would be built anew with every page that arrives.
    let is_empty = Memo::new(move |_| all.with(|all| all.0.is_empty()) && !is_loading.get());
    view! {
        <Warnings warnings=Signal::derive(move || list.get().warnings) />
        {move || if is_empty.get() {
            view! {
                <Empty
                    title="This experiment has no runs yet"
                    advice="They appear here once one is published to it."
                />
            }.into_any()
        } else {
            let watched = watched.clone();
            view! {
                <Split
                    label="Table and charts"
                    first=ViewFn::from(move || view! {
                        <TablePane list watched=watched.clone() all visible columns offer has_deleted />
                    })
                    second=ViewFn::from(move || view! {
                        <section class="charts-pane" aria-label="Charts">
                            {move || {
                                let (all, shown) = (visible.with(|runs| runs.0.len()), charted.with(|runs| runs.0.len()));
                                (picked.with(Vec::is_empty) && shown < all).then(|| view! {
                                    <p class="quiet">{format!("The first {shown} of {all} runs are drawn; select runs to choose others")}</p>
                                })
                            }}
                            {later(8, || Box::pin(charts()), move |draw| draw(charted.into(), catalog.get_value()))}
                        </section>
                    })
                />
            }.into_any()
        }}
    }
}
