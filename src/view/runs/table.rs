//! The table of runs. Only the rows near the screen exist, and of many columns
//! only those near it.

use super::focus::keep_focus;
use super::group_row::GroupRow;
use super::header::HeaderCell;
use super::heading_menu::HeadingMenu;
use super::headings::Headings;
use super::look::use_look;
use super::row::RunRow;
use super::row_key::{RowKey, is_one};
use super::tree_keys::tree_keys;
use crate::model::RunId;
use crate::query::{Column, Layout, Placed, TableRow, TableRows};
use crate::state::{ColumnOffer, Runs, use_app, use_groups};
use leptos::html::Div;
use leptos::prelude::*;
use leptos_use::{UseElementSizeReturn, use_element_size};
use std::collections::HashSet;
use std::sync::Arc;

/// The height of a row in CSS pixels; the style sheet says the same.
pub const ROW_PX: f64 = 32.0;
/// Rows that exist above and below the visible ones.
const SPARE: usize = 8;
/// In a viewport narrower than this the name takes less room.
const NARROW_PX: f64 = 560.0;
/// How much, in CSS pixels.
const NARROW_NAME_PX: f64 = 176.0;

/// The column of a cell that exists.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownColumn {
    /// Which one.
    pub column: Column,
    /// Its place among all columns, from 0.
    pub place: usize,
    /// Where it stands when it never scrolls away, in CSS pixels.
    pub pinned_at: Option<f64>,
}

impl ShownColumn {
    /// Where it stands when it never scrolls away, as CSS.
    pub fn left(&self) -> Option<String> {
        self.pinned_at.map(|left| format!("{left}px"))
    }
}

/// The cells of a row that exist.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ShownColumns {
    /// Those behind the name.
    pub columns: Vec<ShownColumn>,
    /// How many of them never scroll away; a cell that keeps the room of what
    /// does not exist stands behind these.
    pub pinned: usize,
    /// Whether there are others.
    pub is_cut: bool,
}

/// The table of runs.
#[component]
pub fn RunTable(
    /// The runs, in order.
    rows: Memo<Runs>,
    /// The columns behind the name.
    columns: Memo<Vec<Column>>,
    /// What is known of the columns.
    offer: Memo<ColumnOffer>,
    /// All runs, for the one that the others are compared with.
    all: Memo<Runs>,
) -> impl IntoView {
    let app = use_app();
    let viewport = NodeRef::<Div>::new();
    let UseElementSizeReturn { width, height } = use_element_size(viewport);
    let scrolled = RwSignal::new((0.0, 0.0));
    let on_scroll = move |_| {
        if let Some(viewport) = viewport.get_untracked() {
            scrolled.set((f64::from(viewport.scroll_left()), f64::from(viewport.scroll_top())));
        }
    };

    let keys = app.part(|workspace| workspace.grouping.by.clone());
    let is_tree = app.part(|workspace| workspace.shows_tree());
    let is_grouped = Memo::new(move |_| keys.with(|keys| !keys.is_empty()));
    let groups = use_groups(app, rows);
    let folds = app.part(|workspace| workspace.groups.clone());
    let table_rows = Memo::new_with_compare(
        move |_| match is_grouped.get() {
            true => folds.with(|folds| TableRows::of_groups(groups.get(), |code| folds.is_open(code))),
            false => rows.with(|rows| TableRows::of_runs(&rows.0, is_tree.get())),
        },
        |_, _| true,
    );
    let length = Memo::new(move |_| table_rows.with(TableRows::len));
    let window = Memo::new(move |_| {
        // Both casts are of small positive numbers.
        let first = (scrolled.get().1 / ROW_PX).floor().max(0.0) as usize;
        let visible = (height.get() / ROW_PX).ceil().max(1.0) as usize + 1;
        let length = length.get();
        let start = first.saturating_sub(SPARE).min(length);
        (start, (first + visible + SPARE).min(length).max(start))
    });
    let shown = Memo::new_with_compare(
        move |_| {
            let (start, end) = window.get();
            table_rows.with(|rows| rows.slice(start..end))
        },
        |_, _| true,
    );
    let picked = app.part(|workspace| workspace.runs.clone());
    let picked = Memo::new(move |_| picked.with(|picked| picked.iter().cloned().collect::<HashSet<RunId>>()));

    let look = use_look(rows, all);
    let is_narrow = Memo::new(move |_| width.get() < NARROW_PX);
    let view = app.part(|workspace| workspace.table.clone());
    let layout = Memo::new(move |_| {
        let is_narrow = is_narrow.get();
        view.with(|view| {
            let (all, pinned) = columns.with(|columns| view.arranged(columns));
            // There is no room for more on a narrow screen.
            let pinned = if is_narrow { 1 } else { pinned };
            Layout::new(all, pinned, |column| match (view.width(column), column) {
                (Some(width), _) => f64::from(width),
                (None, Column::Name) if is_narrow => NARROW_NAME_PX,
                (None, column) => column.default_width(),
            })
        })
    });
    let column_window = Memo::new(move |_| layout.with(|layout| layout.window(scrolled.get().0, width.get())));
    let cells = Memo::new(move |_| layout.with(|layout| shown_columns(layout, column_window.get())));
    let widths = Memo::new(move |_| layout.with(|layout| col_widths(layout, column_window.get())));

    let headings = Headings {
        app,
        columns,
        layout,
        cells,
        rows,
        offer,
        viewport,
        menu: RwSignal::new(None),
        drop_at: RwSignal::new(None),
        said: RwSignal::new(String::new()),
    };
    let on_focus = keep_focus(viewport, move || {
        shown.track();
        cells.track();
    });

    let row = move |index: ReadSignal<usize>, first: TableRow| {
        let key = RowKey::of(&first);
        // Between a change of the list and that of the places, a place may be that of another row.
        let here = move |before: Option<&TableRow>| {
            let here = shown.with(|shown| shown.get(index.get()).filter(|row| RowKey::of(row) == key).cloned());
            here.unwrap_or_else(|| before.unwrap_or(&first).clone())
        };
        let here = Memo::new_with_compare(here, |a, b| match (a, b) {
            (Some(a), Some(b)) => !is_one(a, b),
            _ => true,
        });
        let place = Memo::new(move |_| window.get().0 + index.get());
        match here.get_untracked() {
            TableRow::Group(group, is_open) => {
                let group = Memo::new_with_compare(
                    move |_| match here.get() {
                        TableRow::Group(group, is_open) => (group, is_open),
                        TableRow::Run(..) => (group.clone(), is_open),
                    },
                    |_, _| true,
                );
                view! { <GroupRow group place picked cells look /> }.into_any()
            }
            TableRow::Run(run, _) => {
                let run_now = Memo::new_with_compare(
                    move |_| match here.get() {
                        TableRow::Run(run, _) => run,
                        TableRow::Group(..) => run.clone(),
                    },
                    |a, b| a.zip(b).is_none_or(|(a, b)| !Arc::ptr_eq(a, b)),
                );
                let depth = Memo::new(move |_| match here.get() {
                    TableRow::Run(_, depth) => depth,
                    TableRow::Group(..) => 0,
                });
                view! { <RunRow run=run_now place depth is_grouped picked cells look /> }.into_any()
            }
        }
    };
    let on_key = tree_keys(table_rows, viewport);
    let above = move || window.get().0 as f64 * ROW_PX;
    let below = move || (length.get() - window.get().1.min(length.get())) as f64 * ROW_PX;
    view! {
        <div class="runs-viewport" node_ref=viewport on:scroll=on_scroll on:focusin=on_focus>
            <table
                class="table runs-table"
                role=move || is_grouped.get().then_some("treegrid")
                aria-label="Runs"
                aria-rowcount=move || length.get() + 1
                aria-colcount=move || layout.with(Layout::len)
                style:width=move || format!("{}px", layout.with(Layout::width))
            >
                <colgroup>
                    {move || widths.get().into_iter().map(|width| view! { <col style:width=width /> }).collect_view()}
                </colgroup>
                <thead>
                    <tr aria-rowindex="1">
                        <HeaderCell column=Column::Name headings />
                        <For each=move || cells.with(ShownColumns::pinned) key=Column::code let:column>
                            <HeaderCell column headings />
                        </For>
                        {move || cells.with(|cells| cells.is_cut).then(room)}
                        <For each=move || cells.with(ShownColumns::scrolling) key=Column::code let:column>
                            <HeaderCell column headings />
                        </For>
                        {room()}
                    </tr>
                </thead>
                <tbody on:keydown=on_key>
                    <tr class="spacer" aria-hidden="true" style:height=move || format!("{}px", above())></tr>
                    <ForEnumerate each=move || shown.get() key=RowKey::of children=row />
                    <tr class="spacer" aria-hidden="true" style:height=move || format!("{}px", below())></tr>
                </tbody>
            </table>
        </div>
        <HeadingMenu headings />
        <p class="unseen" role="status">{headings.said}</p>
    }
}

