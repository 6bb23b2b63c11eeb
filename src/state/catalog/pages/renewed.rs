//! Lists that are read again, as little of them as tells what is new.

use super::{Ask, List, Listed, Reading};
use crate::source::SourceError;
use futures_util::future::LocalBoxFuture;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

/// A list as it is now: the first page and the last one are asked for again, for
/// something new, and those with an item that may change; `all` asks for every page.
/// `None` when the list is still the same. What did not change stays where it is in
/// memory.
pub async fn renewed_pages<T: Listed + PartialEq>(
    list: &List<T>,
    all: bool,
    may_change: fn(&T) -> bool,
    ask: Ask<T>,
) -> Result<Option<List<T>>, SourceError> {
    let known = Known::of(list);
    let mut reading = Reading {
        total: list.total,
        ..Reading::default()
    };
    loop {
        let cursor = reading.cursor.clone();
        let place = list.pages.iter().position(|page| page.cursor == cursor);
        let kept = place.filter(|&place| {
            let page = &list.pages[place];
            let changes = page.places.iter().any(|&at| may_change(&list.items[at]));
            !all && place > 0 && place + 1 < list.pages.len() && !changes
        });
        let goes_on = match kept {
            Some(place) => {
                let page = &list.pages[place];
                let items = page.places.iter().map(|&at| list.items[at].clone()).collect();
                let next = list.pages.get(place + 1).and_then(|next| next.cursor.clone());
                reading.take_items(items, page.warnings.clone(), next)
            }
            None => {
                let page = ask(cursor).await?;
                reading.total = page.total.or(reading.total);
                let items = page.items.into_iter().map(|item| known.or_new(item)).collect();
                reading.take_items(items, page.warnings, page.next)
            }
        };
        if !goes_on {
            return Ok(known.if_other(reading.list()));
        }
    }
}

/// Asks for single items of a list; those that are gone are not in the answer.
pub type AskSome<T> = Rc<dyn Fn(Vec<Arc<T>>) -> LocalBoxFuture<'static, Result<Vec<T>, SourceError>>>;

/// A list whose newest items stand first as it is now: pages from the top until one
/// holds an item that is known, then each other item that may change. With `is_bare`
/// a page tells less of an item than is to be known, so that these are asked for too.
pub async fn renewed_top<T: Listed + PartialEq>(
    list: &List<T>,
    is_bare: bool,
    may_change: fn(&T) -> bool,
    ask: Ask<T>,
    ask_some: AskSome<T>,
) -> Result<Option<List<T>>, SourceError> {
    let known = Known::of(list);
    let mut top = Reading {
        total: list.total,
        ..Reading::default()
    };
    loop {
        let page = ask(top.cursor.clone()).await?;
        let reaches = page.items.iter().any(|item| known.find(item).is_some());
        if !top.take(page) || reaches {
            break;
        }
    }
    let mut wanted: Vec<Arc<T>> = Vec::new();
    let mut items: Vec<Arc<T>> = Vec::new();
    for item in top.items {
        match known.find(&item) {
            Some(old) if is_bare && !may_change(old) && !may_change(&item) => items.push(old.clone()),
            Some(old) if !is_bare && **old == *item => items.push(old.clone()),
            _ if is_bare => {
                wanted.push(item.clone());
                items.push(item);
            }
            _ => items.push(item),
        }
    }
    for old in list
        .items
        .iter()
        .filter(|old| !top.known.contains_key(old.name_in_list()))
    {
        if may_change(old) {
            wanted.push(old.clone());
        }
        items.push(old.clone());
    }
    if !wanted.is_empty() {
        let asked: HashSet<String> = wanted.iter().map(|item| item.name_in_list().to_owned()).collect();
        let found = ask_some(wanted).await?;
        let found = found
            .into_iter()
            .map(|item| (item.name_in_list().to_owned(), known.or_new(item)));
        let mut found: HashMap<String, Arc<T>> = found.collect();
        items = items
            .into_iter()
            .filter_map(|item| match asked.contains(item.name_in_list()) {
                true => found.remove(item.name_in_list()),
                false => Some(item),
            })
            .collect();
    }
    Ok(known.if_other(List {
        total: top.total.map(|total| total.max(items.len() as u64)),
        items: Arc::new(items),
        warnings: list.warnings.clone(),
        pages: Arc::default(),
    }))
}

/// What a list held before it was read again.
struct Known<'a, T> {
    list: &'a List<T>,
    by_name: HashMap<&'a str, &'a Arc<T>>,
}

impl<'a, T: Listed + PartialEq> Known<'a, T> {
    fn of(list: &'a List<T>) -> Self {
        Self {
            by_name: list.items.iter().map(|item| (item.name_in_list(), item)).collect(),
            list,
        }
    }

