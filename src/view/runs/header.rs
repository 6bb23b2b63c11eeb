//! The heading of a column: its name, the order, and which value it shows.

use super::heading_drag::{Drag, edge};
use super::heading_menu::{MENU_PX, STEP_PX};
use super::headings::{Headings, OpenMenu};
use crate::model::{Aggregate, RunId};
use crate::query::{Column, Direction};
use crate::state::{Runs, Workspace, use_app};
use crate::view::widget::Icon;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html::Button;
use leptos::prelude::*;
use std::collections::HashSet;

/// The heading of a column. The name's heading also picks all runs.
#[component]
pub fn HeaderCell(
    /// Which column.
    column: Column,
    /// What the headings share.
    headings: Headings,
) -> impl IntoView {
    let app = use_app();
    let here = {
        let column = column.clone();
        Memo::new(move |_| headings.cells.with(|cells| cells.find(&column)))
    };
    let place = move || here.with(|here| here.as_ref().map_or(0, |here| here.place));
    let left = move || here.with(|here| here.as_ref().and_then(|here| here.left()));
    let is_pinned = move || here.with(|here| here.as_ref().is_some_and(|here| here.pinned_at.is_some()));
    let keys = app.part(Workspace::sort_keys);
    // Its place among the keys of the order, and which way.
    let order = {
        let column = column.clone();
        Memo::new(move |_| {
            keys.with(|keys| {
                let place = keys.iter().position(|key| key.column == column)?;
                Some((place, keys[place].direction, keys.len()))
            })
        })
    };
    // Only one column of a table may say so.
    let aria_sort = move || match order.get() {
        Some((0, Direction::Ascending, _)) => Some("ascending"),
        Some((0, Direction::Descending, _)) => Some("descending"),
        _ => None,
    };
    let drag = Drag::new(headings, column.clone());
    let turn = {
        let column = column.clone();
        move |event: MouseEvent| {
            if drag.is_dragged.get_untracked() {
                drag.is_dragged.set(false);
                return;
            }
            app.adjust(|workspace| workspace.sort_by(&column, event.shift_key()));
        }
    };
    let on_key = {
        let column = column.clone();
        move |event: KeyboardEvent| {
            let by = match event.key().as_str() {
                "ArrowLeft" if event.alt_key() => -1_i8,
                "ArrowRight" if event.alt_key() => 1,
                _ => return,
            };
            // The browser would leave the page.
            event.prevent_default();
            if event.shift_key() {
                headings.widen(&column, f64::from(by) * STEP_PX);
            } else {
                headings.move_by(&column, isize::from(by));
            }
        }
    };
    let (title, code) = (column.title(), column.code());
    let hint = title.clone();
    let class = format!("col-{}", column_kind(&column));
    // Numbers stand to the right, and so does the name above them.
    let is_numeric = {
        let column = column.clone();
        Memo::new(move |_| headings.offer.with(|offer| offer.is_numeric(&column)))
    };
    let is_name = column == Column::Name;
    let drops_here = Memo::new(move |_| headings.drop_at.get().is_some_and(|at| at == place()));
    view! {
        <th
            scope="col"
            class=class
            class:number=is_numeric
            class:pinned=is_pinned
            class:drop=drops_here
            class:dragged=drag.is_dragged
            style:left=left
            aria-colindex=move || place() + 1
            aria-sort=aria_sort
            data-column=code
        >
            <span class="head-cell">
                {is_name.then(|| view! { <PickAll rows=headings.rows /> })}
                <button
                    class="sort-button"
                    title=hint
                    on:click=turn
                    on:keydown=on_key
                    on:pointerdown=move |event| drag.press(&event)
                    on:pointermove=move |event| drag.pull(&event)
                    on:pointerup=move |_| drag.drop()
                    on:pointercancel=move |_| drag.cancel()
                >
                    <span class="sort-name">{title}</span>
                    {move || order.get().map(|(place, direction, count)| view! {
                        {match direction {
                            Direction::Ascending => view! { <Icon icon=icondata_lu::LuArrowUp /> },
                            Direction::Descending => view! { <Icon icon=icondata_lu::LuArrowDown /> },
                        }}
                        {(count > 1).then(|| view! { <small class="sort-place">{place + 1}</small> })}
                    })}
                </button>
                {aggregate_choice(&column, headings)}
                {menu_button(&column, headings)}
            </span>
            {edge(headings, column)}
        </th>
    }
}

fn menu_button(column: &Column, headings: Headings) -> impl IntoView + use<> {
    let button = NodeRef::<Button>::new();
    let label = format!("Menu of column {}", column.title());
    let is_open = {
        let column = column.clone();
        Memo::new(move |_| {
            headings
                .menu
                .with(|menu| menu.as_ref().is_some_and(|menu| menu.column == column))
        })
    };
    let column = column.clone();
    let open = move |_| {
        let Some(button) = button.get_untracked() else {
            return;
        };
        let area = button.get_bounding_client_rect();
        let width = window().inner_width().ok().and_then(|width| width.as_f64());
        let most = width.unwrap_or(f64::INFINITY) - MENU_PX - 8.0;
        headings.menu.set(Some(OpenMenu {
            column: column.clone(),
            left: area.left().min(most).max(8.0),
            top: area.bottom() + 4.0,
        }));
    };
    view! {
        <button
            class="head-menu"
            node_ref=button
            aria-label=label
            aria-expanded=move || is_open.get().to_string()
            on:click=open
        >
            <Icon icon=icondata_lu::LuEllipsisVertical />
        </button>
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

fn aggregate_choice(column: &Column, headings: Headings) -> Option<impl IntoView + use<>> {
    let Column::Metric(key, aggregate) = column else {
        return None;
    };
    let app = use_app();
    let (column, aggregate) = (column.clone(), *aggregate);
    let label = format!("Value shown for {key}");
    let change = move |word: String| {
        if let Some(wanted) = Aggregate::parse(&word) {
            let shown = headings.columns.get_untracked();
            app.adjust(|workspace| workspace.set_aggregate(&shown, &column, wanted));
        }
    };
    Some(view! {
        <select class="aggregate" aria-label=label on:change:target=move |event| change(event.target().value())>
            {Aggregate::ALL.map(|option| view! {
                <option value=option.word() selected=option == aggregate>{option.word()}</option>
            })}
        </select>
    })
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
            let picked: HashSet<&RunId> = workspace.runs.iter().collect();
            let pick = !ids.iter().all(|id| picked.contains(id));
            workspace.pick_all(ids, pick);
        });
    };
    view! {
        <input type="checkbox" aria-label="Select all runs shown" prop:checked=all_picked on:change=toggle />
    }
}
