//! A file of a run: a preview by its kind, and a way to keep it.

mod download;
mod json;
mod log;
mod start;
mod table;
mod text;

use super::{Empty, Picture, markdown};
use crate::chart::format;
use crate::model::{FileKind, FileRef, Run};
use crate::state::{Catalog, FileStart};
use download::Download;
use leptos::prelude::*;
use log::LogFile;
use start::StartOfFile;
use std::sync::Arc;

/// A file of a run, as far as the page can show it.
#[component]
pub fn FileView(
    /// Whose file it is.
    run: Signal<Arc<Run>>,
    /// Which file.
    file: FileRef,
    /// How long it is now, in bytes, when that is known.
    size: Memo<Option<u64>>,
    /// Whether the run wrote it while it went on.
    is_log: bool,
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    let kind = file.kind();
    let as_source = RwSignal::new(false);
    let rendered = match kind {
        FileKind::Table => "Table",
        FileKind::Json => "Tree",
        FileKind::Markdown => "Rendered",
        FileKind::Image | FileKind::Text | FileKind::Binary => "",
    };
    let body = match kind {
        FileKind::Image => {
            let alt = format!("Image {}", file.path);
            view! { <Picture url=file.url.clone() alt catalog=catalog.clone() class="file-image" /> }.into_any()
        }
        FileKind::Binary => {
            let what = type_of(&file);
            let advice = format!("{what}. Download it to open it with another program.");
            view! { <Empty title="This file cannot be shown here" advice /> }.into_any()
        }
        FileKind::Text if is_log || file.is_log() => {
            view! { <LogFile run file=file.clone() catalog=catalog.clone() /> }.into_any()
        }
        FileKind::Text | FileKind::Table | FileKind::Json | FileKind::Markdown => {
            let shown = file.clone();
            let draw = Callback::new(move |start| draw(kind, &shown, start, as_source));
            view! { <StartOfFile file=file.clone() catalog=catalog.clone() draw /> }.into_any()
        }
    };
    view! {
        <section class="file" aria-label=file.path.clone()>
            <header class="file-head">
                <h3>{file.path.clone()}</h3>
                <span class="quiet">{move || size.get().map(format::bytes)}</span>
                <div class="file-tools">
                    {(!rendered.is_empty()).then(|| view! { <HowShown rendered as_source /> })}
                    <Download file=file.clone() catalog />
                </div>
            </header>
            {body}
        </section>
    }
}

/// A file as its kind asks, or as its text.
fn draw(kind: FileKind, file: &FileRef, start: FileStart, as_source: RwSignal<bool>) -> AnyView {
    if start.bytes.is_empty() {
        return view! { <Empty title="This file is empty" /> }.into_any();
    }
    if start.bytes.contains(&0) {
        return view! { <Empty title="This file is not text" advice="Download it to open it with another program." /> }
            .into_any();
    }
    let file = file.clone();
    (move || match kind {
        _ if as_source.get() => text::text(&start),
        FileKind::Table => table::table(&file, &start),
        FileKind::Json => json::tree(&file, &start),
        FileKind::Markdown => view! { <div class="card card-body">{markdown::render(&start.text())}</div> }.into_any(),
        FileKind::Image | FileKind::Text | FileKind::Binary => text::text(&start),
    })
    .into_any()
}

/// What a file is, in words.
fn type_of(file: &FileRef) -> String {
    let ending = file.name().rsplit_once('.').map_or("", |(_, ending)| ending);
    let what = match (&file.media_type, ending) {
        (Some(media_type), _) => format!("A file of the type {media_type}"),
        (None, "") => "A file of unknown type".to_owned(),
        (None, ending) => format!("A file of the type .{ending}"),
    };
    match file.size {
        Some(size) => format!("{what}, {}", format::bytes(size)),
        None => what,
    }
}

/// Two buttons: as its kind asks, or as its text.
#[component]
fn HowShown(rendered: &'static str, as_source: RwSignal<bool>) -> impl IntoView {
    let button = |label: &'static str, source: bool| {
        view! {
            <button
                class="button"
                aria-pressed=move || (as_source.get() == source).to_string()
                on:click=move |_| as_source.set(source)
            >
                {label}
            </button>
        }
    };
    view! {
        <div class="either" role="group" aria-label="How it is shown">
            {button(rendered, false)}
            {button("Source", true)}
        </div>
    }
}
