//! Several runs side by side: params and metrics, and their charts overlaid.

use super::params::{Rows, SideBySide};
use super::relations::relations;
use crate::state::{Catalog, Picked, provide_run_colors, use_app, use_picked};
use crate::view::runs::{ChartControls, ChartGrid};
use crate::view::widget::{Empty, Skeleton, later};
use leptos::prelude::*;

/// The selected runs side by side.
#[component]
pub fn ComparePage(
    /// Where they come from.
    catalog: Catalog,
) -> impl IntoView {
    let app = use_app();
    let picked = app.part(|workspace| workspace.runs.clone());
    let catalog = StoredValue::new_local(catalog);
    let Picked {
        runs,
        is_waiting,
        failures,
    } = use_picked(catalog.get_value(), picked);
    provide_run_colors(runs.into());
    // A memo, or all below would be built anew with every answer.
    let has_none = Memo::new(move |_| runs.with(|runs| runs.0.is_empty()));
    let has_several = Memo::new(move |_| runs.with(|runs| runs.0.len() > 1));
    let differences_only = app.part(|workspace| workspace.differences_only);
    view! {
        <div class="page page-scrolls">
            {move || failures.get().into_iter().map(|(id, error)| view! {
                <p class="notice" role="alert">{format!("The run {id} is left out: {error}. {}", error.advice())}</p>
            }).collect_view()}
            {move || if picked.with(Vec::is_empty) {
                view! {
                    <Empty
                        title="No runs are selected"
                        advice="Tick runs in the table of an experiment, then come back here."
                    />
                }.into_any()
            } else if has_none.get() {
                is_waiting.get().then(|| view! { <Skeleton /> }).into_any()
            } else {
                view! {
                    <div class="toolbar">
                        <label class="field">
                            <input
                                type="checkbox"
                                prop:checked=differences_only
                                on:change:target=move |event| {
                                    let only = event.target().checked();
                                    app.adjust(|workspace| workspace.differences_only = only);
                                }
                            />
                            <span>"Differences only"</span>
                        </label>
                    </div>
                    <SideBySide title="Params" rows=Rows::Params runs differences_only />
                    <SideBySide title="Metrics" rows=Rows::Metrics runs differences_only />
                    <SideBySide title="Tags" rows=Rows::Tags runs differences_only />
                    {move || has_several.get().then(|| {
                        later(8, || Box::pin(relations()), move |draw| draw(runs))
                    })}
                    <h2 class="files-title">"Charts"</h2>
                    <ChartControls runs />
                    <ChartGrid runs catalog=catalog.get_value() />
                }.into_any()
            }}
        </div>
    }
}
