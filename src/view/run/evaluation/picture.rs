//! From what was logged to its picture, with the document folded below.

use super::Logged;
use super::accuracy::AccuracyView;
use super::regression::{PredictionsView, ResidualsView};
use crate::model::evaluation::Evaluation;
use crate::source::evaluation;
use leptos::prelude::*;
use std::sync::Arc;

/// The picture of what was logged; as it stands, where there is none.
pub fn picture(logged: &Logged) -> AnyView {
    let title = logged.title.clone();
    let drawn = match evaluation(&logged.json, &logged.kind) {
        Ok(Some(Evaluation::Accuracy(table))) => view! { <AccuracyView title table /> }.into_any(),
        Ok(Some(Evaluation::Residuals(residuals))) => view! { <ResidualsView title residuals /> }.into_any(),
        Ok(Some(Evaluation::Predictions(predictions))) => view! { <PredictionsView title predictions /> }.into_any(),
        Ok(None) => return view! { <pre class="raw">{logged.json.to_string()}</pre> }.into_any(),
        Err(error) => {
            view! { <p class="text-metric" role="status">{format!("This cannot be drawn. {error}.")}</p> }.into_any()
        }
    };
    view! {
        {drawn}
        <AsLogged json=logged.json.clone() />
    }
    .into_any()
}

/// The document, written into the page when it is opened.
#[component]
fn AsLogged(json: Arc<str>) -> impl IntoView {
    let is_open = RwSignal::new(false);
    view! {
        <details class="as-logged" on:toggle=move |_| is_open.update(|open| *open = !*open)>
            <summary>"JSON as logged"</summary>
            {move || is_open.get().then(|| view! { <pre class="raw" tabindex="0">{json.to_string()}</pre> })}
        </details>
    }
}
