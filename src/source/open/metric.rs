//! Metric documents to columns.

use super::column::Column;
use super::decode::versioned;
use super::table::table;
use crate::model::{ConfusionMatrix, Image, Metric, MetricKey, MetricKind, MetricSeries, MetricSummary, Run};
use crate::source::json::{self, Object, Place, Value};
use crate::source::{Cursor, MetricPart, SourceError, link, scalar};
use std::sync::Arc;

/// Where a part is, and how many points are known to stand before it.
///
/// The number travels in the fragment of the cursor, which is never sent: a
/// writer may leave `offset` out of its later parts.
pub struct PartAddress {
    /// The document.
    pub url: String,
    /// How many points stand before it.
    pub offset: u64,
}

impl PartAddress {
    /// The first part of a metric.
    pub fn first(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            offset: 0,
        }
    }

    /// The part a cursor stands for.
    pub fn of_cursor(cursor: &Cursor) -> Self {
        let (url, offset) = cursor.as_str().rsplit_once('#').unwrap_or((cursor.as_str(), ""));
        Self {
            url: url.to_owned(),
            offset: offset.parse().unwrap_or(0),
        }
    }

    fn cursor_of_next(&self, next: &str, offset: u64) -> Result<Cursor, SourceError> {
        let next = link::resolve(&self.url, next)?;
        Ok(Cursor::new(format!("{}#{offset}", link::without_fragment(&next))))
    }
}

/// A part of a metric from its document.
#[inline(never)]
pub fn decode(body: &[u8], address: &PartAddress) -> Result<MetricPart, SourceError> {
    let url = &address.url;
    let document = json::document(body, url)?;
    let object = versioned(&document, url, "the document of a metric")?;
    let kind = MetricKind::parse(&object.required_text("kind"));
    object.check()?;
    // Another kind may use our words for another shape.
    if matches!(kind, MetricKind::Other(_)) {
        return Ok(raw(body));
    }
    let offset = object.count("offset").unwrap_or(address.offset);
    let (total, next) = (object.count("count"), object.link("next"));
    object.check()?;
    let metric = match kind {
        MetricKind::Series => Metric::Series(Arc::new(series(&object, offset)?)),
        MetricKind::Table => {
            written(&object, "columns")?;
            let columns = object.list("columns");
            object.check()?;
            Metric::Table(Arc::new(table(columns, url)?))
        }
        MetricKind::Text => {
            written(&object, "text")?;
            object.finish(Metric::Text(Arc::from(object.text_or_empty("text"))))?
        }
        MetricKind::Image => Metric::Images(Arc::new(images(&object)?)),
        MetricKind::ConfusionMatrix => Metric::ConfusionMatrix(Arc::new(confusion_matrix(&object)?)),
        MetricKind::Other(_) => return Ok(raw(body)),
    };
    let end = offset + metric.count() as u64;
    Ok(MetricPart {
        total: total.or(next.is_none().then_some(end)),
        next: next.map(|next| address.cursor_of_next(&next, end)).transpose()?,
        sampled: false,
        metric,
    })
}

/// A metric without a document, as far as its summary goes.
pub fn of_summary(run: &Run, key: &MetricKey, summary: &MetricSummary) -> Result<MetricPart, SourceError> {
    let metric = match (&summary.kind, summary.last) {
        (MetricKind::Text, _) => Metric::Text(Arc::from(summary.text.as_deref().unwrap_or_default())),
        (MetricKind::Series, Some(last)) if summary.count == Some(1) => Metric::Series(Arc::new(MetricSeries {
            steps: vec![summary.last_step.unwrap_or(0)],
            times: None,
            values: vec![last],
        })),
        _ => {
            return Err(SourceError::Unsupported {
                what: format!("more than the summary of {key} in the run {}", run.id),
            });
        }
    };
    Ok(MetricPart {
        total: Some(metric.count() as u64),
        next: None,
        sampled: false,
        metric,
    })
}

