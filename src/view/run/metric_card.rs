//! One metric of one run, drawn the way its kind asks.

use super::confusion::ConfusionView;
use super::evaluation;
use super::table_view::TableView;
use crate::chart::format;
use crate::model::{Metric, MetricKey, MetricKind, MetricSummary, Run};
use crate::state::{Catalog, LoadedMetric, Runs, heads, use_app};
use crate::view::chart::{MetricChart, TableTools};
use crate::view::widget::{Fault, Skeleton};
use leptos::prelude::*;
use std::sync::Arc;

/// How a metric is drawn, as far as the run tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// One number.
    Number,
    /// A line.
    Line,
    /// A text.
    Text,
    /// What depends on what is in it.
    Loaded,
}

impl Shape {
    /// The shape of a metric of which this is known.
    pub fn of(summary: &MetricSummary) -> Self {
        let is_number = summary.count == Some(1) && summary.last.is_some();
        match &summary.kind {
            MetricKind::Series if is_number => Self::Number,
            MetricKind::Series => Self::Line,
            MetricKind::Text if summary.text.is_some() => Self::Text,
            _ => Self::Loaded,
        }
    }
}

/// One metric of one run: a number, a line, a table, a text or a picture.
#[component]
pub fn MetricCard(
    /// Whose metric.
    run: Signal<Arc<Run>>,
    /// That run alone, for a chart.
    runs: Signal<Runs>,
    /// Which metric.
    key: MetricKey,
    /// How it is drawn.
    shape: Shape,
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    let of = key.clone();
    let summary = Memo::new(move |_| run.with(|run| run.metrics.get(&of).cloned()));
    match shape {
        Shape::Number => number_card(&key, summary).into_any(),
        Shape::Line => view! { <MetricChart runs key catalog without_legend=true /> }.into_any(),
        Shape::Text => text_card(&key, summary).into_any(),
        Shape::Loaded => view! { <LoadedCard run=run.get_untracked() runs key catalog /> }.into_any(),
    }
}

fn number_card(key: &MetricKey, summary: Memo<Option<MetricSummary>>) -> impl IntoView + use<> {
    let key = key.to_string();
    let value = move || summary.with(|summary| summary.as_ref().and_then(|summary| summary.last));
    view! {
        <section class="card chart-card number-card" aria-label=key.clone()>
            <header class="chart-head"><h3 title=key.clone()>{key.clone()}</h3></header>
            <p class="big-number" title=move || value().map(|value| value.to_string())>{move || value().map(format::value)}</p>
        </section>
    }
}

fn text_card(key: &MetricKey, summary: Memo<Option<MetricSummary>>) -> impl IntoView + use<> {
    let key = key.to_string();
    view! {
        <section class="card chart-card" aria-label=key.clone()>
            <header class="chart-head"><h3 title=key.clone()>{key.clone()}</h3></header>
            <p class="text-metric">{move || summary.with(|summary| summary.as_ref().and_then(|summary| summary.text.clone()))}</p>
        </section>
    }
}

/// A metric whose picture depends on what is in it.
#[component]
fn LoadedCard(run: Arc<Run>, runs: Signal<Runs>, key: MetricKey, catalog: Catalog) -> impl IntoView {
    let loaded = catalog.metric(&run, &key);
    // The kind of picture; it changes once, when the first part is here, and where somebody wants another.
    let metric = key.clone();
    let picture_of_table = use_app().part(move |workspace| workspace.tables.of(metric.as_str()));
    let is_curve = Memo::new({
        let loaded = loaded.clone();
        move |_| {
            picture_of_table.with(|picture| {
                loaded.with(|loaded| matches!(loaded.shown(), Some(LoadedMetric { metric: Metric::Table(table), .. }) if picture.drawn_as(table).is_some()))
            })
        }
    });
    // An update that brings nothing new leaves the picture, and what was chosen there, alone.
    let shown = Memo::new({
        let loaded = loaded.clone();
        move |_| loaded.with(|loaded| loaded.shown().map(|shown| shown.metric.clone()))
    });
    // What a table can be drawn of.
    let columns = move || {
        shown.with(|shown| match shown {
            Some(Metric::Table(table)) => Some(heads(table)),
            _ => None,
        })
    };
    let title = key.to_string();
    let kind = run.metrics.get(&key).map(|summary| summary.kind.clone());
    let catalog = StoredValue::new_local(catalog);
    move || {
        if is_curve.get() {
            return view! { <MetricChart runs key=key.clone() catalog=catalog.get_value() without_legend=true /> }
                .into_any();
        }
        let retry = loaded.retry();
        let body = shown.with(|shown| match shown {
            Some(metric) => picture(&title, metric, kind.as_ref()),
            None => loaded.with(|loaded| match loaded.error() {
                Some(error) => view! { <Fault error=error.clone() what="This metric" retry /> }.into_any(),
                None => view! { <Skeleton lines=5 /> }.into_any(),
            }),
        });
        view! {
            <section class="card chart-card" aria-label=title.clone()>
                <header class="chart-head">
                    <h3 title=title.clone()>{title.clone()}</h3>
                    {columns().map(|columns| view! { <TableTools metric=title.clone() columns /> })}
                </header>
                {body}
            </section>
        }
        .into_any()
    }
}

fn picture(title: &str, metric: &Metric, kind: Option<&MetricKind>) -> AnyView {
    match metric {
        Metric::Table(table) => view! { <TableView name=title.to_owned() table=table.clone() /> }.into_any(),
        Metric::Text(text) => view! { <p class="text-metric">{text.to_string()}</p> }.into_any(),
        Metric::ConfusionMatrix(matrix) => {
            view! { <ConfusionView title=title.to_owned() matrix=matrix.clone() /> }.into_any()
        }
        Metric::Raw(json) => evaluation::raw(json, kind, title),
        // Series and images are drawn elsewhere; their count is all there is to say here.
        Metric::Series(_) | Metric::Images(_) => {
            view! { <p class="quiet">{crate::text::count(metric.count(), "entry", "entries")}</p> }.into_any()
        }
    }
}
