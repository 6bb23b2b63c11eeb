//! The lines of a chart that the user made.

use super::combine::{Points, combined, picked};
use super::curve::Curve;
use super::grouped::id_in_series;
use super::lines::use_lines_over;
use super::{App, Catalog, ChartData, CustomChart, RunColors, Runs, XAxis, use_run_colors};
use crate::chart::{Line, Stroke, Summary, place_style};
use crate::model::MetricKey;
use crate::query::Formula;
use leptos::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What a chart was found to ask for.
#[derive(Clone, Default)]
struct Asked {
    series: Vec<(String, Formula)>,
    over: Option<Formula>,
    /// What could not be read.
    faults: Vec<String>,
}

impl Asked {
    fn of(chart: &CustomChart, names: &[MetricKey]) -> Self {
        let (series, faults) = chart.resolved(names);
        let mut faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        let over = chart.resolved_over(names).and_then(|over| match over {
            Ok(over) => Some(over),
            Err(fault) => {
                faults.push(fault.to_string());
                None
            }
        });
        Self { series, over, faults }
    }

    fn metrics(&self) -> Vec<MetricKey> {
        let formulas = self.series.iter().map(|(_, formula)| formula).chain(&self.over);
        let mut metrics: Vec<MetricKey> = Vec::new();
        for metric in formulas.flat_map(|formula| &formula.metrics) {
            if !metrics.contains(metric) {
                metrics.push(metric.clone());
            }
        }
        metrics
    }

    /// Whether points of several metrics have to be matched.
    fn matches_steps(&self) -> bool {
        self.over.is_some() || self.series.iter().any(|(_, formula)| formula.metrics.len() > 1)
    }
}

/// The points of a metric as they are shown, and over their steps where those have to be matched.
#[derive(Clone)]
struct Loaded {
    shown: Memo<ChartData>,
    by_step: Option<Memo<ChartData>>,
}

/// What has come of each metric, likewise.
type Come = BTreeMap<MetricKey, (ChartData, Option<ChartData>)>;

/// The lines of a chart over `runs`: asked for as soon as `wanted`, drawn as they come.
pub fn use_custom_lines(
    app: App,
    catalog: Catalog,
    runs: Signal<Runs>,
    chart: CustomChart,
    wanted: Signal<bool>,
) -> Memo<ChartData> {
    let x = app.part(|workspace| workspace.x);
    let colors = use_run_colors();
    let catalog = StoredValue::new_local(catalog);
    let names =
        Memo::new(move |_| runs.with(|runs| runs.metrics().into_iter().map(|(key, _)| key).collect::<Vec<_>>()));
    let over_title = chart.over.clone();
    let asked = Memo::new_with_compare(move |_| names.with(|names| Asked::of(&chart, names)), |_, _| true);
    let loaded = Memo::new_with_compare(
        move |_| {
            let (metrics, matches_steps) = asked.with(|asked| (asked.metrics(), asked.matches_steps()));
            let of = |key: MetricKey| {
                let lines = |x: Signal<XAxis>| use_lines_over(app, catalog.get_value(), runs, key.clone(), wanted, x);
                let loaded = Loaded {
                    shown: lines(x.into()),
                    by_step: matches_steps.then(|| lines(Signal::stored(XAxis::Step))),
                };
                (key, loaded)
            };
            metrics.into_iter().map(of).collect::<BTreeMap<_, _>>()
        },
        |_, _| true,
    );
    Memo::new_with_compare(
        move |_| {
            let come = |loaded: Loaded| (loaded.shown.get(), loaded.by_step.map(|by_step| by_step.get()));
            let come: Come = loaded
                .get()
                .into_iter()
                .map(|(key, loaded)| (key, come(loaded)))
                .collect();
            let mut data = asked.with(|asked| runs.with(|runs| colors.with(|colors| made(asked, &come, runs, colors))));
            if let Some(over) = &over_title {
                data.columns = Some((over.clone(), String::new()));
            }
            data
        },
        |_, _| true,
    )
}

