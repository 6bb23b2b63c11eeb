//! Experiments and runs to the values of the model.

use super::answer::Answer;
use super::scalar::Whole;
use super::server::Server;
use super::wire::{
    DatasetInputWire, EntryWire, ExperimentWire, ExperimentsWire, LatestWire, LoggedArtifactWire, OneExperimentWire,
    OneRunWire, RunWire, RunsWire,
};
use crate::model::{
    Experiment, ExperimentId, MetricKey, MetricKind, MetricSummary, ParamValue, Run, RunId, RunStatus, Timestamp,
};
use crate::source::json::{self, Place};
use crate::source::scalar::Text;
use crate::source::{Cursor, Page, SourceError};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
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
    let wire: ExperimentsWire = answer.read()?;
    let (items, warnings) = items(wire.experiments, "experiments", &answer.url);
    Ok(Page {
        items: items.into_iter().map(experiment_of_wire).collect(),
        next: cursor(wire.next_page_token),
        total: None,
        warnings,
    })
}

/// One experiment.
pub fn one_experiment(answer: &Answer) -> Result<Experiment, SourceError> {
    let wire: OneExperimentWire = answer.read()?;
    Ok(experiment_of_wire(wire.experiment))
}

/// A page of runs.
pub fn runs(answer: &Answer, server: &Server) -> Result<Page<Run>, SourceError> {
    let wire: RunsWire = answer.read()?;
    let (items, mut warnings) = items::<RunWire>(wire.runs, "runs", &answer.url);
    let runs = items.into_iter().map(|wire| run_of_wire(wire, server, &answer.url));
    let items = runs
        .filter_map(|run| run.map_err(|error| warnings.push(error)).ok())
        .collect();
    Ok(Page {
        items,
        next: cursor(wire.next_page_token),
        total: None,
        warnings,
    })
}

/// One run.
pub fn one_run(answer: &Answer, server: &Server) -> Result<Run, SourceError> {
    let wire: OneRunWire = answer.read()?;
    run_of_wire(wire.run, server, &answer.url)
}

/// Whether `log_image` wrote images whose names only the list of files knows.
pub fn has_images(run: &Run) -> bool {
    run.tags.contains_key(IMAGES)
}

/// What of a list can be read, and why the rest cannot.
fn items<W: DeserializeOwned>(raw: Option<Vec<Box<RawValue>>>, name: &str, url: &str) -> (Vec<W>, Vec<SourceError>) {
    let list = Place::Field(&Place::Document, name);
    let mut warnings = Vec::new();
    let raw = raw.unwrap_or_default();
    let read = raw.iter().enumerate().filter_map(|(index, raw)| {
        let item = json::part(raw, &Place::Item(&list, index), url);
        item.map_err(|error| warnings.push(error)).ok()
    });
    (read.collect(), warnings)
}

fn experiment_of_wire(wire: ExperimentWire) -> Experiment {
    let tags = entries(wire.tags, |text| text);
    let id = ExperimentId::new(wire.experiment_id.0);
    Experiment {
        name: said(wire.name).unwrap_or_else(|| id.as_str().to_owned()),
        id,
        description: tags.get(NOTE).cloned().unwrap_or_default(),
        run_count: None,
        last_activity: None,
        created: instant(wire.creation_time),
        tags,
        locator: None,
    }
}

fn run_of_wire(wire: RunWire, server: &Server, url: &str) -> Result<Run, SourceError> {
    let info = wire.info;
    let Some(id) = said(info.run_id).or_else(|| said(info.run_uuid)) else {
        return Err(SourceError::malformed(url, "info", "the field \"run_id\" is missing"));
    };
    let data = wire.data.unwrap_or_default();
    let mut run = Run::new(RunId::new(id), ExperimentId::new(info.experiment_id.0));
    run.tags = entries(data.tags, |text| text);
    run.params = entries(data.params, ParamValue::new);
    run.metrics = metrics(data.metrics.unwrap_or_default(), &run, server);
    let tag = |name: &str| run.tags.get(name).filter(|text| !text.is_empty()).cloned();
    if let Some(name) = said(info.run_name).or_else(|| tag(NAME)) {
        run.name = name;
    }
    run.user = tag(USER).or_else(|| said(info.user_id));
    run.parent_id = tag(PARENT).map(RunId::new);
    run.description = tag(NOTE).unwrap_or_default();
    run.status = status(&said(info.status).unwrap_or_default());
    run.start_time = instant(info.start_time);
    run.end_time = instant(info.end_time);
    run.properties = datasets(wire.inputs.and_then(|inputs| inputs.dataset_inputs).unwrap_or_default());
    let noted = [
        ("artifact_uri", said(info.artifact_uri)),
        (
            "lifecycle_stage",
            said(info.lifecycle_stage).filter(|stage| stage != "active"),
        ),
    ];
    let noted = noted
        .into_iter()
        .filter_map(|(name, text)| Some((name.to_owned(), text?)));
    run.properties.extend(noted);
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
fn metrics(latest: Vec<LatestWire>, run: &Run, server: &Server) -> BTreeMap<MetricKey, MetricSummary> {
    let tables = run.tags.get(TABLES).map(String::as_str).unwrap_or_default();
    let tables: Vec<LoggedArtifactWire> = serde_json::from_str(tables).unwrap_or_default();
    let tables = tables
        .into_iter()
        // The other form of a table is a file of Parquet, which stays a file.
        .filter(|table| table.artifact_type == Some(Text("table".to_owned())) && table.path.0.ends_with(".json"))
        .map(|table| {
            let locator = Some(Arc::from(server.artifact(&run.id, &table.path.0)));
            let summary = MetricSummary {
                locator,
                ..MetricSummary::new(MetricKind::Table)
            };
            (MetricKey::new(table.path.0), summary)
        });
    let series = latest.into_iter().map(|wire| {
        let summary = MetricSummary {
            last: Some(wire.value.0),
            last_step: Some(wire.step.map_or(0, |step| step.0)),
            ..MetricSummary::new(MetricKind::Series)
        };
        (MetricKey::new(wire.key.0), summary)
    });
    tables.chain(series).collect()
}

/// `dataset.<name>` with what tells one version of it from another; a second
/// dataset of the name counts on.
fn datasets(inputs: Vec<DatasetInputWire>) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for input in inputs {
        let context = entries(input.tags, |text| text).remove(DATASET_CONTEXT);
        let told = [said(input.dataset.digest), context, said(input.dataset.source_type)];
        let told: Vec<String> = told.into_iter().flatten().collect();
        let name = format!("dataset.{}", input.dataset.name.0);
        let key = (2..).map(|count| format!("{name}.{count}"));
        let key = std::iter::once(name.clone())
            .chain(key)
            .find(|key| !out.contains_key(key));
        out.insert(key.unwrap_or(name), told.join(", "));
    }
    out
}

fn entries<V>(wire: Option<Vec<EntryWire>>, wrap: fn(String) -> V) -> BTreeMap<String, V> {
    let text = |value: Option<Text>| value.map(|text| text.0).unwrap_or_default();
    let wire = wire.unwrap_or_default();
    wire.into_iter()
        .map(|entry| (entry.key.0, wrap(text(entry.value))))
        .collect()
}

fn said(text: Option<Text>) -> Option<String> {
    text.map(|text| text.0).filter(|text| !text.is_empty())
}

fn instant(wire: Option<Whole>) -> Option<Timestamp> {
    wire.map(|Whole(ms)| Timestamp(ms))
}

pub fn cursor(token: Option<Text>) -> Option<Cursor> {
    said(token).map(Cursor::new)
}
