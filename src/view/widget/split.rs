//! Two panes and a line between them that can be dragged.

use crate::browser::storage;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

const KEY: &str = "runlens.split";
const DEFAULT: f64 = 58.0;
const LEAST: f64 = 20.0;
const MOST: f64 = 80.0;

/// Two panes side by side, or one above the other on a narrow screen. The
/// share of the first one is kept in the browser.
#[component]
pub fn Split(
    /// What the panes are, such as "Table and charts".
    #[prop(into)]
    label: String,
    /// The first pane.
    first: ViewFn,
    /// The second pane.
    second: ViewFn,
) -> impl IntoView {
    let stored = storage::read(KEY).and_then(|text| text.parse().ok());
    let share = RwSignal::new(stored.filter(|share| (LEAST..=MOST).contains(share)).unwrap_or(DEFAULT));
    let set = move |percent: f64| share.set(percent.clamp(LEAST, MOST).round());
    let keep = move || storage::write(KEY, &share.get_untracked().to_string());
    let root = NodeRef::<Div>::new();
    let dragging = RwSignal::new(false);

    let on_down = move |event: PointerEvent| {
        event.prevent_default();
        if let Some(line) = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        {
            // Without the capture the line would be lost when the pointer is fast.
            let _ = line.set_pointer_capture(event.pointer_id());
        }
        dragging.set(true);
    };
    let on_move = move |event: PointerEvent| {
        if !dragging.get_untracked() {
            return;
        }
        if let Some(root) = root.get_untracked() {
            let area = root.get_bounding_client_rect();
            if area.width() > 0.0 {
                set((f64::from(event.client_x()) - area.left()) / area.width() * 100.0);
            }
        }
    };
    let on_up = move |_: PointerEvent| {
        if dragging.get_untracked() {
            dragging.set(false);
            keep();
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowLeft" => -2.0,
            "ArrowRight" => 2.0,
            _ => return,
        };
        event.prevent_default();
        set(share.get_untracked() + step);
        keep();
    };
    view! {
        <div class="split" node_ref=root style:--share=move || format!("{}%", share.get())>
            <div class="split-pane">{first.run()}</div>
            <div
                class="split-line"
                role="separator"
                tabindex="0"
                aria-label=label
                aria-orientation="vertical"
                aria-valuenow=move || share.get()
                aria-valuemin=LEAST
                aria-valuemax=MOST
                on:pointerdown=on_down
                on:pointermove=on_move
                on:pointerup=on_up
                on:pointercancel=on_up
                on:keydown=on_key
                on:dblclick=move |_| { set(DEFAULT); keep(); }
            ></div>
            <div class="split-pane">{second.run()}</div>
        </div>
    }
}