fn raw(body: &[u8]) -> MetricPart {
    MetricPart {
        metric: Metric::Raw(Arc::from(String::from_utf8_lossy(body))),
        total: None,
        next: None,
        sampled: false,
    }
}

/// A field that this kind of metric must have.
fn written<'a>(object: &Object<'a>, name: &str) -> Result<Value<'a>, SourceError> {
    let missing = || SourceError::malformed(object.url, object.place, format!("the field {name:?} is missing"));
    object.optional(name).ok_or_else(missing)
}

fn series(object: &Object<'_>, offset: u64) -> Result<MetricSeries, SourceError> {
    let url = object.url;
    let [value_place, step_place, time_place] = ["value", "step", "time"].map(|name| Place::Field(object.place, name));
    let values = json::items(written(object, "value")?, &value_place, url, scalar::number)?;
    let steps = match object.optional("step") {
        Some(value) => Column::of(value, &step_place, url, scalar::step)?,
        None => Column::Even {
            from: i64::try_from(offset).unwrap_or(i64::MAX),
            by: 1,
        },
    };
    let steps = steps.into_steps(values.len());
    let steps = steps.ok_or_else(|| SourceError::malformed(url, step_place, "a step leaves the range of 64 bits"))?;
    let times = match object.optional("time") {
        Some(value) => Some(Column::of(value, &time_place, url, scalar::number)?.into_values(values.len())),
        None => None,
    };
    let lengths = [
        (step_place, steps.len()),
        (time_place, times.as_ref().map_or(values.len(), Vec::len)),
    ];
    for (place, length) in lengths {
        if length != values.len() {
            let reason = format!("{length} entries, where \"value\" has {}", values.len());
            return Err(SourceError::malformed(url, place, reason));
        }
    }
    Ok(MetricSeries { steps, times, values })
}

fn images(object: &Object<'_>) -> Result<Vec<Image>, SourceError> {
    written(object, "images")?;
    let list = object.list("images");
    object.check()?;
    let list_place = Place::Field(object.place, "images");
    let mut images = Vec::new();
    for (index, value) in list.enumerate() {
        let place = Place::Item(&list_place, index);
        images.push(image(value, &place, object.url));
    }
    Ok(images)
}

/// An image as far as it can be read: a bad one keeps its place among the
/// others, and says what is wrong with it.
fn image(value: Value<'_>, place: &Place<'_>, url: &str) -> Image {
    let mut image = Image {
        url: String::new(),
        step: None,
        caption: String::new(),
        fault: None,
    };
    let read = Object::of(value, place, url, "an image").and_then(|object| {
        let link = object.required_link("href");
        (image.step, image.caption) = (object.step("step"), object.text_or_empty("caption"));
        if !link.is_empty() {
            image.url = link::resolve(url, &link)?;
        }
        object.check()
    });
    image.fault = read.err().map(|error| Arc::from(error.to_string()));
    image
}

fn confusion_matrix(object: &Object<'_>) -> Result<ConfusionMatrix, SourceError> {
    let url = object.url;
    let [labels_place, matrix_place] = ["labels", "matrix"].map(|name| Place::Field(object.place, name));
    let labels = json::items(written(object, "labels")?, &labels_place, url, scalar::text)?;
    written(object, "matrix")?;
    let rows = object.list("matrix");
    object.check()?;
    let mut matrix = Vec::new();
    for (index, row) in rows.enumerate() {
        matrix.push(json::items(
            row,
            &Place::Item(&matrix_place, index),
            url,
            scalar::number,
        )?);
    }
    let mut lengths = std::iter::once(matrix.len()).chain(matrix.iter().map(Vec::len));
    if let Some(length) = lengths.find(|length| *length != labels.len()) {
        let reason = format!("{length} rows or columns, where \"labels\" has {}", labels.len());
        return Err(SourceError::malformed(url, matrix_place, reason));
    }
    Ok(ConfusionMatrix { labels, matrix })
}
