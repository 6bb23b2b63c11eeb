//! All files of a run at once, as one archive.

use crate::browser::blob::ObjectUrl;
use crate::chart::format;
use crate::model::FileRef;
use crate::state::{Catalog, List, Loadable, Watched};
use crate::text::{count, zip};
use crate::view::widget::Fault;
use leptos::prelude::*;
use std::sync::Arc;

/// The page holds all bytes twice while it packs them.
const MOST_BYTES: u64 = 500_000_000;

/// What is on its way: the path of each file, and its bytes.
type Coming = Vec<(String, Watched<Arc<Vec<u8>>>)>;

/// A button that fetches all files and gives them as one archive; it says first how much
/// that is.
#[component]
pub fn DownloadAll(
    /// The files.
    list: Signal<List<FileRef>>,
    /// The name of the archive.
    name: String,
    /// Where they come from.
    catalog: Catalog,
) -> impl IntoView {
    let wanted = RwSignal::new(false);
    let catalog = StoredValue::new_local(catalog);
    // Files, bytes as far as they are known, and whether any length is not.
    let sum = Memo::new(move |_| {
        list.with(|list| {
            let bytes = list.items.iter().filter_map(|file| file.size).sum::<u64>();
            (
                list.items.len(),
                bytes,
                list.items.iter().any(|file| file.size.is_none()),
            )
        })
    });
    let size = move || {
        let (files, bytes, is_more) = sum.get();
        let files = count(files, "file", "files");
        match (bytes, is_more) {
            (0, true) => format!("{files}, of unknown size"),
            (bytes, true) => format!("{files}, more than {}", format::bytes(bytes)),
            (bytes, false) => format!("{files}, {}", format::bytes(bytes)),
        }
    };
    let is_too_much = Memo::new(move |_| sum.get().1 > MOST_BYTES);
    let coming = Memo::new_with_compare(
        move |_| -> Option<Coming> {
            wanted.get().then(|| {
                let bytes = |url: &str| catalog.with_value(|catalog| catalog.bytes(url));
                let list = list.get_untracked();
                let files = list.items.iter();
                files.map(|file| (file.path.clone(), bytes(&file.url))).collect()
            })
        },
        |_, _| true,
    );
    let come = Memo::new(move |_| {
        let is_here =
            |file: &&(String, Watched<Arc<Vec<u8>>>)| file.1.with(|bytes| matches!(bytes, Loadable::Ready(_)));
        coming.with(|coming| {
            coming
                .as_ref()
                .map(|coming| (coming.iter().filter(is_here).count(), coming.len()))
        })
    });
    let failed = Memo::new(move |_| {
        coming.with(|coming| {
            coming
                .as_ref()?
                .iter()
                .find_map(|file| file.1.with(|bytes| bytes.error().cloned()))
        })
    });
    let is_too_long = RwSignal::new(false);
    // The browser may still read from it when the next one is made.
    let held = StoredValue::new_local(None::<ObjectUrl>);
    Effect::new(move || {
        if come.get().is_none_or(|(here, all)| here != all) {
            return;
        }
        let bytes: Vec<(String, Arc<Vec<u8>>)> = coming.with_untracked(|coming| {
            let files = coming.iter().flatten();
            let bytes = files.filter_map(|(path, bytes)| {
                Some((path.clone(), bytes.with_untracked(|bytes| bytes.shown().cloned())?))
            });
            bytes.collect()
        });
        let files: Vec<(&str, &[u8])> = bytes
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
            .collect();
        let archive = zip(&files).and_then(|archive| ObjectUrl::of_download(&archive));
        is_too_long.set(archive.is_none());
        if let Some(object) = archive {
            object.save_as(&name);
            held.set_value(Some(object));
        }
        wanted.set(false);
    });
    view! {
        <div class="download-all">
            {move || match (come.get(), failed.get()) {
                (_, Some(error)) => {
                    let again = Callback::new(move |()| {
                        coming.with_untracked(|coming| {
                            let failed = coming.iter().flatten().filter(|file| file.1.with_untracked(|bytes| bytes.error().is_some()));
                            failed.for_each(|file| file.1.retry().run(()));
                        });
                    });
                    view! { <Fault error what="One of these files" retry=again /> }.into_any()
                }
                (Some((here, all)), None) => view! {
                    <span class="quiet" role="status">{format!("Fetching: {here} of {}", count(all, "file", "files"))}</span>
                    <button class="button" on:click=move |_| wanted.set(false)>"Cancel"</button>
                }.into_any(),
                (None, None) => view! {
                    <button class="button" disabled=move || is_too_much.get() on:click=move |_| wanted.set(true)>"Download all"</button>
                    <span class="quiet">{size}</span>
                    {move || is_too_much.get().then_some(" That is too much to be packed in a page; fetch single files.")}
                    {move || is_too_long.get().then(|| view! { <span class="field-fault" role="alert">"The archive would be too long."</span> })}
                }.into_any(),
            }}
        </div>
    }
}
