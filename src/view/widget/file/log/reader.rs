//! What a person does with a log: reads another part, goes somewhere.

use crate::model::{FileRef, Run};
use crate::source::SourceError;
use crate::state::{Catalog, LogWish};
use crate::text::{LogPattern, LogText};
use futures_util::future::{AbortHandle, Abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// Where in a log the reader wants to be when there are other lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Goal {
    /// At the end, wherever that is.
    #[default]
    End,
    /// At the first line that has been read.
    Start,
    /// Where the reader is now.
    Stay,
    /// At the line that begins at this byte of the file.
    Line(u64),
}

/// A person who reads a log. A handle: cheap to copy.
#[derive(Clone, Copy)]
pub struct Reader {
    run: Signal<Arc<Run>>,
    file: StoredValue<FileRef>,
    catalog: StoredValue<Catalog, LocalStorage>,
    /// Which part is on its way.
    pub waits_for: RwSignal<Option<LogWish>>,
    /// Which part did not come, and why.
    pub failed: RwSignal<Option<(LogWish, SourceError)>>,
    /// Where the reader wants to be. Each setting of it is a going there.
    pub goal: RwSignal<Goal>,
    /// What is looked for.
    pub pattern: RwSignal<Option<LogPattern>>,
    /// The byte at which the line begins that was found last.
    pub found: RwSignal<Option<u64>>,
    abort: StoredValue<Option<AbortHandle>>,
}

impl Reader {
    /// One who stands at the end.
    pub fn new(run: Signal<Arc<Run>>, file: FileRef, catalog: Catalog) -> Self {
        let this = Self {
            run,
            file: StoredValue::new(file),
            catalog: StoredValue::new_local(catalog),
            waits_for: RwSignal::new(None),
            failed: RwSignal::new(None),
            goal: RwSignal::new(Goal::End),
            pattern: RwSignal::new(None),
            found: RwSignal::new(None),
            abort: StoredValue::new(None),
        };
        on_cleanup(move || this.give_up());
        this
    }

    /// Goes to the line that begins at a byte, and marks it; `text` is what has been read.
    pub fn point(self, at: u64, text: &LogText) {
        self.found.set(Some(at));
        if (text.from()..text.to()).contains(&at) {
            self.goal.set(Goal::Line(at));
        } else {
            self.read(LogWish::At(at));
        }
    }

    /// The path of the file.
    pub fn path(self) -> String {
        self.file.with_value(|file| file.path.clone())
    }

    /// Reads another part, and goes there.
    pub fn read(self, wish: LogWish) {
        self.give_up();
        let (Some(catalog), Some(file)) = (self.catalog.try_get_value(), self.file.try_get_value()) else {
            return;
        };
        let run = self.run.get_untracked();
        let (abort, registration) = AbortHandle::new_pair();
        self.abort.set_value(Some(abort));
        self.waits_for.set(Some(wish));
        self.failed.set(None);
        // What is read in place of what is there is gone to when it is here; until then
        // the reader stays, whatever comes at the end.
        let before = self.goal.get_untracked();
        let after = match wish {
            LogWish::Start => Goal::Start,
            LogWish::End => Goal::End,
            LogWish::At(at) => Goal::Line(at),
            LogWish::Earlier | LogWish::Later => Goal::Stay,
        };
        spawn_local(async move {
            let reading = async {
                let read = catalog.read_log(&run, &file, wish, move || {
                    let _ = self.goal.try_set(after);
                });
                read.await
            };
            let Ok(result) = Abortable::new(reading, registration).await else {
                return;
            };
            // The page may show something else by now.
            let _ = self.waits_for.try_set(None);
            if let Err(error) = result {
                let _ = self.goal.try_set(before);
                let _ = self.failed.try_set(Some((wish, error)));
            }
        });
    }

    /// Gives up what is on its way.
    pub fn give_up(self) {
        if let Some(abort) = self.abort.try_update_value(Option::take).flatten() {
            abort.abort();
        }
        let _ = self.waits_for.try_set(None);
    }
}
