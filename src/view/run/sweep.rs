//! What a search for the best params found: the best child, the best so far, and the metric
//! over each param.

mod params;

use crate::chart::{AxisKind, ChartSpec, Line, RunPoint, dots, dots_spec, format, so_far};
use crate::model::{MetricKey, Run};
use crate::query::{Direction, Objective, Trial, best_so_far, best_trial, trials, varied_params};
use crate::state::{Runs, SweepView, objective_of, shared_metrics, use_app, use_theme};
use crate::text::count;
use crate::view::chart::Plot;
use crate::view::widget::{Icon, RunName};
use leptos::prelude::*;
use params::Params;
use std::sync::Arc;

/// Fewer children with a value than this are no search.
const FEWEST: usize = 2;

/// What is known of the children, in the order of the search.
#[derive(Clone)]
pub struct Found {
    objective: Objective,
    trials: Arc<Vec<Trial>>,
}

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        let is_one = |(a, b): (&Trial, &Trial)| {
            Arc::ptr_eq(&a.run, &b.run) && (a.iteration, a.value.to_bits()) == (b.iteration, b.value.to_bits())
        };
        self.objective == other.objective
            && self.trials.len() == other.trials.len()
            && self.trials.iter().zip(other.trials.iter()).all(is_one)
    }
}

/// What the children of a run found; nothing where fewer than two have a value to compare.
#[component]
pub fn Sweep(
    /// The run that started them.
    parent: Signal<Arc<Run>>,
    /// Its children.
    children: Memo<Runs>,
) -> impl IntoView {
    let app = use_app();
    let chosen = app.part(|workspace| workspace.sweep.clone());
    let found = Memo::new(move |_| -> Option<Found> {
        children.with(|children| {
            let objective = parent.with(|parent| chosen.with(|chosen| objective_of(parent, &children.0, chosen)))?;
            let trials = trials(&children.0, &objective);
            // What was chosen stays to be chosen otherwise.
            let is_search = trials.len() >= FEWEST || chosen.with(|chosen| chosen.0.is_some());
            is_search.then(|| Found {
                objective,
                trials: Arc::new(trials),
            })
        })
    });
    let is_search = Memo::new(move |_| found.with(Option::is_some));
    move || {
        is_search.get().then(|| {
            view! {
                <BestChild found children />
                <div class="chart-grid">
                    <History found />
                    <Params found />
                </div>
            }
        })
    }
}

