//! Choosing a source, and adding another.

use crate::source::SourceAddress;
use crate::state::use_app;
use crate::view::widget::Menu;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The menu of sources, with a form to add another.
#[component]
pub fn Connect() -> impl IntoView {
    let app = use_app();
    let label = Signal::derive(move || {
        let name = app.source_name();
        if name.is_empty() { "Source".to_owned() } else { name }
    });
    view! {
        <Menu label icon=icondata_lu::LuDatabase title="Sources">
            <p class="menu-title">"Sources"</p>
            <ul class="menu-list">
                {move || {
                    let current = app.source().get();
                    app.sources().into_iter().map(|named| {
                        let is_current = current.as_ref() == Some(&named.source);
                        let source = named.source.clone();
                        view! {
                            <li>
                                <button
                                    class="menu-item"
                                    aria-current=is_current.then_some("true")
                                    on:click=move |_| app.open_source(source.clone())
                                >
                                    <span>{named.name}</span>
                                    <small>{named.source}</small>
                                </button>
                            </li>
                        }
                    }).collect_view()
                }}
            </ul>
            <AddSource />
        </Menu>
    }
}

#[component]
fn AddSource() -> impl IntoView {
    let app = use_app();
    let url = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<String>);
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let text = url.get_untracked().trim().to_owned();
        // A bare URL is the common case; the scheme word is ours, not the user's.
        let source = if text.starts_with("open:") {
            text
        } else {
            format!("open:{text}")
        };
        match SourceAddress::parse(&source) {
            Ok(_) => {
                fault.set(None);
                app.open_source(source);
            }
            Err(error) => fault.set(Some(error.to_string())),
        }
    };
    view! {
        <form class="connect" on:submit=add>
            <label for="connect-url">"Add a source that speaks the open run API"</label>
            <div class="connect-row">
                <input
                    id="connect-url"
                    type="text"
                    inputmode="url"
                    placeholder="https://example.org/runs/"
                    autocomplete="off"
                    aria-describedby="connect-fault"
                    bind:value=url
                />
                <button class="button button-primary" type="submit">"Open"</button>
            </div>
            <p id="connect-fault" class="field-fault" role="alert">{fault}</p>
        </form>
    }
}
