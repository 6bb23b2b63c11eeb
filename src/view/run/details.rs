//! What is known of a run besides its numbers.

use super::page::part;
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
    run: Signal<Arc<Run>>,
) -> impl IntoView {
    let app = use_app();
    let status = part(run, |run| run.status.clone());
    let facts = Memo::new(move |_| run.with(|run| facts_of(run, app.time_for(run))));
    let about = part(run, |run| run.description.clone());
    let params = part(run, |run| pairs(run.params.iter()));
    let tags = part(run, |run| pairs(run.tags.iter()));
    let properties = part(run, |run| pairs(run.properties.iter()));
    view! {
        <div class="details-grid">
            <section class="card" aria-label="Facts">
                <header class="card-head"><h2>"Facts"</h2></header>
                <dl class="facts">
                    <dt>"Status"</dt>
                    <dd>{move || view! { <Status status=status.get() /> }}</dd>
                    <For each=move || facts.get() key=Clone::clone let((name, value))>
                        <dt>{name}</dt><dd>{value}</dd>
                    </For>
                </dl>
            </section>
            {move || about.with(|about| (!about.trim().is_empty()).then(|| view! {
                <section class="card" aria-label="Description">
                    <header class="card-head"><h2>"Description"</h2></header>
                    <div class="card-body">{markdown::render(about)}</div>
                </section>
            }))}
            <Pairs title="Params" pairs=params />
            <Pairs title="Tags" pairs=tags />
            <Pairs title="Properties" pairs=properties />
            <RunDocuments run />
        </div>
    }
}

fn facts_of(run: &Run, now: Timestamp) -> Vec<(&'static str, String)> {
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
    facts
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

fn pairs<'a, V: ToString + 'a>(entries: impl Iterator<Item = (&'a String, &'a V)>) -> Vec<(String, String)> {
    entries.map(|(name, value)| (name.clone(), value.to_string())).collect()
}

/// Names and values; nothing when there are none.
#[component]
fn Pairs(title: &'static str, pairs: Memo<Vec<(String, String)>>) -> impl IntoView {
    let has_any = Memo::new(move |_| pairs.with(|pairs| !pairs.is_empty()));
    move || {
        has_any.get().then(|| {
            view! {
                <section class="card" aria-label=title>
                    <header class="card-head"><h2>{title}</h2></header>
                    <dl class="facts">
                        <For each=move || pairs.get() key=Clone::clone let((name, value))>
                            <dt>{name}</dt><dd>{value}</dd>
                        </For>
                    </dl>
                </section>
            }
        })
    }
}
