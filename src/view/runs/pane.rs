//! The table of runs and what stands above it: filter, columns, selection.

use super::best::BestBar;
use super::columns::ColumnMenu;
use super::delta::BaselineBar;
use super::export::ExportMenu;
use super::group_menu::TableGroupMenu;
use super::table::RunTable;
use crate::model::Run;
use crate::query::Column;
use crate::state::{
    ColumnOffer, FilterSuggestions, List, Loadable, RunFilter, Runs, Watched, language_is_here, use_app,
};
use crate::text::{count, thousands};
use crate::view::widget::{Empty, Suggest, SuggestBox, WorkspaceLink};
use leptos::prelude::*;

/// What the filter box says while it is empty.
const HINT: &str = "Filter: words, or metrics.loss < 0.1";

/// The table of runs with its tools.
#[component]
pub fn TablePane(
    /// The list, for its total.
    list: Signal<List<Run>>,
    /// The list as it arrives, to stop it.
    watched: Watched<List<Run>>,
    /// The runs that have come.
    all: Memo<Runs>,
    /// Those that pass the filter, in order.
    visible: Memo<Runs>,
    /// The columns that are shown.
    columns: Memo<Vec<Column>>,
    /// The columns that the runs can fill.
    offer: Memo<ColumnOffer>,
    /// Whether the source keeps deleted runs.
    has_deleted: bool,
) -> impl IntoView {
    let app = use_app();
    let picked = app.part(|workspace| workspace.runs.len());
    let deleted = app.part(|workspace| workspace.deleted);
    let to_compare = Signal::derive(move || app.workspace().with(|here| here.at_compare()));
    let deleted_switch = has_deleted.then(|| {
        view! {
            <label class="field">
                <input
                    type="checkbox"
                    prop:checked=deleted
                    on:change:target=move |event| {
                        let shown = event.target().checked();
                        app.adjust(|workspace| workspace.deleted = shown);
                    }
                />
                <span>"Deleted runs"</span>
            </label>
        }
    });
    // A memo, or the table would be built anew with every page that arrives.
    let has_none = Memo::new(move |_| visible.with(|runs| runs.0.is_empty()));
    view! {
        <section class="table-pane" aria-label="Table of runs">
            <div class="toolbar">
                <FilterBox all />
                <ColumnMenu columns offer />
                <TableGroupMenu runs=all />
                <ExportMenu rows=visible all columns offer />
                {deleted_switch}
                {move || (picked.get() > 0).then(|| view! {
                    <WorkspaceLink to=to_compare class="button button-primary">
                        {move || format!("Compare {}", picked.get())}
                    </WorkspaceLink>
                    {move || (picked.get() == 1).then(|| view! {
                        <button class="button" on:click=move |_| app.adjust(|workspace| {
                            workspace.baseline.0 = workspace.runs.first().cloned();
                        })>
                            "Baseline"
                        </button>
                    })}
                    <button class="button" on:click=move |_| app.adjust(|workspace| workspace.runs.clear())>
                        "Clear"
                    </button>
                })}
                <CountText list watched all visible />
            </div>
            <BestBar rows=visible offer />
            <BaselineBar all />
            {move || if has_none.get() {
                view! { <Empty title="No run matches" advice="Change or clear the filter." /> }.into_any()
            } else {
                view! { <RunTable rows=visible columns offer all /> }.into_any()
            }}
        </section>
    }
}

/// The filter, and what is wrong with it.
#[component]
fn FilterBox(
    /// The runs that have come, for their names and values.
    all: Memo<Runs>,
) -> impl IntoView {
    let app = use_app();
    let filter = app.part(|workspace| workspace.filter.clone());
    let set = Callback::new(move |text: String| app.adjust(|workspace| workspace.filter = text));
    let problem = Memo::new(move |_| {
        filter.with(|text| {
            let read = RunFilter::new(text);
            read.problem(text).map(|said| (read.wrong(), said))
        })
    });
    let wrong = Signal::derive(move || problem.with(|problem| problem.as_ref().and_then(|(wrong, _)| wrong.clone())));
    let said = move || problem.with(|problem| problem.as_ref().map(|(_, said)| said.clone()));
    let kept = StoredValue::new_local(FilterSuggestions::default());
    let suggest = Suggest::new(move |(text, cursor): (String, usize)| {
        let runs = all.get_untracked();
        kept.try_update_value(|kept| kept.at(&runs, &text, cursor))
            .unwrap_or_default()
    });
    // Asked for once somebody is about to type.
    let is_awaited = RwSignal::new(false);
    let is_ready = Memo::new(move |_| is_awaited.get() && language_is_here());
    view! {
        <SuggestBox label="Filter runs" hint=HINT described_by="filter-problem" value=filter set suggest is_awaited is_ready wrong />
        <p id="filter-problem" class="field-fault filter-problem" role="status">{said}</p>
    }
}

/// How many runs there are, have come, and are shown.
#[component]
fn CountText(
    list: Signal<List<Run>>,
    watched: Watched<List<Run>>,
    all: Memo<Runs>,
    visible: Memo<Runs>,
) -> impl IntoView {
    let is_loading = {
        let watched = watched.clone();
        Memo::new(move |_| watched.with(Loadable::is_pending))
    };
    let said = move || {
        let (shown, come) = (visible.with(|runs| runs.0.len()), all.with(|runs| runs.0.len()));
        let total = list.with(|list| list.total).filter(|total| *total > come as u64);
        let mut text = match (is_loading.get(), total) {
            (true, Some(total)) => format!("{} of {} runs loaded", thousands(come as u64), thousands(total)),
            (true, None) => format!("{} so far", count(come, "run", "runs")),
            (false, _) => count(come, "run", "runs"),
        };
        if shown < come {
            text = format!("{} of {text}", thousands(shown as u64));
        }
        text
    };
    view! {
        <p class="quiet toolbar-end">
            <span role="status">{said}</span>
            {move || is_loading.get().then(|| {
                let watched = watched.clone();
                view! { " " <button class="legend-more" on:click=move |_| watched.stop()>"Stop"</button> }
            })}
        </p>
    }
}