/// The best child, by a metric that is chosen here.
#[component]
fn BestChild(found: Memo<Option<Found>>, children: Memo<Runs>) -> impl IntoView {
    let app = use_app();
    let objective = Memo::new(move |_| found.with(|found| found.as_ref().map(|found| found.objective.clone())));
    let choose = move |change: &dyn Fn(&mut Objective)| {
        let Some(mut objective) = objective.get_untracked() else {
            return;
        };
        change(&mut objective);
        app.adjust(|workspace| workspace.sweep = SweepView(Some(objective)));
    };
    let metrics = Memo::new(move |_| children.with(|children| shared_metrics(&children.0)));
    let is =
        move |direction| objective.with(|objective| objective.as_ref().is_some_and(|now| now.direction == direction));
    let said = move || {
        found.with(|found| {
            let found = found.as_ref()?;
            let of = count(found.trials.len(), "run", "runs");
            Some(match best_trial(&found.trials, found.objective.direction) {
                Some(best) => format!("{} of {of}:", format::value(best.value)),
                None => "No run has a value".to_owned(),
            })
        })
    };
    let best = Memo::new(move |_| {
        found.with(|found| {
            let found = found.as_ref()?;
            let best = best_trial(&found.trials, found.objective.direction)?;
            Some(Runs::new(vec![best.run.clone()]))
        })
    });
    let name = move || {
        best.get()
            .and_then(|best| best.0.first().cloned())
            .map(|run| view! { <RunName run /> })
    };
    let params = move || {
        let varied = found.with(|found| {
            let found = found.as_ref();
            found.map_or_else(Vec::new, |found| {
                varied_params(&found.trials, found.objective.direction)
            })
        });
        let best = best.get()?.0.first().cloned()?;
        let values = varied
            .iter()
            .filter_map(|(name, _)| Some(format!("{name}={}", best.params.get(name)?)));
        Some(values.collect::<Vec<_>>().join("  "))
    };
    view! {
        <div class="best-bar" role="group" aria-label="Best child run">
            <Icon icon=icondata_lu::LuTrophy />
            <select
                class="aggregate"
                aria-label="Which is best"
                on:change:target=move |event| {
                    let direction = match event.target().value().as_str() {
                        "lowest" => Direction::Ascending,
                        _ => Direction::Descending,
                    };
                    choose(&|objective| objective.direction = direction);
                }
            >
                <option value="lowest" selected=move || is(Direction::Ascending)>"Lowest"</option>
                <option value="highest" selected=move || is(Direction::Descending)>"Highest"</option>
            </select>
            <select
                class="aggregate sweep-metric"
                aria-label="Metric of the search"
                on:change:target=move |event| {
                    let metric = MetricKey::new(event.target().value());
                    choose(&|objective| objective.metric = metric.clone());
                }
            >
                {move || {
                    let now = objective.get().map(|objective| objective.metric);
                    let mut names: Vec<MetricKey> = metrics.get().into_iter().map(|(key, _)| key).collect();
                    // What the search names may not have been logged yet.
                    if let Some(now) = now.clone().filter(|now| !names.contains(now)) {
                        names.insert(0, now);
                    }
                    names.into_iter().map(|key| {
                        let selected = now.as_ref() == Some(&key);
                        let name = key.to_string();
                        view! { <option value=name.clone() selected=selected>{name.clone()}</option> }
                    }).collect_view()
                }}
            </select>
            <span role="status">{said}</span>
            {name}
            <span class="best-params quiet">{params}</span>
        </div>
    }
}

/// Each child over its iteration, and the best so far.
#[component]
fn History(found: Memo<Option<Found>>) -> impl IntoView {
    let theme = use_theme();
    let points = Memo::new(move |_| found.with(|found| found.as_ref().map(history_points).unwrap_or_default()));
    let lines = Memo::new(move |_| {
        let ground = theme.ground();
        let best = found.with(|found| {
            let found = found.as_ref()?;
            Some(best_so_far(&found.trials, found.objective.direction))
        });
        let best = best.map(|(x, y)| so_far("Best so far", x, y, ground));
        Arc::new(
            best.into_iter()
                .chain(points.with(|points| dots(points, ground)))
                .collect::<Vec<_>>(),
        )
    });
    let spec = Memo::new(move |_| points.with(|points| dots_spec(points, "Iteration", AxisKind::Integer)));
    let title = move || {
        let metric = found.with(|found| found.as_ref().map(|found| found.objective.metric.to_string()));
        format!("{}, best so far", metric.unwrap_or_default())
    };
    let name = Signal::derive(move || {
        let best = found.with(|found| {
            let found = found.as_ref()?;
            Some(best_trial(&found.trials, found.objective.direction)?.value)
        });
        let best = best.map_or_else(String::new, |best| format!(", {}", format::value(best)));
        format!("{}{best}, {}", title(), count(points.with(Vec::len), "run", "runs"))
    });
    card(Signal::derive(title), name, lines, spec)
}

fn history_points(found: &Found) -> Vec<RunPoint> {
    let point = |trial: &Trial| RunPoint {
        id: trial.run.id.to_string(),
        label: trial.run.name.clone(),
        x: trial.iteration,
        y: trial.value,
    };
    found.trials.iter().map(point).collect()
}

fn card(title: Signal<String>, name: Signal<String>, lines: Memo<Arc<Vec<Line>>>, spec: Memo<ChartSpec>) -> AnyView {
    view! {
        <section class="card chart-card sweep-card" aria-label=move || title.get()>
            <header class="chart-head"><h3 title=move || title.get()>{title}</h3></header>
            <div class="chart-body"><Plot lines spec name shadows=Signal::stored(0) /></div>
        </section>
    }
    .into_any()
}
