//! Experiments and runs to the values of the model.

use super::answer::Answer;
use super::scalar::{metric, whole};
use super::server::Server;
use crate::model::{
    Experiment, ExperimentId, MetricKey, MetricKind, MetricSummary, ParamValue, Run, RunId, RunStatus, Timestamp,
};
use crate::source::json::{self, Object, Place, Value};
use crate::source::{Cursor, Page, SourceError};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Tags in which MLflow keeps what has no field of its own.
const NOTE: &str = "mlflow.note.content";
const USER: &str = "mlflow.user";
const NAME: &str = "mlflow.runName";
const PARENT: &str = "mlflow.parentRunId";
const TABLES: &str = "mlflow.loggedArtifacts";
const IMAGES: &str = "mlflow.loggedImages";
const DATASET_CONTEXT: &str = "mlflow.data.context";

/// A page of experiments.
pub fn experiments(answer: &Answer) -> Result<Page<Experiment>, SourceError> {
    let document = answer.read()?;
    let object = answer.object(&document, "an object with experiments")?;
    page(&object, "experiments", &experiment)
}

/// One experiment.
pub fn one_experiment(answer: &Answer) -> Result<Experiment, SourceError> {
    let document = answer.read()?;
    let object = answer.object(&document, "an object with an experiment")?;
    let place = Place::Field(&Place::Document, "experiment");
    experiment(object.required("experiment")?, &place, &answer.url)
}

/// A page of runs.
pub fn runs(answer: &Answer, server: &Server) -> Result<Page<Run>, SourceError> {
    let document = answer.read()?;
    let object = answer.object(&document, "an object with runs")?;
    let mut page = page(&object, "runs", &|value, place, url| run(value, place, url, server))?;
    let with_ids = page.items.into_iter().map(|run| with_id(run, &answer.url));
    page.items = with_ids
        .filter_map(|run| run.map_err(|error| page.warnings.push(error)).ok())
        .collect();
    Ok(page)
}

/// One run.
pub fn one_run(answer: &Answer, server: &Server) -> Result<Run, SourceError> {
    let document = answer.read()?;
    let object = answer.object(&document, "an object with a run")?;
    let place = Place::Field(&Place::Document, "run");
    let run = run(object.required("run")?, &place, &answer.url, server)?;
    with_id(run, &answer.url)
}

fn with_id(run: Run, url: &str) -> Result<Run, SourceError> {
    match run.id.as_str() {
        "" => {
            let info = Place::Field(&Place::Document, "info");
            Err(SourceError::malformed(url, info, "the field \"run_id\" is missing"))
        }
        _ => Ok(run),
    }
}

/// Whether `log_image` wrote images whose names only the list of files knows.
pub fn has_images(run: &Run) -> bool {
    run.tags.contains_key(IMAGES)
}

/// How an item of a list is read.
type ReadItem<'a, T> = dyn Fn(Value<'_>, &Place<'_>, &str) -> Result<T, SourceError> + 'a;

/// What of a list can be read, and why the rest cannot.
fn page<T>(object: &Object<'_>, name: &str, read: &ReadItem<'_, T>) -> Result<Page<T>, SourceError> {
    let mut page = Page {
        next: cursor(object),
        ..Page::default()
    };
    let list = object.list(name);
    object.check()?;
    let place = Place::Field(object.place, name);
    for (index, value) in list.enumerate() {
        match read(value, &Place::Item(&place, index), object.url) {
            Ok(item) => page.items.push(item),
            Err(error) => page.warnings.push(error),
        }
    }
    Ok(page)
}

fn experiment(value: Value<'_>, place: &Place<'_>, url: &str) -> Result<Experiment, SourceError> {
    let object = Object::of(value, place, url, "an experiment")?;
    let tags = entries(&object, "tags", |text| text);
    let id = object.required_text("experiment_id");
    object.finish(Experiment {
        name: said(&object, "name").unwrap_or_else(|| id.clone()),
        id: ExperimentId::new(id),
        description: tags.get(NOTE).cloned().unwrap_or_default(),
        run_count: None,
        last_activity: None,
        created: object.read("creation_time", whole).map(Timestamp),
        tags,
        locator: None,
    })
}

/// A run; its id is empty when it has none.
#[inline(never)]
fn run(value: Value<'_>, place: &Place<'_>, url: &str, server: &Server) -> Result<Run, SourceError> {
    let object = Object::of(value, place, url, "a run")?;
    let [info_place, data_place, inputs_place] = ["info", "data", "inputs"].map(|name| Place::Field(place, name));
    let part = |name: &str| object.optional(name).unwrap_or(Value::EMPTY_OBJECT);
    let info = Object::of(object.required("info")?, &info_place, url, "the info of a run")?;
    let data = Object::of(part("data"), &data_place, url, "the data of a run")?;
    let inputs = Object::of(part("inputs"), &inputs_place, url, "the inputs of a run")?;
    let id = said(&info, "run_id").or_else(|| said(&info, "run_uuid"));
    let id = RunId::new(id.unwrap_or_default());
    let mut run = Run::new(id, ExperimentId::new(info.required_text("experiment_id")));
    run.tags = entries(&data, "tags", |text| text);
    run.params = entries(&data, "params", ParamValue::new);
    run.metrics = metrics(&data, &run, server);
    let tag = |name: &str| run.tags.get(name).filter(|text| !text.is_empty()).cloned();
    if let Some(name) = said(&info, "run_name").or_else(|| tag(NAME)) {
        run.name = name;
    }
    run.user = tag(USER).or_else(|| said(&info, "user_id"));
    run.parent_id = tag(PARENT).map(RunId::new);
    run.description = tag(NOTE).unwrap_or_default();
    run.status = status(&info.text_or_empty("status"));
    run.start_time = info.read("start_time", whole).map(Timestamp);
    run.end_time = info.read("end_time", whole).map(Timestamp);
    run.properties = datasets(&inputs);
    let stage = said(&info, "lifecycle_stage").filter(|stage| stage != "active");
    for (name, text) in [
        ("artifact_uri", said(&info, "artifact_uri")),
        ("lifecycle_stage", stage),
    ] {
        if let Some(text) = text {
            run.properties.insert(name.to_owned(), text);
        }
    }
    info.check().and(data.check()).and(inputs.check())?;
    let files: Arc<str> = Arc::from(server.artifacts(&run.id));
    (run.artifacts, run.logs) = (Some(files.clone()), Some(files));
    Ok(run)
}

