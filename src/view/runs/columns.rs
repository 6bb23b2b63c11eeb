//! Choosing the columns of the run table.

use crate::query::{Column, PlainText};
use crate::state::{ColumnOffer, use_app};
use crate::view::widget::Menu;
use leptos::prelude::*;

/// The menu of columns: search, tick, or back to the default choice.
#[component]
pub fn ColumnMenu(
    /// The columns that are shown, in order.
    columns: Memo<Vec<Column>>,
    /// The columns that the runs can fill.
    offer: Memo<ColumnOffer>,
) -> impl IntoView {
    let app = use_app();
    let label = Signal::derive(|| "Columns".to_owned());
    view! {
        <Menu label icon=icondata_lu::LuColumns3 title="Columns">
            <div class="menu-head">
                <p class="menu-title">"Columns"</p>
                <button class="button" on:click=move |_| app.adjust(|workspace| workspace.columns = None)>
                    "Default"
                </button>
            </div>
            <ColumnList columns offer />
        </Menu>
    }
}

#[component]
fn ColumnList(columns: Memo<Vec<Column>>, offer: Memo<ColumnOffer>) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let shown = move || {
        let words = PlainText::new(&search.get());
        offer.with(|offer| {
            offer
                .available
                .iter()
                .filter(|column| words.matches_any([column.code().as_str()].into_iter()))
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    view! {
        <input type="search" class="search" placeholder="Search columns" aria-label="Search columns" bind:value=search />
        <ul class="menu-list column-list">
            <For each=shown key=Column::code let:column>
                <ColumnOption column columns />
            </For>
        </ul>
    }
}

#[component]
fn ColumnOption(column: Column, columns: Memo<Vec<Column>>) -> impl IntoView {
    let app = use_app();
    let kind = match &column {
        Column::Param(_) => "param",
        Column::Tag(_) => "tag",
        Column::Metric(..) => "metric",
        _ => "",
    };
    let title = column.title();
    let is_shown = {
        let column = column.clone();
        move || columns.with(|columns| columns.iter().any(|shown| same(shown, &column)))
    };
    let toggle = move |_| {
        let mut chosen = columns.get_untracked();
        match chosen.iter().position(|shown| same(shown, &column)) {
            Some(place) => {
                chosen.remove(place);
            }
            None => chosen.push(column.clone()),
        }
        app.adjust(|workspace| workspace.columns = Some(chosen));
    };
    view! {
        <li>
            <label class="menu-item">
                <input type="checkbox" prop:checked=is_shown on:change=toggle />
                <span>{title}</span>
                <small>{kind}</small>
            </label>
        </li>
    }
}

/// A metric is the same column whatever value stands for it.
fn same(a: &Column, b: &Column) -> bool {
    match (a, b) {
        (Column::Metric(a, _), Column::Metric(b, _)) => a == b,
        _ => a == b,
    }
}
