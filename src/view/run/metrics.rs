//! Every metric of a run, drawn the way its kind asks.

use super::metric_card::{MetricCard, Shape};
use super::page::part;
use crate::model::{MetricKey, MetricKind, Run};
use crate::state::{Catalog, Runs};
use crate::view::chart::{CustomCharts, chart_sections, tell_window};
use crate::view::runs::ChartControls;
use crate::view::widget::Empty;
use leptos::prelude::*;
use std::sync::Arc;

/// Every metric of a run. Images have a tab of their own.
#[component]
pub fn Metrics(
    /// Which run.
    run: Signal<Arc<Run>>,
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    tell_window(catalog.clone());
    let runs = Memo::new(move |_| Runs::new(vec![run.get()]));
    let metrics = part(run, |run| -> Vec<(MetricKey, Shape)> {
        let shown = run
            .metrics
            .iter()
            .filter(|(_, summary)| summary.kind != MetricKind::Image);
        shown.map(|(key, summary)| (key.clone(), Shape::of(summary))).collect()
    });
    let is_empty = Memo::new(move |_| metrics.with(Vec::is_empty));
    let catalog = StoredValue::new_local(catalog);
    let card = move |key, shape| {
        view! { <MetricCard run runs=runs.into() key shape catalog=catalog.get_value() /> }.into_any()
    };
    move || {
        if is_empty.get() {
            return view! {
                <Empty title="This run logged no metric" advice="Numbers, tables and texts that a run logs appear here." />
            }
            .into_any();
        }
        view! {
            <ChartControls runs />
            <CustomCharts runs catalog=catalog.get_value() />
            {chart_sections(metrics, Box::new(card))}
        }
        .into_any()
    }
}
