//! Documents of the open run API to the values of the model.
//!
//! Every link comes out absolute. An item that cannot be read is left out of
//! its list and reported beside it; a wrong optional part of an item is left
//! out of the item and reported likewise.

use super::wire::{
    ComputeTargetWire, ExperimentWire, FailureWire, FileWire, ListWire, RawEntries, RunWire, SummaryWire, VersionWire,
    Versioned,
};
use crate::model::{
    ComputeTarget, Experiment, ExperimentId, FileRef, MetricKey, MetricKind, MetricSummary, ParamValue, Run,
    RunFailure, RunId, RunStatus, Timestamp,
};
use crate::source::json::{self, Place};
use crate::source::scalar::{Instant, Text};
use crate::source::{Cursor, Page, SourceError, link};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a document came from, and what of it had to be left out.
pub struct Reader<'a> {
    url: &'a str,
    /// What was left out so far.
    pub warnings: Vec<SourceError>,
}

impl<'a> Reader<'a> {
    /// A reader of the document from `url`.
    pub fn new(url: &'a str) -> Self {
        Self {
            url,
            warnings: Vec::new(),
        }
    }

    /// Keeps what could be read, and remembers what could not.
    fn keep<T>(&mut self, read: Result<T, SourceError>) -> Option<T> {
        read.map_err(|error| self.warnings.push(error)).ok()
    }

    fn optional<'r, T: Deserialize<'r>>(&mut self, raw: Option<&'r RawValue>, place: &Place<'_>) -> Option<T> {
        let read = json::part(raw?, place, self.url);
        self.keep(read)
    }

    fn instant(&mut self, raw: Option<&RawValue>, place: &Place<'_>) -> Option<Timestamp> {
        self.optional(raw, place).map(|Instant(instant)| instant)
    }

    fn link(&mut self, written: Option<String>) -> Option<Arc<str>> {
        let resolved = link::resolve(self.url, &written?);
        self.keep(resolved).map(Arc::from)
    }
}

/// A document of version 1. A wrong version is reported before any other
/// mistake, for the shape of another version is not ours to judge.
pub fn document<'a, T: Deserialize<'a> + Versioned<'a>>(body: &'a [u8], url: &str) -> Result<T, SourceError> {
    match json::document::<T>(body, url) {
        Ok(document) => {
            check_version(document.version(), url)?;
            Ok(document)
        }
        Err(error) => {
            if let Ok(document) = json::document::<VersionWire<'_>>(body, url) {
                check_version(document.version(), url)?;
            }
            Err(error)
        }
    }
}

fn check_version(version: Option<&RawValue>, url: &str) -> Result<(), SourceError> {
    let found = version.map_or("none", RawValue::get);
    if found.parse() == Ok(1.0) {
        return Ok(());
    }
    Err(SourceError::Version {
        url: link::shown(url),
        found: found.to_owned(),
    })
}

/// How one item of a list is read.
pub type ReadItem<T> = fn(&mut Reader<'_>, &RawValue, &Place<'_>) -> Result<T, SourceError>;

/// A page of a list.
pub fn list<T>(body: &[u8], url: &str, read_item: ReadItem<T>) -> Result<Page<T>, SourceError> {
    let wire: ListWire<'_> = document(body, url)?;
    let mut reader = Reader::new(url);
    let items_place = Place::Field(&Place::Document, "items");
    let mut items = Vec::with_capacity(wire.items.len());
    for (index, raw) in wire.items.into_iter().enumerate() {
        let item = read_item(&mut reader, raw, &Place::Item(&items_place, index));
        items.extend(reader.keep(item));
    }
    Ok(Page {
        items,
        next: reader.link(wire.next).map(Cursor::new),
        total: wire.total.map(|total| total.0),
        warnings: reader.warnings,
    })
}

/// An item of the list of experiments.
pub fn experiment(reader: &mut Reader<'_>, raw: &RawValue, place: &Place<'_>) -> Result<Experiment, SourceError> {
    let wire: ExperimentWire<'_> = json::part(raw, place, reader.url)?;
    let id = ExperimentId::new(wire.id.0);
    Ok(Experiment {
        name: display_name(wire.name, id.as_str()),
        id,
        description: text(wire.description),
        run_count: wire.run_count.map(|count| count.0),
        last_activity: reader.instant(wire.last_activity, &Place::Field(place, "last_activity")),
        created: reader.instant(wire.created, &Place::Field(place, "created")),
        tags: entries(wire.tags, |text| text),
        locator: reader.link(Some(wire.runs)),
    })
}

/// An item of a list of runs.
pub fn run(reader: &mut Reader<'_>, raw: &RawValue, place: &Place<'_>) -> Result<Run, SourceError> {
    let wire = json::part(raw, place, reader.url)?;
    Ok(run_of_wire(reader, wire, place))
}

