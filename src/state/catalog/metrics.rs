//! Metrics: a sample of a long one at once, then every point.

use super::AnySource;
use super::turns::Turns;
use super::window::Looked;
use crate::model::{Metric, MetricKey, MetricSeries, MetricSummary, MetricTable, Run, RunId};
use crate::source::{Cursor, MetricPart, RunSource, SourceError, StepWindow, holds};
use crate::state::cache::Progress;
use futures_util::future::{Either, select};
use std::cell::RefCell;
use std::convert::Infallible;
use std::ops::Deref;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;

const PART_LIMIT: usize = 10_000;

/// A metric with the columns that have come.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedMetric {
    /// The columns.
    pub metric: Metric,
    /// How many points or rows there are in all, when the source says so.
    pub total: Option<u64>,
    /// How many points have been read behind a sample that is shown meanwhile;
    /// `None` when what is shown are the points themselves.
    pub behind_sample: Option<usize>,
    /// The steps between which a sample holds every point.
    pub whole_between: Option<StepWindow>,
    /// How far it has been read, to read on from there.
    pub read: ReadTo,
}

/// How far a metric has been read.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ReadTo {
    /// Whether the run had not ended by then, so that more may come.
    pub is_open: bool,
    /// What the run said of the metric by then.
    pub said: Option<MetricSummary>,
    /// Where its last part began, and how many points or rows stood before it; `None`
    /// when that was the first one.
    pub last_part: Option<(Cursor, usize)>,
    /// When that was, in milliseconds since 1970, if it was not when it was first read.
    pub at: f64,
}

impl LoadedMetric {
    fn new(run: &Run, key: &MetricKey, metric: Metric, total: Option<u64>) -> Self {
        Self {
            metric,
            total,
            behind_sample: None,
            whole_between: None,
            read: ReadTo {
                is_open: run.status.is_live(),
                said: run.metrics.get(key).cloned(),
                last_part: None,
                at: 0.0,
            },
        }
    }
}

/// Reads a metric to its end: a sample first where the source gives one, the
/// parts as they come where it does not. While a sample is shown, the steps on
/// the screen are asked for before what is behind it.
pub async fn whole_metric(
    source: Rc<AnySource>,
    turns: Rc<Turns>,
    looked: Rc<Looked>,
    run: Arc<Run>,
    key: MetricKey,
    progress: Progress<LoadedMetric>,
) -> Result<LoadedMetric, SourceError> {
    let Some(sample) = turns.sample(&source, &run, &key, None).await else {
        return all_parts(&source, &turns, &run, &key, |part| progress.so_far(part.clone())).await;
    };
    if !sample.sampled {
        return Ok(LoadedMetric::new(&run, &key, sample.metric, sample.total));
    }
    let shown = RefCell::new(LoadedMetric {
        behind_sample: Some(0),
        ..LoadedMetric::new(&run, &key, sample.metric, sample.total)
    });
    let show = || progress.so_far(shown.borrow().clone());
    show();
    let reading = pin!(all_parts(&source, &turns, &run, &key, |part| {
        {
            let mut shown = shown.borrow_mut();
            shown.total = part.total.or(shown.total);
            shown.behind_sample = Some(part.metric.count());
        }
        show();
    }));
    let zooming = pin!(sharpen(&source, &turns, &looked, (&run, &key), &shown, &show));
    match select(reading, zooming).await {
        Either::Left((read, _)) => read,
        Either::Right((never, _)) => match never {},
    }
}

/// Adds to a sample what the source says of the steps on the screen, as often
/// as those become others. A window that is left is waited for no longer.
async fn sharpen(
    source: &Rc<AnySource>,
    turns: &Turns,
    looked: &Looked,
    (run, key): (&Arc<Run>, &MetricKey),
    shown: &RefCell<LoadedMetric>,
    show: &dyn Fn(),
) -> Infallible {
    let mut window = looked.at_other_than(None).await;
    loop {
        let known = shown.borrow().whole_between;
        let wanted = window.filter(|window| !known.is_some_and(|known| holds(known, *window)));
        let asking = pin!(async {
            match wanted {
                Some(window) => turns.sample(source, run, key, Some(window)).await,
                None => None,
            }
        });
        window = match select(asking, pin!(looked.at_other_than(window))).await {
            Either::Left((part, moving)) => {
                if let Some(part) = part {
                    {
                        let mut shown = shown.borrow_mut();
                        if !part.sampled {
                            shown.whole_between = wanted;
                        }
                        add(&mut shown.metric, &part.metric);
                    }
                    show();
                }
                moving.await
            }
            Either::Right((other, _)) => other,
        };
    }
}

