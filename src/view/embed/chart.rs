//! One chart in a frame, as large as the frame.

use super::run::OpenInRunlens;
use crate::browser::page as document;
use crate::model::{ExperimentId, MetricKey};
use crate::state::{Catalog, List, Picked, RunQuery, Runs, use_app, use_picked, use_visible};
use crate::view::chart::{BarCard, MetricChart, custom_card};
use crate::view::runs::is_line;
use crate::view::widget::{Empty, Fault, Skeleton, load_view};
use leptos::prelude::*;

/// More runs of an experiment than this are not drawn.
const MOST_CHARTED: usize = 100;

/// The chart that the link names: of its run, else of its selected runs, else of the
/// runs of its experiment.
#[component]
pub fn EmbedChart(
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    let app = use_app();
    let experiment = app.part(|workspace| workspace.experiment.clone());
    let ids = app.part(|workspace| match &workspace.run {
        Some(run) => vec![run.clone()],
        None => workspace.runs.clone(),
    });
    let names_runs = Memo::new(move |_| ids.with(|ids| !ids.is_empty()));
    let catalog = StoredValue::new_local(catalog);
    move || {
        match (names_runs.get(), experiment.get()) {
        (true, _) => {
            let picked = use_picked(catalog.get_value(), ids);
            of_picked(picked, catalog.get_value())
        }
        (false, Some(experiment)) => of_experiment(&experiment, catalog.get_value()),
        (false, None) => {
            view! { <Empty title="This link names no run" advice="It needs one of the keys run, runs and experiment." /> }
                .into_any()
        }
    }
    }
}

fn of_picked(picked: Picked, catalog: Catalog) -> AnyView {
    let Picked {
        runs,
        is_waiting,
        failures,
    } = picked;
    let has_none = Memo::new(move |_| runs.with(|runs| runs.0.is_empty()));
    let catalog = StoredValue::new_local(catalog);
    (move || match (has_none.get(), is_waiting.get()) {
        (true, true) => view! { <Skeleton lines=6 /> }.into_any(),
        (true, false) => {
            let first = failures.with(|failures| failures.first().cloned());
            let fault = |(id, error)| {
                let retry = catalog.with_value(|catalog| catalog.run(&id).retry());
                view! { <Fault error what="The runs of this chart" retry /> }
            };
            first.map(fault).into_any()
        }
        (false, _) => chart(runs.into(), catalog.get_value()),
    })
    .into_any()
}

fn of_experiment(experiment: &ExperimentId, catalog: Catalog) -> AnyView {
    let list = catalog.runs(experiment, &RunQuery::default());
    let catalog = StoredValue::new_local(catalog);
    load_view(
        list,
        "The runs of this experiment".to_owned(),
        6,
        move |list: Signal<List<crate::model::Run>>| {
            let all = Memo::new(move |_| Runs(list.get().items));
            let visible = use_visible(use_app(), all.into());
            let charted =
                Memo::new(move |_| Runs::new(visible.with(|runs| runs.0.iter().take(MOST_CHARTED).cloned().collect())));
            chart(charted.into(), catalog.get_value())
        },
    )
    .into_any()
}

/// What the card of a chart is made of.
#[derive(Clone, PartialEq)]
enum Card {
    Missing,
    Custom(crate::state::CustomChart),
    Line(MetricKey),
    Bars(MetricKey),
}

fn chart(runs: Signal<Runs>, catalog: Catalog) -> AnyView {
    let app = use_app();
    let asked = app.part(|workspace| (workspace.one_chart.metric.clone(), workspace.charts.clone()));
    let card = Memo::new(move |_| {
        let (name, charts) = asked.get();
        let custom = match &name {
            Some(name) => charts.into_iter().find(|chart| chart.title() == *name),
            None => charts.into_iter().next(),
        };
        if let Some(chart) = custom {
            return Card::Custom(chart);
        }
        let Some(key) = name.map(MetricKey::new) else {
            return Card::Missing;
        };
        let metrics = runs.with(Runs::metrics);
        let found = metrics.iter().find(|(known, _)| *known == key);
        match found {
            Some((_, summary)) if !is_line(summary) => Card::Bars(key),
            _ => Card::Line(key),
        }
    });
    let has_one = Memo::new(move |_| runs.with(|runs| runs.0.len() == 1));
    Effect::new(move || {
        let name = asked.with(|(name, _)| name.clone());
        document::set_title(&format!("{} · Runlens", name.as_deref().unwrap_or("Chart")));
    });
    let catalog = StoredValue::new_local(catalog);
    view! {
        {move || {
            let catalog = catalog.get_value();
            match card.get() {
                Card::Missing => view! {
                    <Empty title="This link names no chart" advice="It needs the key chart, with the name of a metric, or the key plot." />
                }.into_any(),
                Card::Custom(chart) => custom_card(runs, catalog, chart),
                Card::Bars(key) => view! { <BarCard runs key /> }.into_any(),
                Card::Line(key) => view! { <MetricChart runs key catalog without_legend=has_one.get_untracked() /> }.into_any(),
            }
        }}
        <p class="embed-out"><OpenInRunlens /></p>
    }
    .into_any()
}
