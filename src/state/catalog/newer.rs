//! What came to a metric since it was read: only new points are asked for where the
//! source can read on, and nothing is taken for new that is not.

use super::AnySource;
use super::metrics::{LoadedMetric, ReadTo, all_parts, parts_from};
use super::turns::Turns;
use crate::model::{Metric, MetricKey, MetricKind, MetricSeries, MetricSummary, Run};
use crate::source::{RunSource, SourceError};
use std::sync::Arc;

/// Whether the run says just what it said when the metric was read, and enough to
/// tell that nothing came. Its words are about the last point: one that is logged
/// at a lower step may not show in them.
pub fn says_the_same(read: &ReadTo, run: &Run, key: &MetricKey) -> bool {
    let tells = |said: &MetricSummary| match said.kind {
        MetricKind::Series => said.count.is_some() || said.last_time.is_some(),
        MetricKind::Text => said.text.is_some(),
        _ => said.count.is_some(),
    };
    match (&read.said, run.metrics.get(key)) {
        (Some(said), Some(says)) => tells(says) && said == says,
        _ => false,
    }
}

/// The metric as the source has it now, with `run` as it is now; `None` when it is
/// still the same. Of what is known, nothing is copied that is not shown anew.
///
/// # Errors
/// As the source says; what is known stays good.
pub async fn newer(
    source: &AnySource,
    turns: &Turns,
    run: &Run,
    key: &MetricKey,
    known: &LoadedMetric,
) -> Result<Option<LoadedMetric>, SourceError> {
    let (mut now, is_same) = match read_on(source, turns, run, key, known).await? {
        Some(read) => read,
        None => {
            let now = all_parts(source, turns, run, key, |_| {}).await?;
            let is_same = now.metric == known.metric;
            (now, is_same)
        }
    };
    if is_same {
        now.metric = known.metric.clone();
    }
    now.read.at = known.read.at;
    let is_known = is_same && now.total == known.total && now.read == known.read && known.behind_sample.is_none();
    Ok((!is_known).then_some(now))
}

/// The series with what came behind its end, and whether nothing did; `None` when it
/// has to be read as a whole: it is no series, or what was its end is not there any more.
async fn read_on(
    source: &AnySource,
    turns: &Turns,
    run: &Run,
    key: &MetricKey,
    known: &LoadedMetric,
) -> Result<Option<(LoadedMetric, bool)>, SourceError> {
    let (Metric::Series(series), None) = (&known.metric, known.behind_sample) else {
        return Ok(None);
    };
    // The last point is asked for again: it is there as long as nothing came before it.
    let known_end = series.len().checked_sub(1);
    let behind = known_end.and_then(|end| Some((source.cursor_behind(run, key, end as u64)?, end)));
    let Some(start) = behind.clone().or_else(|| known.read.last_part.clone()) else {
        return Ok(None);
    };
    let before = start.1;
    let mut now = match parts_from(source, turns, run, key, Some(start), |_| {}).await {
        Err(error) if error.is_transient() => return Err(error),
        // A place that is not known any more, or was never one.
        Err(_) => return Ok(None),
        Ok(now) => now,
    };
    let Metric::Series(tail) = &now.metric else {
        return Ok(None);
    };
    let end = series.behind(before);
    let is_end_there = tail.times.is_some() == series.times.is_some() && tail.begins_with(&end, end.len());
    if !is_end_there {
        return Ok(None);
    }
    let is_same = tail.len() == end.len();
    if !is_same {
        let mut grown = MetricSeries::clone(series);
        grown.append(tail.behind(end.len()));
        now.metric = Metric::Series(Arc::new(grown));
    }
    // A place that can be made up at any time need not be kept.
    if behind.is_some() {
        now.read.last_part = known.read.last_part.clone();
    }
    Ok(Some((now, is_same)))
}

#[cfg(test)]
mod tests;