/// The lines of all runs, and what is still to come.
fn made(asked: &Asked, come: &Come, runs: &Runs, colors: &RunColors) -> ChartData {
    let ground = colors.ground();
    let mut data = ChartData {
        unread: asked.faults.clone(),
        ..ChartData::default()
    };
    for (shown, _) in come.values() {
        data.pending += shown.pending;
        data.failures.extend(shown.failures.iter().cloned());
        data.stoppable.extend(shown.stoppable.iter().cloned());
        data.without_time = data.without_time.max(shown.without_time);
        data.without_curve = data.without_curve.max(shown.without_curve);
        data.sampled += shown.sampled;
        data.behind_samples += shown.behind_samples;
    }
    // One table keeps its own axes.
    if let [(shown, _)] = come.values().collect::<Vec<_>>()[..] {
        data.columns = shown.columns.clone();
    }
    let by_run: Vec<OfMetric> = come.iter().map(|(key, come)| OfMetric::of(key, come)).collect();
    let (mut lines, mut series) = (Vec::new(), Vec::new());
    let has_several = asked.series.len() > 1;
    let is_alone = runs.0.len() == 1;
    for run in runs.0.iter() {
        for (kind, (name, formula)) in asked.series.iter().enumerate() {
            let Some((x, y)) = points(run.id.as_str(), formula, asked.over.as_ref(), &by_run) else {
                continue;
            };
            // Each can be hidden alone, and painted.
            let id = match has_several {
                true => id_in_series(run.id.as_str(), name),
                false => run.id.to_string(),
            };
            let stroke = if is_alone && has_several {
                // The only run has no need to be known by its colour.
                place_style(kind, 0, ground)
            } else {
                Stroke {
                    dash: place_style(0, kind, ground).dash,
                    color: colors.color(run.id.as_str()),
                    ..Stroke::default()
                }
            };
            lines.push(Line {
                stroke: colors.over(&id, stroke),
                id,
                label: match (is_alone, has_several) {
                    (_, false) => run.name.clone(),
                    (true, true) => name.clone(),
                    (false, true) => format!("{} · {name}", run.name),
                },
                x,
                y,
                steps: None,
                summary: Summary::default(),
            });
            series.push(if has_several { name.clone() } else { String::new() });
        }
    }
    data.lines = Arc::new(lines);
    data.series = Arc::new(series);
    data
}

/// The lines of a metric by their runs, as they are shown and over their steps.
struct OfMetric<'a> {
    key: &'a MetricKey,
    shown: HashMap<&'a str, &'a Line>,
    by_step: HashMap<&'a str, &'a Line>,
}

impl<'a> OfMetric<'a> {
    fn of(key: &'a MetricKey, (shown, by_step): &'a (ChartData, Option<ChartData>)) -> Self {
        fn by_run(data: &ChartData) -> HashMap<&str, &Line> {
            data.lines.iter().map(|line| (line.id.as_str(), line)).collect()
        }
        Self {
            key,
            shown: by_run(shown),
            by_step: by_step.as_ref().map(by_run).unwrap_or_default(),
        }
    }
}

/// The x and the y of a formula in a run; `None` while a metric is missing.
fn points(run: &str, formula: &Formula, over: Option<&Formula>, all: &[OfMetric]) -> Option<Curve> {
    let of = |key: &MetricKey| all.iter().find(|of| of.key == key);
    let shown = |key: &MetricKey| of(key)?.shown.get(run).copied();
    let first = formula.metrics.first()?;
    if over.is_none() && formula.metrics.len() == 1 {
        let line = shown(first)?;
        if formula.as_metric().is_some() {
            return Some((line.x.clone(), line.y.clone()));
        }
        let y = line.y.iter().map(|&value| formula.value(&[value])).collect();
        return Some((line.x.clone(), y));
    }
    let mut metrics = formula.metrics.clone();
    for metric in over.iter().flat_map(|over| &over.metrics) {
        if !metrics.contains(metric) {
            metrics.push(metric.clone());
        }
    }
    let points = |key: &MetricKey| {
        let line = of(key)?.by_step.get(run)?;
        Some(Points {
            steps: &line.x,
            values: &line.y,
        })
    };
    let points: Vec<Points> = metrics.iter().map(points).collect::<Option<_>>()?;
    let (places, y) = combined(&formula.of_all(&metrics), &points);
    let x = match over {
        Some(over) => Arc::from(combined(&over.of_all(&metrics), &points).1),
        None => picked(&shown(first)?.x, &places),
    };
    Some((x, Arc::from(y)))
}
