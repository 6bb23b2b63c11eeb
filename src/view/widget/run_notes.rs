//! What a source says of a run beside its numbers: what it waits for, what
//! went wrong on the way, and the documents it is made of.

use super::CopyButton;
use crate::model::Run;
use crate::text::indented_json;
use leptos::prelude::*;

/// What the run waits for and what it warns of; nothing when it does neither.
#[component]
pub fn RunNotes(
    /// Which run.
    run: std::sync::Arc<Run>,
) -> impl IntoView {
    let queue = run.queue_message.clone();
    let warnings = run.warnings.clone();
    view! {
        {queue.map(|said| view! { <p class="notice run-queue" role="status">{said}</p> })}
        {(!warnings.is_empty()).then(|| view! {
            <ul class="notice run-warnings" aria-label="Warnings of this run">
                {warnings.into_iter().map(|warning| view! { <li>{warning}</li> }).collect_view()}
            </ul>
        })}
    }
}

/// The documents of the source as they stand, folded.
#[component]
pub fn RunDocuments(
    /// Which run.
    run: std::sync::Arc<Run>,
) -> impl IntoView {
    let documents = run.documents.clone();
    documents
        .into_iter()
        .map(|(name, text)| {
            let is_open = RwSignal::new(false);
            view! {
                <details class="card raw-document" on:toggle=move |_| is_open.set(true)>
                    <summary class="card-head">{format!("{name} (JSON)")}</summary>
                    // A document may be long: it is laid out when somebody wants to see it.
                    {move || is_open.get().then(|| {
                        let shown = indented_json(&text);
                        let copied = shown.clone();
                        view! {
                            <div class="raw-tools">
                                <CopyButton
                                    label="Copy"
                                    title="Copy this document"
                                    icon=icondata_lu::LuCopy
                                    instead="Select it and copy it"
                                    text=Callback::new(move |()| copied.clone())
                                />
                            </div>
                            <pre class="raw" tabindex="0" role="region" aria-label=name.clone()>{shown}</pre>
                        }
                    })}
                </details>
            }
        })
        .collect_view()
}
