//! Every point of a series, part by part.

use super::answer::Answer;
use super::decode::cursor;
use super::scalar::{Value, Whole};
use super::wire::{HistoryWire, PointWire};
use crate::model::{Metric, MetricSeries};
use crate::source::{Cursor, MetricPart, SourceError};
use std::sync::Arc;

/// Where a part begins: behind how many points, and at which token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    before: u64,
    /// What the server calls the place; `None` at the start.
    pub token: Option<&'a str>,
}

impl<'a> Place<'a> {
    /// The place a cursor stands for.
    pub fn of(cursor: Option<&'a Cursor>) -> Self {
        match cursor.and_then(|cursor| cursor.as_str().split_once(' ')) {
            Some((before, token)) => Self {
                before: before.parse().unwrap_or(0),
                token: Some(token),
            },
            None => Self { before: 0, token: None },
        }
    }
}

/// The part at `place`. How many points there are is known at the last one.
pub fn part(answer: &Answer, place: &Place<'_>) -> Result<MetricPart, SourceError> {
    let wire: HistoryWire = answer.read()?;
    let series = series(wire.metrics.unwrap_or_default());
    let end = place.before + series.len() as u64;
    let next = cursor(wire.next_page_token);
    Ok(MetricPart {
        metric: Metric::Series(Arc::new(series)),
        total: next.is_none().then_some(end),
        next: next.map(|token| Cursor::new(format!("{end} {}", token.as_str()))),
        sampled: false,
    })
}

/// The columns of these points, in the order in which they come.
pub fn series(points: Vec<PointWire>) -> MetricSeries {
    let time = |time: Option<Whole>| time.map_or(f64::NAN, |Whole(ms)| ms as f64);
    let has_times = points.iter().any(|point| point.timestamp.is_some());
    MetricSeries {
        steps: points.iter().map(PointWire::step).collect(),
        times: has_times.then(|| points.iter().map(|point| time(point.timestamp)).collect()),
        values: points.iter().map(|point| point.value.0).collect(),
    }
}

/// Puts points into the order in which they were logged, as far as the server
/// keeps it: by time, step and value, NaN as the 0 that its database holds.
pub fn into_logged_order(points: &mut [PointWire]) {
    let key = |point: &PointWire| {
        let Value(value) = point.value;
        (
            point.timestamp.map_or(i64::MIN, |time| time.0),
            point.step(),
            if value.is_nan() { 0.0 } else { value },
        )
    };
    points.sort_by(|a, b| {
        let (a, b) = (key(a), key(b));
        (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2))
    });
}