/// Adds points to a sample; what is no series has none.
fn add(sample: &mut Metric, part: &Metric) {
    if let (Metric::Series(sample), Metric::Series(part)) = (sample, part) {
        *sample = Arc::new(sample.merged(part));
    }
}

/// Reads a metric part by part; `come` sees what has come after each but the last.
pub async fn all_parts(
    source: &AnySource,
    turns: &Turns,
    run: &Run,
    key: &MetricKey,
    come: impl Fn(&LoadedMetric),
) -> Result<LoadedMetric, SourceError> {
    parts_from(source, turns, run, key, None, come).await
}

/// The parts from the one on that begins at a cursor, with so many points before it;
/// all of them without one.
pub async fn parts_from(
    source: &AnySource,
    turns: &Turns,
    run: &Run,
    key: &MetricKey,
    start: Option<(Cursor, usize)>,
    come: impl Fn(&LoadedMetric),
) -> Result<LoadedMetric, SourceError> {
    let mut visited: Vec<Cursor> = Vec::new();
    let mut loaded: Option<LoadedMetric> = None;
    let before = start.as_ref().map_or(0, |(_, before)| *before);
    let mut place = start;
    loop {
        let MetricPart {
            metric, total, next, ..
        } = {
            let _turn = turns.part(source).await;
            source
                .metric(run, key, place.as_ref().map(|(cursor, _)| cursor))
                .await?
        };
        let mut so_far = match loaded.take() {
            None => LoadedMetric::new(run, key, metric, total),
            Some(mut before) => {
                append(&mut before.metric, metric);
                before.total = total.or(before.total);
                before
            }
        };
        so_far.read.last_part = place;
        match next {
            Some(next) if !visited.contains(&next) && visited.len() < PART_LIMIT => {
                come(&so_far);
                visited.push(next.clone());
                place = Some((next, before + so_far.metric.count()));
                loaded = Some(so_far);
            }
            _ => return Ok(so_far),
        }
    }
}

/// One part behind the other; a part of another kind is dropped.
fn append(before: &mut Metric, part: Metric) {
    match (before, part) {
        (Metric::Series(series), Metric::Series(part)) => {
            Arc::make_mut(series).append(MetricSeries::clone(&part));
        }
        (Metric::Table(table), Metric::Table(part)) => {
            Arc::make_mut(table).append(MetricTable::clone(&part));
        }
        (Metric::Images(images), Metric::Images(part)) => {
            Arc::make_mut(images).extend(part.iter().cloned());
        }
        _ => {}
    }
}

/// The summary of a metric with what the source does not say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedSummary {
    summary: MetricSummary,
    /// What it was made of, as long as more may come.
    pub points: Option<LoadedMetric>,
}

impl Deref for LoadedSummary {
    type Target = MetricSummary;

    fn deref(&self) -> &MetricSummary {
        &self.summary
    }
}

impl LoadedSummary {
    /// What the run says of the metric, completed by all its points.
    pub fn new(run: &Run, key: &MetricKey, points: LoadedMetric) -> Result<Self, SourceError> {
        let missing = || SourceError::MissingMetric {
            run: RunId::clone(&run.id),
            key: key.clone(),
        };
        let said = run.metrics.get(key).cloned().ok_or_else(missing)?;
        let summary = match &points.metric {
            Metric::Series(series) => said.completed(series),
            _ => said,
        };
        Ok(Self {
            summary,
            points: points.read.is_open.then_some(points),
        })
    }
}

/// The summary of a metric with what the source does not say taken from all
/// its points.
pub async fn full_summary(
    source: Rc<AnySource>,
    turns: Rc<Turns>,
    run: Arc<Run>,
    key: MetricKey,
) -> Result<LoadedSummary, SourceError> {
    let points = all_parts(&source, &turns, &run, &key, |_| {}).await?;
    LoadedSummary::new(&run, &key, points)
}
