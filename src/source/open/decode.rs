//! Documents of the open run API to the values of the model.
//!
//! Every link comes out absolute. An item that cannot be read is left out of
//! its list and reported beside it; a wrong optional part of an item is left
//! out of the item and reported likewise. Fields that are not named here are
//! ignored.

use crate::model::{
    Experiment, ExperimentId, MetricKey, MetricKind, MetricSummary, ParamValue, Run, RunFailure, RunId, RunStatus,
    Timestamp,
};
use crate::source::json::{Document, Entries, Object, Place, Value};
use crate::source::{Cursor, Page, Partial, SourceError, link, scalar};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a document came from, and what of it had to be left out.
pub struct Reader<'a> {
    /// The document.
    pub url: &'a str,
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

    /// A moment; a wrong one is left out.
    #[inline(never)]
    pub fn instant(&mut self, object: &Object<'_>, name: &str) -> Option<Timestamp> {
        let read = scalar::instant(object.optional(name)?);
        let place = Place::Field(object.place, name);
        self.keep(read.map_err(|reason| SourceError::malformed(self.url, place, reason)))
    }

    /// Where a link leads; one that leads nowhere is left out.
    #[inline(never)]
    pub fn link(&mut self, written: Option<String>) -> Option<Arc<str>> {
        let resolved = link::resolve(self.url, &written?);
        self.keep(resolved).map(Arc::from)
    }
}

/// A document of version 1, in words `expected`. A wrong version is reported
/// before any other mistake, for the shape of another version is not ours to judge.
#[inline(never)]
pub fn versioned<'a>(document: &'a Document<'_>, url: &'a str, expected: &str) -> Result<Object<'a>, SourceError> {
    let object = Object::of(document.value(), &Place::Document, url, expected)?;
    let found = object.optional("version").map_or("none", Value::text);
    match found.parse() == Ok(1.0) {
        true => Ok(object),
        false => Err(SourceError::Version {
            url: link::shown(url),
            found: found.to_owned(),
        }),
    }
}

