//! The runs that were chosen in a picture, and what can be done with them.

use crate::model::RunId;
use crate::state::{Runs, use_app};
use crate::text::thousands;
use crate::view::widget::RunName;
use leptos::prelude::*;
use std::collections::HashSet;

/// So many runs at most are named.
const MOST_NAMED: usize = 6;

/// How many runs were chosen, which, and a button that leaves no others in the comparison.
#[component]
pub fn KeepChosen(
    /// All that are compared.
    runs: Memo<Runs>,
    /// Those that were chosen.
    #[prop(into)]
    chosen: Signal<Vec<RunId>>,
    /// What to do instead, said while none is chosen.
    hint: &'static str,
    /// Called when none is to be chosen any more.
    clear: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    // In the order of the comparison.
    let these = Memo::new(move |_| {
        runs.with(|runs| {
            chosen.with(|chosen| {
                let these: HashSet<&RunId> = chosen.iter().collect();
                Runs::new(runs.0.iter().filter(|run| these.contains(&run.id)).cloned().collect())
            })
        })
    });
    let said = move || {
        let (n, all) = (these.with(|these| these.0.len()), runs.with(|runs| runs.0.len()));
        match n {
            0 => hint.to_owned(),
            n => format!("{} of {} runs chosen", thousands(n as u64), thousands(all as u64)),
        }
    };
    let has_some = Memo::new(move |_| these.with(|these| !these.0.is_empty()));
    let is_named = Memo::new(move |_| these.with(|these| these.0.len() <= MOST_NAMED));
    let keep = move |_| {
        let kept = these.with_untracked(|these| these.0.iter().map(|run| run.id.clone()).collect());
        clear.run(());
        let mut workspace = app.workspace().get_untracked();
        workspace.runs = kept;
        app.go(workspace);
    };
    view! {
        <div class="keep">
            <span class="quiet" role="status">{said}</span>
            {move || has_some.get().then(|| view! {
                {move || is_named.get().then(|| view! {
                    <For each=move || these.get().0.to_vec() key=|run| run.id.clone() let:run>
                        <RunName run />
                    </For>
                })}
                <button class="button button-primary" on:click=keep>"Keep only these"</button>
                <button class="button" on:click=move |_| clear.run(())>"Clear"</button>
            })}
        </div>
    }
}
