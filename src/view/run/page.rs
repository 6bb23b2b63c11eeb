//! One run, in tabs.

use super::alarms::Alarms;
use super::children::ChildRuns;
use super::details::Details;
use super::files::{Files, Logs};
use super::images::Images;
use super::metrics::Metrics;
use super::neighbours::Neighbours;
use super::notify::NotifyMe;
use crate::chart::format;
use crate::model::{MetricKind, Run, RunId};
use crate::source::{Partial, SourceError};
use crate::state::{Catalog, RunTab, Workspace, use_app};
use crate::view::widget::{Fault, RunFailed, RunNotes, Skeleton, Status, Swatch, Warnings, WorkspaceLink};
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
    let draw = |run, warnings, catalog| view! { <Shown run warnings catalog /> }.into_any();
    view! { <div class="page page-scrolls">{with_run(id, catalog, draw)}</div> }
}

/// Draws a run, with what of it could not be read.
pub type DrawRun = fn(Signal<Arc<Run>>, Signal<Arc<Vec<SourceError>>>, Catalog) -> AnyView;

/// Draws a run once it is here, and says why where it does not come.
pub fn with_run(id: RunId, catalog: Catalog, draw: DrawRun) -> AnyView {
    let loaded = catalog.run(&id);
    let catalog = StoredValue::new_local(catalog);
    let retry = loaded.retry();
    let run = Memo::new({
        let loaded = loaded.clone();
        // What was shown stays while it is asked for again.
        move |old: Option<&Option<Partial<Arc<Run>>>>| {
            let shown = loaded.with(|run| run.shown().cloned());
            shown.or_else(|| old.cloned().flatten())
        }
    });
    let is_here = Memo::new(move |_| run.with(Option::is_some));
    let error = Memo::new(move |_| loaded.with(|run| run.error().cloned()));
    (move || match (is_here.get(), error.get()) {
        (true, _) => {
            let first = run.with_untracked(|run| run.as_ref().map(|run| run.value.clone()));
            first
                .map(|first| {
                    let warnings = Memo::new(move |_| {
                        Arc::new(run.with(|run| run.as_ref().map(|run| run.warnings.clone()).unwrap_or_default()))
                    });
                    let run = Memo::new(move |_| {
                        run.with(|run| run.as_ref().map_or_else(|| first.clone(), |run| run.value.clone()))
                    });
                    draw(run.into(), warnings.into(), catalog.get_value())
                })
                .into_any()
        }
        (false, Some(error)) => view! { <Fault error what="This run" retry=retry /> }.into_any(),
        (false, None) => view! { <Skeleton /> }.into_any(),
    })
    .into_any()
}

#[component]
fn Shown(run: Signal<Arc<Run>>, warnings: Signal<Arc<Vec<SourceError>>>, catalog: Catalog) -> impl IntoView {
    let app = use_app();
    let tab = app.part(|workspace| workspace.tab);
    // A link that names only the run learns the experiment here, so that the
    // breadcrumb and the child runs have a place.
    Effect::new(move || {
        let has_none = |workspace: &Workspace| workspace.experiment.is_none();
        if app.workspace().with_untracked(has_none) {
            let experiment = run.with_untracked(|run| run.experiment_id.clone());
            app.adjust(move |workspace| workspace.experiment = Some(experiment));
        }
    });
    let catalog = StoredValue::new_local(catalog);
    view! {
        <RunHead run catalog=catalog.get_value() />
        <Warnings warnings />
        <RunNotes run />
        <Alarms run catalog=catalog.get_value() />
        <Tabs run />
        <div class="tab-panel">
            {move || {
                let catalog = catalog.get_value();
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

/// One part of a run, which changes only when it does.
pub fn part<T: PartialEq + Send + Sync + 'static>(
    run: Signal<Arc<Run>>,
    part: impl Fn(&Run) -> T + Send + Sync + 'static,
) -> Memo<T> {
    Memo::new(move |_| run.with(|run| part(run)))
}

#[component]
fn RunHead(run: Signal<Arc<Run>>, catalog: Catalog) -> impl IntoView {
    let app = use_app();
    let id = run.with_untracked(|run| run.id.clone());
    let status = part(run, |run| run.status.clone());
    let took = Memo::new(move |_| run.with(|run| run.duration_ms(app.time_for(run))));
    let by = part(run, |run| run.user.as_ref().map(|user| format!("by {user}")));
    let on = part(run, |run| {
        run.compute_target.as_ref().map(|target| format!("on {target}"))
    });
    let quiet = |said: String| view! { <span class="quiet">{said}</span> };
    view! {
        <div class="run-head">
            <Swatch run=id />
            {move || view! { <Status status=status.get() /> }}
            {move || took.get().map(|ms| quiet(format::duration(ms as f64)))}
            {move || by.get().map(quiet)}
            {move || on.get().map(quiet)}
            <NotifyMe run />
            <Neighbours run catalog />
        </div>
        <RunFailed run />
    }
}

#[component]
fn Tabs(run: Signal<Arc<Run>>) -> impl IntoView {
    let app = use_app();
    let tab = app.part(|workspace| workspace.tab);
    let has_images = part(run, |run| {
        run.metrics.values().any(|summary| summary.kind == MetricKind::Image)
    });
    let link = move |option: RunTab| {
        let to = Signal::derive(move || {
            app.workspace().with(|here| Workspace {
                tab: option,
                file: None,
                line: None,
                ..here.clone()
            })
        });
        let current = Signal::derive(move || tab.get() == option);
        view! { <WorkspaceLink to current class="tab">{option.label()}</WorkspaceLink> }
    };
    view! {
        <nav class="tabs" aria-label="Parts of the run">
            {RunTab::ALL
                .into_iter()
                .map(|option| match option {
                    RunTab::Images => (move || has_images.get().then(|| link(option))).into_any(),
                    _ => link(option).into_any(),
                })
                .collect_view()}
        </nav>
    }
}
