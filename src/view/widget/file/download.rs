//! Keeping a file.

use crate::browser::blob::ObjectUrl;
use crate::chart::format;
use crate::model::FileRef;
use crate::state::{Catalog, Loadable};
use crate::view::widget::Fault;
use leptos::prelude::*;

/// A link to a file; where that needs credentials, which a link does not
/// carry, a button that fetches it.
#[component]
pub fn Download(
    /// Which file.
    file: FileRef,
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    if !catalog.has_credentials() {
        let name = file.name().to_owned();
        return view! { <a class="button" href=file.url download=name rel="noopener noreferrer">"Download"</a> }
            .into_any();
    }
    let wanted = RwSignal::new(false);
    // The browser may still read from it when the next one is made.
    let held = StoredValue::new_local(None::<ObjectUrl>);
    (move || {
        if !wanted.get() {
            return view! { <button class="button" on:click=move |_| wanted.set(true)>"Download"</button> }.into_any();
        }
        let bytes = catalog.bytes(&file.url);
        let retry = bytes.retry();
        let come = bytes.clone();
        let name = file.name().to_owned();
        Effect::new(move |_| {
            if let Loadable::Ready(bytes) = come.get()
                && let Some(object) = ObjectUrl::of_download(&bytes)
            {
                object.save_as(&name);
                held.set_value(Some(object));
                wanted.set(false);
            }
        });
        let said = match file.size {
            Some(size) => format!("Downloading {}…", format::bytes(size)),
            None => "Downloading…".to_owned(),
        };
        (move || {
            let said = said.clone();
            bytes.with(|bytes| match bytes.error() {
                Some(error) => view! { <Fault error=error.clone() what="This file" retry /> }.into_any(),
                None => view! {
                    <span class="quiet" role="status">{said}</span>
                    <button class="button" on:click=move |_| wanted.set(false)>"Cancel"</button>
                }
                .into_any(),
            })
        })
        .into_any()
    })
    .into_any()
}