/// A run, whether it was an item or a document.
pub fn run_of_wire(reader: &mut Reader<'_>, wire: RunWire<'_>, place: &Place<'_>) -> Run {
    let mut run = Run::new(RunId::new(wire.id.0), ExperimentId::new(wire.experiment_id.0));
    run.name = display_name(wire.name, run.id.as_str());
    run.status = RunStatus::parse(&text(wire.status));
    run.start_time = reader.instant(wire.start_time, &Place::Field(place, "start_time"));
    run.end_time = reader.instant(wire.end_time, &Place::Field(place, "end_time"));
    run.user = wire.user.map(|user| user.0);
    run.compute_target = wire.compute_target.map(|target| target.0);
    run.description = text(wire.description);
    run.parent_id = wire.parent_id.map(|id| RunId::new(id.0));
    run.root_id = wire.root_id.map(|id| RunId::new(id.0));
    run.params = entries(wire.params, ParamValue::new);
    run.tags = entries(wire.tags, |text| text);
    run.properties = entries(wire.properties, |text| text);
    run.failure = reader
        .optional(wire.error, &Place::Field(place, "error"))
        .map(|wire: FailureWire| RunFailure {
            message: text(wire.message),
            detail: text(wire.detail),
        });
    let metrics_place = Place::Field(place, "metrics");
    for (name, raw) in wire.metrics.unwrap_or_default() {
        let wire = reader.optional(Some(raw), &Place::Entry(&metrics_place, &name));
        if let Some(wire) = wire {
            run.metrics.insert(MetricKey::new(name), summary(reader, wire));
        }
    }
    run.artifacts = reader.link(wire.artifacts);
    run.logs = reader.link(wire.logs);
    run.snapshot = reader.link(wire.snapshot);
    run
}

fn summary(reader: &mut Reader<'_>, wire: SummaryWire) -> MetricSummary {
    MetricSummary {
        kind: MetricKind::parse(&wire.kind.0),
        count: wire.count.map(|count| count.0),
        first: wire.first.map(|value| value.0),
        last: wire.last.map(|value| value.0),
        min: wire.min.map(|value| value.0),
        max: wire.max.map(|value| value.0),
        mean: wire.mean.map(|value| value.0),
        min_step: wire.min_step.map(|step| step.0),
        max_step: wire.max_step.map(|step| step.0),
        last_step: wire.last_step.map(|step| step.0),
        nonfinite: wire.nonfinite.map(|count| count.0),
        text: wire.text.map(|text| text.0),
        locator: reader.link(wire.href),
    }
}

/// An item of a list of files.
pub fn file(reader: &mut Reader<'_>, raw: &RawValue, place: &Place<'_>) -> Result<FileRef, SourceError> {
    let wire: FileWire<'_> = json::part(raw, place, reader.url)?;
    Ok(FileRef {
        path: wire.path.0,
        url: link::resolve(reader.url, &wire.href)?,
        size: wire.size.map(|size| size.0),
        media_type: wire.media_type.map(|media_type| media_type.0),
        modified: reader.instant(wire.modified, &Place::Field(place, "modified")),
    })
}

/// An item of the list of compute targets.
pub fn compute_target(
    reader: &mut Reader<'_>,
    raw: &RawValue,
    place: &Place<'_>,
) -> Result<ComputeTarget, SourceError> {
    let wire: ComputeTargetWire = json::part(raw, place, reader.url)?;
    let nodes = wire.nodes.unwrap_or_default();
    Ok(ComputeTarget {
        name: wire.name.0,
        kind: text(wire.kind),
        size: text(wire.size),
        state: text(wire.state),
        nodes: nodes.into_iter().map(|(state, count)| (state, count.0)).collect(),
        runs: reader.link(wire.runs),
    })
}

fn text(wire: Option<Text>) -> String {
    wire.map(|text| text.0).unwrap_or_default()
}

fn display_name(name: Option<Text>, id: &str) -> String {
    match name {
        Some(Text(name)) if !name.is_empty() => name,
        _ => id.to_owned(),
    }
}

/// Each value as its text: what is no text stands as it was written, so that
/// `0.10` stays `0.10` and a list is at least shown.
fn entries<T>(raw: Option<RawEntries<'_>>, wrap: fn(String) -> T) -> BTreeMap<String, T> {
    let as_text = |raw: &RawValue| serde_json::from_str(raw.get()).unwrap_or_else(|_| raw.get().to_owned());
    let raw = raw.unwrap_or_default();
    raw.into_iter().map(|(name, raw)| (name, wrap(as_text(raw)))).collect()
}
