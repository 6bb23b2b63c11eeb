//! What is told of a run's course and making: failures, warnings, arguments,
//! and the params of a sweep.

use super::answer::{Told, written};
use super::run::{said, texts, within};
use crate::model::{ParamValue, Run, RunFailure, RunId};
use crate::source::json::{Object, Place, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Adds what the details of a run, or its record, tell of its course and its making.
#[inline(never)]
pub fn add_told(run: &mut Run, object: &Object<'_>) {
    let parameters = texts(object, "parameters");
    run.params.extend(
        parameters
            .into_iter()
            .map(|(name, value)| (name, ParamValue::new(value))),
    );
    let message = within(object, "queueingInfo", &["message", "code"]);
    // What it waited for is of no interest to whom it no longer keeps waiting.
    run.queue_message = message
        .filter(|_| run.status.is_live())
        .or_else(|| run.queue_message.take());
    for value in object.list("warnings") {
        let warning = match Object::of(value, object.place, object.url, "") {
            Ok(warning) => [said(&warning, "source"), said(&warning, "message")]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(": "),
            Err(_) => written(value),
        };
        if !warning.is_empty() && !run.warnings.contains(&warning) {
            run.warnings.push(warning);
        }
    }
    if run.failure.is_none() {
        run.failure = object.optional("error").and_then(|error| failure(error, object));
    }
    if let Some(definition) = object.optional("runDefinition") {
        add_definition(run, definition, object);
    }
    for name in ["inputDatasets", "outputDatasets", "inputs", "outputs"] {
        let said = object.optional(name).filter(|value| value.children().next().is_some());
        if let Some(said) = said {
            run.properties
                .entry(name.to_owned())
                .or_insert_with(|| said.text().to_owned());
        }
    }
}

/// The error of a run: an error response, or what is within one.
fn failure(value: Value<'_>, of: &Object<'_>) -> Option<RunFailure> {
    let place = Place::Field(of.place, "error");
    let response = Object::of(value, &place, of.url, "").ok()?;
    let inner = response
        .optional("error")
        .map(|inner| Object::of(inner, &place, of.url, ""));
    let told = match inner {
        Some(Ok(inner)) => Told::of(&inner),
        _ => Told::of(&response),
    };
    let message = match (told.message.as_str(), told.code.as_str()) {
        ("", "") => return None,
        ("", code) => code.to_owned(),
        (message, "") => message.to_owned(),
        (message, code) => format!("{code}: {message}"),
    };
    // A message is often a whole traceback; its first line is the one to read first.
    let (first, rest) = message.split_once('\n').unwrap_or((&message, ""));
    let mut detail: Vec<String> = [rest.trim_end()]
        .into_iter()
        .filter(|rest| !rest.is_empty())
        .map(str::to_owned)
        .collect();
    detail.extend(told.details);
    Some(RunFailure {
        message: first.trim().to_owned(),
        detail: detail.join("\n"),
    })
}

/// The document that says what is run, and of it the arguments of the script.
fn add_definition(run: &mut Run, definition: Value<'_>, of: &Object<'_>) {
    const NAME: &str = "Run definition";
    if definition.children().next().is_none() || run.documents.iter().any(|(name, _)| name == NAME) {
        return;
    }
    run.documents.push((NAME.to_owned(), Arc::from(definition.text())));
    let place = Place::Field(of.place, "runDefinition");
    let Ok(definition) = Object::of(definition, &place, of.url, "") else {
        return;
    };
    let list = definition.optional("arguments").unwrap_or(Value::EMPTY_OBJECT);
    let mut words = list.children().map(written).peekable();
    while let Some(word) = words.next() {
        if !is_flag(&word) {
            continue;
        }
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name.to_owned(), value.to_owned()),
            None => (
                word,
                words
                    .next_if(|next| !is_flag(next))
                    .unwrap_or_else(|| "true".to_owned()),
            ),
        };
        let name = name.trim_start_matches('-').to_owned();
        run.params.entry(name).or_insert_with(|| ParamValue::new(value));
    }
}

/// Whether it names an argument; a negative number does not.
fn is_flag(word: &str) -> bool {
    word.len() > 1 && word.starts_with('-') && word.parse::<f64>().is_err()
}

/// What AutoML tried in a run, as params: the words of the studio's table of models.
pub fn add_automl(run: &mut Run) {
    for (noted, name) in [("run_algorithm", "algorithm"), ("run_preprocessor", "preprocessor")] {
        if let Some(value) = run.properties.get(noted).filter(|value| !value.is_empty()) {
            let value = ParamValue::new(value.as_str());
            run.params.entry(name.to_owned()).or_insert(value);
        }
    }
}

/// The params that a sweep noted for its children, in tags of the run above
/// them: `_aml_system_<child>` with an object, without the front in older runs.
pub fn sweep_params(run: &Run) -> Vec<(RunId, BTreeMap<String, ParamValue>)> {
    let mut noted = Vec::new();
    for (name, text) in &run.tags {
        let child = name.strip_prefix("_aml_system_").unwrap_or(name);
        let is_child = child
            .strip_prefix(run.id.as_str())
            .is_some_and(|rest| rest.starts_with('_'));
        if !is_child || !text.starts_with('{') {
            continue;
        }
        if let Ok(document) = crate::source::json::document(text.as_bytes(), "") {
            let params = document.value().entries().map(|(name, value)| {
                let name = name.trim_start_matches('-').to_owned();
                (name, ParamValue::new(written(value)))
            });
            noted.push((RunId::new(child), params.collect()));
        }
    }
    noted
}
