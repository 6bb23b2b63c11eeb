//! Every point of a series, part by part.

use super::answer::Answer;
use super::decode::cursor;
use super::scalar::{metric, whole};
use crate::model::{Metric, MetricSeries};
use crate::source::credentials::base64;
use crate::source::json::{self, Object, Value, wrong};
use crate::source::{Cursor, MetricPart, SourceError, scalar};
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

/// The cursor of the part behind the first `points`. A token of this server is the JSON
/// of a count of points in base64 (`SearchUtils.create_page_token`); one that takes it
/// for something else gives other points, which whoever reads on has to expect.
pub fn cursor_behind(points: u64) -> Cursor {
    let token = base64(format!("{{\"offset\": {points}}}").as_bytes());
    Cursor::new(format!("{points} {token}"))
}

/// The part at `place`. How many points there are is known at the last one.
pub fn part(answer: &Answer, place: &Place<'_>) -> Result<MetricPart, SourceError> {
    let document = answer.read()?;
    let object = answer.object(&document, "an object with metrics")?;
    let next = cursor(&object);
    let series = series(points(&object)?);
    let end = place.before + series.len() as u64;
    Ok(MetricPart {
        metric: Metric::Series(Arc::new(series)),
        total: next.is_none().then_some(end),
        next: next.map(|token| Cursor::new(format!("{end} {}", token.as_str()))),
        sampled: false,
    })
}

/// A point of a series.
#[derive(Clone, Debug)]
pub struct Point {
    /// Its value, NaN when none is written.
    pub value: f64,
    /// The milliseconds.
    pub time: Option<i64>,
    /// A step that is not written is 0, which is what the server takes it for.
    pub step: i64,
    /// Empty but where several runs were asked for.
    pub run: String,
}

/// The points that an answer holds.
#[inline(never)]
pub fn points(object: &Object<'_>) -> Result<Vec<Point>, SourceError> {
    let list = object.list("metrics");
    object.check()?;
    let list_place = json::Place::Field(object.place, "metrics");
    let mut points = Vec::new();
    for (index, value) in list.enumerate() {
        let place = json::Place::Item(&list_place, index);
        points.push(point(value, &place, object.url)?);
    }
    Ok(points)
}

/// There may be a hundred thousand of them: their names are gone through once.
fn point(value: Value<'_>, place: &json::Place<'_>, url: &str) -> Result<Point, SourceError> {
    if value.first() != b'{' {
        return Err(SourceError::malformed(url, place, wrong(value, "a point")));
    }
    let mut point = Point {
        value: f64::NAN,
        time: None,
        step: 0,
        run: String::new(),
    };
    for (name, value) in value.entries() {
        let read = match &*name {
            "value" => metric(value).map(|value| point.value = value),
            _ if value.is_null() => Ok(()),
            "timestamp" => whole(value).map(|time| point.time = Some(time)),
            "step" => whole(value).map(|step| point.step = step),
            "run_id" => scalar::text(value).map(|run| point.run = run),
            _ => Ok(()),
        };
        read.map_err(|reason| SourceError::malformed(url, json::Place::Field(place, &name), reason))?;
    }
    Ok(point)
}

/// The columns of these points, in the order in which they come.
pub fn series(points: Vec<Point>) -> MetricSeries {
    let has_times = points.iter().any(|point| point.time.is_some());
    let time = |point: &Point| point.time.map_or(f64::NAN, |ms| ms as f64);
    MetricSeries {
        steps: points.iter().map(|point| point.step).collect(),
        times: has_times.then(|| points.iter().map(time).collect()),
        values: points.iter().map(|point| point.value).collect(),
    }
}

/// Puts points into the order in which they were logged, as far as the server
/// keeps it: by time, step and value, NaN as the 0 that its database holds.
pub fn into_logged_order(points: &mut [Point]) {
    let value = |point: &Point| if point.value.is_nan() { 0.0 } else { point.value };
    points.sort_by(|a, b| {
        let of_key = (a.time.unwrap_or(i64::MIN), a.step).cmp(&(b.time.unwrap_or(i64::MIN), b.step));
        of_key.then(value(a).total_cmp(&value(b)))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_behind_some_points_is_written_as_the_server_does() {
        let cursor = cursor_behind(25);
        let place = Place::of(Some(&cursor));
        assert_eq!((place.before, place.token), (25, Some("eyJvZmZzZXQiOiAyNX0=")));
    }
}
