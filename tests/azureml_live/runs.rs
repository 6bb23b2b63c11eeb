//! What is known of runs beside their metrics.

use crate::live::{Live, source, text};
use pollster::block_on;
use runlens::model::{MetricKey, RunId, RunStatus};
use runlens::query::{Filter, azureml_children, to_azureml};
use runlens::source::{RunQuery, RunSource, SourceError};
use serde_json::Value;

fn query(filter: Option<String>) -> RunQuery {
    RunQuery {
        filter: Some(filter.expect("a condition")),
        ..RunQuery::default()
    }
}

#[test]
fn a_run_is_told_as_it_was_made() {
    let Some(live) = Live::find() else { return };
    let (run, made) = (live.run("every kind"), &live.truth["runs"]["every kind"]);
    assert_eq!(
        (run.name.as_str(), run.description.as_str()),
        (text(&made["display"]), text(&made["description"]))
    );
    assert_eq!(run.status, RunStatus::Finished);
    assert!(run.end_time >= run.start_time && run.start_time.is_some());
    for (part, found) in [("tags", &run.tags), ("properties", &run.properties)] {
        for (name, value) in made[part].as_object().expect(part) {
            assert_eq!(
                found.get(name).map(String::as_str),
                Some(value.as_str().unwrap_or_default()),
                "{name}"
            );
        }
    }
    let failed = live.run("failed");
    let failure = failed.failure.expect("why it failed");
    assert_eq!(failed.status, RunStatus::Failed);
    let error = &live.truth["runs"]["failed"]["error"];
    assert!(failure.message.contains(text(&error["message"])), "{failure:?}");
    assert!(failure.message.contains(text(&error["code"])), "{failure:?}");
    assert_eq!(live.run("canceled").status, RunStatus::Canceled);
}

#[test]
fn a_list_has_every_run_with_its_metrics_and_children_are_found_by_their_parent() {
    let Some(live) = Live::find() else { return };
    let all = live.runs(&RunQuery::default());
    let parent = text(&live.truth["runs"]["every kind"]["id"]);
    let listed = all.iter().find(|run| run.id.as_str() == parent).expect("the run");
    assert_eq!(listed.metrics[&MetricKey::new("once")].last, Some(0.98));
    let children = live.runs(&query(azureml_children(parent)));
    let mut found: Vec<&str> = children.iter().map(|run| run.id.as_str()).collect();
    let made = live.truth["runs"]["every kind"]["children"]
        .as_array()
        .expect("children");
    let mut wanted: Vec<&str> = made.iter().filter_map(Value::as_str).collect();
    found.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(found, wanted);
    assert!(children.iter().all(|run| run.parent_id == Some(RunId::new(parent))));
}

#[test]
fn what_is_sent_of_a_filter_leaves_out_no_run_that_it_wants() {
    let Some(live) = Live::find() else { return };
    let all = live.runs(&RunQuery::default());
    let now = runlens::model::Timestamp(4_000_000_000_000);
    for text in [
        "tags.model = 'mlp'",
        "tags.model != 'x'",
        "tags.model IS NOT NULL",
        "status = finished",
        "status != failed",
        "status = failed or tags.model = 'mlp'",
        "parent_id IS NULL",
        "compute = 'local'",
        "start_time > 2026-01-01 and status = finished",
        "end_time <= 2036-01-01",
    ] {
        let filter = Filter::parse(text).filter;
        let wanted: Vec<&RunId> = all
            .iter()
            .filter(|run| filter.matches(run, now))
            .map(|run| &run.id)
            .collect();
        let sent = live.runs(&query(to_azureml(filter.expr())));
        assert!(!wanted.is_empty(), "{text}");
        assert!(wanted.iter().all(|id| sent.iter().any(|run| run.id == **id)), "{text}");
    }
}

#[test]
fn compute_targets_have_nodes_and_runs() {
    let Some(live) = Live::find() else { return };
    let targets = block_on(live.source.compute_targets(None)).expect("targets").items;
    let local = targets
        .iter()
        .find(|target| target.name == "local")
        .expect("the target");
    assert_eq!((local.nodes["running"], local.nodes["idle"]), (1, 1));
    let runs = block_on(live.source.runs_of_target(local, None)).expect("runs").items;
    assert!(
        runs.iter().all(|run| run.status.is_live()),
        "what has ended is left out"
    );
}

#[test]
fn a_token_that_is_not_good_asks_for_another_and_shows_none() {
    let Some(live) = Live::find() else { return };
    let error = block_on(source(&live.url, "not-good").experiments(None)).expect_err("401");
    assert!(matches!(error, SourceError::NeedsSignIn { .. }), "{error:?}");
    assert!(!format!("{error:?} {:?}", live.source).contains(&live.token));
    let by_discovery = source(&format!("{}/discovery", live.url), &live.token);
    assert!(block_on(by_discovery.info()).expect("info").name.ends_with("ws"));
}
