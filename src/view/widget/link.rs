//! A link within the page.

use crate::state::{Workspace, encode, use_app};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// A link to an arrangement of the page. It is a real link, so it can be
/// copied or opened in another tab; a plain click goes there without loading.
#[component]
pub fn WorkspaceLink(
    /// Where it leads.
    #[prop(into)]
    to: Signal<Workspace>,
    /// Whether it leads to where the user is.
    #[prop(optional, into)]
    current: Signal<bool>,
    /// Its class.
    #[prop(optional, into)]
    class: String,
    /// What it shows.
    children: Children,
) -> impl IntoView {
    let app = use_app();
    let href = move || {
        let query = to.with(encode);
        if query.is_empty() { "?".to_owned() } else { query }
    };
    let go = move |event: MouseEvent| {
        let is_plain =
            event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if is_plain && !event.default_prevented() {
            event.prevent_default();
            app.go(to.get_untracked());
        }
    };
    view! {
        <a class=class href=href aria-current=move || current.get().then_some("page") on:click=go>
            {children()}
        </a>
    }
}
