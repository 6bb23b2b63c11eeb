//! What a page says when there is nothing else to show.

use super::Icon;
use super::SignIn;
use crate::source::{Cause, SourceError};
use crate::state::use_app;
use crate::text::count;
use leptos::prelude::*;
use std::sync::Arc;

/// What failed, what to do, and the detail folded.
#[component]
pub fn Fault(
    /// Why it failed.
    error: SourceError,
    /// What was being read, such as "The runs of this experiment".
    #[prop(into)]
    what: String,
    /// Called when the user wants to try again.
    retry: Callback<()>,
) -> impl IntoView {
    let url = error.url().map(str::to_owned);
    let needs_sign_in = matches!(error, SourceError::NeedsSignIn { .. });
    let title = match error {
        SourceError::Cancelled => format!("{what}: reading was stopped"),
        _ => format!("{what} could not be read"),
    };
    let causes = use_app().causes(&error);
    view! {
        <div class="fault" role="alert">
            <Icon icon=icondata_lu::LuTriangleAlert />
            <div class="fault-text">
                <p class="fault-title">{title}</p>
                <p>{format!("{error}.")} " " {error.advice()}</p>
                <Causes causes />
                {needs_sign_in.then(|| view! { <SignIn /> })}
                {url.map(|url| view! {
                    <details>
                        <summary>"Address"</summary>
                        <code>{url}</code>
                    </details>
                })}
            </div>
            <button class="button" on:click=move |_| retry.run(())>"Try again"</button>
        </div>
    }
}

/// What may be behind a silent server, each with what to do.
#[component]
fn Causes(causes: Vec<Cause>) -> impl IntoView {
    (!causes.is_empty()).then(|| {
        view! {
            <p class="causes-title">"Most likely:"</p>
            <ol class="causes">
                {causes.into_iter().map(|cause| view! {
                    <li>
                        <strong>{format!("{}.", cause.title)}</strong> " " {cause.what_to_do}
                        {cause.command.map(|command| view! { <pre><code>{command}</code></pre> })}
                    </li>
                }).collect_view()}
            </ol>
        }
    })
}

/// What could not be read beside what could.
#[component]
pub fn Warnings(
    /// Each with its place.
    #[prop(into)]
    warnings: Signal<Arc<Vec<SourceError>>>,
) -> impl IntoView {
    move || {
        let warnings = warnings.get();
        (!warnings.is_empty()).then(|| {
            view! {
                <details class="warnings" role="status">
                    <summary>
                        <Icon icon=icondata_lu::LuTriangleAlert />
                        {format!("{} could not be read and left out", count(warnings.len(), "part", "parts"))}
                    </summary>
                    <ul>
                        {warnings.iter().take(50).map(|warning| view! {
                            <li>
                                {format!("{warning}.")}
                                // What is about no address is about the list: there it helps to know what to do.
                                {warning.url().is_none().then(|| format!(" {}", warning.advice()))}
                                {warning.url().map(|url| view! { <code>{url.to_owned()}</code> })}
                            </li>
                        }).collect_view()}
                    </ul>
                </details>
            }
        })
    }
}

/// What would be here, and how to get it there.
#[component]
pub fn Empty(
    /// What is missing.
    #[prop(into)]
    title: String,
    /// How to get it there.
    #[prop(optional, into)]
    advice: String,
) -> impl IntoView {
    view! {
        <div class="empty" role="status">
            <p class="empty-title">{title}</p>
            {(!advice.is_empty()).then(|| view! { <p>{advice}</p> })}
        </div>
    }
}

/// The place of what is still loading, so that nothing jumps when it comes.
#[component]
pub fn Skeleton(
    /// How many lines it keeps free.
    #[prop(default = 6)]
    lines: usize,
) -> impl IntoView {
    view! {
        <div class="skeleton" role="status" aria-label="Loading">
            {(0..lines).map(|_| view! { <span></span> }).collect_view()}
        </div>
    }
}
