//! Metrics of the interface of old, which runs of some years ago are kept in:
//! every call of the SDK is a record, and every cell an object of one name.

use super::answer::Answer;
use super::client::Client;
use super::locator::Locator;
use super::place::path;
use super::values::{Cell, Logged, Row, time};
use crate::model::{ExperimentId, MetricSummary, Run, RunId};
use crate::source::json::{Object, Place, Value};
use crate::source::{SourceError, Transport, scalar};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

const SERVICE: &str = "history/v1.0";
/// Records on a page, as the SDK asks for them.
const RECORDS_AT_ONCE: u32 = 500;
/// Pages after which the rest is left out: half a million records.
const MOST_PAGES: usize = 1_000;

/// What was logged, by run and name.
type OfRuns = BTreeMap<RunId, BTreeMap<String, Logged>>;

/// One call of the SDK.
struct Record {
    run: String,
    name: String,
    time: Option<f64>,
    logged: Logged,
}

/// What is known of a metric of old.
pub fn summary(name: &str, logged: &Logged) -> MetricSummary {
    MetricSummary {
        locator: Some(Locator::old(name, &logged.way).text()),
        ..logged.summary()
    }
}

impl<T: Transport> Client<T> {
    /// Everything that runs of one experiment logged by the interface of old.
    pub async fn old_metrics(&self, runs: &[&Run]) -> Result<OfRuns, SourceError> {
        let Some(first) = runs.first() else {
            return Ok(OfRuns::new());
        };
        let name = self.experiment_name(&first.experiment_id).await?;
        let tests: Vec<String> = runs.iter().map(|run| format!("RunId eq {}", run.id)).collect();
        let filter = format!("({})", tests.join(" or "));
        let mut records = Vec::new();
        let mut token: Option<String> = None;
        for _ in 0..MOST_PAGES {
            let mut question = json!({"filter": filter, "top": RECORDS_AT_ONCE});
            if let (Some(fields), Some(token)) = (question.as_object_mut(), &token) {
                fields.insert("continuationToken".to_owned(), token.as_str().into());
            }
            let rest = format!("/experiments/{}/metrics:query", path(&name));
            let next = add_records(&self.post(SERVICE, rest, question).await?, &mut records)?;
            if next.is_none() || next == token {
                break;
            }
            token = next;
        }
        Ok(joined(records))
    }

    /// The name of an experiment, by which some questions know it.
    pub async fn experiment_name(&self, id: &ExperimentId) -> Result<String, SourceError> {
        let known = self.memory.experiment_names.borrow().get(id).cloned();
        match known {
            Some(name) => Ok(name),
            None => Ok(self.experiment(id).await?.name),
        }
    }
}

/// Adds the records of a page, and says at which token the next one is.
#[inline(never)]
fn add_records(answer: &Answer, records: &mut Vec<Record>) -> Result<Option<String>, SourceError> {
    let document = answer.read()?;
    let object = answer.object(&document, "an object with metrics")?;
    let next = object.text("continuationToken").filter(|token| !token.is_empty());
    let list = object.list("value");
    object.check()?;
    let list_place = Place::Field(object.place, "value");
    for (index, value) in list.enumerate() {
        let place = Place::Item(&list_place, index);
        let object = Object::of(value, &place, object.url, "a metric")?;
        records.push(record(&object)?);
    }
    Ok(next)
}

fn record(object: &Object<'_>) -> Result<Record, SourceError> {
    let name = object.required_text("name");
    let mut logged = Logged {
        way: object.text_or_empty("metricType"),
        ..Logged::default()
    };
    let types = types(object);
    let at = object.optional("createdUtc").and_then(time);
    let mut columns: Vec<Vec<Cell>> = Vec::new();
    for cell in object.list("cells") {
        for (column, value) in cell.entries() {
            let place = logged.column(&column);
            let kind = types
                .iter()
                .find(|known| known.0 == *column)
                .map_or("", |known| known.1.as_str());
            logged.columns[place].1 = kind.to_owned();
            if columns.len() <= place {
                columns.resize_with(place + 1, Vec::new);
            }
            columns[place].push(Cell::of(value, kind));
        }
    }
    // What is kept as an artifact has one cell, which is null.
    if let Some(location) = object.text("dataLocation").filter(|location| !location.is_empty()) {
        logged.columns = vec![(name.clone(), "artifact".to_owned())];
        columns = vec![vec![Cell::Text(Arc::from(location))]];
    }
    let count = columns.iter().map(Vec::len).max().unwrap_or_default();
    let mut rows: Vec<Row> = vec![Row::default(); count];
    for (place, cells) in columns.into_iter().enumerate() {
        for (row, cell) in rows.iter_mut().zip(cells) {
            row.time = at;
            row.set(place, cell);
        }
    }
    logged.rows = rows;
    let record = Record {
        run: object.text_or_empty("runId"),
        name,
        time: at,
        logged,
    };
    object.finish(record)
}

/// The types of the columns, in the words of today.
fn types(object: &Object<'_>) -> Vec<(String, String)> {
    let place = Place::Field(object.place, "schema");
    let schema = object.optional("schema").unwrap_or(Value::EMPTY_OBJECT);
    let Ok(schema) = Object::of(schema, &place, object.url, "") else {
        return Vec::new();
    };
    let of = |value: Value<'_>| {
        let mut column = (String::new(), String::new());
        for (name, value) in value.entries() {
            match &*name {
                "propertyId" => column.0 = scalar::text(value).unwrap_or_default(),
                "type" => column.1 = scalar::text(value).unwrap_or_default().to_ascii_lowercase(),
                _ => {}
            }
        }
        column
    };
    schema.list("properties").map(of).collect()
}

/// The records of each name, in the order in which they were made.
fn joined(records: Vec<Record>) -> OfRuns {
    let records = crate::model::in_order(records, |a, b| {
        let (a, b) = (a.time.unwrap_or(f64::MIN), b.time.unwrap_or(f64::MIN));
        a.total_cmp(&b)
    });
    let mut runs = OfRuns::new();
    for record in records {
        let of_run = runs.entry(RunId::new(record.run)).or_default();
        let known = of_run.entry(record.name).or_default();
        known.way.clone_from(&record.logged.way);
        for (name, kind) in &record.logged.columns {
            let place = known.column(name);
            known.columns[place].1.clone_from(kind);
        }
        known.append(record.logged);
    }
    runs
}
