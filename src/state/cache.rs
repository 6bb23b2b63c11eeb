//! What was asked of a source, kept by key, loaded when somebody looks.

use super::Loadable;
use crate::browser::clock::now_ms;
use crate::browser::fetch::sleep;
use crate::source::SourceError;
use futures_util::future::{AbortHandle, Abortable, LocalBoxFuture};
use leptos::prelude::*;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::collections::HashMap;
use std::future::Future;
use std::hash::Hash;
use std::ops::Deref;
use std::rc::Rc;

type Work<V> = Rc<dyn Fn(Progress<V>) -> LocalBoxFuture<'static, Result<V, SourceError>>>;

/// Where a loader shows what has come so far.
pub struct Progress<V: Send + Sync + 'static>(ArcRwSignal<Loadable<V>>);

impl<V: Send + Sync + 'static> Progress<V> {
    /// Shows half an answer as half an answer.
    pub fn so_far(&self, value: V) {
        self.0.set(Loadable::Loading { last: Some(value) });
    }
}

/// A value that somebody looks at. It reads like the signal of the value.
#[derive(Clone)]
pub struct Watched<V: Send + Sync + 'static> {
    value: ArcReadSignal<Loadable<V>>,
    reload: SendWrapper<Rc<dyn Fn()>>,
    stop: SendWrapper<Rc<dyn Fn()>>,
}

impl<V: Send + Sync + 'static> Watched<V> {
    /// Asks again.
    pub fn reload(&self) {
        (self.reload)();
    }

    /// Gives up what is on its way; what has come stays.
    pub fn stop(&self) {
        (self.stop)();
    }

    /// [`reload`](Self::reload) as something a button can call.
    pub fn retry(&self) -> Callback<()> {
        let reload = self.reload.clone();
        Callback::new(move |()| reload())
    }
}

impl<V: Send + Sync + 'static> Deref for Watched<V> {
    type Target = ArcReadSignal<Loadable<V>>;

    fn deref(&self) -> &Self::Target {
        &self.value
    }
}

struct Entry<V: Send + Sync + 'static> {
    value: ArcRwSignal<Loadable<V>>,
    watchers: usize,
    work: Work<V>,
    abort: Option<AbortHandle>,
    /// When the source was last asked for it, in milliseconds since 1970.
    asked: f64,
}

/// What is known of a value that somebody looks at, for whoever decides whether it
/// has to be asked for again.
pub struct Kept<'a, K, V> {
    /// Its key.
    pub key: &'a K,
    /// The value.
    pub value: &'a V,
    /// When the source was last asked for it, in milliseconds since 1970.
    pub asked: f64,
}

/// The renewing of one value; whether it is another one now.
pub type Renewing = LocalBoxFuture<'static, Result<bool, SourceError>>;

type Entries<K, V> = Rc<RefCell<HashMap<K, Entry<V>>>>;

/// Values by key. A value is loaded when it is first watched, kept when
/// nobody watches any more, and given up when that happens half way.
pub struct Cache<K, V: Send + Sync + 'static> {
    entries: Entries<K, V>,
    is_brief: bool,
}

impl<K, V: Send + Sync + 'static> Clone for Cache<K, V> {
    fn clone(&self) -> Self {
        Self {
            entries: self.entries.clone(),
            is_brief: self.is_brief,
        }
    }
}

impl<K, V: Send + Sync + 'static> Default for Cache<K, V> {
    fn default() -> Self {
        Self {
            entries: Entries::default(),
            is_brief: false,
        }
    }
}

impl<K, V: Send + Sync + 'static> Cache<K, V> {
    /// One that keeps nothing that nobody watches, for values that are large.
    pub fn brief() -> Self {
        Self {
            is_brief: true,
            ..Self::default()
        }
    }
}

