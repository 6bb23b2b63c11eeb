//! A run by its colour and name, the same everywhere.

use super::WorkspaceLink;
use crate::model::{Run, RunId};
use crate::state::{use_app, use_run_colors};
use leptos::prelude::*;

/// The colour of a run, as its lines are drawn. Dashes are a matter of one
/// chart: they tell lines of one colour apart, and its legend shows them.
#[component]
pub fn Swatch(
    /// Which run.
    run: RunId,
) -> impl IntoView {
    let colors = use_run_colors();
    let color = Memo::new(move |_| colors.with(|colors| colors.color(run.as_str()).css()));
    view! {
        <svg class="swatch" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
            <circle cx="6" cy="6" r="4.5" fill=move || color.get() />
        </svg>
    }
}

/// A link to a run, with its colour.
#[component]
pub fn RunName(
    /// Which run.
    run: std::sync::Arc<Run>,
) -> impl IntoView {
    let app = use_app();
    let (experiment, id) = (run.experiment_id.clone(), run.id.clone());
    let to = Signal::derive(move || app.workspace().with(|here| here.at_run(&experiment, &id)));
    view! {
        <span class="run-name">
            <Swatch run=run.id.clone() />
            <WorkspaceLink to class="run-link">{run.name.clone()}</WorkspaceLink>
        </span>
    }
}
