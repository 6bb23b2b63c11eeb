//! What is known of a run besides its numbers.

use crate::browser::clock;
use crate::chart::format;
use crate::model::{Run, Timestamp};
use crate::state::use_app;
use crate::text::instant;
use crate::view::widget::{RunDocuments, Status, markdown};
use leptos::prelude::*;
use std::sync::Arc;

/// State, times, params, tags, properties.
#[component]
pub fn Details(
    /// Which run.
    run: Arc<Run>,
) -> impl IntoView {
    let now = use_app().now();
    let at = |at: Option<Timestamp>| at.map(|at| instant(at, clock::utc_offset_minutes(at.0 as f64)));
    let facts = [
        ("Run id", Some(run.id.to_string())),
        ("Started", at(run.start_time)),
        ("Ended", at(run.end_time)),
        ("Duration", run.duration_ms(now).map(|ms| format::duration(ms as f64))),
        ("User", run.user.clone()),
        ("Compute target", run.compute_target.clone()),
        ("Experiment", Some(run.experiment_id.to_string())),
        ("Parent run", run.parent_id.as_ref().map(ToString::to_string)),
        ("Root run", run.root_id.as_ref().map(ToString::to_string)),
    ];
    let about = run.description.clone();
    let pairs = |pairs: Vec<(String, String)>| pairs;
    let params = pairs(
        run.params
            .iter()
            .map(|(name, value)| (name.clone(), value.to_string()))
            .collect(),
    );
    let tags = pairs(run.tags.clone().into_iter().collect());
    let properties = pairs(run.properties.clone().into_iter().collect());
    view! {
        <div class="details-grid">
            <section class="card" aria-label="Facts">
                <header class="card-head"><h2>"Facts"</h2></header>
                <dl class="facts">
                    <dt>"Status"</dt>
                    <dd><Status status=run.status.clone() /></dd>
                    {facts.into_iter().filter_map(|(name, value)| value.map(|value| view! {
                        <dt>{name}</dt><dd>{value}</dd>
                    })).collect_view()}
                </dl>
            </section>
            {(!about.trim().is_empty()).then(|| view! {
                <section class="card" aria-label="Description">
                    <header class="card-head"><h2>"Description"</h2></header>
                    <div class="card-body">{markdown::render(&about)}</div>
                </section>
            })}
            <Pairs title="Params" pairs=params />
            <Pairs title="Tags" pairs=tags />
            <Pairs title="Properties" pairs=properties />
            <RunDocuments run />
        </div>
    }
}

/// Names and values; nothing when there are none.
#[component]
fn Pairs(title: &'static str, pairs: Vec<(String, String)>) -> impl IntoView {
    (!pairs.is_empty()).then(|| {
        view! {
            <section class="card" aria-label=title>
                <header class="card-head"><h2>{title}</h2></header>
                <dl class="facts">
                    {pairs.into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }).collect_view()}
                </dl>
            </section>
        }
    })
}
