//! A run by its colour and name, the same everywhere.

use super::WorkspaceLink;
use crate::chart::{Dash, run_style};
use crate::model::{Run, RunId};
use crate::state::{use_app, use_theme};
use leptos::prelude::*;

/// The colour and dashes of a run, as its lines are drawn.
#[component]
pub fn Swatch(
    /// Which run.
    run: RunId,
) -> impl IntoView {
    let theme = use_theme();
    let style = Memo::new(move |_| {
        let stroke = run_style(run.as_str(), theme.ground());
        (stroke.color.css(), stroke.dash)
    });
    let dashes = move || match style.get().1 {
        Dash::Solid => "",
        Dash::Dash => "5 3",
        Dash::Dot => "2 2",
        Dash::DashDot => "6 2 2 2",
    };
    view! {
        <svg class="swatch" width="16" height="8" viewBox="0 0 16 8" aria-hidden="true">
            <path d="M1 4H15" fill="none" stroke-width="3" stroke=move || style.get().0 stroke-dasharray=dashes />
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
