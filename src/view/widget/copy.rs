//! Putting a text on the clipboard.

use super::Icon;
use crate::browser::page as document;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How long the button says what came of it, in milliseconds.
const SAID_MS: u32 = 2_000;

/// A button that copies a text, and says for two seconds whether it could.
#[component]
pub fn CopyButton(
    /// What the button says.
    label: &'static str,
    /// What it does, for those who wait with the pointer on it.
    title: &'static str,
    /// Its icon.
    icon: icondata_core::Icon,
    /// Where the user gets the text when the browser does not let us copy it.
    instead: &'static str,
    /// The text, as it is when the button is pressed.
    text: Callback<(), String>,
) -> impl IntoView {
    let said = RwSignal::new(label);
    let copy = move |_| {
        let text = text.run(());
        spawn_local(async move {
            let copied = document::copy(&text).await;
            // The button may have left the page meanwhile.
            let _ = said.try_set(if copied { "Copied" } else { instead });
            gloo_timers::future::TimeoutFuture::new(SAID_MS).await;
            let _ = said.try_set(label);
        });
    };
    view! {
        <button class="button" on:click=copy title=title>
            <Icon icon=icon />
            <span class="button-label" aria-live="polite">{said}</span>
        </button>
    }
}
