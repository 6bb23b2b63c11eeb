//! One run in the table.

use super::cell::run_cell;
use super::delta::BaselineFlag;
use super::look::Look;
use super::table::{ShownColumn, ShownColumns, room};
use crate::model::{Run, RunId};
use crate::state::use_app;
use crate::view::widget::{Icon, RunName};
use leptos::prelude::*;
use leptos::tachys::html::attribute::custom::custom_attribute;
use std::collections::HashSet;
use std::sync::Arc;

/// One run in the table. The row stays when the run changes, so that the focus does.
#[component]
pub fn RunRow(
    /// Which run, as it is now.
    run: Memo<Arc<Run>>,
    /// Its place in the order, from 0.
    place: Memo<usize>,
    /// How many of its ancestors stand above it.
    depth: Memo<u8>,
    /// Whether it stands below the heading of a group.
    is_grouped: Memo<bool>,
    /// The runs that are selected.
    picked: Memo<HashSet<RunId>>,
    /// The columns behind the name.
    cells: Memo<ShownColumns>,
    /// How its numbers look.
    look: Memo<Look>,
) -> impl IntoView {
    let app = use_app();
    let id = run.with_untracked(|run| run.id.clone());
    let of = id.clone();
    let name = Memo::new(move |_| run.with(|run| run.name.clone()));
    let is_picked = {
        let id = id.clone();
        Memo::new(move |_| picked.with(|picked| picked.contains(&id)))
    };
    let indent = move || {
        let steps = u32::from(depth.get().saturating_sub(1)) + u32::from(is_grouped.get());
        format!("{}px", steps * 14)
    };
    let label = move || run.with(|run| format!("Select {}", run.name));
    let is_child = move || run.with(|run| run.parent_id.is_some());
    let columns = move || {
        let (run, look) = (run.get(), look.get());
        cells.with(|cells| {
            let cell = |shown: &ShownColumn| run_cell(&run, shown, &look);
            let (pinned, scrolling) = cells.columns.split_at(cells.pinned);
            let pinned = pinned.iter().map(cell).collect_view();
            let scrolling = scrolling.iter().map(cell).collect_view();
            (pinned, cells.is_cut.then(room), scrolling)
        })
    };
    view! {
        // The heading is row 1.
        <tr
            aria-rowindex=move || place.get() + 2
            {..custom_attribute("aria-level", move || is_grouped.get().then(|| (depth.get() + 2).to_string()))}
            class:picked=is_picked
            aria-selected=move || is_picked.get().to_string()
        >
            <th scope="row" class="col-name pinned">
                <span class="name-cell" style:padding-left=indent>
                    <input
                        type="checkbox"
                        aria-label=label
                        prop:checked=is_picked
                        on:change=move |_| app.adjust(|workspace| workspace.toggle_run(&id))
                    />
                    {move || is_child().then(|| view! {
                        <span class="child-sign" title="Child run"><Icon icon=icondata_lu::LuCornerDownRight /></span>
                    })}
                    {move || view! { <RunName run=run.get() /> }}
                    <BaselineFlag run=of name />
                </span>
            </th>
            {columns}
            {room()}
        </tr>
    }
}
