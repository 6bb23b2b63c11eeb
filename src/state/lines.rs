//! The lines of one metric over several runs, as they arrive.

use super::curve::{Curves, Remembered, exact_steps};
use super::table_lines::{Assembled, TableHead, heads};
use super::{App, Catalog, Loadable, LoadedMetric, TablePicture, Watched, XAxis, use_run_colors};
use crate::chart::DrawAs;
use crate::chart::Line;
use crate::model::MetricTable;
use crate::model::{Metric, MetricKey, MetricSummary, Run, RunId};
use crate::source::{SourceError, StepWindow};
use leptos::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// Runs in an order; equal when each is the same in memory.
#[derive(Clone, Debug, Default)]
pub struct Runs(pub Arc<Vec<Arc<Run>>>);

impl PartialEq for Runs {
    fn eq(&self, other: &Self) -> bool {
        let is_one = |(a, b): (&Arc<Run>, &Arc<Run>)| Arc::ptr_eq(a, b);
        Arc::ptr_eq(&self.0, &other.0)
            || (self.0.len() == other.0.len() && self.0.iter().zip(other.0.iter()).all(is_one))
    }
}

impl Runs {
    /// A list of its own.
    pub fn new(runs: Vec<Arc<Run>>) -> Self {
        Self(Arc::new(runs))
    }

    /// The names of all metrics of the runs, each with one of its summaries,
    /// sorted by name.
    pub fn metrics(&self) -> Vec<(MetricKey, MetricSummary)> {
        let mut metrics = std::collections::BTreeMap::new();
        for run in self.0.iter() {
            for (key, summary) in &run.metrics {
                // The longest one says best how the metric is to be drawn.
                let known: &mut MetricSummary = metrics.entry(key.clone()).or_insert_with(|| summary.clone());
                if summary.count > known.count {
                    *known = summary.clone();
                }
            }
        }
        metrics.into_iter().collect()
    }
}

/// What has come of a chart's lines.
#[derive(Clone, Default)]
pub struct ChartData {
    /// One line a run, in the order of the runs.
    pub lines: Arc<Vec<Line>>,
    /// What each line was made of: the run and its metric.
    pub sources: Vec<(Arc<Run>, Watched<LoadedMetric>)>,
    /// How many metrics are still on their way.
    pub pending: usize,
    /// How many points the sources announced, when all of them did.
    pub announced: Option<u64>,
    /// What did not come.
    pub failures: Vec<Failure>,
    /// How many runs are shown by a sample of their points, and how many points
    /// were read behind the samples.
    pub sampled: usize,
    /// See [`sampled`](Self::sampled).
    pub behind_samples: usize,
    /// The steps between which every sample holds all points of its run.
    pub whole_between: Option<StepWindow>,
    /// What can be given up.
    pub stoppable: Vec<Watched<LoadedMetric>>,
    /// Runs whose points have no time, though the x axis asks for it.
    pub without_time: usize,
    /// Runs whose metric is a table that has no two columns of numbers.
    pub without_curve: usize,
    /// The names of the x and the y column, when the metric is a table.
    pub columns: Option<(String, String)>,
    /// All columns of that table, and what it is drawn as.
    pub table: Option<(Arc<[TableHead]>, DrawAs)>,
    /// What stands at 0, 1, 2 … along x, where the column is not of numbers.
    pub x_names: Option<Arc<[String]>>,
    /// What of several things each line shows, where a run has a line for each; else empty.
    pub series: Arc<Vec<String>>,
    /// Why what a person asked for could not be understood.
    pub unread: Vec<String>,
}

/// A metric that did not come.
#[derive(Clone)]
pub struct Failure {
    /// The name of the run.
    pub run: String,
    /// Why.
    pub error: SourceError,
    /// To ask again.
    pub metric: Watched<LoadedMetric>,
}

/// What one run gives to a chart.
#[derive(Clone, PartialEq)]
enum Answer {
    Pending,
    Failed(SourceError),
    Curve(SharedCurve),
    NoTime,
    NoCurve,
}

