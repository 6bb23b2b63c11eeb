//! The way to the run before and the run after, in the order of the table.

use crate::model::Run;
use crate::state::{Catalog, RunQuery, Workspace, use_app, visible_runs};
use crate::view::widget::Icon;
use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// Buttons and keys that lead to the run before (`[`) and after (`]`). The list of runs is
/// asked for once somebody wants to go there.
#[component]
pub fn Neighbours(
    /// The run that is shown.
    run: Signal<Arc<Run>>,
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    let app = use_app();
    let catalog = StoredValue::new_local(catalog);
    // How many runs further; 0 to stay.
    let step = RwSignal::new(0_i32);
    let is_end = RwSignal::new(false);
    let list = Memo::new_with_compare(
        move |_| {
            (step.get() != 0).then(|| {
                let query = RunQuery {
                    include_deleted: app.workspace().with_untracked(|here| here.deleted),
                    ..RunQuery::default()
                };
                let experiment = run.with_untracked(|run| run.experiment_id.clone());
                catalog.with_value(|catalog| catalog.runs(&experiment, &query))
            })
        },
        |_, _| true,
    );
    Effect::new(move || {
        let wanted = step.get();
        let Some(list) = list.get().filter(|_| wanted != 0) else {
            return;
        };
        let runs = list.with(|list| (!list.is_pending()).then(|| list.shown().map(|list| list.items.clone())));
        let Some(runs) = runs else {
            return;
        };
        step.set(0);
        let here = app.workspace().get_untracked();
        let visible = visible_runs(&runs.unwrap_or_default(), &here, app.now());
        let next = run.with_untracked(|run| neighbour(&visible, run, wanted));
        is_end.set(next.is_none());
        if let Some(next) = next {
            app.go(Workspace {
                tab: here.tab,
                ..here.at_run(&next.experiment_id, &next.id)
            });
        }
    });
    let keys = window_event_listener(ev::keydown, move |event| {
        let has_modifier = event.ctrl_key() || event.alt_key() || event.meta_key();
        if has_modifier || event.default_prevented() || is_typing(&event) {
            return;
        }
        match event.key().as_str() {
            "[" => step.set(-1),
            "]" => step.set(1),
            _ => {}
        }
    });
    on_cleanup(move || keys.remove());
    let button = move |label: &'static str, icon, way: i32| {
        view! {
            <button class="icon-button" aria-label=label title=label on:click=move |_| step.set(way)>
                <Icon icon=icon />
            </button>
        }
    };
    view! {
        <span class="neighbours">
            <span class="quiet" role="status">{move || is_end.get().then_some("No more runs that way")}</span>
            {button("Previous run (key [)", icondata_lu::LuChevronUp, -1)}
            {button("Next run (key ])", icondata_lu::LuChevronDown, 1)}
        </span>
    }
}

/// The run so many places behind another one in a list; `None` at the ends. A run that the
/// list does not hold stands before all others.
fn neighbour(runs: &[Arc<Run>], of: &Run, step: i32) -> Option<Arc<Run>> {
    let here = runs.iter().position(|run| run.id == of.id);
    let place = match here {
        Some(here) => here.checked_add_signed(isize::try_from(step).ok()?)?,
        None => usize::try_from(step.max(1) - 1).ok()?,
    };
    runs.get(place).filter(|run| run.id != of.id).cloned()
}

/// Whether a key is typed into a field.
fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| {
        let field = target.closest("input, textarea, select, [contenteditable], dialog");
        field.ok().flatten().is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, RunId};

    #[test]
    fn the_ends_of_the_list_have_no_neighbour() {
        let run = |id: &str| Arc::new(Run::new(RunId::new(id), ExperimentId::new("e")));
        let runs = [run("a"), run("b"), run("c")];
        let next = |id: &str, step| neighbour(&runs, &run(id), step).map(|run| run.id.to_string());
        assert_eq!(next("b", 1).as_deref(), Some("c"));
        assert_eq!(next("b", -1).as_deref(), Some("a"));
        assert_eq!((next("a", -1), next("c", 1)), (None, None));
        assert_eq!(next("x", 1).as_deref(), Some("a"), "one that is filtered out");
        assert_eq!(neighbour(&[], &run("a"), 1), None);
    }
}
