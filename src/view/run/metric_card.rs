//! One metric of one run, drawn the way its kind asks.

use super::table_view::TableView;
use crate::chart::format;
use crate::model::{ConfusionMatrix, Metric, MetricKey, MetricKind, MetricSummary, Run};
use crate::state::{Catalog, LoadedMetric, Runs};
use crate::view::chart::MetricChart;
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
    // The kind of picture; it changes once, when the first part is here.
    let is_curve = Memo::new({
        let loaded = loaded.clone();
        move |_| {
            loaded.with(|loaded| matches!(loaded.shown(), Some(LoadedMetric { metric: Metric::Table(table), .. }) if table.is_curve()))
        }
    });
    let title = key.to_string();
    let catalog = StoredValue::new_local(catalog);
    move || {
        if is_curve.get() {
            return view! { <MetricChart runs key=key.clone() catalog=catalog.get_value() without_legend=true /> }
                .into_any();
        }
        let retry = loaded.retry();
        let body = loaded.with(|loaded| match (loaded.shown(), loaded.error()) {
            (Some(shown), _) => picture(&title, &shown.metric),
            (None, Some(error)) => view! { <Fault error=error.clone() what="This metric" retry /> }.into_any(),
            (None, None) => view! { <Skeleton lines=5 /> }.into_any(),
        });
        view! {
            <section class="card chart-card" aria-label=title.clone()>
                <header class="chart-head"><h3 title=title.clone()>{title.clone()}</h3></header>
                {body}
            </section>
        }
        .into_any()
    }
}

fn picture(title: &str, metric: &Metric) -> AnyView {
    match metric {
        Metric::Table(table) => view! { <TableView name=title.to_owned() table=table.clone() /> }.into_any(),
        Metric::Text(text) => view! { <p class="text-metric">{text.to_string()}</p> }.into_any(),
        Metric::ConfusionMatrix(matrix) => confusion(title, matrix).into_any(),
        Metric::Raw(json) => view! { <pre class="raw">{json.to_string()}</pre> }.into_any(),
        // Series and images are drawn elsewhere; their count is all there is to say here.
        Metric::Series(_) | Metric::Images(_) => {
            view! { <p class="quiet">{crate::text::count(metric.count(), "entry", "entries")}</p> }.into_any()
        }
    }
}

/// Rows true, columns predicted; the shade is the share of the row.
fn confusion(title: &str, data: &ConfusionMatrix) -> impl IntoView + use<> {
    let labels = data.labels.clone();
    let rows: Vec<_> = data
        .matrix
        .iter()
        .enumerate()
        .map(|(place, row)| {
            let label = labels.get(place).cloned().unwrap_or_default();
            let sum: f64 = row.iter().filter(|count| count.is_finite()).sum();
            let cells = row
                .iter()
                .map(|&count| {
                    let share = if sum > 0.0 && count.is_finite() {
                        (count / sum).clamp(0.0, 1.0)
                    } else {
                        0.0
                    };
                    let class = if share > 0.5 { "number strong" } else { "number" };
                    let said = format!("{} ({:.0} % of {label})", format::value(count), share * 100.0);
                    view! {
                        <td class=class style:--share=format!("{share:.3}") title=said>
                            {format::value(count)}
                        </td>
                    }
                })
                .collect_view();
            view! { <tr><th scope="row">{label}</th>{cells}</tr> }
        })
        .collect();
    view! {
        <div class="table-scroll confusion-scroll" tabindex="0" role="region" aria-label=format!("{title}, confusion matrix")>
            <table class="confusion">
                <caption>"Rows true, columns predicted"</caption>
                <thead>
                    <tr>
                        <td></td>
                        {labels.into_iter().map(|label| view! { <th scope="col">{label}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
