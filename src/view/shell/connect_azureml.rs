//! The way into a workspace of Azure Machine Learning.

use crate::browser::file;
use crate::source::{Credentials, SourceAddress, WORKSPACE_KEY, WorkspaceName};
use crate::state::use_app;
use crate::view::widget::TokenHelp;
use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Where a workspace is looked up when no address is given.
const MANAGER: &str = "https://management.azure.com";

/// The workspace, the address of its service, and a token.
#[component]
pub fn ConnectAzureml() -> impl IntoView {
    let app = use_app();
    let workspace = RwSignal::new(String::new());
    let url = RwSignal::new(String::new());
    let token = RwSignal::new(String::new());
    let keep = RwSignal::new(false);
    let fault = RwSignal::new(None::<String>);
    let found = move || {
        workspace
            .with(|text| WorkspaceName::find(text))
            .map(|name| name.to_string())
    };
    let choose = move |event: Event| {
        spawn_local(async move {
            if let Some(text) = file::chosen_text(event).await {
                workspace.set(text);
            }
        });
    };
    let connect = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(name) = found() else {
            fault.set(Some(
                "The workspace is missing: paste its config.json, or its resource id".to_owned(),
            ));
            return;
        };
        let entered = url.get_untracked().trim().to_owned();
        let base = if entered.is_empty() { MANAGER } else { &entered };
        let source = format!("azureml:{base}{WORKSPACE_KEY}{name}");
        match SourceAddress::parse(&source) {
            Ok(_) => {
                fault.set(None);
                let token = token.get_untracked().trim().to_owned();
                match token.is_empty() {
                    true => app.open_source(source),
                    false => app.open_with(source, Credentials::Bearer(token), keep.get_untracked()),
                }
            }
            Err(error) => fault.set(Some(error.to_string())),
        }
    };
    view! {
        <form class="connect-azureml" on:submit=connect>
            <label for="azureml-workspace">"Workspace: the text of its config.json, its resource id, or a link of the studio"</label>
            <textarea id="azureml-workspace" rows="3" autocomplete="off" spellcheck="false" bind:value=workspace></textarea>
            <label for="azureml-file">"or the file, chosen or dropped here"</label>
            <input id="azureml-file" type="file" accept=".json,application/json" on:change=choose />
            <p class="quiet" role="status">{move || found().map(|name| format!("Workspace {name}"))}</p>
            <label for="azureml-url">"Address of the service, its discovery or your forwarder; Azure is asked for it when empty"</label>
            <input
                id="azureml-url"
                type="text"
                inputmode="url"
                placeholder="https://eastus.api.azureml.ms"
                autocomplete="off"
                bind:value=url
            />
            <label for="azureml-token">"Token"</label>
            <input id="azureml-token" type="password" autocomplete="off" bind:value=token />
            <TokenHelp token />
            <label class="field">
                <input type="checkbox" bind:checked=keep />
                <span>"Keep until this tab is closed"</span>
            </label>
            <button class="button button-primary" type="submit">"Open"</button>
            <p class="field-fault" role="alert">{fault}</p>
        </form>
    }
}
