//! What a source says of a run beside its numbers: what it waits for, what
//! went wrong on the way, and the documents it is made of.

use super::CopyButton;
use crate::model::Run;
use crate::text::{indented_json, plain_lines};
use leptos::prelude::*;
use std::sync::Arc;

/// What the run waits for and what it warns of; nothing when it does neither.
#[component]
pub fn RunNotes(
    /// Which run.
    run: Signal<Arc<Run>>,
) -> impl IntoView {
    let queue = Memo::new(move |_| run.with(|run| run.queue_message.clone()));
    let warnings = Memo::new(move |_| run.with(|run| run.warnings.clone()));
    view! {
        {move || queue.get().map(|said| view! { <p class="notice run-queue" role="status">{said}</p> })}
        {move || Some(warnings.get()).filter(|warnings| !warnings.is_empty()).map(|warnings| view! {
            <ul class="notice run-warnings" aria-label="Warnings of this run">
                {warnings.into_iter().map(|warning| view! { <li>{warning}</li> }).collect_view()}
            </ul>
        })}
    }
}

/// Why the run failed; nothing when it did not say.
#[component]
pub fn RunFailed(
    /// Which run.
    run: Signal<Arc<Run>>,
) -> impl IntoView {
    let failure = Memo::new(move |_| run.with(|run| run.failure.clone()));
    move || {
        failure.get().map(|failure| {
            view! {
                <section class="failure" aria-label="Why it failed">
                    <div class="fault-text">
                        <p class="fault-title">{failure.message}</p>
                        {(!failure.detail.is_empty()).then(|| view! {
                            <details>
                                <summary>"Detail"</summary>
                                <pre>{plain_lines(&failure.detail).join("\n")}</pre>
                            </details>
                        })}
                    </div>
                </section>
            }
        })
    }
}

/// The documents of the source as they stand, folded.
#[component]
pub fn RunDocuments(
    /// Which run.
    run: Signal<Arc<Run>>,
) -> impl IntoView {
    let names = Memo::new(move |_| -> Vec<String> {
        run.with(|run| run.documents.iter().map(|(name, _)| name.clone()).collect())
    });
    view! {
        <For each=move || names.get() key=Clone::clone let:name>
            {
                let (title, label) = (format!("{name} (JSON)"), name.clone());
                let text = Memo::new(move |_| {
                    run.with(|run| run.documents.iter().find(|document| document.0 == name).map(|found| found.1.clone()))
                });
                let is_open = RwSignal::new(false);
                view! {
                    <details class="card raw-document" on:toggle=move |_| is_open.set(true)>
                        <summary class="card-head">{title}</summary>
                        // A document may be long: it is laid out when somebody wants to see it.
                        {move || is_open.get().then(|| {
                            let shown = Memo::new(move |_| {
                                text.with(|text| text.as_deref().map(indented_json).unwrap_or_default())
                            });
                            view! {
                                <div class="raw-tools">
                                    <CopyButton
                                        label="Copy"
                                        title="Copy this document"
                                        icon=icondata_lu::LuCopy
                                        instead="Select it and copy it"
                                        text=Callback::new(move |()| shown.get_untracked())
                                    />
                                </div>
                                <pre class="raw" tabindex="0" role="region" aria-label=label.clone()>{shown}</pre>
                            }
                        })}
                    </details>
                }
            }
        </For>
    }
}
