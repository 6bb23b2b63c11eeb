//! The table as a file, or on the clipboard. Its code is fetched when it is wanted.

use crate::browser::blob::ObjectUrl;
use crate::browser::chunk::{MissingChunk, chunk};
use crate::browser::page::copy;
use crate::model::{Run, Timestamp};
use crate::query::{Column, to_csv, to_json};
use crate::state::{ColumnOffer, Runs, use_app};
use crate::view::widget::Menu;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// Writes runs in columns.
type Writer = fn(&[Arc<Run>], &[Column], Timestamp) -> String;

chunk! { export:
    fn writers() -> [Writer; 2] {
        [to_csv, to_json]
    }
}

/// Where a file begins to be wide: the name, the id, and then what is chosen.
fn with_name(columns: Vec<Column>) -> Vec<Column> {
    let mut all = vec![Column::Name, Column::Id];
    all.extend(
        columns
            .into_iter()
            .filter(|column| !matches!(column, Column::Name | Column::Id)),
    );
    all
}

/// The menu that gives the table away.
#[component]
pub fn ExportMenu(
    /// The runs that are shown.
    rows: Memo<Runs>,
    /// All of them.
    all: Memo<Runs>,
    /// The columns that are shown.
    columns: Memo<Vec<Column>>,
    /// All that can be.
    offer: Memo<ColumnOffer>,
) -> impl IntoView {
    let app = use_app();
    let label = Signal::derive(|| "Export".to_owned());
    let said = RwSignal::new("");
    let shown = move || (rows.get_untracked(), columns.get_untracked());
    let whole = move || {
        (
            all.get_untracked(),
            offer.with_untracked(|offer| offer.available.clone()),
        )
    };
    let give = move |(runs, columns): (Runs, Vec<Column>), format: usize, to_clipboard: bool| {
        said.set("");
        let now = app.now();
        spawn_local(async move {
            let result = match writers().await {
                Err(MissingChunk) => "A part of this program could not be fetched; try again.",
                Ok(writers) => {
                    let text = writers[format](&runs.0, &with_name(columns), now);
                    if to_clipboard {
                        let is_copied = copy(&text).await;
                        if is_copied {
                            "Copied"
                        } else {
                            "The browser does not let this page copy"
                        }
                    } else if let Some(url) = ObjectUrl::of_download(text.as_bytes()) {
                        url.save_as(["runs.csv", "runs.json"][format]);
                        "Saved"
                    } else {
                        "The browser does not let this page save a file"
                    }
                }
            };
            said.try_set(result);
        });
    };
    view! {
        <Menu label icon=icondata_lu::LuDownload title="Export">
            <p class="menu-title">"What is shown"</p>
            <button class="menu-item" on:click=move |_| give(shown(), 0, false)>"Save as CSV"</button>
            <button class="menu-item" on:click=move |_| give(shown(), 1, false)>"Save as JSON"</button>
            <button class="menu-item" on:click=move |_| give(shown(), 0, true)>"Copy as CSV"</button>
            <p class="menu-title">"All runs, all columns"</p>
            <button class="menu-item" on:click=move |_| give(whole(), 0, false)>"Save as CSV"</button>
            <button class="menu-item" on:click=move |_| give(whole(), 1, false)>"Save as JSON"</button>
            <p class="quiet" role="status">{said}</p>
        </Menu>
    }
}
