//! A run in a frame: its state, its numbers, its charts, its children.

use super::children::Children;
use crate::browser::page as document;
use crate::chart::format;
use crate::model::{MetricKind, Run, Timestamp};
use crate::query::{Cell, Column, chief_columns};
use crate::source::SourceError;
use crate::state::{Catalog, Runs, Workspace, use_app};
use crate::text::instant;
use crate::view::run::{Alarms, MetricCard, Shape, part, with_run};
use crate::view::shell::LiveMenu;
use crate::view::widget::{Empty, Icon, RunFailed, RunNotes, Status, Swatch, Warnings, WorkspaceLink};
use leptos::prelude::*;
use std::sync::Arc;

/// More numbers than this are not shown unless the link names them.
const MOST_NUMBERS: usize = 8;
/// More charts than this are drawn on request.
const MOST_CHARTS: usize = 6;

/// The run that the link names.
#[component]
pub fn EmbedRun(
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    let run = use_app().part(|workspace| workspace.run.clone());
    move || match run.get() {
        Some(id) => with_run(id, catalog.clone(), |run, warnings, catalog| {
            view! { <Shown run warnings catalog /> }.into_any()
        }),
        None => view! { <Empty title="This link names no run" advice="It needs the key run, with the id of a run." /> }
            .into_any(),
    }
}

#[component]
fn Shown(run: Signal<Arc<Run>>, warnings: Signal<Arc<Vec<SourceError>>>, catalog: Catalog) -> impl IntoView {
    view! {
        <Head run />
        <Warnings warnings />
        <RunNotes run />
        <RunFailed run />
        <Alarms run catalog=catalog.clone() />
        <Numbers run />
        <Charts run catalog=catalog.clone() />
        <Children run=run.get_untracked() catalog />
    }
}

#[component]
fn Head(run: Signal<Arc<Run>>) -> impl IntoView {
    let app = use_app();
    let id = run.with_untracked(|run| run.id.clone());
    let name = part(run, |run| run.name.clone());
    Effect::new(move || document::set_title(&format!("{} · Runlens", name.get())));
    let status = part(run, |run| run.status.clone());
    let took = Memo::new(move |_| run.with(|run| run.duration_ms(app.time_for(run))));
    view! {
        <header class="embed-head">
            <Swatch run=id />
            <h1 title=move || name.get()>{name}</h1>
            {move || view! { <Status status=status.get() /> }}
            {move || took.get().map(|ms| view! { <span class="quiet">{format::duration(ms as f64)}</span> })}
            <div class="embed-tools"><LiveMenu /><OpenInRunlens /></div>
        </header>
    }
}

/// The link to the whole page.
#[component]
pub fn OpenInRunlens() -> impl IntoView {
    let app = use_app();
    let to = Signal::derive(move || app.workspace().get());
    view! {
        <WorkspaceLink to class="button">
            <Icon icon=icondata_lu::LuExternalLink />
            "Open in Runlens"
        </WorkspaceLink>
    }
}

/// The numbers that the link names as columns, else the first ones.
#[component]
fn Numbers(run: Signal<Arc<Run>>) -> impl IntoView {
    let app = use_app();
    let chosen = app.part(|workspace: &Workspace| workspace.columns.clone());
    let numbers = Memo::new(move |_| -> Vec<(String, String)> {
        run.with(|run| {
            let columns = chosen.get().unwrap_or_else(|| chief_columns(run, MOST_NUMBERS));
            let shown = columns.into_iter();
            shown
                .map(|column| (title(&column), text(&column.cell(run, app.now()))))
                .collect()
        })
    });
    let is_empty = Memo::new(move |_| numbers.with(Vec::is_empty));
    move || {
        (!is_empty.get()).then(|| {
            view! {
                <dl class="embed-numbers">
                    <For each=move || numbers.get() key=Clone::clone let((name, value))>
                        <div class="card"><dt title=name.clone()>{name.clone()}</dt><dd>{value}</dd></div>
                    </For>
                </dl>
            }
        })
    }
}

/// What a number is called; the last value of a metric by the metric alone.
pub fn title(column: &Column) -> String {
    match column {
        Column::Metric(key, aggregate) if *aggregate == Default::default() => key.to_string(),
        column => column.code(),
    }
}

/// What stands in a cell, as a person reads it.
pub fn text(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Missing => "–".to_owned(),
        Cell::Number(value) => format::value(*value),
        Cell::Text(text) => (*text).to_owned(),
        Cell::Instant(at) => instant_text(*at),
        Cell::Duration(ms) => format::duration(*ms as f64),
    }
}

fn instant_text(at: Timestamp) -> String {
    instant(at, crate::browser::clock::utc_offset_minutes(at.0 as f64))
}

/// The lines and pictures that the run logged; numbers stand above, the machine is left out.
#[component]
fn Charts(run: Signal<Arc<Run>>, catalog: Catalog) -> impl IntoView {
    let runs = Memo::new(move |_| Runs::new(vec![run.get()]));
    let all = part(run, |run| {
        let drawn = run.metrics.iter().filter(|(key, summary)| {
            let is_picture = summary.kind != MetricKind::Image && summary.kind != MetricKind::Text;
            is_picture && !key.is_system() && Shape::of(summary) != Shape::Number
        });
        drawn
            .map(|(key, summary)| (key.clone(), Shape::of(summary)))
            .collect::<Vec<_>>()
    });
    let wants_all = RwSignal::new(false);
    let count = Memo::new(move |_| all.with(Vec::len));
    let shown = Memo::new(move |_| {
        let most = if wants_all.get() { usize::MAX } else { MOST_CHARTS };
        all.with(|all| all.iter().take(most).cloned().collect::<Vec<_>>())
    });
    let catalog = StoredValue::new_local(catalog);
    view! {
        <div class="chart-grid">
            <For each=move || shown.get() key=Clone::clone let((key, shape))>
                <MetricCard run runs=runs.into() key shape catalog=catalog.get_value() />
            </For>
        </div>
        {move || (count.get() > MOST_CHARTS && !wants_all.get()).then(|| view! {
            <button class="button embed-more" on:click=move |_| wants_all.set(true)>
                {move || format!("Show all {} charts", count.get())}
            </button>
        })}
    }
}
