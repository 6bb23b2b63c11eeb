//! Experiments and runs to the values of the model.

use super::answer::Answer;
use super::parts::{datasets, entries, metrics};
use super::scalar::whole;
use super::server::Server;
use crate::model::{Experiment, ExperimentId, ParamValue, Run, RunId, RunStatus, Timestamp};
use crate::source::json::{Object, Place, Value};
use crate::source::{Cursor, Page, SourceError};
use std::sync::Arc;

/// Tags in which MLflow keeps what has no field of its own.
const NOTE: &str = "mlflow.note.content";
const USER: &str = "mlflow.user";
const NAME: &str = "mlflow.runName";
const PARENT: &str = "mlflow.parentRunId";
const IMAGES: &str = "mlflow.loggedImages";

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

/// A text that is not empty.
#[inline(never)]
pub fn said(object: &Object<'_>, name: &str) -> Option<String> {
    object.text(name).filter(|text| !text.is_empty())
}

/// Where the list in this object goes on.
pub fn cursor(object: &Object<'_>) -> Option<Cursor> {
    said(object, "next_page_token").map(Cursor::new)
}
