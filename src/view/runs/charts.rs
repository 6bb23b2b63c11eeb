//! The charts of some runs, and what holds for all of them.

use crate::browser::chunk::chunk;
use crate::chart::{RowOrder, Smoother};
use crate::model::{MetricKey, MetricKind, MetricSummary, in_order};
use crate::state::{AxisScale, Catalog, Runs, XAxis, use_app};
use crate::view::chart::{
    AddChart, BarCard, ColorBy, CustomCharts, GroupMenu, MetricChart, RangeFields, RunColorKey, chart_sections,
    tell_window,
};
use crate::view::widget::{Empty, Menu, choice};
use leptos::prelude::*;

chunk! { charts:
    /// The charts of some runs with their options.
    pub fn charts() -> fn(Signal<Runs>, Catalog) -> AnyView {
        |runs, catalog| view! {
            <ChartControls runs />
            <ChartGrid runs catalog />
        }
        .into_any()
    }
}

/// Which x axis, which scale, how smooth: for all charts at once.
#[component]
pub fn ChartControls(
    /// Whose charts.
    #[prop(into)]
    runs: Signal<Runs>,
) -> impl IntoView {
    let app = use_app();
    let x = app.part(|workspace| workspace.x);
    let y_scale = app.part(|workspace| workspace.y_scale);
    let x_scale = app.part(|workspace| workspace.x_scale);
    let outliers = app.part(|workspace| workspace.ignore_outliers);
    let smoothing = app.part(|workspace| workspace.smoothing);
    let tooltip = app.part(|workspace| workspace.tooltip);
    let smoother = app.part(|workspace| workspace.smoother);
    let is_zoomed = app.part(|workspace| workspace.ranges != Default::default());
    let has_several = Memo::new(move |_| runs.with(|runs| runs.0.len() > 1));
    let has_lines = move || runs.with(|runs| runs.metrics().iter().any(|(_, summary)| is_line(summary)));
    view! {
        <div class="toolbar chart-controls" role="group" aria-label="Chart options" hidden=move || !has_lines()>
            {choice("X axis", XAxis::ALL, |one| (one.word(), one.label()), x, |workspace, x| {
                workspace.x = x;
                // A range of steps says nothing about times.
                workspace.ranges.x = None;
            })}
            {choice("Y scale", AxisScale::ALL, |one| (one.word(), one.label()), y_scale,
                |workspace, scale| workspace.y_scale = scale)}
            <label class="field">
                <span>"Smoothing"</span>
                <input
                    type="range"
                    min="0"
                    max="0.99"
                    step="0.01"
                    prop:value=move || (f64::from(smoothing.get()) / 1000.0).to_string()
                    on:input:target=move |event| {
                        let weight = event.target().value().parse::<f64>().unwrap_or(0.0);
                        // The range of the slider makes the cast exact.
                        let thousandths = (weight * 1000.0).round().clamp(0.0, 999.0) as u16;
                        app.adjust(|workspace| workspace.smoothing = thousandths);
                    }
                />
                <output>{move || format!("{:.2}", f64::from(smoothing.get()) / 1000.0)}</output>
            </label>
            {move || has_several.get().then(|| view! { <GroupMenu runs /> })}
            <AddChart runs />
            <Menu label=Signal::stored("More".to_owned()) icon=icondata_lu::LuSlidersHorizontal title="More chart options">
                {choice("Smooth by", Smoother::ALL, |one| (one.word(), one.label()), smoother,
                    |workspace, smoother| workspace.smoother = smoother)}
                {choice("Tooltip", RowOrder::ALL, |one| (one.word(), one.label()), tooltip,
                    |workspace, order| workspace.tooltip = order)}
                {choice("X scale", AxisScale::ALL, |one| (one.word(), one.label()), x_scale,
                    |workspace, scale| workspace.x_scale = scale)}
                <label class="field">
                    <input
                        type="checkbox"
                        prop:checked=move || outliers.get()
                        on:change:target=move |event| {
                            let ignore = event.target().checked();
                            app.adjust(|workspace| workspace.ignore_outliers = ignore);
                        }
                    />
                    <span>"Ignore outliers in scaling"</span>
                </label>
                {move || has_several.get().then(|| view! { <ColorBy runs /> })}
                <RangeFields />
            </Menu>
            <button
                class="button"
                hidden=move || !is_zoomed.get()
                on:click=move |_| {
                    let mut workspace = app.workspace().get_untracked();
                    workspace.ranges = Default::default();
                    app.go(workspace);
                }
            >
                "Reset zoom"
            </button>
        </div>
        <RunColorKey />
    }
}

/// A card for each metric that can be drawn over several runs.
#[component]
pub fn ChartGrid(
    /// Whose metrics.
    #[prop(into)]
    runs: Signal<Runs>,
    /// Where they come from.
    catalog: Catalog,
) -> impl IntoView {
    let charts = Memo::new(move |_| {
        runs.with(|runs| {
            let mut metrics = runs.metrics();
            metrics.retain(|(_, summary)| matches!(summary.kind, MetricKind::Series | MetricKind::Table));
            // Whether a table is a curve is known only once it is read, so the
            // tables stand behind what is sure to be a picture.
            let is_table = |summary: &MetricSummary| summary.kind == MetricKind::Table;
            in_order(metrics, |a, b| is_table(&a.1).cmp(&is_table(&b.1)))
                .into_iter()
                .map(|(key, summary)| (key, is_line(&summary)))
                .collect::<Vec<_>>()
        })
    });
    tell_window(catalog.clone());
    let catalog = StoredValue::new_local(catalog);
    let card = move |key, is_line| chart(key, is_line, runs, catalog.get_value());
    view! {
        <CustomCharts runs catalog=catalog.get_value() />
        {move || charts.with(Vec::is_empty).then(|| view! {
            <Empty title="Nothing to draw" advice="Charts appear here once a run logs a metric." />
        })}
        {chart_sections(charts, Box::new(card))}
    }
}

fn chart(key: MetricKey, is_line: bool, runs: Signal<Runs>, catalog: Catalog) -> AnyView {
    if is_line {
        view! { <MetricChart runs key catalog /> }.into_any()
    } else {
        view! { <BarCard runs key /> }.into_any()
    }
}

/// Whether a metric has more than the one value that a bar can show.
pub fn is_line(summary: &MetricSummary) -> bool {
    match summary.kind {
        MetricKind::Series => summary.count != Some(1),
        MetricKind::Table => true,
        _ => false,
    }
}
