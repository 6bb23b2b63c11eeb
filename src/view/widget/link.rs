//! A link within the page.

use crate::state::{Embed, Workspace, encode, use_app};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// A link to an arrangement of the page. It is a real link, so it can be
/// copied or opened in another tab; a plain click goes there without loading. In
/// a frame of another page it opens the whole page in a tab of its own.
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
    let is_embedded = app.is_embedded();
    let href = move || {
        let query = if is_embedded {
            encode(&Workspace {
                embed: Embed::None,
                ..to.get()
            })
        } else {
            to.with(encode)
        };
        if query.is_empty() { "?".to_owned() } else { query }
    };
    let go = move |event: MouseEvent| {
        let is_plain =
            event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if is_plain && !is_embedded && !event.default_prevented() {
            event.prevent_default();
            app.go(to.get_untracked());
        }
    };
    view! {
        <a
            class=class
            href=href
            target=is_embedded.then_some("_blank")
            rel=is_embedded.then_some("noopener")
            aria-current=move || current.get().then_some("page")
            on:click=go
        >
            {children()}
        </a>
    }
}
