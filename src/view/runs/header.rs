//! The heading of a column: its name, the order, and which value it shows.

use super::table::ShownColumn;
use crate::model::{Aggregate, RunId};
use crate::query::{Column, Direction, SortKey};
use crate::state::{ColumnOffer, Runs, use_app};
use crate::view::widget::Icon;
use leptos::prelude::*;
use std::collections::HashSet;

/// The heading of a column. The name's heading also picks all runs.
#[component]
pub fn HeaderCell(
    /// Which column, and where.
    column: ShownColumn,
    /// All columns, to change the value this one shows.
    columns: Memo<Vec<Column>>,
    /// The runs, to pick all of them.
    rows: Memo<Runs>,
    /// What is known of the columns.
    offer: Memo<ColumnOffer>,
) -> impl IntoView {
    let app = use_app();
    let (left, place) = (column.left(), column.place);
    let column = column.column;
    let sort = app.part(|workspace| workspace.sort.clone());
    let direction = {
        let column = column.clone();
        Memo::new(move |_| sort.with(|sort| (sort.column == column).then_some(sort.direction)))
    };
    let aria_sort = move || match direction.get() {
        Some(Direction::Ascending) => Some("ascending"),
        Some(Direction::Descending) => Some("descending"),
        None => None,
    };
    let turn = {
        let column = column.clone();
        move |_| {
            let direction = match direction.get_untracked() {
                Some(direction) => direction.reversed(),
                // Newest first and longest first; everything else from the bottom.
                None if matches!(column, Column::Start | Column::Duration) => Direction::Descending,
                None => Direction::Ascending,
            };
            let column = column.clone();
            app.adjust(|workspace| workspace.sort = SortKey { column, direction });
        }
    };
    let title = column.title();
    let class = format!("col-{}", column_kind(&column));
    // Numbers stand to the right, and so does the name above them.
    let is_numeric = {
        let column = column.clone();
        Memo::new(move |_| offer.with(|offer| offer.is_numeric(&column)))
    };
    let hint = title.clone();
    let is_name = column == Column::Name;
    let aggregate = match &column {
        Column::Metric(_, aggregate) => Some(*aggregate),
        _ => None,
    };
    view! {
        <th
            scope="col"
            class=class
            class:number=is_numeric
            class:pinned=left.is_some()
            style:left=left
            aria-colindex=place + 1
            aria-sort=aria_sort
        >
            <span class="head-cell">
                {is_name.then(|| view! { <PickAll rows /> })}
                <button class="sort-button" on:click=turn title=hint>
                    <span class="sort-name">{title}</span>
                    {move || direction.get().map(|direction| match direction {
                        Direction::Ascending => view! { <Icon icon=icondata_lu::LuArrowUp /> },
                        Direction::Descending => view! { <Icon icon=icondata_lu::LuArrowDown /> },
                    })}
                </button>
                {aggregate.map(|aggregate| view! { <AggregateChoice column aggregate columns /> })}
            </span>
        </th>
    }
}

/// The class of a column's cells.
pub fn column_kind(column: &Column) -> &'static str {
    match column {
        Column::Name => "name",
        Column::Status => "status",
        Column::Start => "start",
        Column::Duration => "duration",
        Column::User | Column::Compute => "word",
        Column::Id => "id",
        Column::Param(_) => "param",
        Column::Tag(_) => "tag",
        Column::Metric(..) => "metric",
    }
}

#[component]
fn AggregateChoice(column: Column, aggregate: Aggregate, columns: Memo<Vec<Column>>) -> impl IntoView {
    let app = use_app();
    let Column::Metric(key, _) = column.clone() else {
        return ().into_any();
    };
    let label = format!("Value shown for {key}");
    let change = move |word: String| {
        let Some(wanted) = Aggregate::parse(&word) else {
            return;
        };
        let new = Column::Metric(key.clone(), wanted);
        let mut chosen = columns.get_untracked();
        for shown in &mut chosen {
            if *shown == column {
                *shown = new.clone();
            }
        }
        app.adjust(|workspace| {
            // The order follows the value that is shown.
            if workspace.sort.column == column {
                workspace.sort.column = new;
            }
            workspace.columns = Some(chosen);
        });
    };
    view! {
        <select class="aggregate" aria-label=label on:change:target=move |event| change(event.target().value())>
            {Aggregate::ALL.map(|option| view! {
                <option value=option.word() selected=option == aggregate>{option.word()}</option>
            })}
        </select>
    }
    .into_any()
}

#[component]
fn PickAll(rows: Memo<Runs>) -> impl IntoView {
    let app = use_app();
    let picked = app.part(|workspace| workspace.runs.clone());
    let all_picked = move || {
        picked.with(|picked| {
            rows.with(|rows| {
                let is_enough = !rows.0.is_empty() && picked.len() >= rows.0.len();
                let picked: HashSet<&RunId> = picked.iter().filter(|_| is_enough).collect();
                is_enough && rows.0.iter().all(|run| picked.contains(&run.id))
            })
        })
    };
    let toggle = move |_| {
        let ids: Vec<_> = rows.with_untracked(|rows| rows.0.iter().map(|run| run.id.clone()).collect());
        app.adjust(|workspace| {
            let shown: HashSet<&RunId> = ids.iter().collect();
            let before = workspace.runs.len();
            workspace.runs.retain(|id| !shown.contains(id));
            let all_picked = before - workspace.runs.len() == ids.len();
            if !all_picked {
                workspace.runs.extend(ids);
            }
        });
    };
    view! {
        <input type="checkbox" aria-label="Select all runs shown" prop:checked=all_picked on:change=toggle />
    }
}
