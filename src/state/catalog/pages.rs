//! Lists that come in pages.

mod renewed;

pub(super) use renewed::{AskSome, renewed_pages, renewed_top};

use crate::model::{ComputeTarget, Experiment, FileRef, Run};
use crate::source::{Cursor, Page, SourceError};
use crate::state::cache::Progress;
use futures_util::future::LocalBoxFuture;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// No list is followed for ever, whatever `next` says.
const PAGE_LIMIT: usize = 10_000;

/// A list that comes in pages. Cheap to clone.
#[derive(Debug, PartialEq)]
pub struct List<T> {
    /// What has come.
    pub items: Arc<Vec<Arc<T>>>,
    /// How many there are in all, when the source says so.
    pub total: Option<u64>,
    /// What could not be read, each with its place.
    pub warnings: Arc<Vec<SourceError>>,
    /// The pages it came in, to ask for some of them again.
    pub(super) pages: Arc<Vec<Arc<KnownPage>>>,
}

/// A page of a list that was read.
#[derive(Debug, PartialEq, Default)]
pub(super) struct KnownPage {
    /// What it was asked for by.
    cursor: Option<Cursor>,
    /// Where its items stand in the list.
    places: Vec<usize>,
    /// What of it could not be read.
    warnings: Vec<SourceError>,
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        Self {
            items: self.items.clone(),
            total: self.total,
            warnings: self.warnings.clone(),
            pages: self.pages.clone(),
        }
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self {
            items: Arc::default(),
            total: None,
            warnings: Arc::default(),
            pages: Arc::default(),
        }
    }
}

/// What stands in a list once only.
pub(super) trait Listed: Send + Sync + 'static {
    /// What tells it from the others.
    fn name_in_list(&self) -> &str;
}

impl Listed for Experiment {
    fn name_in_list(&self) -> &str {
        self.id.as_str()
    }
}

impl Listed for Run {
    fn name_in_list(&self) -> &str {
        self.id.as_str()
    }
}

impl Listed for FileRef {
    fn name_in_list(&self) -> &str {
        &self.path
    }
}

impl Listed for ComputeTarget {
    fn name_in_list(&self) -> &str {
        &self.name
    }
}

/// How far a list has been read. It outlives a failure, so that asking again
/// goes on where the reading stopped.
pub(super) struct Reading<T> {
    items: Vec<Arc<T>>,
    /// Where each stands.
    known: HashMap<String, usize>,
    pages: Vec<Arc<KnownPage>>,
    total: Option<u64>,
    visited: Vec<Cursor>,
    cursor: Option<Cursor>,
}

impl<T> Default for Reading<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            known: HashMap::new(),
            pages: Vec::new(),
            total: None,
            visited: Vec::new(),
            cursor: None,
        }
    }
}

impl<T: Listed> Reading<T> {
    /// Takes a page in; whether there is another one.
    fn take(&mut self, page: Page<T>) -> bool {
        self.total = page.total.or(self.total);
        let items = page.items.into_iter().map(Arc::new).collect();
        self.take_items(items, page.warnings, page.next)
    }

    fn take_items(&mut self, items: Vec<Arc<T>>, warnings: Vec<SourceError>, next: Option<Cursor>) -> bool {
        let mut places = Vec::with_capacity(items.len());
        for item in items {
            // A list that grows while it is read shifts items to the next page,
            // and a source may know more of an item the second time.
            let place = match self.known.get(item.name_in_list()) {
                Some(&place) => {
                    self.items[place] = item;
                    place
                }
                None => {
                    self.known.insert(item.name_in_list().to_owned(), self.items.len());
                    self.items.push(item);
                    self.items.len() - 1
                }
            };
            places.push(place);
        }
        self.pages.push(Arc::new(KnownPage {
            cursor: self.cursor.take(),
            places,
            warnings,
        }));
        match next {
            // A source that points back at a page it gave would never end.
            Some(next) if !self.visited.contains(&next) && self.visited.len() < PAGE_LIMIT => {
                self.visited.push(next.clone());
                self.cursor = Some(next);
                true
            }
            _ => false,
        }
    }

    fn list(&self) -> List<T> {
        let warnings = self.pages.iter().flat_map(|page| page.warnings.iter().cloned());
        List {
            items: Arc::new(self.items.clone()),
            total: self.total,
            warnings: Arc::new(warnings.collect()),
            pages: Arc::new(self.pages.clone()),
        }
    }
}

/// Asks for the page that a cursor stands for; for the first one without.
pub(super) type Ask<T> = Rc<dyn Fn(Option<Cursor>) -> LocalBoxFuture<'static, Result<Page<T>, SourceError>>>;

/// A list is shown anew once it has grown by this part of itself. Whoever shows it looks at all
/// of it, so that showing each page of a very long one would take longer than reading it.
const SHOWN_GROWTH: usize = 16;

/// Reads a list to its end, showing it as it grows.
pub(super) async fn pages<T: Listed>(
    reading: Rc<RefCell<Reading<T>>>,
    progress: Progress<List<T>>,
    ask: Ask<T>,
) -> Result<List<T>, SourceError> {
    let mut shown = 0;
    loop {
        let cursor = reading.borrow().cursor.clone();
        let page = match ask(cursor).await {
            Ok(page) => page,
            Err(error) => {
                // What came before the failure is shown, all of it.
                if reading.borrow().items.len() > shown {
                    progress.so_far(reading.borrow().list());
                }
                return Err(error);
            }
        };
        let mut kept = reading.borrow_mut();
        let goes_on = kept.take(page);
        if goes_on && kept.items.len() < shown + shown / SHOWN_GROWTH {
            continue;
        }
        let list = kept.list();
        shown = list.items.len();
        if !goes_on {
            // Whoever asks again after the end wants everything anew.
            *kept = Reading::default();
            return Ok(list);
        }
        drop(kept);
        progress.so_far(list);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, RunId};

    fn page(ids: &[&str], next: Option<&str>) -> Page<Run> {
        Page {
            items: ids
                .iter()
                .map(|id| Run::new(RunId::new(*id), ExperimentId::new("e")))
                .collect(),
            next: next.map(Cursor::new),
            ..Page::default()
        }
    }

    #[test]
    fn an_item_that_comes_twice_stands_once() {
        let mut reading = Reading::default();
        assert!(reading.take(page(&["a", "b"], Some("2"))));
        assert!(!reading.take(page(&["b", "c"], None)));
        let ids: Vec<_> = reading.list().items.iter().map(|run| run.id.to_string()).collect();
        assert_eq!(ids, ["a", "b", "c"]);
        let mut again = page(&["b"], None);
        again.items[0].name = "the later one".to_owned();
        reading.take(again);
        assert_eq!(reading.list().items[1].name, "the later one");
    }

    #[test]
    fn a_list_that_points_back_at_itself_ends() {
        let mut reading = Reading::default();
        assert!(reading.take(page(&["a"], Some("2"))));
        assert!(!reading.take(page(&["b"], Some("2"))));
    }
}
