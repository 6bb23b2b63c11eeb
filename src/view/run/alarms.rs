//! Early warnings of a run: what asks for a look, and why.

use super::page::part;
use crate::chart::format;
use crate::model::{Metric, MetricKey, MetricKind, Run, Timestamp};
use crate::query::{Alarm, AlarmKind, Pace, diverging, first_not_finite, is_not_finite, not_finite, pace, silent};
use crate::state::{Catalog, LoadedMetric, Watched, use_app, use_live};
use crate::text::short_span;
use crate::view::widget::Icon;
use leptos::prelude::*;
use std::sync::Arc;

/// As many metrics of a run that runs are looked through, and as many others that hold NaN.
const MOST_WATCHED: usize = 8;

/// What in the numbers of a run asks for a look; nothing when all is well.
#[component]
pub fn Alarms(
    /// Which run.
    run: Signal<Arc<Run>>,
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    let app = use_app();
    let live = use_live();
    let quiet = app.part(|workspace| workspace.quiet.clone());
    let watched = part(run, watched_metrics);
    let catalog = StoredValue::new_local(catalog);
    let points = Memo::new_with_compare(
        move |_| -> Vec<(MetricKey, Watched<LoadedMetric>)> {
            let run = run.get_untracked();
            let watch = |key: MetricKey| {
                let metric = catalog.with_value(|catalog| catalog.metric(&run, &key));
                (key, metric)
            };
            watched.get().into_iter().map(watch).collect()
        },
        |_, _| true,
    );
    // What the points say; they are read once each time that some come.
    let facts = Memo::new(move |_| points.with(|points| points.iter().filter_map(facts_of).collect::<Vec<_>>()));
    let alarms = Memo::new(move |_| {
        run.with(|run| {
            if run.status.is_live() {
                // Once a second, for a run that falls silent.
                let _ = live.freshness();
            }
            facts.with(|facts| alarms_of(run, facts, app.now()))
        })
    });
    let told = Memo::new(move |_| {
        let quiet = quiet.get();
        let told = alarms.get().into_iter().filter(|alarm| quiet.tells(alarm.kind()));
        told.collect::<Vec<_>>()
    });
    let hushed = Memo::new(move |_| {
        let quiet = quiet.get();
        let kinds = AlarmKind::ALL.into_iter().filter(|kind| !quiet.tells(*kind));
        let has = |kind: &AlarmKind| alarms.with(|alarms| alarms.iter().any(|alarm| alarm.kind() == *kind));
        kinds.filter(has).collect::<Vec<_>>()
    });
    view! {
        {move || Some(told.get()).filter(|told| !told.is_empty()).map(|told| view! {
            <div class="notice run-warnings" role="status"><ul class="alarms" aria-label="Early warnings">
                {told.into_iter().map(|alarm| {
                    let kind = alarm.kind();
                    view! {
                        <li title=kind.rule()>
                            <Icon icon=icondata_lu::LuTriangleAlert />
                            <span>{said(&alarm)}</span>
                            <button
                                class="legend-more"
                                title="Do not tell such warnings"
                                on:click=move |_| app.adjust(|workspace| workspace.quiet.set(kind, false))
                            >
                                "Hide"
                            </button>
                        </li>
                    }
                }).collect_view()}
            </ul></div>
        })}
        {move || Some(hushed.get()).filter(|kinds| !kinds.is_empty()).map(|kinds| view! {
            <p class="quiet">
                "Early warnings are hidden here. "
                <button
                    class="legend-more"
                    on:click=move |_| app.adjust(|workspace| {
                        kinds.iter().for_each(|kind| workspace.quiet.set(*kind, true));
                    })
                >
                    "Show them"
                </button>
            </p>
        })}
    }
}

/// The metrics whose points are looked through: of a run that runs the first ones, and those
/// that hold NaN, to say where.
fn watched_metrics(run: &Run) -> Vec<MetricKey> {
    let series = || {
        run.metrics
            .iter()
            .filter(|(key, summary)| summary.kind == MetricKind::Series && summary.count != Some(1) && !key.is_system())
    };
    let odd = series()
        .filter(|(_, summary)| is_not_finite(summary))
        .take(MOST_WATCHED);
    let first = series().take(if run.status.is_live() { MOST_WATCHED } else { 0 });
    let mut keys: Vec<MetricKey> = odd.chain(first).map(|(key, _)| key.clone()).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// What the points of a metric say.
#[derive(Clone, PartialEq)]
struct Facts {
    metric: MetricKey,
    not_finite: Option<Alarm>,
    diverging: Option<Alarm>,
    pace: Option<Pace>,
}

fn facts_of((metric, loaded): &(MetricKey, Watched<LoadedMetric>)) -> Option<Facts> {
    loaded.with(|loaded| match &loaded.shown()?.metric {
        Metric::Series(points) => Some(Facts {
            metric: metric.clone(),
            not_finite: first_not_finite(metric, points),
            diverging: diverging(metric, points),
            pace: pace(metric, points),
        }),
        _ => None,
    })
}

fn alarms_of(run: &Run, facts: &[Facts], now: Timestamp) -> Vec<Alarm> {
    let by_points = |key: &MetricKey| facts.iter().find(|facts| facts.metric == *key)?.not_finite.clone();
    let odd = run.metrics.iter().filter(|(key, _)| !key.is_system());
    let odd = odd.filter_map(|(key, summary)| by_points(key).or_else(|| not_finite(key, summary)));
    let mut alarms: Vec<Alarm> = odd.collect();
    if run.status.is_live() {
        alarms.extend(facts.iter().filter_map(|facts| facts.diverging.clone()));
        let paces: Vec<Pace> = facts.iter().filter_map(|facts| facts.pace.clone()).collect();
        alarms.extend(silent(&paces, now));
    }
    alarms
}

/// A warning as a sentence.
fn said(alarm: &Alarm) -> String {
    match alarm {
        Alarm::NotFinite { metric, value, step } => {
            let at = step.map_or_else(String::new, |step| {
                format!(", first at step {}", format::exact_integer(step))
            });
            format!("{metric} holds {}{at}.", format::value(*value))
        }
        Alarm::Diverging {
            metric,
            first,
            least,
            now,
        } => format!(
            "{metric} diverges: it began at {}, came down to {} and is at {} now.",
            format::short(*first),
            format::short(*least),
            format::short(*now)
        ),
        Alarm::Silent {
            metric,
            since_ms,
            usual_ms,
        } => format!(
            "No new point for {}; the last one was of {metric}, which has one every {} or so.",
            short_span(*since_ms),
            format::duration(*usual_ms)
        ),
    }
}