/// What a chart has to know of a table.
#[derive(Clone)]
struct Table {
    axes: (String, String),
    columns: Arc<[TableHead]>,
    draw_as: DrawAs,
}

/// The lines of a run, which are compared by where they are, for comparing points would cost
/// as much as drawing them.
#[derive(Clone)]
pub(super) struct SharedCurve {
    pub curves: Curves,
    pub steps: Option<Arc<[i64]>>,
    table: Option<Table>,
    total: Option<u64>,
    is_whole: bool,
    behind_sample: Option<usize>,
    whole_between: Option<StepWindow>,
}

impl PartialEq for SharedCurve {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.curves, &other.curves)
            && (self.total, self.is_whole, self.behind_sample) == (other.total, other.is_whole, other.behind_sample)
    }
}

/// The lines of `key` over `runs`: asked for as soon as `wanted`, drawn as
/// they come, told apart by the colour of each run.
pub fn use_lines(
    app: App,
    catalog: Catalog,
    runs: Signal<Runs>,
    key: MetricKey,
    wanted: Signal<bool>,
) -> Memo<ChartData> {
    let x = app.part(|workspace| workspace.x);
    use_lines_over(app, catalog, runs, key, wanted, x.into())
}

/// [`use_lines`] over an x of their own.
pub fn use_lines_over(
    app: App,
    catalog: Catalog,
    runs: Signal<Runs>,
    key: MetricKey,
    wanted: Signal<bool>,
    x: Signal<super::XAxis>,
) -> Memo<ChartData> {
    let catalog = StoredValue::new_local(catalog);
    let colors = use_run_colors();
    let metric = key.clone();
    let picture = app.part(move |workspace| workspace.tables.of(metric.as_str()));
    // A run that is told anew does not cost its curve again, nor that of the others.
    let drawn = StoredValue::new(HashMap::<RunId, Arc<Remembered>>::new());

    // One memo a run, so that a metric that arrives costs only its own curve.
    let answers = Memo::new_with_compare(
        move |_| {
            if !wanted.get() {
                return Vec::new();
            }
            let holders: Vec<Arc<Run>> = runs.with(|runs| {
                runs.0
                    .iter()
                    .filter(|run| run.metrics.contains_key(&key))
                    .cloned()
                    .collect()
            });
            let known = drawn.try_update_value(std::mem::take).unwrap_or_default();
            let memory = |run: &Run| known.get(&run.id).cloned().unwrap_or_default();
            drawn.set_value(holders.iter().map(|run| (run.id.clone(), memory(run))).collect());
            holders
                .into_iter()
                .map(|run| {
                    let loaded = catalog.with_value(|catalog| catalog.metric(&run, &key));
                    let (asked, awaited) = (run.clone(), loaded.clone());
                    let memory = drawn
                        .with_value(|drawn| drawn.get(&run.id).cloned())
                        .unwrap_or_default();
                    let answer = ArcMemo::new(move |_| {
                        let x = x.get();
                        picture.with(|picture| awaited.with(|loaded| answer_of(&asked, loaded, (x, picture), &memory)))
                    });
                    (run, loaded, answer)
                })
                .collect::<Vec<_>>()
        },
        |_, _| true,
    );
    Memo::new_with_compare(
        move |_| {
            let mut data = ChartData {
                announced: Some(0),
                ..ChartData::default()
            };
            let mut lines = Vec::new();
            let answers = answers.get();
            if answers.is_empty() && !wanted.get() {
                data.pending = 1;
            }
            for (run, metric, answer) in answers {
                match answer.get() {
                    Answer::Pending => data.pending += 1,
                    Answer::Failed(error) => data.failures.push(Failure {
                        run: run.name.clone(),
                        error,
                        metric,
                    }),
                    Answer::NoTime => data.without_time += 1,
                    Answer::NoCurve => data.without_curve += 1,
                    Answer::Curve(curve) => {
                        data.sources.push((run.clone(), metric.clone()));
                        if !curve.is_whole {
                            data.pending += 1;
                            data.stoppable.push(metric);
                        }
                        if let Some(read) = curve.behind_sample {
                            let both = |all: StepWindow, own: StepWindow| (all.0.max(own.0), all.1.min(own.1));
                            data.whole_between = match data.sampled {
                                0 => curve.whole_between,
                                _ => data
                                    .whole_between
                                    .zip(curve.whole_between)
                                    .map(|(all, own)| both(all, own)),
                            };
                            data.sampled += 1;
                            data.behind_samples += read;
                        }
                        data.announced = data.announced.zip(curve.total).map(|(sum, total)| sum + total);
                        if let Some(table) = &curve.table
                            && data.columns.is_none()
                        {
                            data.columns = Some(table.axes.clone());
                            data.table = Some((table.columns.clone(), table.draw_as));
                        }
                        lines.push((run, curve));
                    }
                }
            }
            let ids: Vec<&str> = lines.iter().map(|(run, _)| run.id.as_str()).collect();
            let (styles, ground) = colors.with(|colors| (colors.styles(&ids), colors.ground()));
            let is_alone = runs.with(|runs| runs.0.len() == 1);
            let mut drawn = Assembled::new(is_alone, ground);
            for ((run, curve), stroke) in lines.into_iter().zip(styles) {
                drawn.add(&run, curve, stroke);
            }
            data.x_names = drawn.x_names();
            data.series = Arc::new(drawn.series);
            data.lines = Arc::new(drawn.lines);
            data
        },
        |old, new| !matches!((old, new), (Some(old), Some(new)) if new.looks_like(old)),
    )
}

