//! One run, in tabs.

use super::children::ChildRuns;
use super::details::Details;
use super::files::{Files, Logs};
use super::images::Images;
use super::metrics::Metrics;
use crate::chart::format;
use crate::model::{MetricKind, Run, RunId};
use crate::source::SourceError;
use crate::state::{Catalog, RunTab, Workspace, use_app};
use crate::text::plain_lines;
use crate::view::widget::{Fault, RunNotes, Skeleton, Status, Swatch, Warnings, WorkspaceLink};
use leptos::prelude::*;
use std::sync::Arc;

/// One run.
#[component]
pub fn RunPage(
    /// Which run.
    id: RunId,
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    let run = catalog.run(&id);
    let catalog = StoredValue::new_local(catalog);
    let retry = run.retry();
    view! {
        <div class="page page-scrolls">
            {move || {
                let run = run.get();
                match (run.shown(), run.error()) {
                    (Some(run), _) => view! { <Shown run=run.value.clone() warnings=Arc::new(run.warnings.clone()) catalog=catalog.get_value() /> }.into_any(),
                    (None, Some(error)) => view! { <Fault error=error.clone() what="This run" retry=retry /> }.into_any(),
                    (None, None) => view! { <Skeleton /> }.into_any(),
                }
            }}
        </div>
    }
}

#[component]
fn Shown(run: Arc<Run>, warnings: Arc<Vec<SourceError>>, catalog: Catalog) -> impl IntoView {
    let app = use_app();
    let tab = app.part(|workspace| workspace.tab);
    // A link that names only the run learns the experiment here, so that the
    // breadcrumb and the child runs have a place.
    {
        let experiment = run.experiment_id.clone();
        Effect::new(move || {
            if app
                .workspace()
                .with_untracked(|workspace| workspace.experiment.is_none())
            {
                let experiment = experiment.clone();
                app.adjust(move |workspace| workspace.experiment = Some(experiment));
            }
        });
    }
    let catalog = StoredValue::new_local(catalog);
    let shown = run.clone();
    view! {
        <RunHead run=run.clone() />
        <Warnings warnings=Signal::stored(warnings) />
        <RunNotes run=run.clone() />
        <Tabs run=run.clone() />
        <div class="tab-panel">
            {move || {
                let (run, catalog) = (shown.clone(), catalog.get_value());
                match tab.get() {
                    RunTab::Metrics => view! { <Metrics run catalog /> }.into_any(),
                    RunTab::Details => view! { <Details run /> }.into_any(),
                    RunTab::Images => view! { <Images run catalog /> }.into_any(),
                    RunTab::Children => view! { <ChildRuns run catalog /> }.into_any(),
                    RunTab::Files => view! { <Files run catalog /> }.into_any(),
                    RunTab::Logs => view! { <Logs run catalog /> }.into_any(),
                }
            }}
        </div>
    }
}

#[component]
fn RunHead(run: Arc<Run>) -> impl IntoView {
    let app = use_app();
    let took = run.duration_ms(app.now()).map(|ms| format::duration(ms as f64));
    let failure = run.failure.clone().map(|failure| {
        view! {
            <section class="failure" aria-label="Why it failed">
                <div class="fault-text">
                    <p class="fault-title">{failure.message}</p>
                    {(!failure.detail.is_empty()).then(|| view! {
                        <details>
                            <summary>"Detail"</summary>
                            <pre>{plain_lines(&failure.detail).join("\n")}</pre>
                        </details>
                    })}
                </div>
            </section>
        }
    });
    view! {
        <div class="run-head">
            <Swatch run=run.id.clone() />
            <Status status=run.status.clone() />
            {took.map(|took| view! { <span class="quiet">{took}</span> })}
            {run.user.clone().map(|user| view! { <span class="quiet">{format!("by {user}")}</span> })}
            {run.compute_target.clone().map(|target| view! { <span class="quiet">{format!("on {target}")}</span> })}
        </div>
        {failure}
    }
}

#[component]
fn Tabs(run: Arc<Run>) -> impl IntoView {
    let app = use_app();
    let tab = app.part(|workspace| workspace.tab);
    let has_images = run.metrics.values().any(|summary| summary.kind == MetricKind::Image);
    view! {
        <nav class="tabs" aria-label="Parts of the run">
            {RunTab::ALL
                .into_iter()
                .filter(|tab| has_images || *tab != RunTab::Images)
                .map(|option| {
                    let to = Signal::derive(move || app.workspace().with(|here| Workspace {
                        tab: option,
                        file: None,
                        ..here.clone()
                    }));
                    let current = Signal::derive(move || tab.get() == option);
                    view! { <WorkspaceLink to current class="tab">{option.label()}</WorkspaceLink> }
                })
                .collect_view()}
        </nav>
    }
}
