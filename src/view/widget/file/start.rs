//! The first part of a file, and more of it when that is wanted.

use crate::chart::format;
use crate::model::FileRef;
use crate::state::{Catalog, FileStart, Loadable};
use crate::view::widget::{Fault, load_view};
use leptos::prelude::*;

/// The first part of a file. Where there is more, it says so and offers it.
#[component]
pub fn StartOfFile(
    /// Which file.
    file: FileRef,
    /// Where it comes from.
    catalog: Catalog,
    /// Draws what has been read.
    draw: Callback<FileStart, AnyView>,
) -> impl IntoView {
    let first = catalog.file_start(&file, FileStart::default(), FileStart::FIRST);
    let what = format!("The file {}", file.path);
    load_view(first, what, 12, move |first: Signal<FileStart>| {
        let grown = RwSignal::new(None::<FileStart>);
        let (file, catalog) = (file.clone(), catalog.clone());
        let now = Memo::new(move |_| grown.get().unwrap_or_else(|| first.get()));
        view! {
            {move || view! { <More file=file.clone() catalog=catalog.clone() now=now.get() grown /> }}
            {move || draw.run(now.get())}
        }
    })
}

/// What is said of a file that goes on, and the button that reads on.
#[component]
fn More(file: FileRef, catalog: Catalog, now: FileStart, grown: RwSignal<Option<FileStart>>) -> impl IntoView {
    let (has, rest) = (now.bytes.len() as u64, now.rest());
    let wanted = RwSignal::new(false);
    let (label, length) = match rest {
        ..=FileStart::MORE => ("Load the rest".to_owned(), has + rest),
        _ => (
            format!("Load {} more", format::bytes(FileStart::MORE)),
            has + FileStart::MORE,
        ),
    };
    (rest > 0).then(|| {
        let said = format!("The first {} of {}.", format::bytes(has), format::bytes(has + rest));
        view! {
            <div class="file-more">
                <p role="status">{said}</p>
                {move || if wanted.get() {
                    let next = catalog.file_start(&file, now.clone(), length);
                    let retry = next.retry();
                    let come = next.clone();
                    Effect::new(move |_| {
                        if let Loadable::Ready(more) = come.get() {
                            grown.set(Some(more));
                        }
                    });
                    (move || next.with(|next| match next.error() {
                        Some(error) => view! { <Fault error=error.clone() what="More of this file" retry /> }.into_any(),
                        None => view! {
                            <span class="quiet" role="status">"Loading…"</span>
                            <button class="button" on:click=move |_| wanted.set(false)>"Cancel"</button>
                        }.into_any(),
                    })).into_any()
                } else {
                    view! { <button class="button" on:click=move |_| wanted.set(true)>{label.clone()}</button> }.into_any()
                }}
            </div>
        }
    })
}
