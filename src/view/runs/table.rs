//! The table of runs. Only the rows near the screen exist.

use super::header::HeaderCell;
use super::row::RunRow;
use crate::query::{Column, depths};
use crate::state::{Runs, use_app};
use leptos::html::Div;
use leptos::prelude::*;
use leptos_use::{UseElementSizeReturn, use_element_size};

/// The height of a row in CSS pixels; the style sheet says the same.
const ROW_PX: f64 = 32.0;
/// Rows that exist above and below the visible ones.
const SPARE: usize = 8;

/// The table of runs.
#[component]
pub fn RunTable(
    /// The runs, in order.
    rows: Memo<Runs>,
    /// The columns behind the name.
    columns: Memo<Vec<Column>>,
) -> impl IntoView {
    let viewport = NodeRef::<Div>::new();
    let UseElementSizeReturn { height, .. } = use_element_size(viewport);
    let scrolled = RwSignal::new(0.0);
    let length = Memo::new(move |_| rows.with(|rows| rows.0.len()));
    let window = Memo::new(move |_| {
        // Both casts are of small positive numbers.
        let first = (scrolled.get() / ROW_PX).floor().max(0.0) as usize;
        let visible = (height.get() / ROW_PX).ceil().max(1.0) as usize + 1;
        let length = length.get();
        let start = first.saturating_sub(SPARE).min(length);
        (start, (first + visible + SPARE).min(length).max(start))
    });
    let app = use_app();
    let is_tree = app.part(|workspace| workspace.shows_tree());
    let levels = Memo::new(move |_| {
        if is_tree.get() {
            rows.with(|rows| depths(&rows.0))
        } else {
            Vec::new()
        }
    });
    let depth = move |place: usize| levels.with(|levels| levels.get(place).copied().unwrap_or(0));
    let shown = move || {
        let (start, end) = window.get();
        rows.with(|rows| {
            rows.0[start.min(rows.0.len())..end.min(rows.0.len())]
                .iter()
                .enumerate()
                .map(|(place, run)| (start + place, depth(start + place), run.clone()))
                .collect::<Vec<_>>()
        })
    };
    let above = move || window.get().0 as f64 * ROW_PX;
    let below = move || (length.get() - window.get().1.min(length.get())) as f64 * ROW_PX;
    let on_scroll = move |_| {
        if let Some(viewport) = viewport.get_untracked() {
            scrolled.set(f64::from(viewport.scroll_top()));
        }
    };
    let column_count = move || columns.with(Vec::len) + 2;
    view! {
        <div class="runs-viewport" node_ref=viewport on:scroll=on_scroll>
            <table
                class="table runs-table"
                aria-label="Runs"
                aria-rowcount=move || length.get() + 1
                aria-colcount=column_count
            >
                <thead>
                    <tr aria-rowindex="1">
                        <HeaderCell column=Column::Name columns rows />
                        <For each=move || columns.get() key=Column::code let:column>
                            <HeaderCell column columns rows />
                        </For>
                    </tr>
                </thead>
                <tbody>
                    <tr class="spacer" aria-hidden="true" style:height=move || format!("{}px", above())></tr>
                    <For
                        each=shown
                        // The address tells a run that was read anew from the old one.
                        key=|(place, depth, run)| (*place, *depth, std::sync::Arc::as_ptr(run) as usize)
                        let:((place, depth, run))
                    >
                        <RunRow run place depth columns />
                    </For>
                    <tr class="spacer" aria-hidden="true" style:height=move || format!("{}px", below())></tr>
                </tbody>
            </table>
        </div>
    }
}