/// A cell that only takes the room of columns that do not exist, or what is
/// left of the width.
pub fn room() -> impl IntoView {
    view! { <td class="room" aria-hidden="true"></td> }
}

impl ShownColumns {
    /// A column that exists.
    pub fn find(&self, column: &Column) -> Option<ShownColumn> {
        if *column == Column::Name {
            return Some(ShownColumn {
                column: Column::Name,
                place: 0,
                pinned_at: Some(0.0),
            });
        }
        self.columns.iter().find(|shown| shown.column == *column).cloned()
    }

    fn pinned(&self) -> Vec<Column> {
        let pinned = self.columns[..self.pinned].iter();
        pinned.map(|shown| shown.column.clone()).collect()
    }

    fn scrolling(&self) -> Vec<Column> {
        let scrolling = self.columns[self.pinned..].iter();
        scrolling.map(|shown| shown.column.clone()).collect()
    }
}

fn shown_columns(layout: &Layout, window: std::ops::Range<usize>) -> ShownColumns {
    let shown = |place: usize, placed: &Placed, is_pinned: bool| ShownColumn {
        column: placed.column.clone(),
        place,
        pinned_at: is_pinned.then_some(placed.left),
    };
    let pinned = layout.pinned();
    let behind_name = pinned.iter().enumerate().skip(1);
    let mut columns: Vec<ShownColumn> = behind_name.map(|(at, placed)| shown(at, placed, true)).collect();
    let scrolling = layout.scrolling().iter().enumerate();
    let visible = scrolling.skip(window.start).take(window.len());
    columns.extend(visible.map(|(at, placed)| shown(pinned.len() + at, placed, false)));
    ShownColumns {
        columns,
        pinned: pinned.len().saturating_sub(1),
        is_cut: layout.is_cut(),
    }
}

/// The widths of the cells that exist, as CSS; the last one takes what is left.
fn col_widths(layout: &Layout, window: std::ops::Range<usize>) -> Vec<String> {
    let mut widths: Vec<f64> = layout.pinned().iter().map(|placed| placed.width).collect();
    if layout.is_cut() {
        widths.push(layout.before(window.start));
    }
    widths.extend(layout.scrolling()[window].iter().map(|placed| placed.width));
    let mut widths: Vec<String> = widths.into_iter().map(|width| format!("{width}px")).collect();
    widths.push("auto".to_owned());
    widths
}
