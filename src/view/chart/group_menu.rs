//! Choosing by what runs are put together in charts, and how a group is drawn.

use crate::chart::{Center, Grid, Spread};
use crate::state::{Grouping, Runs, use_app};
use crate::view::widget::{GroupBy, Menu, choice, group_label};
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
    let center = Memo::new(move |_| grouping.with(|grouping| grouping.center));
    let spread = Memo::new(move |_| grouping.with(|grouping| grouping.spread));
    let grid = Memo::new(move |_| grouping.with(|grouping| grouping.grid));
    let label = Signal::derive(move || grouping.with(|grouping| group_label(&grouping.by)));
    let change = move |change: &dyn Fn(&mut Grouping)| app.adjust(|workspace| change(&mut workspace.grouping));
    view! {
        <Menu label icon=icondata_lu::LuGroup title="Groups of runs">
            <GroupBy runs title="One line for all runs with the same" id="chart-group" />
            {choice("Line", Center::ALL, |one| (one.word(), one.label()), center,
                |workspace, center| workspace.grouping.center = center)}
            {choice("Band", Spread::ALL, |one| (one.word(), one.label()), spread,
                |workspace, spread| workspace.grouping.spread = spread)}
            {choice("Match x", Grid::ALL, |one| (one.word(), one.label()), grid,
                |workspace, grid| workspace.grouping.grid = grid)}
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
