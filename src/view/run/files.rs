//! The files that a run left.

use super::download_all::DownloadAll;
use super::page::part;
use crate::chart::format;
use crate::model::{FileRef, Run};
use crate::state::{Catalog, FileList, List, Workspace, use_app};
use crate::text::file_name;
use crate::view::widget::{Empty, FileView, Warnings, WorkspaceLink, load_view};
use leptos::prelude::*;
use std::sync::Arc;

/// Output files, and the code of the run where the source keeps it.
#[component]
pub fn Files(
    /// Which run.
    run: Signal<Arc<Run>>,
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    let has_snapshot = part(run, |run| run.snapshot.is_some());
    let kept = StoredValue::new_local(catalog.clone());
    view! {
        <h2 class="files-title">"Outputs"</h2>
        <FileBrowser run catalog which=FileList::Artifacts />
        {move || has_snapshot.get().then(|| view! {
            <h2 class="files-title">"Code snapshot"</h2>
            <FileBrowser run catalog=kept.get_value() which=FileList::Snapshot />
        })}
    }
}

/// What the run printed.
#[component]
pub fn Logs(
    /// Which run.
    run: Signal<Arc<Run>>,
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    view! { <FileBrowser run catalog which=FileList::Logs /> }
}

#[component]
fn FileBrowser(run: Signal<Arc<Run>>, catalog: Catalog, which: FileList) -> impl IntoView {
    let app = use_app();
    let list = catalog.files(&run.get_untracked(), which);
    let catalog = StoredValue::new_local(catalog);
    let wanted = app.part(|workspace| workspace.file.clone());
    view! {
        {load_view(list, "The list of files".to_owned(), 4, move |list: Signal<List<FileRef>>| {
                // A log is opened unasked; of the outputs only what the link names. What
                // was opened stays open when others come before it.
                let first = Memo::new(move |old: Option<&Option<String>>| {
                    let old = old.cloned().flatten();
                    list.with(|list| {
                        let paths = || list.items.iter().map(|file| &file.path);
                        let kept = paths().find(|path| old.as_ref() == Some(path));
                        kept.or(paths().next()).filter(|_| which == FileList::Logs).cloned()
                    })
                });
                let find = move |_: Option<&Option<Arc<FileRef>>>| {
                    let (wanted, first) = (wanted.get(), first.get());
                    list.with(|list| {
                        let named = |path: Option<&String>| list.items.iter().find(|file| Some(&file.path) == path);
                        named(wanted.as_ref()).or_else(|| named(first.as_ref())).cloned()
                    })
                };
                // The same file may be longer by now.
                let open = Memo::new_with_compare(find, |old, new| {
                    let place = |file: Option<&Option<Arc<FileRef>>>| {
                        file.cloned().flatten().map(|file| (file.path.clone(), file.url.clone()))
                    };
                    place(old) != place(new)
                });
                // What is open stays as it is while more of the list comes.
                let is_empty = Memo::new(move |_| list.with(|list| list.items.is_empty()));
                view! {
                    <Warnings warnings=Signal::derive(move || list.get().warnings) />
                    {move || if is_empty.get() {
                        view! { <Empty title=nothing(which) /> }.into_any()
                    } else {
                        let called = run.with_untracked(|run| format!("{} {}", run.name, folder(which)));
                        let name = format!("{}.zip", file_name(&called));
                        view! {
                            <DownloadAll list name catalog=catalog.get_value() />
                            <div class="files">
                                <FileLinks list open />
                                <div class="files-open">
                                    {move || open.get().map(|file| view! {
                                        <FileView
                                            run
                                            size=size_of(list, file.path.clone())
                                            file=FileRef::clone(&file)
                                            is_log={which == FileList::Logs}
                                            catalog=catalog.get_value()
                                        />
                                    })}
                                </div>
                            </div>
                        }.into_any()
                    }}
                }
            })}
    }
}

/// What the archive of a list is called, behind the name of the run.
fn folder(which: FileList) -> &'static str {
    match which {
        FileList::Artifacts => "outputs",
        FileList::Logs => "logs",
        FileList::Snapshot => "code",
    }
}

fn nothing(which: FileList) -> &'static str {
    match which {
        FileList::Artifacts => "This run left no files",
        FileList::Logs => "This run left no log",
        FileList::Snapshot => "The code of this run was not kept",
    }
}

#[component]
fn FileLinks(list: Signal<List<FileRef>>, open: Memo<Option<Arc<FileRef>>>) -> impl IntoView {
    let app = use_app();
    view! {
        <ul class="file-list card">
            <For each=move || list.get().items.to_vec() key=|file| file.path.clone() let:file>
                {
                    let path = StoredValue::new(file.path.clone());
                    let to = Signal::derive(move || {
                        app.workspace().with(|here| Workspace { file: Some(path.get_value()), line: None, ..here.clone() })
                    });
                    let current = Signal::derive(move || {
                        path.with_value(|path| open.with(|open| open.as_ref().is_some_and(|open| open.path == *path)))
                    });
                    let size = size_of(list, file.path.clone());
                    view! {
                        <li>
                            <WorkspaceLink to current class="file-link">
                                <span title=path.get_value()>{path.get_value()}</span>
                                <small>{move || size.get().map(format::bytes)}</small>
                            </WorkspaceLink>
                        </li>
                    }
                }
            </For>
        </ul>
    }
}

/// How long a file of a list is now, in bytes.
fn size_of(list: Signal<List<FileRef>>, path: String) -> Memo<Option<u64>> {
    Memo::new(move |_| {
        list.with(|list| {
            let file = list.items.iter().find(|file| file.path == path);
            file.and_then(|file| file.size)
        })
    })
}
