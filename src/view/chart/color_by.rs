//! Colouring runs by what they are: the choice, and what the colours mean.

use super::color_key::ColorKeyView;
use crate::query::{Census, Column};
use crate::state::{Colors, Runs, column_text, use_app, use_run_colors};
use leptos::prelude::*;

/// The choice of a column whose values tell the colours of runs.
#[component]
pub fn ColorBy(
    /// The runs whose columns are offered.
    #[prop(into)]
    runs: Signal<Runs>,
) -> impl IntoView {
    let app = use_app();
    let by = app.part(|workspace| workspace.coloring.by.clone());
    let groups = move || {
        let mut columns = runs.with_untracked(|runs| Census::of(runs.0.iter()).available());
        // What was chosen stays, also where these runs have nothing of it.
        columns.extend(by.get_untracked().filter(|by| !columns.contains(by)));
        let of = |label: &'static str, is_of: fn(&Column) -> bool| {
            let options: Vec<_> = columns.iter().filter(|column| is_of(column)).cloned().collect();
            let option = move |column: Column| {
                let code = column.code();
                view! { <option value=code selected=move || by.with(|by| by.as_ref() == Some(&column))>{column.title()}</option> }
            };
            (!options.is_empty()).then(|| {
                view! { <optgroup label=label>{options.into_iter().map(option).collect_view()}</optgroup> }
            })
        };
        view! {
            {of("Params", |column| matches!(column, Column::Param(_)))}
            {of("Metrics", |column| matches!(column, Column::Metric(..)))}
            {of("Run", |column| !matches!(column, Column::Param(_) | Column::Metric(..) | Column::Tag(_) | Column::Id))}
            {of("Tags", |column| matches!(column, Column::Tag(_)))}
        }
    };
    view! {
        <label class="field">
            <span>"Colour by"</span>
            <select on:change:target=move |event| {
                let code = event.target().value();
                app.adjust(|workspace| workspace.coloring.by = Column::parse(&code));
            }>
                <option value="" selected=move || by.with(Option::is_none)>"Run"</option>
                {groups()}
            </select>
        </label>
        {move || app.workspace().with(|workspace| !workspace.coloring.by_hand.is_empty()).then(|| view! {
            <button class="button" on:click=move |_| app.adjust(|workspace| workspace.coloring.by_hand.clear())>
                "Take back colours chosen by hand"
            </button>
        })}
    }
}

/// What the colours of runs mean, where a column tells them.
#[component]
pub fn RunColorKey() -> impl IntoView {
    let app = use_app();
    let colors = use_run_colors();
    let told = Memo::new(move |_| colors.with(|colors| colors.told().cloned()));
    let by = app.part(|workspace| workspace.coloring.by.clone());
    let is_grouped = app.part(|workspace| !workspace.grouping.by.is_empty());
    let is_told = Memo::new(move |_| told.with(Option::is_some));
    let what = Signal::derive(move || by.with(|by| by.as_ref().map(column_text).unwrap_or_default()));
    move || {
        is_told.get().then(|| {
            // The last one while it goes.
            let colors = Memo::new(move |last: Option<&Colors>| told.get().or_else(|| last.cloned()).unwrap_or_default());
            view! {
                <div class="run-colors">
                    <ColorKeyView what colors />
                    {move || is_grouped.get().then(|| view! { <span class="quiet">"Groups keep their own colours"</span> })}
                    <button class="legend-more" on:click=move |_| app.adjust(|workspace| workspace.coloring.by = None)>
                        "Colour by run"
                    </button>
                </div>
            }
        })
    }
}
