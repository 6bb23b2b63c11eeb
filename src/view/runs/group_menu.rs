//! Choosing by what the rows of the table are put together, and what stands for them.

use crate::query::Stat;
use crate::state::{Runs, use_app};
use crate::view::widget::{GroupBy, Menu, choice, group_label};
use leptos::prelude::*;

/// The menu of groups of the table.
#[component]
pub fn TableGroupMenu(
    /// The runs that are put together.
    runs: Memo<Runs>,
) -> impl IntoView {
    let app = use_app();
    let by = app.part(|workspace| workspace.grouping.by.clone());
    let stat = app.part(|workspace| workspace.groups.stat);
    let label = Signal::derive(move || by.with(|by| group_label(by)));
    let has_groups = Memo::new(move |_| by.with(|by| !by.is_empty()));
    let set_all = move |open: bool| app.adjust(|workspace| workspace.groups.set_all(open));
    view! {
        <Menu label icon=icondata_lu::LuGroup title="Groups in the table">
            <GroupBy runs title="One row for all runs with the same" id="table-group" />
            {choice("Numbers", Stat::ALL, |one| (one.word(), one.label()), stat, |workspace, stat| workspace.groups.stat = stat)}
            <div class="menu-row" hidden=move || !has_groups.get()>
                <button class="button" on:click=move |_| set_all(true)>"Open all"</button>
                <button class="button" on:click=move |_| set_all(false)>"Close all"</button>
            </div>
        </Menu>
    }
}
