//! Metric documents to columns.

use super::column::Column;
use super::decode::document;
use super::table::table;
use super::wire::{ImageWire, MetricWire, VersionWire};
use crate::model::{ConfusionMatrix, Image, Metric, MetricKey, MetricKind, MetricSeries, MetricSummary, Run};
use crate::source::json::Place;
use crate::source::scalar::{Number, Step};
use crate::source::{Cursor, MetricPart, SourceError, link};
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
pub fn decode(body: &[u8], address: &PartAddress) -> Result<MetricPart, SourceError> {
    let url = &address.url;
    let wire = match document::<MetricWire<'_>>(body, url) {
        Ok(wire) => wire,
        // Another kind may use our words for another shape.
        Err(error) => match kind_of(body, url) {
            Some(MetricKind::Other(_)) => return Ok(raw(body)),
            _ => return Err(error),
        },
    };
    let offset = wire.offset.map_or(address.offset, |offset| offset.0);
    let total = wire.count.map(|count| count.0);
    let next = wire.next.clone();
    let metric = match MetricKind::parse(&wire.kind.0) {
        MetricKind::Series => Metric::Series(Arc::new(series(wire, offset, url)?)),
        MetricKind::Table => {
            let columns = required(wire.columns, "columns", url)?;
            Metric::Table(Arc::new(table(columns, url)?))
        }
        MetricKind::Text => Metric::Text(Arc::from(required(wire.text, "text", url)?.0)),
        MetricKind::Image => Metric::Images(Arc::new(images(required(wire.images, "images", url)?, url)?)),
        MetricKind::ConfusionMatrix => Metric::ConfusionMatrix(Arc::new(confusion_matrix(wire, url)?)),
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

fn kind_of(body: &[u8], url: &str) -> Option<MetricKind> {
    let wire: VersionWire<'_> = document(body, url).ok()?;
    wire.kind.map(|kind| MetricKind::parse(&kind.0))
}

fn raw(body: &[u8]) -> MetricPart {
    MetricPart {
        metric: Metric::Raw(Arc::from(String::from_utf8_lossy(body))),
        total: None,
        next: None,
        sampled: false,
    }
}

fn required<T>(field: Option<T>, name: &str, url: &str) -> Result<T, SourceError> {
    field.ok_or_else(|| SourceError::malformed(url, Place::Document, format!("the field \"{name}\" is missing")))
}

fn series(wire: MetricWire<'_>, offset: u64, url: &str) -> Result<MetricSeries, SourceError> {
    let values = required(wire.value, "value", url)?;
    let values: Vec<f64> = values.into_iter().map(|Number(value)| value).collect();
    let by_place = Column::Even {
        from: Step(i64::try_from(offset).unwrap_or(i64::MAX)),
        by: Step(1),
    };
    let steps = wire.step.unwrap_or(by_place).into_steps(values.len());
    let steps = steps.ok_or_else(|| SourceError::malformed(url, "step", "a step leaves the range of 64 bits"))?;
    let times = wire.time.map(|time| time.into_values(values.len()));
    let lengths = [("step", Some(steps.len())), ("time", times.as_ref().map(Vec::len))];
    for (name, length) in lengths {
        if let Some(length) = length.filter(|length| *length != values.len()) {
            let reason = format!("{length} entries, where \"value\" has {}", values.len());
            return Err(SourceError::malformed(url, name, reason));
        }
    }
    Ok(MetricSeries { steps, times, values })
}

fn images(images: Vec<ImageWire>, url: &str) -> Result<Vec<Image>, SourceError> {
    images
        .into_iter()
        .map(|wire| {
            Ok(Image {
                url: link::resolve(url, &wire.href)?,
                step: wire.step.map(|step| step.0),
                caption: wire.caption.map(|caption| caption.0).unwrap_or_default(),
            })
        })
        .collect()
}

fn confusion_matrix(wire: MetricWire<'_>, url: &str) -> Result<ConfusionMatrix, SourceError> {
    let labels: Vec<String> = required(wire.labels, "labels", url)?
        .into_iter()
        .map(|label| label.0)
        .collect();
    let rows = required(wire.matrix, "matrix", url)?;
    let matrix: Vec<Vec<f64>> = rows
        .into_iter()
        .map(|row| row.into_iter().map(|Number(count)| count).collect())
        .collect();
    let lengths = std::iter::once(matrix.len()).chain(matrix.iter().map(Vec::len));
    if let Some(length) = lengths.into_iter().find(|length| *length != labels.len()) {
        let reason = format!("{length} rows or columns, where \"labels\" has {}", labels.len());
        return Err(SourceError::malformed(url, "matrix", reason));
    }
    Ok(ConfusionMatrix { labels, matrix })
}
