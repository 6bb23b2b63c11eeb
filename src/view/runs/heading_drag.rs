//! Columns that are dragged to another place, and edges that are dragged to
//! another width. For keys there are other ways to do both.

use super::headings::Headings;
use crate::query::Column;
use leptos::ev::PointerEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A pointer that moves less than this, in CSS pixels, clicks.
const SLACK_PX: i32 = 6;

fn capture(event: &PointerEvent) {
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    if let Some(element) = element {
        // Without the capture a fast pointer would be lost.
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// The dragging of one heading. A handle: cheap to copy.
#[derive(Clone, Copy)]
pub struct Drag {
    headings: Headings,
    column: StoredValue<Column>,
    from: StoredValue<Option<i32>>,
    /// Whether it moved far enough to be no click.
    pub is_dragged: RwSignal<bool>,
}

impl Drag {
    /// For the heading of a column.
    pub fn new(headings: Headings, column: Column) -> Self {
        Self {
            headings,
            column: StoredValue::new(column),
            from: StoredValue::new(None),
            is_dragged: RwSignal::new(false),
        }
    }

    /// The pointer is pressed. A finger scrolls instead.
    pub fn press(self, event: &PointerEvent) {
        self.is_dragged.set(false);
        let is_name = self.column.with_value(|column| *column == Column::Name);
        if event.button() == 0 && event.pointer_type() != "touch" && !is_name {
            capture(event);
            self.from.set_value(Some(event.client_x()));
        }
    }

    /// The pointer moves: tells where the column would go.
    pub fn pull(self, event: &PointerEvent) {
        let Some(from) = self.from.get_value() else {
            return;
        };
        if !self.is_dragged.get_untracked() {
            if (event.client_x() - from).abs() < SLACK_PX {
                return;
            }
            self.is_dragged.set(true);
        }
        let (x, y) = (event.client_x() as f32, event.client_y() as f32);
        let below = document().element_from_point(x, y);
        let head = below.and_then(|element| element.closest("th[scope=col]").ok().flatten());
        let index = head.and_then(|head| head.get_attribute("aria-colindex")?.parse::<usize>().ok());
        let place = index.and_then(|index| index.checked_sub(1)).filter(|place| *place > 0);
        if self.headings.drop_at.get_untracked() != place {
            self.headings.drop_at.set(place);
        }
    }

    /// The pointer is let go: the column moves where it was told.
    pub fn drop(self) {
        self.from.set_value(None);
        if let Some(place) = self.headings.drop_at.get_untracked() {
            self.headings.drop_at.set(None);
            self.headings.move_to(&self.column.get_value(), place);
        }
    }

    /// The pointer was taken away.
    pub fn cancel(self) {
        self.from.set_value(None);
        self.headings.drop_at.set(None);
        self.is_dragged.set(false);
    }
}

/// The edge of a heading, to be dragged; a double click brings the usual width.
pub fn edge(headings: Headings, column: Column) -> impl IntoView {
    // Where the pointer was pressed, and how wide the column was, in CSS pixels.
    let start = StoredValue::new(None::<(i32, f64)>);
    let column = StoredValue::new(column);
    let press = move |event: PointerEvent| {
        event.prevent_default();
        event.stop_propagation();
        capture(&event);
        let width = column.with_value(|column| headings.width(column));
        start.set_value(Some((event.client_x(), width)));
    };
    let pull = move |event: PointerEvent| {
        if let Some((from, width)) = start.get_value() {
            let width = width + f64::from(event.client_x() - from);
            column.with_value(|column| headings.set_width(column, Some(width)));
        }
    };
    view! {
        <span
            class="col-edge"
            aria-hidden="true"
            on:pointerdown=press
            on:pointermove=pull
            on:pointerup=move |_| start.set_value(None)
            on:pointercancel=move |_| start.set_value(None)
            on:dblclick=move |_| column.with_value(|column| headings.set_width(column, None))
        ></span>
    }
}
