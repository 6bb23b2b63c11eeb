//! Asking again for the files of runs, and for the ends of logs.

use super::{Renewal, may_change};
use crate::model::{Run, RunId};
use crate::source::{FileList, RunSource};
use crate::state::cache::Renewing;
use crate::state::catalog::Catalog;
use crate::state::catalog::log::{LogRead, follow};
use crate::state::catalog::pages::renewed_pages;
use std::collections::HashMap;
use std::sync::Arc;

impl Catalog {
    /// The lists of files and the logs on the screen, of runs that had not ended when
    /// they were read; `newest` holds those runs as they were told last.
    pub(super) fn renew_files(&self, renewal: Renewal, newest: &HashMap<RunId, Arc<Run>>) -> Vec<Renewing> {
        let inner = &self.0;
        let mut all = inner.files.renew(|kept| {
            let is_open = inner.open_files.borrow().contains(kept.key);
            let ((id, which), list) = (kept.key.clone(), kept.value.clone());
            let run = newest.get(&id)?;
            // The code of a run is not looked at again.
            if which == FileList::Snapshot || !renewal.wants_part(kept.asked, is_open, run) {
                return None;
            }
            let (this, ask, is_live) = (self.clone(), self.ask_files(run, which), may_change(run));
            Some(async move {
                let now = renewed_pages(&list, true, |_| true, ask).await?;
                let mut open = this.0.open_files.borrow_mut();
                if is_live {
                    open.insert((id, which));
                } else {
                    open.remove(&(id, which));
                }
                Ok(now)
            })
        });
        all.extend(inner.logs.renew(|kept| {
            let ((id, url), known) = (kept.key.clone(), kept.value.clone());
            let run = newest.get(&id)?;
            if !renewal.wants_part(kept.asked, known.is_open, run) {
                return None;
            }
            let (source, is_open) = (inner.source.clone(), may_change(run));
            Some(async move {
                let read = follow(&|range| source.bytes(&url, range), known.clone()).await?;
                let now = LogRead { is_open, ..read };
                Ok((now != known).then_some(now))
            })
        }));
        all
    }
}
