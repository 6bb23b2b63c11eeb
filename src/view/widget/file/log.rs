//! A log: its end, then as much more as somebody wants.

mod foot;
mod lines;
mod reader;
mod search;

use crate::model::{FileRef, Run};
use crate::state::{Catalog, LogRead, use_app};
use crate::view::widget::{Empty, load_view};
use foot::LogFoot;
use leptos::prelude::*;
use lines::LogLines;
use reader::Reader;
use search::LogSearch;
use std::sync::Arc;

/// A log of a run, at its end.
#[component]
pub fn LogFile(
    /// Whose log it is.
    run: Signal<Arc<Run>>,
    /// Which file.
    file: FileRef,
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    let read = run.with_untracked(|run| catalog.log(run, &file));
    let what = format!("The file {}", file.path);
    load_view(read, what, 12, move |read: Signal<LogRead>| {
        let reader = Reader::new(run, file.clone(), catalog.clone());
        // A link may lead to a line.
        if let Some(at) = use_app().workspace().with_untracked(|here| here.line) {
            read.with_untracked(|read| reader.point(at, &read.text));
        }
        // Memos, for a log that grows is drawn on, and not anew.
        let is_empty = Memo::new(move |_| read.with(|read| read.text.lines() == 0));
        let is_binary = Memo::new(move |_| read.with(|read| read.text.has_zero()));
        move || {
            if is_empty.get() {
                return view! { <Empty title="This file is empty" /> }.into_any();
            }
            if is_binary.get() {
                let advice = "Download it to open it with another program.";
                return view! { <Empty title="This file is not text" advice /> }.into_any();
            }
            view! {
                <div class="log">
                    <LogSearch read reader />
                    <LogLines read reader />
                    <LogFoot read reader />
                </div>
            }
            .into_any()
        }
    })
}
