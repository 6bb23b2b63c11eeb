//! A message of the system when the run ends, for whoever asks for one.

use super::page::part;
use crate::browser::notify;
use crate::model::Run;
use crate::state::use_live;
use crate::view::widget::Icon;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// A switch for a message when the run ends; there as long as it has not.
#[component]
pub fn NotifyMe(
    /// Which run.
    run: Signal<Arc<Run>>,
) -> impl IntoView {
    let live = use_live();
    let is_live = part(run, |run| run.status.is_live());
    let is_on = RwSignal::new(false);
    let is_refused = RwSignal::new(false);
    // A page that nobody sees asks for nothing, but for somebody who waits for its answer.
    Effect::new(move || {
        if is_on.get() {
            live.stay_awake(true);
            on_cleanup(move || live.stay_awake(false));
        }
    });
    Effect::new(move || {
        if !is_live.get() && is_on.get_untracked() {
            is_on.set(false);
            let said = run.with_untracked(|run| format!("{}: {}", run.name, run.status.label()));
            notify::tell(&said);
        }
    });
    let turn = move |_| {
        if is_on.get_untracked() {
            is_on.set(false);
            return;
        }
        spawn_local(async move {
            let is_allowed = notify::ask().await;
            // The user may have left the page meanwhile.
            is_on.try_set(is_allowed);
            is_refused.try_set(!is_allowed);
        });
    };
    move || {
        is_live.get().then(|| {
            view! {
                <button
                    class="button"
                    aria-pressed=move || is_on.get().to_string()
                    title="A message of your system when this run ends, while this page is open"
                    on:click=turn
                >
                    <Icon icon=icondata_lu::LuBell />
                    {move || if is_on.get() { "Will notify" } else { "Notify me" }}
                </button>
                {move || is_refused.get().then(|| view! {
                    <span class="quiet" role="status">"The browser does not let this page show messages."</span>
                })}
            }
        })
    }
}
