//! Experiments and runs.

use crate::live::{Live, is_same, list, number, text, texts};
use pollster::block_on;
use runlens::model::{MetricKey, MetricKind, Run, RunId, RunStatus, Timestamp};
use runlens::source::{RunQuery, RunSource, SourceError};
use serde_json::Value;
use std::collections::BTreeSet;

fn status(word: &str) -> RunStatus {
    match word {
        "FINISHED" => RunStatus::Finished,
        "FAILED" => RunStatus::Failed,
        "KILLED" => RunStatus::Canceled,
        "RUNNING" => RunStatus::Running,
        other => panic!("{other}"),
    }
}

/// Everything that both sides know.
fn assert_same(run: &Run, truth: &Value) {
    let name = text(&truth["name"]);
    assert_eq!((run.id.as_str(), run.name.as_str()), (text(&truth["id"]), name));
    assert_eq!(run.experiment_id.as_str(), text(&truth["experiment"]));
    assert_eq!(run.status, status(text(&truth["status"])), "{name}");
    assert_eq!(run.start_time, truth["start"].as_i64().map(Timestamp), "{name}");
    assert_eq!(run.end_time, truth["end"].as_i64().map(Timestamp), "{name}");
    let params: Vec<(String, String)> = run
        .params
        .iter()
        .map(|(key, value)| (key.clone(), value.as_str().to_owned()))
        .collect();
    assert_eq!(
        params,
        texts(&truth["params"]).into_iter().collect::<Vec<_>>(),
        "{name}"
    );
    for (key, value) in texts(&truth["tags"]) {
        assert_eq!(run.tags.get(&key), Some(&value), "{name}: {key}");
    }
    for (key, latest) in truth["latest"].as_object().expect("latest") {
        let summary = &run.metrics[&MetricKey::new(key.as_str())];
        assert_eq!(summary.kind, MetricKind::Series);
        assert_eq!(summary.last_step, latest["step"].as_i64(), "{name}: {key}");
        let last = summary.last.expect("a last value");
        assert!(is_same(last, number(&latest["value"])), "{name}: {key}: {last}");
    }
}

#[test]
fn the_server_and_its_experiments_are_known() {
    let Some(live) = Live::find() else { return };
    let info = block_on(live.source.info()).expect("info");
    assert!(info.name.starts_with("MLflow "), "{}", info.name);
    let page = block_on(live.source.experiments(None)).expect("experiments");
    let names: BTreeSet<&str> = page.items.iter().map(|experiment| experiment.name.as_str()).collect();
    assert_eq!(names, BTreeSet::from(["Default", "many", "odd é runs", "varied"]));
    assert_eq!(
        live.experiment("experiment").description,
        text(&live.truth["experiment"]["note"])
    );
}

#[test]
fn every_run_is_as_it_was_logged_in_the_list_and_by_itself() {
    let Some(live) = Live::find() else { return };
    let pages = live.pages(&live.experiment("experiment"), &RunQuery::default());
    let listed: Vec<Run> = pages.into_iter().flatten().collect();
    let truths = live.truth["runs"].as_array().expect("runs");
    assert_eq!(listed.len(), truths.len(), "the deleted one is left out");
    for truth in truths {
        let run = listed
            .iter()
            .find(|run| run.id.as_str() == text(&truth["id"]))
            .expect("in the list");
        assert_same(run, truth);
        assert_same(&live.run(truth), truth);
    }
}

#[test]
fn what_mlflow_keeps_in_tags_has_its_place() {
    let Some(live) = Live::find() else { return };
    let truth = live.named("odd");
    let run = live.run(truth);
    assert_eq!(run.user.as_deref(), Some("ana"));
    assert_eq!(run.description, text(&truth["tags"]["mlflow.note.content"]));
    let dataset = &truth["dataset"];
    let told = &run.properties[&format!("dataset.{}", text(&dataset["name"]))];
    assert!(
        told.starts_with(&format!("{}, {}", text(&dataset["digest"]), text(&dataset["context"]))),
        "{told}"
    );
    let parent = RunId::new(text(&live.named("parent")["id"]));
    for child in ["child-0", "child-1"] {
        assert_eq!(live.run(live.named(child)).parent_id.as_ref(), Some(&parent));
    }
    assert_eq!(live.run(live.named("parent")).parent_id, None);
}

#[test]
fn many_runs_come_in_pages_without_a_gap() {
    let Some(live) = Live::find() else { return };
    let pages = live.pages(&live.experiment("many"), &RunQuery::default());
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [50, 70]);
    let runs: Vec<&Run> = pages.iter().flatten().collect();
    let ids: BTreeSet<&str> = runs.iter().map(|run| run.id.as_str()).collect();
    let logged = list(&live.truth["many_runs"], |run| text(&run["id"]).to_owned());
    assert_eq!(ids, logged.iter().map(String::as_str).collect());
    assert!(
        runs.is_sorted_by(|a, b| a.start_time >= b.start_time),
        "the newest first"
    );
}

#[test]
fn a_deleted_run_comes_only_when_it_is_asked_for() {
    let Some(live) = Live::find() else { return };
    let deleted = text(&live.truth["deleted"]["id"]);
    let query = RunQuery {
        include_deleted: true,
        ..RunQuery::default()
    };
    let runs: Vec<Run> = live
        .pages(&live.experiment("experiment"), &query)
        .into_iter()
        .flatten()
        .collect();
    let found = runs
        .iter()
        .find(|run| run.id.as_str() == deleted)
        .expect("the deleted run");
    assert_eq!(found.properties["lifecycle_stage"], "deleted");
    assert_eq!(
        runs.iter()
            .filter(|run| run.properties.contains_key("lifecycle_stage"))
            .count(),
        1
    );
}

#[test]
fn what_does_not_exist_is_named() {
    let Some(live) = Live::find() else { return };
    for id in ["00000000000000000000000000000000", "../x y?"] {
        let id = RunId::new(id);
        assert_eq!(block_on(live.source.run(&id)), Err(SourceError::MissingRun(id)));
    }
    for id in ["999999", "abc"] {
        let id = runlens::model::ExperimentId::new(id);
        assert_eq!(
            block_on(live.source.experiment(&id)),
            Err(SourceError::MissingExperiment(id))
        );
    }
}
