//! Metrics: a sample of a long one at once, then every point.

use super::AnySource;
use super::turns::Turns;
use crate::model::{Metric, MetricKey, MetricSeries, MetricSummary, MetricTable, Run, RunId};
use crate::source::{Cursor, MetricPart, RunSource, SourceError};
use crate::state::cache::Progress;
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
}

/// Reads a metric to its end: a sample first where the source gives one, the
/// parts as they come where it does not.
pub async fn whole_metric(
    source: Rc<AnySource>,
    turns: Rc<Turns>,
    run: Arc<Run>,
    key: MetricKey,
    progress: Progress<LoadedMetric>,
) -> Result<LoadedMetric, SourceError> {
    let sample = turns.sample(&source, &run, &key).await;
    if let Some(whole) = sample.as_ref().filter(|sample| !sample.sampled) {
        return Ok(LoadedMetric {
            metric: whole.metric.clone(),
            total: whole.total,
            behind_sample: None,
        });
    }
    let show_sample = |total: Option<u64>, read: usize| {
        if let Some(sample) = &sample {
            progress.so_far(LoadedMetric {
                metric: sample.metric.clone(),
                total: total.or(sample.total),
                behind_sample: Some(read),
            });
        }
    };
    show_sample(None, 0);
    let shown = |part: &LoadedMetric| match &sample {
        Some(_) => show_sample(part.total, part.metric.count()),
        None => progress.so_far(part.clone()),
    };
    all_parts(&source, &turns, &run, &key, shown).await
}

/// Reads a metric part by part; `come` sees what has come after each but the last.
pub async fn all_parts(
    source: &AnySource,
    turns: &Turns,
    run: &Run,
    key: &MetricKey,
    come: impl Fn(&LoadedMetric),
) -> Result<LoadedMetric, SourceError> {
    let mut visited: Vec<Cursor> = Vec::new();
    let mut cursor: Option<Cursor> = None;
    let mut loaded: Option<LoadedMetric> = None;
    loop {
        let MetricPart {
            metric, total, next, ..
        } = {
            let _turn = turns.part(source).await;
            source.metric(run, key, cursor.as_ref()).await?
        };
        let so_far = match loaded.take() {
            None => LoadedMetric {
                metric,
                total,
                behind_sample: None,
            },
            Some(mut before) => {
                append(&mut before.metric, metric);
                before.total = total.or(before.total);
                before
            }
        };
        match next {
            Some(next) if !visited.contains(&next) && visited.len() < PART_LIMIT => {
                come(&so_far);
                visited.push(next.clone());
                cursor = Some(next);
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

/// The summary of a metric with what the source does not say taken from all
/// its points.
pub async fn full_summary(
    source: Rc<AnySource>,
    turns: Rc<Turns>,
    run: Arc<Run>,
    key: MetricKey,
) -> Result<MetricSummary, SourceError> {
    let missing = || SourceError::MissingMetric {
        run: RunId::clone(&run.id),
        key: key.clone(),
    };
    let said = run.metrics.get(&key).cloned().ok_or_else(missing)?;
    match all_parts(&source, &turns, &run, &key, |_| {}).await?.metric {
        Metric::Series(series) => Ok(said.completed(&series)),
        _ => Ok(said),
    }
}
