//! Choosing by what runs are put together in charts, and how a group is drawn.

use crate::chart::{Center, Grid, Spread};
use crate::state::{Grouping, Runs, use_app};
use crate::view::widget::{GroupBy, Menu, group_label};
use leptos::prelude::*;

/// The menu of groups.
#[component]
pub fn GroupMenu(
    /// The runs that are put together.
    #[prop(into)]
    runs: Signal<Runs>,
) -> impl IntoView {
    let app = use_app();
    let grouping = app.part(|workspace| workspace.grouping.clone());
    let label = Signal::derive(move || grouping.with(|grouping| group_label(&grouping.by)));
    let change = move |change: &dyn Fn(&mut Grouping)| app.adjust(|workspace| change(&mut workspace.grouping));
    view! {
        <Menu label icon=icondata_lu::LuGroup title="Groups of runs">
            <GroupBy runs title="One line for all runs with the same" id="chart-group" />
            {choice("Line", Center::ALL.map(|one| (one.word(), one.label())), grouping, |grouping| grouping.center.word(),
                |grouping, place| grouping.center = Center::ALL[place])}
            {choice("Band", Spread::ALL.map(|one| (one.word(), one.label())), grouping, |grouping| grouping.spread.word(),
                |grouping, place| grouping.spread = Spread::ALL[place])}
            {choice("Match x", Grid::ALL.map(|one| (one.word(), one.label())), grouping, |grouping| grouping.grid.word(),
                |grouping, place| grouping.grid = Grid::ALL[place])}
            <label class="field">
                <input
                    type="checkbox"
                    prop:checked=move || grouping.with(|grouping| grouping.members)
                    on:change:target=move |event| {
                        let members = event.target().checked();
                        change(&|grouping| grouping.members = members);
                    }
                />
                <span>"Show the runs behind"</span>
            </label>
        </Menu>
    }
}

fn choice<const N: usize>(
    label: &'static str,
    options: [(&'static str, &'static str); N],
    grouping: Memo<Grouping>,
    chosen: fn(&Grouping) -> &'static str,
    choose: fn(&mut Grouping, usize),
) -> AnyView {
    let app = use_app();
    view! {
        <label class="field">
            <span>{label}</span>
            <select on:change:target=move |event| {
                let word = event.target().value();
                if let Some(place) = options.iter().position(|option| option.0 == word) {
                    app.adjust(|workspace| choose(&mut workspace.grouping, place));
                }
            }>
                {options.map(|(word, label)| view! {
                    <option value=word selected=move || grouping.with(chosen) == word>{label}</option>
                })}
            </select>
        </label>
    }
    .into_any()
}
