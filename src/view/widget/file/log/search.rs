//! Looking for words in a log.

use super::reader::{Goal, Reader};
use crate::browser::fetch::sleep;
use crate::state::{LogRead, use_app};
use crate::text::{LogFinds, LogPattern, LogText, count, thousands};
use crate::view::widget::CopyButton;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Bytes that are looked through before the page gets its turn again.
const BYTES_AT_ONCE: u64 = 2_000_000;

/// A box for letters or a regular expression, how many lines hold them, and the ways to
/// the next one, to the one before and to the first error.
#[component]
pub fn LogSearch(
    /// What has been read.
    read: Signal<LogRead>,
    /// Who reads it.
    reader: Reader,
) -> impl IntoView {
    let app = use_app();
    let text = Memo::new(move |_| read.with(|read| read.text.clone()));
    let (typed, is_regex) = (RwSignal::new(String::new()), RwSignal::new(false));
    let pattern = Memo::new(move |_| typed.with(|typed| LogPattern::read(typed, is_regex.get())));
    let looking = Looking::new(text, reader);
    let error = RwSignal::new(None::<&'static str>);
    Effect::new(move || {
        let pattern = pattern.get().ok().flatten();
        if reader.pattern.get_untracked() != pattern {
            reader.pattern.set(pattern);
            reader.found.set(None);
            error.set(None);
        }
    });
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            looking.go(!event.shift_key());
        }
    };
    let to_error = move |_| {
        spawn_local(async move {
            let at = looking.first(LogPattern::Errors).await;
            // The page may show something else by now.
            let _ = error.try_set(at.is_none().then_some("No error in these lines"));
            if let Some(at) = at {
                let _ = reader.found.try_set(Some(at));
                let _ = reader.goal.try_set(Goal::Line(at));
            }
        });
    };
    let said = move || match pattern.get() {
        Err(_) => "No regular expression".to_owned(),
        Ok(None) => error.get().unwrap_or_default().to_owned(),
        Ok(Some(_)) => looking.said(),
    };
    let has_none = move || looking.found.get() == 0;
    view! {
        <div class="log-search" role="search">
            <input
                type="search"
                aria-label="Find in the log"
                placeholder="Find in the log"
                prop:value=typed
                on:input=move |event| typed.set(event_target_value(&event))
                on:keydown=on_key
            />
            <button
                class="button"
                aria-pressed=move || is_regex.get().to_string()
                title="Take it as a regular expression"
                on:click=move |_| is_regex.update(|is_regex| *is_regex = !*is_regex)
            >
                ".*"
            </button>
            <button class="button" title="The one before (Shift+Enter)" disabled=has_none on:click=move |_| looking.go(false)>
                "Previous"
            </button>
            <button class="button" title="The next one (Enter)" disabled=has_none on:click=move |_| looking.go(true)>
                "Next"
            </button>
            <span class="quiet" role="status">{said}</span>
            {move || reader.found.get().is_some().then(|| view! {
                <CopyButton
                    label="Copy link to line"
                    title="Copy a link to the line that is marked"
                    icon=icondata_lu::LuLink
                    instead="Copy it from the address bar"
                    text=Callback::new(move |()| {
                        // The address bar has it too, for those who may not write to the clipboard.
                        app.adjust(|here| (here.file, here.line) = (Some(reader.path()), reader.found.get_untracked()));
                        app.share_url()
                    })
                />
            })}
            <button class="button log-error" on:click=to_error>"First error"</button>
        </div>
    }
}

/// The looking through a log for what is wanted. A handle: cheap to copy.
#[derive(Clone, Copy)]
struct Looking {
    text: Memo<LogText>,
    reader: Reader,
    finds: StoredValue<LogFinds>,
    /// How many lines were found so far.
    found: RwSignal<usize>,
    is_through: RwSignal<bool>,
    /// Another one for each thing that is looked for: the older ones stop.
    turn: StoredValue<u32>,
}

impl Looking {
    fn new(text: Memo<LogText>, reader: Reader) -> Self {
        let this = Self {
            text,
            reader,
            finds: StoredValue::new(LogFinds::default()),
            found: RwSignal::new(0),
            is_through: RwSignal::new(true),
            turn: StoredValue::new(0),
        };
        Effect::new(move |before: Option<Option<LogPattern>>| {
            this.text.track();
            let pattern = this.reader.pattern.get();
            if before.flatten() != pattern {
                this.finds.set_value(LogFinds::default());
                this.found.set(0);
            }
            this.look(pattern.clone());
            pattern
        });
        this
    }

    /// Looks through what has not been looked through, a little at a time.
    fn look(self, pattern: Option<LogPattern>) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let turn = self.turn.get_value();
        self.is_through.set(pattern.is_none());
        let Some(pattern) = pattern else {
            return;
        };
        spawn_local(async move {
            while self.turn.try_get_value() == Some(turn) {
                let Some(text) = self.text.try_get_untracked() else {
                    return;
                };
                let step = self.finds.try_update_value(|finds| {
                    let is_through = finds.look(&text, &pattern, BYTES_AT_ONCE);
                    (is_through, finds.at.len())
                });
                let Some((is_through, found)) = step else {
                    return;
                };
                let _ = self.found.try_set(found);
                if is_through {
                    let _ = self.is_through.try_set(true);
                    return;
                }
                sleep(0).await;
            }
        });
    }

    /// The first line that holds something, by its byte.
    async fn first(self, pattern: LogPattern) -> Option<u64> {
        let text = self.text.try_get_untracked()?;
        let mut finds = LogFinds::default();
        loop {
            let is_through = finds.look(&text, &pattern, BYTES_AT_ONCE);
            if is_through || !finds.at.is_empty() {
                return finds.at.first().copied();
            }
            sleep(0).await;
        }
    }

    /// Goes to the next line that was found, or to the one before.
    fn go(self, is_forward: bool) {
        let now = self.reader.found.get_untracked();
        let at = self.finds.with_value(|finds| {
            finds
                .next(now, is_forward)
                .and_then(|place| finds.at.get(place).copied())
        });
        if let Some(at) = at {
            self.reader.found.set(Some(at));
            self.reader.goal.set(Goal::Line(at));
        }
    }

    fn said(self) -> String {
        let (found, is_through) = (self.found.get(), self.is_through.get());
        let now = self.reader.found.get();
        let place = now.and_then(|at| self.finds.with_value(|finds| finds.at.binary_search(&at).ok()));
        let so_far = if is_through { "" } else { " so far" };
        match place {
            Some(place) => format!(
                "{} of {}{so_far}",
                thousands(place as u64 + 1),
                count(found, "line", "lines")
            ),
            None => format!("{}{so_far}", count(found, "line", "lines")),
        }
    }
}