    fn find(&self, item: &T) -> Option<&'a Arc<T>> {
        self.by_name.get(item.name_in_list()).copied()
    }

    /// The old one where it says the same.
    fn or_new(&self, item: T) -> Arc<T> {
        match self.find(&item) {
            Some(old) if **old == item => old.clone(),
            _ => Arc::new(item),
        }
    }

    fn if_other(&self, now: List<T>) -> Option<List<T>> {
        let (old, new) = (&self.list.items, &now.items);
        let is_same = old.len() == new.len() && old.iter().zip(new.iter()).all(|(a, b)| Arc::ptr_eq(a, b));
        let is_same = is_same && self.list.total == now.total && self.list.warnings == now.warnings;
        (!is_same).then_some(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, Run, RunId, RunStatus};
    use crate::source::{Cursor, Page};
    use pollster::block_on;
    use std::cell::RefCell;

    fn run(id: &str, status: RunStatus) -> Run {
        Run {
            status,
            ..Run::new(RunId::new(id), ExperimentId::new("e"))
        }
    }

    fn may_change(run: &Run) -> bool {
        run.status.is_live()
    }

    /// A source of pages of two runs, and which pages and runs it was asked for.
    #[derive(Clone, Default)]
    struct Source {
        runs: Rc<RefCell<Vec<Run>>>,
        asked: Rc<RefCell<Vec<String>>>,
    }

    impl Source {
        fn of(runs: &[(&str, RunStatus)]) -> Self {
            let source = Self::default();
            source.set(runs);
            source
        }

        fn set(&self, runs: &[(&str, RunStatus)]) {
            let runs = runs.iter().map(|(id, status)| run(id, status.clone()));
            *self.runs.borrow_mut() = runs.collect();
        }

        fn ask(&self) -> Ask<Run> {
            let this = self.clone();
            Rc::new(move |cursor: Option<Cursor>| {
                let from: usize = cursor
                    .as_ref()
                    .map_or(0, |cursor| cursor.as_str().parse().expect("a place"));
                this.asked.borrow_mut().push(from.to_string());
                let runs = this.runs.borrow();
                let to = (from + 2).min(runs.len());
                let page = Page {
                    items: runs[from..to].to_vec(),
                    next: (to < runs.len()).then(|| Cursor::new(to.to_string())),
                    total: Some(runs.len() as u64),
                    ..Page::default()
                };
                Box::pin(std::future::ready(Ok(page)))
            })
        }

        fn ask_some(&self) -> AskSome<Run> {
            let this = self.clone();
            Rc::new(move |wanted: Vec<Arc<Run>>| {
                let ids: Vec<String> = wanted.iter().map(|run| run.id.to_string()).collect();
                this.asked.borrow_mut().push(ids.join("+"));
                let runs = this.runs.borrow();
                let found = runs.iter().filter(|run| ids.contains(&run.id.to_string()));
                Box::pin(std::future::ready(Ok(found.cloned().collect())))
            })
        }

        /// What was asked for since the last time.
        fn asked(&self) -> String {
            self.asked.take().join(" ")
        }

        fn whole(&self) -> List<Run> {
            let now = block_on(renewed_pages(&List::default(), true, may_change, self.ask()));
            self.asked();
            now.expect("an answer").expect("it is another one than none")
        }
    }

    fn ids(list: &List<Run>) -> Vec<&str> {
        list.items.iter().map(|run| run.id.as_str()).collect()
    }

    use RunStatus::{Finished, Running};

    #[test]
    fn of_pages_the_first_the_last_and_those_that_may_change_are_asked_for() {
        let mut runs: Vec<(&str, RunStatus)> = ["a", "b", "c", "d", "e", "f", "g", "h"].map(|id| (id, Finished)).into();
        runs[4].1 = Running;
        let source = Source::of(&runs);
        let list = source.whole();
        let renew =
            |list: &List<Run>| block_on(renewed_pages(list, false, may_change, source.ask())).expect("an answer");
        assert_eq!(renew(&list), None, "nothing is new");
        assert_eq!(source.asked(), "0 4 6");
        runs[4].1 = Finished;
        runs.push(("i", Running));
        source.set(&runs);
        let now = renew(&list).expect("something is new");
        assert_eq!(source.asked(), "0 4 6 8", "the last page goes on");
        assert_eq!(ids(&now), ["a", "b", "c", "d", "e", "f", "g", "h", "i"]);
        assert_eq!((now.items[4].status.clone(), now.total), (Finished, Some(9)));
        assert!(
            Arc::ptr_eq(&now.items[0], &list.items[0]),
            "what is the same stays where it is"
        );
        assert_eq!(renew(&now), None);
        assert_eq!(source.asked(), "0 8");
    }

    #[test]
    fn above_a_known_run_new_ones_are_found_and_single_ones_are_asked_for() {
        let source = Source::of(&[("d", Finished), ("c", Running), ("b", Running), ("a", Finished)]);
        let list = source.whole();
        let renew = |list: &List<Run>, is_bare| {
            block_on(renewed_top(list, is_bare, may_change, source.ask(), source.ask_some())).expect("an answer")
        };
        assert_eq!(renew(&list, false), None);
        assert_eq!(source.asked(), "0 b");
        source.set(&[
            ("g", Running),
            ("f", Finished),
            ("e", Running),
            ("d", Finished),
            ("c", Finished),
            ("a", Finished),
        ]);
        let now = renew(&list, false).expect("something is new");
        assert_eq!(source.asked(), "0 2 c+b", "b is gone");
        assert_eq!(ids(&now), ["g", "f", "e", "d", "c", "a"]);
        assert_eq!(now.items[4].status, Finished);
        assert!(Arc::ptr_eq(&now.items[3], &list.items[0]));
        // Where pages tell less, what is new or may change is asked for one by one.
        let bare = renew(&list, true).expect("something is new");
        assert_eq!(source.asked(), "0 2 g+f+e+c+b");
        assert_eq!(ids(&bare), ids(&now));
    }
}
