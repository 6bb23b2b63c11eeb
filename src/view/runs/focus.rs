//! Keeps the focus where it is while rows and columns change their places.

use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;
use leptos_use::{use_event_listener, use_window};
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement};

/// An element that is moved within the page loses the focus, which then is
/// nowhere. This gives it back after each change that `changes` tracks, unless
/// a press of the pointer took it away. Returns what has to hear of every
/// `focusin`.
pub fn keep_focus(viewport: NodeRef<Div>, changes: impl Fn() + 'static) -> impl Fn(FocusEvent) + Copy + 'static {
    let focused = StoredValue::new_local(None::<HtmlElement>);
    let give_back = move || {
        let is_nowhere = document().active_element() == document().body().map(Into::into);
        if !is_nowhere {
            return;
        }
        let element = focused.try_with_value(Clone::clone).flatten();
        let element = element.filter(|element| element.is_connected());
        if let (Some(element), Some(viewport)) = (element, viewport.get_untracked()) {
            let scrolled = (viewport.scroll_left(), viewport.scroll_top());
            let _ = element.focus();
            // It may stand beyond the edge, and nothing may jump.
            viewport.set_scroll_left(scrolled.0);
            viewport.set_scroll_top(scrolled.1);
        }
    };
    Effect::new(move |_| {
        changes();
        // By the next frame the page is as the change wants it.
        request_animation_frame(give_back);
    });
    let _ = use_event_listener(use_window(), ev::pointerdown, move |_| focused.set_value(None));
    move |event: FocusEvent| {
        let element = event.target().and_then(|target| target.dyn_into().ok());
        focused.set_value(element);
    }
}
