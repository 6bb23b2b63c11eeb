//! Choosing a source, and adding another.

use super::connect_azureml::ConnectAzureml;
use crate::source::{SourceAddress, WORKSPACE_KEY};
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

/// The kinds of source to choose from: the word in an address, and what it is.
const KINDS: &[(&str, &str, &str)] = &[MLFLOW, OPEN, AZUREML];
const MLFLOW: (&str, &str, &str) = ("mlflow", "MLflow server", "http://127.0.0.1:5000");
const AZUREML: (&str, &str, &str) = ("azureml", "Azure ML workspace", "");
const OPEN: (&str, &str, &str) = ("open", "Open run API", "https://example.org/runs/");

#[component]
fn AddSource() -> impl IntoView {
    let app = use_app();
    let kind = RwSignal::new(KINDS[0].0.to_owned());
    let url = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<String>);
    let example = move || KINDS.iter().find(|known| known.0 == kind.get()).map(|known| known.2);
    // It has more fields than an address.
    let is_azureml = move || kind.with(|kind| kind == AZUREML.0);
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        // A link has the workspace as a key of its own.
        let text = url.get_untracked().trim().replacen("&workspace=", WORKSPACE_KEY, 1);
        // Whoever pastes a whole address has chosen the kind already.
        let is_whole = KINDS.iter().any(|known| text.starts_with(&format!("{}:", known.0)));
        let source = if is_whole {
            text
        } else {
            format!("{}:{text}", kind.get_untracked())
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
            <label for="connect-kind">"Add a source"</label>
            <select id="connect-kind" aria-label="Kind of source" on:change:target=move |event| kind.set(event.target().value())>
                {KINDS.iter().map(|(word, name, _)| view! { <option value=*word>{*name}</option> }).collect_view()}
            </select>
            <div class="connect-row" hidden=is_azureml>
                <input
                    id="connect-url"
                    type="text"
                    inputmode="url"
                    placeholder=example
                    aria-label="Address of the source"
                    autocomplete="off"
                    aria-describedby="connect-fault"
                    bind:value=url
                />
                <button class="button button-primary" type="submit">"Open"</button>
            </div>
            <p id="connect-fault" class="field-fault" role="alert">{fault}</p>
        </form>
        {move || is_azureml().then(|| view! { <ConnectAzureml /> })}
    }
}
