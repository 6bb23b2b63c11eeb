//! The heading of a group of runs in the table.

use super::group_cell::group_cell;
use super::look::Look;
use super::table::{ShownColumn, ShownColumns, room};
use crate::model::RunId;
use crate::query::RunGroup;
use crate::state::use_app;
use crate::text::{count, thousands};
use crate::view::widget::Icon;
use leptos::prelude::*;
use leptos::tachys::html::attribute::custom::custom_attribute;
use std::collections::HashSet;
use std::sync::Arc;

/// The heading of a group of runs. The row stays when the runs change, so that the focus does.
#[component]
pub fn GroupRow(
    /// Which group, as it is now, and whether its runs stand below it.
    group: Memo<(Arc<RunGroup>, bool)>,
    /// Its place among the rows, from 0.
    place: Memo<usize>,
    /// The runs that are selected.
    picked: Memo<HashSet<RunId>>,
    /// The columns behind the name.
    cells: Memo<ShownColumns>,
    /// How its numbers look.
    look: Memo<Look>,
) -> impl IntoView {
    let app = use_app();
    let stat = app.part(|workspace| workspace.groups.stat);
    // What is folded or unfolded stays the same group: its cells are not made anew.
    let runs = Memo::new_with_compare(
        move |_| group.with(|(group, _)| group.clone()),
        |a, b| a.zip(b).is_none_or(|(a, b)| !Arc::ptr_eq(a, b)),
    );
    let short_name = Memo::new(move |_| runs.with(|group| group.short_name.clone()));
    let is_open = Memo::new(move |_| group.with(|(_, is_open)| *is_open));
    let name = Memo::new(move |_| runs.with(|group| group.name.clone()));
    let length = Memo::new(move |_| runs.with(|group| group.runs.len()));
    let picked_runs = Memo::new(move |_| {
        picked.with(|picked| match picked.is_empty() {
            true => 0,
            false => runs.with(|group| group.runs.iter().filter(|run| picked.contains(&run.id)).count()),
        })
    });
    let is_picked = Memo::new(move |_| picked_runs.get() == length.get());
    let is_part = Memo::new(move |_| picked_runs.get() > 0 && !is_picked.get());
    let pick = move |_| {
        let ids: Vec<RunId> = runs.with_untracked(|group| group.runs.iter().map(|run| run.id.clone()).collect());
        let is_picked = is_picked.get_untracked();
        app.adjust(|workspace| workspace.pick_all(ids, !is_picked));
    };
    let fold = move |_| {
        group.with_untracked(|(group, is_open)| {
            app.adjust(|workspace| workspace.groups.set_open(&group.code, !is_open));
        });
    };
    let columns = move || {
        let (group, stat, look) = (runs.get(), stat.get(), look.get());
        cells.with(|cells| {
            let cell = |shown: &ShownColumn| group_cell(&group, shown, stat, &look);
            let (pinned, scrolling) = cells.columns.split_at(cells.pinned);
            let pinned = pinned.iter().map(cell).collect_view();
            let scrolling = scrolling.iter().map(cell).collect_view();
            (pinned, cells.is_cut.then(room), scrolling)
        })
    };
    let many = move || count(length.get(), "run", "runs");
    view! {
        // The heading of the table is row 1.
        <tr
            class="group-row"
            aria-rowindex=move || place.get() + 2
            {..custom_attribute("aria-level", "1")}
            aria-expanded=move || is_open.get().to_string()
            class:picked=is_picked
            aria-selected=move || is_picked.get().to_string()
        >
            <th scope="row" class="col-name pinned">
                <span class="name-cell">
                    <input
                        type="checkbox"
                        aria-label=move || format!("Select {} of {}", many(), name.get())
                        prop:checked=is_picked
                        prop:indeterminate=is_part
                        on:change=pick
                    />
                    <button
                        class="fold"
                        aria-expanded=move || is_open.get().to_string()
                        aria-label=move || format!("{}, {}", name.get(), many())
                        title=move || name.get()
                        on:click=fold
                    >
                        <Icon icon=icondata_lu::LuChevronRight />
                        <span class="fold-name">{short_name}</span>
                        <small>{move || thousands(length.get() as u64)}</small>
                    </button>
                </span>
            </th>
            {columns}
            {room()}
        </tr>
    }
}
