//! The lists within a run, each item of which is an object.

use super::decode::said;
use super::scalar::{metric, whole};
use super::server::Server;
use crate::model::{MetricKey, MetricKind, MetricSummary, Run, Timestamp};
use crate::source::SourceError;
use crate::source::json::{self, Object, Place};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The tag that notes the tables.
const TABLES: &str = "mlflow.loggedArtifacts";
/// The tag of a dataset that says what it was for.
const DATASET_CONTEXT: &str = "mlflow.data.context";

/// The latest values, and the tables that `log_table` noted in a tag. A series
/// of the name of a table's file is kept, for it may be the longer one.
pub fn metrics(data: &Object<'_>, run: &Run, server: &Server) -> BTreeMap<MetricKey, MetricSummary> {
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
            last_time: latest
                .optional("timestamp")
                .and_then(|time| whole(time).ok())
                .map(Timestamp),
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
pub fn datasets(inputs: &Object<'_>) -> BTreeMap<String, String> {
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

/// Params or tags by their keys.
pub fn entries<V>(object: &Object<'_>, name: &str, wrap: fn(String) -> V) -> BTreeMap<String, V> {
    let mut entries = BTreeMap::new();
    each(object, name, "a param or tag", &mut |entry| {
        entries.insert(entry.required_text("key"), wrap(entry.text_or_empty("value")));
    });
    entries
}
