//! The menu of a column.

use super::headings::{Headings, OpenMenu};
use super::look::LookItems;
use crate::query::{Column, Direction, SortKey, best_direction};
use crate::state::{Workspace, use_app};
use crate::view::widget::CloseMenu;
use leptos::html::Div;
use leptos::prelude::*;
use leptos_use::on_click_outside;

/// How wide the menu is at most, in CSS pixels; the style sheet says the same.
pub const MENU_PX: f64 = 220.0;
/// By how much a column grows or shrinks at once, in CSS pixels.
pub const STEP_PX: f64 = 16.0;

/// The menu that is open, above all that scrolls.
#[component]
pub fn HeadingMenu(
    /// What the headings share.
    headings: Headings,
) -> impl IntoView {
    move || headings.menu.get().map(|open| view! { <Panel headings open /> })
}

#[component]
fn Panel(headings: Headings, open: OpenMenu) -> impl IntoView {
    let panel = NodeRef::<Div>::new();
    let _ = on_click_outside(panel, move |_| headings.menu.set(None));
    Effect::new(move |_| {
        let first = panel
            .get()
            .and_then(|panel| panel.query_selector("button").ok().flatten());
        if let Some(first) = first.and_then(|first| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(first).ok())
        {
            let _ = first.focus();
        }
    });
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            headings.close_menu();
        }
    };
    let column = open.column;
    let title = format!("Column {}", column.title());
    let app = use_app();
    let item = {
        let column = column.clone();
        move |label: &str, act: fn(&mut Workspace, &[Column], &Column)| {
            let column = column.clone();
            let act = move |_| {
                let shown = headings.columns.get_untracked();
                app.adjust(|workspace| act(workspace, &shown, &column));
                headings.close_menu();
            };
            view! { <button class="menu-item" on:click=act>{label.to_owned()}</button> }.into_any()
        }
    };
    let step = {
        let column = column.clone();
        // The menu stays, for one step is seldom all.
        move |label: &str, act: fn(Headings, &Column)| {
            let column = column.clone();
            view! { <button class="menu-item" on:click=move |_| act(headings, &column)>{label.to_owned()}</button> }
                .into_any()
        }
    };
    let keys = app.workspace().with_untracked(Workspace::sort_keys);
    let is_chosen = app.workspace().with_untracked(|workspace| !workspace.shows_tree());
    let is_key = keys.iter().any(|key| key.column == column);
    let is_pinned = app
        .workspace()
        .with_untracked(|workspace| workspace.table.pins.contains(&column));
    let is_name = column == Column::Name;
    let is_number = column != Column::Duration && headings.offer.with_untracked(|offer| offer.is_numeric(&column));
    let close = CloseMenu(Callback::new(move |()| headings.close_menu()));
    view! {
        <div
            class="menu-panel column-menu"
            role="group"
            aria-label=title
            node_ref=panel
            style:left=format!("{}px", open.left)
            style:top=format!("{}px", open.top)
            on:keydown=on_key
        >
            {item("Sort ascending", |workspace, _, column| sort(workspace, column, Direction::Ascending))}
            {item("Sort descending", |workspace, _, column| sort(workspace, column, Direction::Descending))}
            {(is_chosen && !is_key).then(|| item("Then sort by this", |workspace, _, column| workspace.sort_by(column, true)))}
            {(is_chosen && is_key).then(|| item("Do not sort by this", |workspace, _, column| {
                let mut keys = workspace.sort_keys();
                keys.retain(|key| key.column != *column);
                workspace.set_sort(keys);
            }))}
            {matches!(column, Column::Metric(..)).then(|| {
                item("Best run by this", |workspace, _, column| {
                    if let Column::Metric(key, _) = column {
                        let direction = best_direction(key.as_str());
                        let column = column.clone();
                        workspace.table.best = Some(SortKey { column, direction });
                    }
                })
            })}
            {is_number.then(|| view! { <LookItems column=column.clone() close /> })}
            {(!is_name).then(|| (
                item(if is_pinned { "Unpin" } else { "Pin to the left" }, Workspace::toggle_pin),
                step("Move left", |headings, column| headings.move_by(column, -1)),
                step("Move right", |headings, column| headings.move_by(column, 1)),
            ))}
            {step("Wider", |headings, column| headings.widen(column, STEP_PX))}
            {step("Narrower", |headings, column| headings.widen(column, -STEP_PX))}
            {item("Usual width", |workspace, _, column| workspace.table.set_width(column, None))}
            {(!is_name).then(|| item("Hide", Workspace::hide_column))}
        </div>
    }
}

fn sort(workspace: &mut Workspace, column: &Column, direction: Direction) {
    let column = column.clone();
    workspace.set_sort(vec![SortKey { column, direction }]);
}