impl ChartData {
    /// Whether a picture of it is the same, and all is there, so that it need not be
    /// drawn again.
    fn looks_like(&self, other: &Self) -> bool {
        let is_one = |(a, b): (&Line, &Line)| {
            Arc::ptr_eq(&a.x, &b.x) && Arc::ptr_eq(&a.y, &b.y) && a.label == b.label && a.stroke == b.stroke
        };
        let is_settled = |of: &Self| of.pending == 0 && of.failures.is_empty() && of.stoppable.is_empty();
        let counts = |of: &Self| (of.announced, of.sampled, of.without_time, of.without_curve);
        is_settled(self)
            && is_settled(other)
            && counts(self) == counts(other)
            && (&self.columns, &self.table, &self.x_names) == (&other.columns, &other.table, &other.x_names)
            && self.lines.len() == other.lines.len()
            && self.lines.iter().zip(other.lines.iter()).all(is_one)
    }
}

fn answer_of(
    run: &Run,
    loaded: &Loadable<LoadedMetric>,
    (x, picture): (XAxis, &TablePicture),
    drawn: &Remembered,
) -> Answer {
    let Some(shown) = loaded.shown() else {
        return loaded
            .error()
            .map_or(Answer::Pending, |error| Answer::Failed(error.clone()));
    };
    let table = match &shown.metric {
        Metric::Table(table) => match table_of(table, picture) {
            Some(table) => Some(table),
            None => return Answer::NoCurve,
        },
        Metric::Series(_) => None,
        _ => return Answer::NoCurve,
    };
    match drawn.curves_of(run, &shown.metric, x, picture) {
        Some(curves) => Answer::Curve(SharedCurve {
            steps: exact_steps(&shown.metric, x),
            curves,
            table,
            total: shown.total,
            is_whole: !loaded.is_pending(),
            behind_sample: shown.behind_sample,
            whole_between: shown.whole_between,
        }),
        None => Answer::NoTime,
    }
}

/// How a table is drawn; `None` where it is not.
fn table_of(table: &MetricTable, picture: &TablePicture) -> Option<Table> {
    let draw_as = picture.drawn_as(table)?;
    let (x, y) = picture.axes(table)?;
    let name = |place: usize| table.columns[place].name.clone();
    Some(Table {
        axes: (name(x), name(y)),
        columns: heads(table),
        draw_as,
    })
}