/// How one item of a list is read.
pub type ReadItem<T> = fn(&mut Reader<'_>, Value<'_>, &Place<'_>) -> Result<T, SourceError>;

/// A page of a list.
pub fn list<T>(document: &Document<'_>, url: &str, read_item: ReadItem<T>) -> Result<Page<T>, SourceError> {
    let object = versioned(document, url, "an object with a version and items")?;
    object.adopt(object.required("items"));
    let (written, next, total) = (object.list("items"), object.link("next"), object.count("total"));
    object.check()?;
    let mut reader = Reader::new(url);
    let mut items = Vec::new();
    for (index, value) in written.enumerate() {
        let place = Place::Field(&Place::Document, "items");
        let item = read_item(&mut reader, value, &Place::Item(&place, index));
        items.extend(reader.keep(item));
    }
    Ok(Page {
        items,
        next: reader.link(next).map(Cursor::new),
        total,
        warnings: reader.warnings,
    })
}

/// An item of the list of experiments.
pub fn experiment(reader: &mut Reader<'_>, value: Value<'_>, place: &Place<'_>) -> Result<Experiment, SourceError> {
    let object = Object::of(value, place, reader.url, "an experiment")?;
    let id = object.required_text("id");
    let runs = object.required_link("runs");
    let experiment = Experiment {
        name: display_name(&object, &id),
        id: ExperimentId::new(id),
        description: object.text_or_empty("description"),
        run_count: object.count("run_count"),
        last_activity: None,
        created: None,
        tags: entries(object.data("tags"), |text| text),
        locator: None,
    };
    object.check()?;
    Ok(Experiment {
        last_activity: reader.instant(&object, "last_activity"),
        created: reader.instant(&object, "created"),
        locator: reader.link(Some(runs)),
        ..experiment
    })
}

/// An item of a list of runs.
pub fn run(reader: &mut Reader<'_>, value: Value<'_>, place: &Place<'_>) -> Result<Run, SourceError> {
    run_of_object(reader, &Object::of(value, place, reader.url, "a run")?)
}

/// [`run`], with what was left out of this one.
pub fn run_with_warnings(
    reader: &mut Reader<'_>,
    value: Value<'_>,
    place: &Place<'_>,
) -> Result<Partial<Run>, SourceError> {
    let mut own = Reader::new(reader.url);
    Ok(Partial {
        value: run(&mut own, value, place)?,
        warnings: own.warnings,
    })
}

/// A run, whether it was an item or a document.
#[inline(never)]
pub fn run_of_object(reader: &mut Reader<'_>, object: &Object<'_>) -> Result<Run, SourceError> {
    let id = RunId::new(object.required_text("id"));
    let mut run = Run::new(id, ExperimentId::new(object.required_text("experiment_id")));
    run.name = display_name(object, run.id.as_str());
    run.status = RunStatus::parse(&object.text_or_empty("status"));
    run.user = object.text("user");
    run.compute_target = object.text("compute_target");
    run.description = object.text_or_empty("description");
    run.parent_id = object.text("parent_id").map(RunId::new);
    run.root_id = object.text("root_id").map(RunId::new);
    run.params = entries(object.data("params"), ParamValue::new);
    run.tags = entries(object.data("tags"), |text| text);
    run.properties = entries(object.data("properties"), |text| text);
    let metrics = object.data("metrics");
    let [artifacts, logs, snapshot] = ["artifacts", "logs", "snapshot"].map(|name| object.link(name));
    object.check()?;
    run.start_time = reader.instant(object, "start_time");
    run.end_time = reader.instant(object, "end_time");
    if let Some(value) = object.optional("error") {
        let failure = failure(value, &Place::Field(object.place, "error"), reader.url);
        run.failure = reader.keep(failure);
    }
    for (name, value) in last_of_each(metrics) {
        let metrics_place = Place::Field(object.place, "metrics");
        let summary = summary(reader, value, &Place::Entry(&metrics_place, &name));
        if let Some(summary) = reader.keep(summary) {
            run.metrics.insert(MetricKey::new(name), summary);
        }
    }
    run.artifacts = reader.link(artifacts);
    run.logs = reader.link(logs);
    run.snapshot = reader.link(snapshot);
    Ok(run)
}

fn failure(value: Value<'_>, place: &Place<'_>, url: &str) -> Result<RunFailure, SourceError> {
    let object = Object::of(value, place, url, "an object with a message")?;
    object.finish(RunFailure {
        message: object.text_or_empty("message"),
        detail: object.text_or_empty("detail"),
    })
}

fn summary(reader: &mut Reader<'_>, value: Value<'_>, place: &Place<'_>) -> Result<MetricSummary, SourceError> {
    let object = Object::of(value, place, reader.url, "the summary of a metric")?;
    let summary = MetricSummary {
        kind: MetricKind::parse(&object.required_text("kind")),
        count: object.count("count"),
        first: object.number("first"),
        last: object.number("last"),
        min: object.number("min"),
        max: object.number("max"),
        mean: object.number("mean"),
        min_step: object.step("min_step"),
        max_step: object.step("max_step"),
        last_step: object.step("last_step"),
        last_time: None,
        nonfinite: object.count("nonfinite"),
        text: object.text("text"),
        locator: None,
    };
    let link = object.link("href");
    object.check()?;
    Ok(MetricSummary {
        locator: reader.link(link),
        ..summary
    })
}

fn display_name(object: &Object<'_>, id: &str) -> String {
    let name = object.text_or_empty("name");
    if name.is_empty() { id.to_owned() } else { name }
}

/// Entries in the order of their names; of two with one name, the last counts.
fn last_of_each(entries: Entries<'_>) -> BTreeMap<String, Value<'_>> {
    let mut last = BTreeMap::new();
    last.extend(entries.map(|(name, value)| (name.into_owned(), value)));
    last
}

/// Each value as its text: what is no text stands as it was written, so that
/// `0.10` stays `0.10` and a list is at least shown.
fn entries<T>(entries: Entries<'_>, wrap: fn(String) -> T) -> BTreeMap<String, T> {
    let as_text = |value: Value<'_>| value.letters().map_or_else(|| value.text().to_owned(), String::from);
    let mut read = BTreeMap::new();
    read.extend(entries.map(|(name, value)| (name.into_owned(), wrap(as_text(value)))));
    read
}
