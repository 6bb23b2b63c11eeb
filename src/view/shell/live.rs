//! How new what is shown is, how often it is asked for, and a button to ask now.

use crate::source::SourceError;
use crate::state::{Every, Page, use_app, use_live};
use crate::text::short_span;
use crate::view::widget::{Menu, SignIn};
use leptos::prelude::*;

/// How new what is shown is, on pages that show runs.
#[component]
pub fn LiveMenu() -> impl IntoView {
    let app = use_app();
    let shows_runs =
        app.part(|workspace| matches!(workspace.page, Page::Run | Page::Runs | Page::Compare | Page::Compute));
    move || shows_runs.get().then(|| view! { <Shown /> })
}

#[component]
fn Shown() -> impl IntoView {
    let app = use_app();
    let live = use_live();
    let every = app.part(|workspace| workspace.every);
    let is_off = move || every.get().period_ms().is_none();
    // What is shown stays; only the rest of it waits for a new token.
    let needs_sign_in = Memo::new(move |_| matches!(live.fault(), Some(SourceError::NeedsSignIn { .. })));
    let label = Signal::derive(move || {
        if needs_sign_in.get() {
            return "Sign in to update".to_owned();
        }
        let now = live.freshness();
        let Some(age) = now.age_ms else {
            return "Loading…".to_owned();
        };
        let age = short_span(age);
        match (now.is_stale, now.is_changing, is_off()) {
            (true, ..) => format!("Not updated for {age}"),
            (false, true, false) => format!("Live · updated {age} ago"),
            (false, true, true) => format!("Updates off · {age} ago"),
            (false, false, _) => format!("Updated {age} ago"),
        }
    });
    let is_stale = Memo::new(move |_| needs_sign_in.get() || live.freshness().is_stale);
    let is_live = Memo::new(move |_| {
        let now = live.freshness();
        now.is_changing && !now.is_stale && !is_off()
    });
    let said = Memo::new(move |_| {
        let now = live.freshness();
        match (live.fault(), now.is_changing) {
            (Some(fault), _) => format!("{fault}. {}", fault.advice()),
            (None, _) if now.is_stale => "The source has not answered yet.".to_owned(),
            (None, _) if is_off() => "Nothing is asked for by itself.".to_owned(),
            (None, true) => "What has not ended is asked for again while this page is seen.".to_owned(),
            (None, false) => "Nothing here is waiting or running, so nothing is asked for.".to_owned(),
        }
    });
    // Said once, for those who do not see it.
    let alarm = move || is_stale.get().then(|| format!("Not updated: {}", said.get_untracked()));
    view! {
        <div class="live" class:live-on=is_live class:live-stale=is_stale>
            <span class="unseen" role="status">{alarm}</span>
            <Menu label icon=icondata_lu::LuRadio title="Updates">
                <label class="field">
                    <span>"Update"</span>
                    <select
                        on:change:target=move |event| {
                            let word = event.target().value();
                            app.adjust(|workspace| workspace.every = Every::parse(&word).unwrap_or_default());
                        }
                    >
                        {Every::ALL.map(|option| view! {
                            <option value=option.word() selected=move || every.get() == option>{option.label()}</option>
                        })}
                    </select>
                    <button class="button" on:click=move |_| live.update_now()>"Update now"</button>
                </label>
                <p class="quiet live-said">{said}</p>
                {move || needs_sign_in.get().then(|| view! { <SignIn /> })}
            </Menu>
        </div>
    }
}
