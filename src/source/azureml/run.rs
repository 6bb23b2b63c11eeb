//! Experiments and runs to the values of the model.

use super::answer::{Answer, written};
use super::told::{add_automl, add_told};
use crate::model::{Experiment, ExperimentId, Run, RunId, RunStatus, Timestamp};
use crate::source::json::{Object, Place, Value};
use crate::source::{Page, SourceError, scalar};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where the id of the code snapshot is noted.
const SNAPSHOT: &str = "ContentSnapshotId";
/// What stands in place of the id of a snapshot where there is none.
const NO_SNAPSHOT: &str = "00000000-0000-0000-0000-000000000000";
/// Fields that are shown among the properties, for they have no place of their own.
const NOTED: [&str; 8] = [
    "runNumber",
    "runType",
    "createdUtc",
    "scriptName",
    "primaryMetricName",
    "cancelationReason",
    "computeDuration",
    "dataContainerId",
];

/// How an item of a list is read.
type ReadItem<'a, T> = dyn Fn(Value<'_>, &Place<'_>, &str) -> Result<T, SourceError> + 'a;

/// What of a list can be read, why the rest cannot, and the token behind it.
pub fn page<T>(answer: &Answer, read: &ReadItem<'_, T>) -> Result<(Page<T>, Option<String>), SourceError> {
    let document = answer.read()?;
    let object = answer.object(&document, "an object with a list")?;
    let token = object.text("continuationToken").filter(|token| !token.is_empty());
    let list = object.list("value");
    object.check()?;
    let mut page = Page::default();
    let place = Place::Field(object.place, "value");
    for (index, value) in list.enumerate() {
        match read(value, &Place::Item(&place, index), object.url) {
            Ok(item) => page.items.push(item),
            Err(error) => page.warnings.push(error),
        }
    }
    Ok((page, token))
}

/// One thing.
pub fn one<T>(answer: &Answer, read: &ReadItem<'_, T>) -> Result<T, SourceError> {
    read(answer.read()?.value(), &Place::Document, &answer.url)
}

/// An experiment. Runs know it by its id, questions by its name.
pub fn experiment(value: Value<'_>, place: &Place<'_>, url: &str) -> Result<Experiment, SourceError> {
    let object = Object::of(value, place, url, "an experiment")?;
    let name = object.required_text("name");
    let id = object.text("experimentId").unwrap_or_else(|| name.clone());
    let experiment = Experiment {
        id: ExperimentId::new(id),
        description: object.text_or_empty("description"),
        run_count: None,
        last_activity: None,
        created: instant(&object, "createdUtc"),
        tags: texts(&object, "tags"),
        locator: Some(Arc::from(name.as_str())),
        name,
    };
    object.finish(experiment)
}

/// A run, and whether the service hides it from lists.
#[inline(never)]
pub fn run(value: Value<'_>, place: &Place<'_>, url: &str) -> Result<(Run, bool), SourceError> {
    let object = Object::of(value, place, url, "a run")?;
    let id = object.required_text("runId");
    let mut run = Run::new(RunId::new(id), ExperimentId::new(object.text_or_empty("experimentId")));
    // A run that nobody gave a name to display may have its id there, and a name of its own beside.
    let displayed = said(&object, "displayName").filter(|name| name != run.id.as_str());
    if let Some(name) = displayed.or_else(|| said(&object, "name")) {
        run.name = name;
    }
    run.status = status(&object.text_or_empty("status"));
    run.start_time = instant(&object, "startTimeUtc");
    run.end_time = instant(&object, "endTimeUtc");
    run.parent_id = said(&object, "parentRunId").map(RunId::new);
    run.root_id = said(&object, "rootRunId").map(RunId::new);
    run.description = object.text_or_empty("description");
    run.tags = texts(&object, "tags");
    run.properties = texts(&object, "properties");
    run.snapshot = run
        .properties
        .get(SNAPSHOT)
        .filter(|id| !id.is_empty() && *id != NO_SNAPSHOT)
        .map(|id| Arc::from(id.as_str()));
    run.user = within(&object, "createdBy", &["userName", "upn"]).or_else(|| said(&object, "userId"));
    run.compute_target = said(&object, "target").or_else(|| within(&object, "compute", &["target"]));
    let container = said(&object, "dataContainerId").unwrap_or_else(|| format!("dcid.{}", run.id));
    (run.artifacts, run.logs) = (Some(Arc::from(container.as_str())), Some(Arc::from(container)));
    for name in NOTED {
        if let Some(said) = said(&object, name) {
            run.properties.entry(name.to_owned()).or_insert(said);
        }
    }
    if let Some(size) = within(&object, "compute", &["vmSize"]) {
        run.properties.entry("compute.vmSize".to_owned()).or_insert(size);
    }
    add_told(&mut run, &object);
    add_automl(&mut run);
    let is_hidden = object.read("hidden", scalar::truth).unwrap_or_default();
    object.finish((run, is_hidden))
}

/// When the run last did something, as far as its record tells.
pub fn last_activity(run: &Run) -> Option<Timestamp> {
    let created = run.properties.get("createdUtc").and_then(|text| Timestamp::parse(text));
    [run.end_time, run.start_time, created].into_iter().flatten().max()
}

/// The record as it came, without the token that a run may be given.
pub fn record(answer: &Answer) -> Arc<str> {
    let text = answer.text();
    let secret = answer.read().ok().and_then(|document| {
        let object = answer.object(&document, "").ok()?;
        object.text("token").filter(|token| !token.is_empty())
    });
    Arc::from(match secret {
        Some(secret) => text.replace(&secret, "…"),
        None => text,
    })
}