/// The words of MLflow, and the numbers it has for them in files.
fn status(word: &str) -> RunStatus {
    match word {
        "RUNNING" | "1" => RunStatus::Running,
        "SCHEDULED" | "2" => RunStatus::Queued,
        "FINISHED" | "3" => RunStatus::Finished,
        "FAILED" | "4" => RunStatus::Failed,
        "KILLED" | "5" => RunStatus::Canceled,
        other => RunStatus::parse(other),
    }
}

/// The latest values, and the tables that `log_table` noted in a tag. A series
/// of the name of a table's file is kept, for it may be the longer one.
fn metrics(data: &Object<'_>, run: &Run, server: &Server) -> BTreeMap<MetricKey, MetricSummary> {
    let mut metrics = BTreeMap::new();
    let noted = run.tags.get(TABLES).map(String::as_str).unwrap_or_default();
    for path in tables(noted).unwrap_or_default() {
        let summary = MetricSummary {
            locator: Some(Arc::from(server.artifact(&run.id, &path))),
            ..MetricSummary::new(MetricKind::Table)
        };
        metrics.insert(MetricKey::new(path), summary);
    }
    each(data, "metrics", "a metric", &mut |latest| {
        let summary = MetricSummary {
            last: Some(latest.read("value", metric).unwrap_or(f64::NAN)),
            last_step: Some(latest.read("step", whole).unwrap_or(0)),
            ..MetricSummary::new(MetricKind::Series)
        };
        metrics.insert(MetricKey::new(latest.required_text("key")), summary);
    });
    metrics
}

/// The paths of the tables that a tag notes; none when it is not such a list.
fn tables(noted: &str) -> Result<Vec<String>, SourceError> {
    let document = json::document(noted.as_bytes(), "")?;
    let mut paths = Vec::new();
    for value in document.value().children() {
        let table = Object::of(value, &Place::Document, "", "")?;
        let (path, kind) = (table.required_text("path"), table.text_or_empty("type"));
        table.check()?;
        // The other form of a table is a file of Parquet, which stays a file.
        if kind == "table" && path.ends_with(".json") {
            paths.push(path);
        }
    }
    Ok(paths)
}

/// `dataset.<name>` with what tells one version of it from another; a second
/// dataset of the name counts on.
fn datasets(inputs: &Object<'_>) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    each(inputs, "dataset_inputs", "a dataset", &mut |input| {
        let place = Place::Field(input.place, "dataset");
        let dataset = input.required("dataset");
        let dataset = dataset.and_then(|value| Object::of(value, &place, input.url, "a dataset"));
        let Some(dataset) = input.adopt(dataset) else {
            return;
        };
        let context = entries(input, "tags", |text| text).remove(DATASET_CONTEXT);
        let told = [said(&dataset, "digest"), context, said(&dataset, "source_type")];
        let told: Vec<String> = told.into_iter().flatten().collect();
        let name = format!("dataset.{}", dataset.required_text("name"));
        let mut key = name.clone();
        let mut count = 1;
        while out.contains_key(&key) {
            count += 1;
            key = format!("{name}.{count}");
        }
        out.insert(key, told.join(", "));
        input.adopt(dataset.check());
    });
    out
}

/// Goes through a list of objects, each in words `expected`, up to the first mistake.
#[inline(never)]
fn each(object: &Object<'_>, name: &str, expected: &str, take: &mut dyn FnMut(&Object<'_>)) {
    let list_place = Place::Field(object.place, name);
    for (index, value) in object.list(name).enumerate() {
        let place = Place::Item(&list_place, index);
        let Some(item) = object.adopt(Object::of(value, &place, object.url, expected)) else {
            return;
        };
        take(&item);
        if object.adopt(item.check()).is_none() {
            return;
        }
    }
}

fn entries<V>(object: &Object<'_>, name: &str, wrap: fn(String) -> V) -> BTreeMap<String, V> {
    let mut entries = BTreeMap::new();
    each(object, name, "a param or tag", &mut |entry| {
        entries.insert(entry.required_text("key"), wrap(entry.text_or_empty("value")));
    });
    entries
}

#[inline(never)]
fn said(object: &Object<'_>, name: &str) -> Option<String> {
    object.text(name).filter(|text| !text.is_empty())
}

/// Where the list in this object goes on.
pub fn cursor(object: &Object<'_>) -> Option<Cursor> {
    said(object, "next_page_token").map(Cursor::new)
}
