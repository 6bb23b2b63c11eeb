//! The timer of the page: asks again for what is watched, when that is due.

use super::Schedule;
use crate::browser::fetch::sleep;
use crate::browser::{clock, page};
use crate::source::SourceError;
use crate::state::app::App;
use crate::state::catalog::{Catalog, Look, Renewal};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Milliseconds after which is looked again whether anything is due.
const LOOK_MS: f64 = 1_000.0;
/// No look sooner than this after another, in milliseconds.
const LEAST_LOOK_MS: f64 = 50.0;
/// The page looks every second: when it did not for longer than this, in milliseconds, the
/// machine slept.
const SLEPT_MS: f64 = 10_000.0;
/// An answer that is awaited longer than this is told, in milliseconds.
const SLOW_MS: f64 = 60_000.0;

/// Keeps what is on the screen up to date. A handle: cheap to copy.
#[derive(Clone, Copy)]
pub struct Live {
    app: App,
    schedule: StoredValue<Schedule>,
    /// Another one for each source: answers to questions of the last one count no more.
    source: StoredValue<u32>,
    /// Somebody has just come to what is shown, or come back to the page.
    has_come: StoredValue<bool>,
    /// When it was looked last, in milliseconds since 1970.
    looked: StoredValue<f64>,
    /// How many wait for an end even while nobody sees the page.
    awake: StoredValue<u32>,
    seen: RwSignal<Seen>,
    fault: RwSignal<Option<SourceError>>,
}

/// What is known of how new the things on the screen are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Seen {
    look: Look,
    is_stale: bool,
    now: f64,
}

/// How new what is on the screen is, for whoever says it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Freshness {
    /// Whether anything on the screen may still change.
    pub is_changing: bool,
    /// Whether the source was asked in vain, again and again.
    pub is_stale: bool,
    /// How old it is, in milliseconds; `None` when nothing is there yet.
    pub age_ms: Option<f64>,
}

impl Live {
    /// How new what is on the screen is; tracked.
    pub fn freshness(&self) -> Freshness {
        let seen = self.seen.get();
        let asked = seen.look.changing.or(seen.look.all);
        Freshness {
            is_changing: seen.look.changing.is_some(),
            is_stale: seen.is_stale,
            age_ms: asked.map(|asked| (seen.now - asked).max(0.0)),
        }
    }

    /// Why the source could not be asked the last time; tracked.
    pub fn fault(&self) -> Option<SourceError> {
        self.fault.get()
    }

    /// Asks for everything on the screen now, whether or not it is due.
    pub fn update_now(&self) {
        let now = clock::now_ms();
        if let Some(catalog) = self.catalog() {
            let renewal = Renewal {
                asked_by: now,
                ended_too: true,
                all_pages: true,
                now,
            };
            self.renew(catalog, renewal);
        }
    }

    /// Has the page asked for news also while nobody sees it; each `true` holds until
    /// a `false` of its own.
    pub fn stay_awake(&self, awake: bool) {
        self.awake.update_value(|count| {
            *count = if awake { *count + 1 } else { count.saturating_sub(1) };
        });
    }

    fn catalog(&self) -> Option<Catalog> {
        untrack(|| self.app.catalog()).and_then(Result::ok)
    }

    /// Looks whether anything is due; milliseconds until the next look, `None` when
    /// the page is gone.
    fn look(&self) -> Option<f64> {
        let now = clock::now_ms();
        let away = now - self.looked.try_get_value()?;
        self.looked.set_value(now);
        if away > SLEPT_MS {
            self.schedule.update_value(|schedule| schedule.slept(away));
        }
        let schedule = self.schedule.try_get_value()?;
        if page::is_hidden() && self.awake.get_value() == 0 {
            self.has_come.set_value(true);
            return Some(LOOK_MS);
        }
        let Some(catalog) = self.catalog() else {
            return Some(LOOK_MS);
        };
        let look = catalog.look();
        let every = self.app.workspace().with_untracked(|workspace| workspace.every);
        let is_slow = schedule.asks_since().is_some_and(|began| now - began > SLOW_MS);
        let is_stale = look.changing.is_some() && (schedule.is_stale() || is_slow);
        let seen = Seen { look, is_stale, now };
        self.seen.set(seen);
        let Some(period) = every.period_ms().filter(|_| !schedule.is_asking()) else {
            return Some(LOOK_MS);
        };
        let due = schedule.due(every, look.changing, now);
        // Who comes back to a list finds in it what was started meanwhile.
        let has_come = self.has_come.get_value() && look.all.is_some();
        let is_due = due.is_some_and(|due| due <= now);
        let is_old = look.all.is_some_and(|asked| now - asked >= period) && !schedule.has_failed();
        if has_come {
            self.has_come.set_value(false);
        }
        if is_due || (has_come && is_old) {
            let renewal = Renewal {
                // What was asked for a moment ago, by itself, waits for its own time.
                asked_by: now - period / 2.0,
                ended_too: has_come,
                all_pages: false,
                now,
            };
            self.renew(catalog, renewal);
            return Some(LOOK_MS);
        }
        Some(due.map_or(LOOK_MS, |due| (due - now).clamp(LEAST_LOOK_MS, LOOK_MS)))
    }

    fn renew(&self, catalog: Catalog, renewal: Renewal) {
        let this = *self;
        if this.schedule.with_value(Schedule::is_asking) {
            return;
        }
        let source = this.source.get_value();
        this.schedule.update_value(|schedule| schedule.begin(renewal.now));
        spawn_local(async move {
            let result = catalog.renew(renewal).await;
            if this.source.try_get_value() != Some(source) {
                return;
            }
            let had_failed = this.schedule.with_value(Schedule::has_failed);
            this.schedule
                .update_value(|schedule| schedule.end(clock::now_ms(), result.is_err()));
            if result.is_ok() {
                this.app.set_seen(clock::now_ms());
                if had_failed {
                    catalog.retry_failed();
                }
            }
            let fault = result.err();
            if this.fault.with_untracked(|known| *known != fault) {
                this.fault.set(fault);
            }
            this.look();
        });
    }

    async fn run(self) {
        while let Some(wait) = self.look() {
            // The cast is of a small positive number.
            sleep(wait as u64).await;
        }
    }
}

/// Makes it known to everything below, and starts it.
pub fn provide_live(app: App) {
    let live = Live {
        app,
        schedule: StoredValue::new(Schedule::default()),
        source: StoredValue::new(0),
        has_come: StoredValue::new(true),
        awake: StoredValue::new(0),
        looked: StoredValue::new(clock::now_ms()),
        seen: RwSignal::new(Seen::default()),
        fault: RwSignal::new(None),
    };
    provide_context(live);
    let place = app.part(|here| (here.page, here.experiment.clone(), here.run.clone(), here.tab));
    Effect::new(move || {
        // Read, not only tracked: a memo that nobody reads never notices a change.
        let _ = place.get();
        live.has_come.set_value(true);
    });
    Effect::new(move || {
        let _ = app.source().get();
        app.track_sign_ins();
        live.source.update_value(|count| *count = count.wrapping_add(1));
        live.schedule.set_value(Schedule::default());
        live.fault.set(None);
    });
    page::on_visibility_change(move || {
        if !page::is_hidden() {
            live.look();
        }
    });
    spawn_local(live.run());
}

/// What keeps the page up to date.
pub fn use_live() -> Live {
    expect_context()
}