/// The words of the service. What is none of the last three has not ended,
/// also where the word is new.
fn status(word: &str) -> RunStatus {
    match word {
        "Completed" => RunStatus::Finished,
        "Failed" => RunStatus::Failed,
        "Canceled" => RunStatus::Canceled,
        "Running" => RunStatus::Running,
        "Queued" | "NotStarted" => RunStatus::Queued,
        "" => RunStatus::Unknown(Arc::from("")),
        other => RunStatus::Active(Arc::from(other)),
    }
}

/// A text that is not empty.
pub fn said(object: &Object<'_>, name: &str) -> Option<String> {
    let text = object.optional(name).map(written)?;
    (!text.is_empty()).then_some(text)
}

/// The first of these texts in an object within.
pub fn within(object: &Object<'_>, name: &str, fields: &[&str]) -> Option<String> {
    let place = Place::Field(object.place, name);
    let inner = Object::of(object.optional(name)?, &place, object.url, "").ok()?;
    fields.iter().find_map(|field| said(&inner, field))
}

/// An instant; a run is not worth less for one that cannot be read.
fn instant(object: &Object<'_>, name: &str) -> Option<Timestamp> {
    Timestamp::parse(&object.optional(name)?.letters()?)
}

/// Texts by name. A name with null is there too: a tag may be one without a value.
pub fn texts(object: &Object<'_>, name: &str) -> BTreeMap<String, String> {
    let text = |value: Value<'_>| match value.is_null() {
        true => String::new(),
        false => written(value),
    };
    object
        .data(name)
        .map(|(name, value)| (name.into_owned(), text(value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::told::sweep_params;
    use super::*;

    fn decoded(text: &str) -> Run {
        one(&Answer::new(text.as_bytes().to_vec(), "u"), &run).expect(text).0
    }

    #[test]
    fn what_is_not_over_runs_whatever_the_word() {
        for (word, is_live) in [
            ("NotStarted", true),
            ("Preparing", true),
            ("CancelRequested", true),
            ("Finalizing", true),
            ("SomethingNew", true),
            ("Completed", false),
            ("Failed", false),
            ("Canceled", false),
            ("", false),
        ] {
            assert_eq!(status(word).is_live(), is_live, "{word}");
        }
        assert_eq!(status("NotResponding").label(), "NotResponding");
    }

    #[test]
    fn a_run_is_called_what_it_was_named() {
        for (names, expected) in [
            (r#""displayName":"shown","name":"n""#, "shown"),
            (r#""displayName":"a","name":"child 1""#, "child 1"),
            (r#""displayName":"","name":"child 1""#, "child 1"),
            (r#""displayName":"a","name":null"#, "a"),
        ] {
            assert_eq!(decoded(&format!(r#"{{"runId":"a",{names}}}"#)).name, expected);
        }
    }

    #[test]
    fn a_failure_is_told_by_its_first_line_and_the_rest_is_detail() {
        let run = decoded(
            r#"{"runId":"a","status":"Failed","error":{"error":{"code":"UserError","message":"ValueError: x\nTraceback\n  line 1",
            "innerError":{"code":"BadArgument","innerError":{"code":"UserError"}},"details":[{"code":"D","message":"m"}],"detailsUri":"https://aka.ms/x"}},
            "warnings":[{"source":"Disk","message":"nearly full"},{"message":"m"},"odd"]}"#,
        );
        let failure = run.failure.expect("a failure");
        assert_eq!(failure.message, "UserError/BadArgument: ValueError: x");
        assert_eq!(
            failure.detail,
            "Traceback\n  line 1\nD: m\ndetailsUri: https://aka.ms/x"
        );
        assert_eq!(run.warnings, ["Disk: nearly full", "m", "odd"]);
    }

    #[test]
    fn the_arguments_of_a_script_are_params() {
        let run = decoded(
            r#"{"runId":"a","runDefinition":{"script":"t.py","arguments":["--lr",0.1,"--shift",-3,"--fast","-v","--m=adam","data"]}}"#,
        );
        let params: Vec<String> = run
            .params
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        assert_eq!(params, ["fast=true", "lr=0.1", "m=adam", "shift=-3", "v=true"]);
        assert_eq!(run.documents[0].0, "Run definition");
    }

    #[test]
    fn what_automl_tried_is_among_the_params() {
        let run = decoded(r#"{"runId":"a","properties":{"run_algorithm":"LightGBM","run_preprocessor":""}}"#);
        assert_eq!(run.params["algorithm"].as_str(), "LightGBM");
        assert!(!run.params.contains_key("preprocessor"));
    }

    #[test]
    fn a_sweep_notes_the_params_of_its_children() {
        let run = decoded(
            r#"{"runId":"HD_1","tags":{"_aml_system_HD_1_0":"{\"--C\": 0.5, \"kernel\": \"rbf\"}","HD_1_1":"{\"--C\":1}","HD_10_1":"{}","x":"{}"}}"#,
        );
        let noted = sweep_params(&run);
        let ids: Vec<&str> = noted.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["HD_1_1", "HD_1_0"]);
        assert_eq!(noted[1].1["C"].as_number(), Some(0.5));
        assert_eq!(noted[1].1["kernel"].as_str(), "rbf");
    }

    #[test]
    fn the_token_of_a_run_is_not_shown_and_its_other_fields_may_be_odd() {
        let answer = Answer::new(
            br#"{"runId":"a","token":"hunter2","startTimeUtc":"soon","tags":{"t":null,"n":3}}"#.to_vec(),
            "u",
        );
        assert!(!record(&answer).contains("hunter2"));
        let run = one(&answer, &run).expect("a run").0;
        assert_eq!(
            (run.start_time, run.tags["t"].as_str(), run.tags["n"].as_str()),
            (None, "", "3")
        );
        assert_eq!(run.artifacts.as_deref(), Some("dcid.a"));
    }
}
