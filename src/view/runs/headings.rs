//! What all headings of a table share: where columns stand, which menu is
//! open, and what was done, for those who hear the page.

use super::table::ShownColumns;
use crate::query::{Column, Layout};
use crate::state::{App, ColumnOffer, Runs};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Where the code of a column stands in its heading, to find it again.
const COLUMN_ATTRIBUTE: &str = "data-column";

/// A menu of a column that is open.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenMenu {
    /// Of which column.
    pub column: Column,
    /// Its left edge in the window, in CSS pixels.
    pub left: f64,
    /// Its upper edge in the window, in CSS pixels.
    pub top: f64,
}

/// What all headings of a table share. A handle: cheap to copy.
#[derive(Clone, Copy)]
pub struct Headings {
    /// The state of the page.
    pub app: App,
    /// The columns behind the name.
    pub columns: Memo<Vec<Column>>,
    /// Where they stand.
    pub layout: Memo<Layout>,
    /// The ones that exist.
    pub cells: Memo<ShownColumns>,
    /// The runs.
    pub rows: Memo<Runs>,
    /// What is known of the columns.
    pub offer: Memo<ColumnOffer>,
    /// The part that scrolls.
    pub viewport: NodeRef<Div>,
    /// The menu that is open.
    pub menu: RwSignal<Option<OpenMenu>>,
    /// The place where a column that is dragged would go.
    pub drop_at: RwSignal<Option<usize>>,
    /// What was done last.
    pub said: RwSignal<String>,
}

impl Headings {
    /// The place of a column, the name's being 0, and how many there are.
    pub fn place(&self, column: &Column) -> Option<(usize, usize)> {
        self.layout.with_untracked(|layout| {
            let mut all = layout.pinned().iter().chain(layout.scrolling());
            Some((all.position(|placed| placed.column == *column)?, layout.len()))
        })
    }

    /// The width of a column, in CSS pixels.
    pub fn width(&self, column: &Column) -> f64 {
        self.layout.with_untracked(|layout| {
            let mut all = layout.pinned().iter().chain(layout.scrolling());
            let placed = all.find(|placed| placed.column == *column);
            placed.map_or_else(|| column.default_width(), |placed| placed.width)
        })
    }

    /// Moves a column to a place, and says where it is.
    pub fn move_to(&self, column: &Column, to: usize) {
        let shown = self.columns.get_untracked();
        self.app.adjust(|workspace| workspace.move_column(&shown, column, to));
        if let Some((place, count)) = self.place(column) {
            self.said
                .set(format!("{} is column {} of {count}", column.title(), place + 1));
        }
    }

    /// Moves a column by some places; it does not leave the table.
    pub fn move_by(&self, column: &Column, by: isize) {
        if let Some((place, _)) = self.place(column) {
            self.move_to(column, place.saturating_add_signed(by));
        }
    }

    /// Makes a column wider or narrower by some CSS pixels, and says how wide it is.
    pub fn widen(&self, column: &Column, by: f64) {
        self.set_width(column, Some(self.width(column) + by));
        let width = self.width(column);
        self.said.set(format!("{} is {width} pixels wide", column.title()));
    }

    /// Chooses the width of a column, in CSS pixels; `None` is the usual one.
    pub fn set_width(&self, column: &Column, width: Option<f64>) {
        self.app.adjust(|workspace| workspace.table.set_width(column, width));
    }

    /// Closes the menu; the focus goes to the heading of its column, or to the
    /// first one where that is gone.
    pub fn close_menu(&self) {
        let Some(open) = self.menu.get_untracked() else {
            return;
        };
        self.menu.set(None);
        let viewport = self.viewport;
        // By the next frame the headings stand where they should.
        request_animation_frame(move || {
            let code = open.column.code();
            if let Some(viewport) = viewport.get_untracked() {
                let button = heading_button(&viewport, Some(&code)).or_else(|| heading_button(&viewport, None));
                if let Some(button) = button {
                    let _ = button.focus();
                }
            }
        });
    }
}

/// The button of a column's heading; without a code that of the first one.
fn heading_button(viewport: &Element, code: Option<&str>) -> Option<HtmlElement> {
    let heads = viewport.get_elements_by_tag_name("th");
    let heads = (0..heads.length()).filter_map(|at| heads.item(at));
    let mut heads = heads.filter(|head| match (head.get_attribute(COLUMN_ATTRIBUTE), code) {
        (Some(of), Some(code)) => of == code,
        (of, None) => of.is_some(),
        _ => false,
    });
    let buttons = heads.next()?.get_elements_by_class_name("sort-button");
    buttons.item(0)?.dyn_into().ok()
}
