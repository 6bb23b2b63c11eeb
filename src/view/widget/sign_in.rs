//! Letting the user prove who they are to a source.

use crate::source::Credentials;
use crate::state::use_app;
use crate::view::widget::{TokenHelp, said_of_refused};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// A form for a name and a password, or a token. What is entered stays in
/// memory, or in the storage of the tab when that is wanted.
#[component]
pub fn SignIn() -> impl IntoView {
    let app = use_app();
    let user = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let token = RwSignal::new(String::new());
    let keep = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let token = token.get_untracked().trim().to_owned();
        let credentials = if token.is_empty() {
            Credentials::Basic {
                user: user.get_untracked(),
                password: password.get_untracked(),
            }
        } else {
            Credentials::Bearer(token)
        };
        app.sign_in(credentials, keep.get_untracked());
    };
    // Azure takes a token and nothing else; the one in use may have ended.
    let is_azureml = untrack(|| app.is_azureml());
    let before = untrack(|| app.token_expiry())
        .filter(|_| is_azureml)
        .map(|end| said_of_refused(end.0));
    view! {
        <form class="sign-in" on:submit=submit>
            {before.map(|said| view! { <p class="token-end">{said}</p> })}
            {(!is_azureml).then(|| view! {
                <label>"User" <input type="text" autocomplete="username" bind:value=user /></label>
                <label>"Password" <input type="password" autocomplete="current-password" bind:value=password /></label>
                <span class="quiet">"or"</span>
            })}
            <label>"Token" <input type="password" autocomplete="off" bind:value=token /></label>
            {is_azureml.then(|| view! { <TokenHelp token /> })}
            <label class="field">
                <input type="checkbox" bind:checked=keep />
                <span>"Keep until this tab is closed"</span>
            </label>
            <button class="button button-primary" type="submit">"Sign in"</button>
        </form>
    }
}
