//! Every metric of a run, drawn the way its kind asks.

use super::metric_card::MetricCard;
use crate::model::{MetricKind, Run};
use crate::state::{Catalog, Runs};
use crate::view::chart::tell_window;
use crate::view::runs::ChartControls;
use crate::view::widget::Empty;
use leptos::prelude::*;
use std::sync::Arc;

/// Every metric of a run. Images have a tab of their own.
#[component]
pub fn Metrics(
    /// Which run.
    run: Arc<Run>,
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    tell_window(catalog.clone());
    let runs = Runs::new(vec![run.clone()]);
    let metrics: Vec<_> = run
        .metrics
        .iter()
        .filter(|(_, summary)| summary.kind != MetricKind::Image)
        .map(|(key, summary)| (key.clone(), summary.clone()))
        .collect();
    if metrics.is_empty() {
        return view! {
            <Empty title="This run logged no metric" advice="Numbers, tables and texts that a run logs appear here." />
        }
        .into_any();
    }
    view! {
        <ChartControls runs=Signal::stored(runs) />
        <div class="chart-grid">
            {metrics.into_iter().map(|(key, summary)| view! {
                <MetricCard run=run.clone() key summary catalog=catalog.clone() />
            }).collect_view()}
        </div>
    }
    .into_any()
}
