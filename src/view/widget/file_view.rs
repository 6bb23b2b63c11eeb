//! A file of a run, shown as a picture or as text.

use super::{Empty, load_view};
use crate::chart::format;
use crate::model::{FileKind, FileRef};
use crate::state::{Catalog, TextFile};
use crate::text::plain_lines;
use leptos::prelude::*;

/// A file of a run, as far as the page can show it.
#[component]
pub fn FileView(
    /// Which file.
    file: FileRef,
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    let size = file.size.map(format::bytes).unwrap_or_default();
    let body = match file.kind() {
        FileKind::Image => view! {
            <img class="file-image" src=file.url.clone() alt=format!("Image {}", file.path) />
        }
        .into_any(),
        FileKind::Text => {
            let text = catalog.text(&file);
            load_view(text, format!("The file {}", file.path), 12, |text| {
                move || text.with(text_body)
            })
            .into_any()
        }
        FileKind::Binary => view! {
            <Empty title="This file cannot be shown here" advice="Download it to open it with another program." />
        }
        .into_any(),
    };
    view! {
        <section class="file" aria-label=file.path.clone()>
            <header class="file-head">
                <h3>{file.path.clone()}</h3>
                <span class="quiet">{size}</span>
                <a class="button" href=file.url.clone() download=file.name().to_owned()>"Download"</a>
            </header>
            {body}
        </section>
    }
}

fn text_body(file: &TextFile) -> impl IntoView + use<> {
    let lines = plain_lines(&file.text);
    if lines.is_empty() {
        return view! { <Empty title="This file is empty" /> }.into_any();
    }
    let numbers: String = (1..=lines.len()).map(|line| format!("{line}\n")).collect();
    let is_cut = file.is_cut;
    view! {
        <div class="file-text" tabindex="0" role="region" aria-label="Text of the file">
            <pre class="file-numbers" aria-hidden="true">{numbers}</pre>
            <pre>{lines.join("\n")}</pre>
        </div>
        {is_cut.then(|| view! {
            <p class="quiet">"The file goes on; download it to read the rest."</p>
        })}
    }
    .into_any()
}
