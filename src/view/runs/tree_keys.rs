//! The arrow keys in a table whose rows fold.

use super::table::ROW_PX;
use crate::query::{TableRow, TableRows};
use crate::state::use_app;
use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Right opens a group or goes to its first run, left closes it or goes to it
/// from one of its runs, up and down go to the row beside.
pub fn tree_keys(rows: Memo<TableRows>, viewport: NodeRef<Div>) -> impl Fn(KeyboardEvent) + Copy + 'static {
    let app = use_app();
    move |event: KeyboardEvent| {
        if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let Some(place) = place_of(&event) else {
            return;
        };
        let (row, head) = rows.with_untracked(|rows| (rows.slice(place..place + 1).pop(), rows.head_of(place)));
        // Where nothing folds the keys scroll.
        let (Some(row), Some(head)) = (row, head) else {
            return;
        };
        let set_open = |open: bool| {
            if let TableRow::Group(group, _) = &row {
                app.adjust(|workspace| workspace.groups.set_open(&group.code, open));
            }
        };
        match (event.key().as_str(), &row) {
            ("ArrowRight", TableRow::Group(_, false)) => set_open(true),
            ("ArrowRight", TableRow::Group(_, true)) => go(viewport, place + 1),
            ("ArrowLeft", TableRow::Group(_, true)) => set_open(false),
            ("ArrowLeft", TableRow::Run(..)) => go(viewport, head),
            ("ArrowDown", _) if place + 1 < rows.with_untracked(TableRows::len) => go(viewport, place + 1),
            ("ArrowUp", _) if place > 0 => go(viewport, place - 1),
            _ => return,
        }
        event.prevent_default();
    }
}

/// The place of the row in which a key was pressed, from 0.
fn place_of(event: &KeyboardEvent) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let row = target.closest("tr").ok()??;
    let index: usize = row.get_attribute("aria-rowindex")?.parse().ok()?;
    // The heading of the table is row 1.
    index.checked_sub(2)
}

/// Moves the focus to the name of a row.
fn go(viewport: NodeRef<Div>, place: usize) {
    let focus = move || {
        let viewport = viewport.get_untracked()?;
        let selector = format!("tr[aria-rowindex=\"{}\"] :is(.fold, .run-link)", place + 2);
        let found: HtmlElement = viewport.query_selector(&selector).ok()??.dyn_into().ok()?;
        found.focus().ok()
    };
    if focus().is_some() {
        return;
    }
    if let Some(viewport) = viewport.get_untracked() {
        // A table is not as high as 31 bits can count.
        viewport.set_scroll_top((place as f64 * ROW_PX) as i32);
    }
    // The row is there once the page has heard of the scrolling.
    request_animation_frame(move || {
        request_animation_frame(move || {
            focus();
        });
    });
}