impl<K, V> Cache<K, V>
where
    K: Eq + Hash + Clone + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// The value of `key`, asking for it where needed. The current reactive
    /// owner counts as a watcher until it is cleaned up.
    pub fn watch<F>(&self, key: K, work: impl Fn(Progress<V>) -> F + 'static) -> Watched<V>
    where
        F: Future<Output = Result<V, SourceError>> + 'static,
    {
        let mut entries = self.entries.borrow_mut();
        let entry = entries.entry(key.clone()).or_insert_with(|| Entry {
            value: ArcRwSignal::new(Loadable::NotAsked),
            watchers: 0,
            work: Rc::new(move |progress| Box::pin(work(progress))),
            abort: None,
            asked: 0.0,
        });
        entry.watchers += 1;
        let value = entry.value.clone();
        if matches!(value.read_untracked(), ref state if matches!(**state, Loadable::NotAsked)) {
            start(entry);
        }
        drop(entries);

        let reload = {
            let (cache, key) = (self.clone(), key.clone());
            SendWrapper::new(Rc::new(move || cache.reload(&key)) as Rc<dyn Fn()>)
        };
        let stop = {
            let (cache, key) = (self.clone(), key.clone());
            SendWrapper::new(Rc::new(move || cache.stop(&key)) as Rc<dyn Fn()>)
        };
        let leave = SendWrapper::new((self.entries.clone(), key));
        let is_brief = self.is_brief;
        on_cleanup(move || {
            let (entries, key) = leave.take();
            // A memo that runs again leaves and comes back in one breath, and
            // must find what it asked for still on its way.
            spawn_local(async move {
                sleep(0).await;
                release(&entries, &key, is_brief);
            });
        });
        Watched {
            value: value.read_only(),
            reload,
            stop,
        }
    }

    /// Looks at every value that is here and that somebody watches.
    pub fn each_watched(&self, mut look: impl FnMut(Kept<'_, K, V>)) {
        for (key, entry) in self.entries.borrow().iter().filter(|(_, entry)| entry.watchers > 0) {
            if let Loadable::Ready(value) = &*entry.value.read_untracked() {
                let asked = entry.asked;
                look(Kept { key, value, asked });
            }
        }
    }

    /// Asks again for what is here and watched, as `work` says of each value: `None`
    /// leaves it alone, and an answer of `None` says that it is still the same.
    ///
    /// Whoever looks at it sees the old value until the new one is here, and no
    /// failure: that goes to the caller alone. A value that is loaded anew meanwhile,
    /// or that nobody looks at any more, is given up.
    pub fn renew<F>(&self, work: impl Fn(Kept<'_, K, V>) -> Option<F>) -> Vec<Renewing>
    where
        F: Future<Output = Result<Option<V>, SourceError>> + 'static,
    {
        let mut all: Vec<Renewing> = Vec::new();
        for (key, entry) in self.entries.borrow_mut().iter_mut() {
            if entry.watchers == 0 {
                continue;
            }
            let asking = match &*entry.value.read_untracked() {
                Loadable::Ready(value) => work(Kept {
                    key,
                    value,
                    asked: entry.asked,
                }),
                _ => None,
            };
            let Some(asking) = asking else {
                continue;
            };
            let (abort, registration) = AbortHandle::new_pair();
            entry.abort = Some(abort);
            let (entries, key, began) = (self.entries.clone(), key.clone(), now_ms());
            let asking = Abortable::new(asking, registration);
            all.push(Box::pin(async move {
                let Ok(answer) = asking.await else {
                    return Ok(false);
                };
                let answer = answer?;
                let value = entries.borrow_mut().get_mut(&key).map(|entry| {
                    entry.asked = began;
                    entry.value.clone()
                });
                let is_new = answer.is_some();
                if let (Some(signal), Some(answer)) = (value, answer) {
                    signal.set(Loadable::Ready(answer));
                }
                Ok(is_new)
            }));
        }
        all
    }

    /// The value of `key`, when it is here.
    pub fn get(&self, key: &K) -> Option<V> {
        match &*self.entries.borrow().get(key)?.value.read_untracked() {
            Loadable::Ready(value) => Some(value.clone()),
            _ => None,
        }
    }

    /// Puts another value in the place of one that is here; what is being asked for it
    /// meanwhile is given up.
    pub fn put(&self, key: &K, value: V) {
        let signal = self.entries.borrow_mut().get_mut(key).map(|entry| {
            if let Some(abort) = entry.abort.take() {
                abort.abort();
            }
            entry.value.clone()
        });
        if let Some(signal) = signal {
            signal.set(Loadable::Ready(value));
        }
    }

    /// Loads again what did not come, where that may pass and somebody watches.
    pub fn retry_failed(&self) {
        for entry in self.entries.borrow_mut().values_mut() {
            let may_pass = |state: &Loadable<V>| state.error().is_some_and(SourceError::is_transient);
            if entry.watchers > 0 && entry.value.with_untracked(may_pass) {
                start(entry);
            }
        }
    }

    fn stop(&self, key: &K) {
        if let Some(entry) = self.entries.borrow_mut().get_mut(key)
            && entry.value.with_untracked(Loadable::is_pending)
            && let Some(abort) = entry.abort.take()
        {
            abort.abort();
            entry
                .value
                .update(|state| *state = std::mem::take(state).failed(SourceError::Cancelled));
        }
    }

    fn reload(&self, key: &K) {
        if let Some(entry) = self.entries.borrow_mut().get_mut(key) {
            if let Some(abort) = entry.abort.take() {
                abort.abort();
            }
            start(entry);
        }
    }
}

fn start<V: Clone + Send + Sync + 'static>(entry: &mut Entry<V>) {
    let value = entry.value.clone();
    entry.asked = now_ms();
    value.update(|state| *state = std::mem::take(state).reloading());
    let (abort, registration) = AbortHandle::new_pair();
    let answer = Abortable::new((entry.work)(Progress(value.clone())), registration);
    entry.abort = Some(abort);
    spawn_local(async move {
        match answer.await {
            Ok(Ok(loaded)) => value.set(Loadable::Ready(loaded)),
            Ok(Err(error)) => value.update(|state| *state = std::mem::take(state).failed(error)),
            // Nobody waits for an answer that was given up.
            Err(_) => {}
        }
    });
}

/// One watcher fewer; the last one takes an unfinished request along.
fn release<K: Eq + Hash, V: Clone + Send + Sync + 'static>(entries: &Entries<K, V>, key: &K, is_brief: bool) {
    let mut entries = entries.borrow_mut();
    let Some(entry) = entries.get_mut(key) else {
        return;
    };
    entry.watchers = entry.watchers.saturating_sub(1);
    if entry.watchers > 0 {
        return;
    }
    // What is being renewed is given up too, but what is there stays.
    if let Some(abort) = entry.abort.take() {
        abort.abort();
    }
    let settled = !is_brief && matches!(*entry.value.read_untracked(), Loadable::Ready(_));
    if !settled {
        // Whoever comes next asks anew, and nothing half-read is kept.
        entries.remove(key);
    }
}
