//! Experiments, runs and compute targets, page by page.

use crate::fake::{Fake, RUN, problem};
use crate::metrics::read;
use pollster::block_on;
use runlens::model::{ComputeTarget, Experiment, ExperimentId, Metric, MetricKey, Run, RunId, RunStatus, Timestamp};
use runlens::source::{Cursor, Dialect, Page, RunQuery, RunSource, SourceError};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

fn experiment() -> Experiment {
    Experiment {
        id: ExperimentId::new("e"),
        name: "seed-exp".to_owned(),
        description: String::new(),
        run_count: None,
        last_activity: None,
        created: None,
        tags: BTreeMap::new(),
        locator: Some(Arc::from("seed-exp")),
    }
}

/// The runs as a list keeps them: the later of two under one id.
fn all(fake: &Fake, query: &RunQuery) -> (Vec<Run>, Vec<Page<Run>>) {
    let source = fake.source();
    let (mut runs, mut pages): (Vec<Run>, Vec<Page<Run>>) = (Vec::new(), Vec::new());
    let mut cursor: Option<Cursor> = None;
    loop {
        let page = block_on(source.runs_matching(&experiment(), query, cursor.as_ref())).expect("a page");
        for run in &page.items {
            match runs.iter_mut().find(|known| known.id == run.id) {
                Some(known) => *known = run.clone(),
                None => runs.push(run.clone()),
            }
        }
        cursor = page.next.clone();
        pages.push(page);
        if cursor.is_none() {
            return (runs, pages);
        }
    }
}

#[test]
fn a_run_comes_with_all_that_was_said_of_it() {
    let run = read(&Fake::recorded());
    assert_eq!((run.name.as_str(), &run.status), ("my run", &RunStatus::Finished));
    assert_eq!(
        run.experiment_id,
        ExperimentId::new("58c7ccae-1009-46e0-8f98-13958a22936a")
    );
    assert_eq!(run.start_time, Timestamp::parse("2026-11-24T00:23:31.011Z"));
    assert_eq!(run.end_time, Timestamp::parse("2026-11-24T00:23:31.852Z"));
    assert_eq!(
        (run.user.as_deref(), run.compute_target.as_deref()),
        (Some("Fake User"), Some("local"))
    );
    assert_eq!((run.tags["k"].as_str(), run.properties["p"].as_str()), ("v", "1"));
    assert_eq!((run.parent_id, run.root_id), (None, Some(RunId::new(RUN))));
    assert_eq!(run.artifacts.as_deref(), Some(format!("dcid.{RUN}").as_str()));
    assert_eq!(run.documents[0].0, "Run record");
    assert!(run.documents[0].1.contains("\"displayName\""));
}

#[test]
fn a_list_is_walked_through_twice_and_the_second_time_has_the_metrics() {
    let fake = Fake::recorded();
    for _ in 0..3 {
        fake.tell_json("/list", r#"{"value":[{"metricKey":{"name":"loss"},"columns":{"loss":"double"},"properties":{"uxMetricType":"azureml.v1.scalar"}}]}"#);
        fake.tell_json(
            "/sample",
            r#"{"name":"loss","columns":{"loss":"double"},"value":[{"data":{"loss":0.5}}],"numValuesLogged":1}"#,
        );
    }
    let (runs, pages) = all(
        &fake,
        &RunQuery {
            filter: Some("(RunId eq a)".to_owned()),
            ..RunQuery::default()
        },
    );
    assert_eq!((pages.len(), runs.len()), (2, 3));
    assert!(
        pages[0].items.iter().all(|run| run.metrics.is_empty()),
        "the runs come first"
    );
    assert!(
        runs.iter()
            .all(|run| run.metrics[&MetricKey::new("loss")].last == Some(0.5))
    );
    assert_eq!(runs[0].parent_id, Some(RunId::new(RUN)));
    let asked = fake.posted("runs:query");
    assert_eq!(
        asked[0],
        serde_json::json!({"filter": "(RunId eq a)", "orderby": "CreatedUtc desc", "top": 500})
    );
}

fn listed(ids: &[&str], more: &str) -> String {
    let run = |id: &&str| {
        format!(
            r#"{{"runId":"{id}","experimentId":"e","status":"Completed"{}}}"#,
            if id.starts_with('h') { r#","hidden":true"# } else { "" }
        )
    };
    format!(
        r#"{{"value":[{}]{more}}}"#,
        ids.iter().map(run).collect::<Vec<_>>().join(",")
    )
}

#[test]
fn pages_are_joined_by_their_tokens_and_a_hidden_run_is_left_out() {
    let fake = Fake::default();
    fake.tell_json("runs:query", &listed(&["a", "h1"], r#","continuationToken":"t 1/+""#));
    fake.tell_json("runs:query", &listed(&[], r#","continuationToken":"t2""#));
    fake.tell_json("runs:query", &listed(&["b"], r#","continuationToken":null"#));
    let (runs, _) = all(&fake, &RunQuery::default());
    let ids: Vec<&str> = runs.iter().map(|run| run.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    let tokens: Vec<Value> = fake
        .posted("runs:query")
        .iter()
        .map(|body| body["continuationToken"].clone())
        .collect();
    assert_eq!(tokens, [Value::Null, "t 1/+".into(), "t2".into()]);
}

#[test]
fn the_metrics_of_ended_runs_are_asked_for_once() {
    let fake = Fake::default();
    let source = fake.source();
    let name = r#"{"value":[{"metricKey":{"name":"m"},"columns":{"m":"string"},"properties":{}}]}"#;
    fake.tell_json("a/list", name);
    fake.tell_json(
        "a/sample",
        r#"{"columns":{"m":"string"},"value":[{"data":{"m":"x"}}],"numValuesLogged":1}"#,
    );
    for _ in 0..2 {
        fake.tell_json("runs:query", &listed(&["a"], ""));
        let first = block_on(source.runs(&experiment(), None)).expect("runs");
        block_on(source.runs(&experiment(), first.next.as_ref())).expect("metrics");
    }
    assert_eq!(fake.posted("a/list").len(), 1);
}

#[test]
fn a_value_that_could_not_be_read_is_told_beside_the_list_and_asked_for_again() {
    let fake = Fake::default();
    let source = fake.source();
    let names = r#"{"value":[{"metricKey":{"name":"m"},"columns":{"m":"string"},"properties":{}},{"metricKey":{"name":"n"},"columns":{"n":"string"},"properties":{}}]}"#;
    let read = |_| {
        fake.tell_json("a/list", names);
        fake.tell_json("runs:query", &listed(&["a"], ""));
        let first = block_on(source.runs(&experiment(), None)).expect("runs");
        block_on(source.runs(&experiment(), first.next.as_ref())).expect("metrics")
    };
    for _ in 0..2 {
        fake.tell("a/sample", Err(SourceError::status(500, "http://a.example/sample")));
    }
    let (broken, mended) = (read(0), {
        let value = r#"{"columns":{"m":"string"},"value":[{"data":{"m":"x"}}],"numValuesLogged":1}"#;
        (0..2).for_each(|_| fake.tell_json("a/sample", value));
        read(1)
    });
    let told: Vec<String> = broken.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["The server failed (status 500)"], "one reason a run");
    assert_eq!(broken.items[0].metrics[&MetricKey::new("m")].text, None);
    assert_eq!(mended.warnings, []);
    assert_eq!(mended.items[0].metrics[&MetricKey::new("m")].text.as_deref(), Some("x"));
}

#[test]
fn very_many_runs_keep_their_metrics_for_their_own_pages() {
    let fake = Fake::default();
    let ids: Vec<String> = (0..5_000).map(|at| format!("r{at}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    fake.tell_json("runs:query", &listed(&ids, ""));
    let (runs, pages) = all(&fake, &RunQuery::default());
    assert_eq!(runs.len(), 5_000);
    let told: Vec<&SourceError> = pages.iter().flat_map(|page| &page.warnings).collect();
    let [limit @ SourceError::Limited { read, total, .. }] = told[..] else {
        panic!("one limit, not {told:?}");
    };
    // The fake has no metrics, so that a run costs one of the 3,000 questions; they go by twelve.
    assert_eq!((*read, *total), (3_000, 5_000));
    assert_eq!(
        limit.to_string(),
        "Only the first 3000 of 5000 runs were read with the values of their metrics"
    );
    assert!(limit.advice().contains("filter"), "{}", limit.advice());
    assert!(fake.asked().len() < 12_000);
}

#[test]
fn a_sweep_gives_its_children_their_params() {
    let fake = Fake::default();
    fake.tell_json(
        "runs:query",
        r#"{"value":[{"runId":"HD_1_0","parentRunId":"HD_1"},{"runId":"HD_1","tags":{"_aml_system_HD_1_0":"{\"--C\":0.5}"}}]}"#,
    );
    let (runs, _) = all(&fake, &RunQuery::default());
    assert_eq!(runs[0].params["C"].as_number(), Some(0.5));
}

#[test]
fn experiments_tell_the_second_time_when_they_were_last_active() {
    let fake = Fake::default();
    let names: Vec<String> = (0..13)
        .map(|at| format!(r#"{{"experimentId":"e-{at}","name":"n-{at}"}}"#))
        .collect();
    fake.tell_json("experiments:query", &format!(r#"{{"value":[{}]}}"#, names.join(",")));
    fake.tell_json(
        "n-0/runs:query",
        r#"{"value":[{"runId":"a","createdUtc":"2026-11-24T00:00:01Z","startTimeUtc":"2026-11-24T00:00:02.5Z","endTimeUtc":null}]}"#,
    );
    fake.tell_json("n-12/runs:query", r#"{"value":[]}"#);
    let source = fake.source();
    let (mut pages, mut cursor) = (Vec::new(), None);
    loop {
        let page = block_on(source.experiments(cursor.as_ref())).expect("experiments");
        cursor = page.next.clone();
        pages.push(page);
        if cursor.is_none() {
            break;
        }
    }
    let counts: Vec<usize> = pages.iter().map(|page| page.items.len()).collect();
    assert_eq!(counts, [13, 12, 1]);
    assert_eq!(pages[0].items[0].last_activity, None);
    assert_eq!(
        pages[1].items[0].last_activity,
        Timestamp::parse("2026-11-24T00:00:02.5Z")
    );
    assert_eq!(pages[1].items[1].last_activity, None, "what does not come is not told");
    assert_eq!(fake.posted("n-0/runs:query")[0]["top"], 1);
}

#[test]
fn experiments_have_an_id_for_links_and_a_name_for_questions() {
    let fake = Fake::default();
    fake.tell_json("experiments:query", r#"{"value":[{"experimentId":"e-1","name":"a b","description":null,"createdUtc":"2026-11-24T00:44:19.0782490+00:00","tags":{"k":"v"}},{"name":3}],"continuationToken":"t"}"#);
    fake.tell_json(
        "experiments:query",
        r#"{"value":[{"experimentId":"e-2"}],"continuationToken":null}"#,
    );
    let source = fake.source();
    let page = block_on(source.experiments(None)).expect("experiments");
    assert_eq!((page.items[0].id.as_str(), page.items[0].name.as_str()), ("e-1", "a b"));
    assert_eq!(page.items[0].created, Timestamp::parse("2026-11-24T00:44:19.078Z"));
    let rest = block_on(source.experiments(page.next.as_ref())).expect("experiments");
    assert_eq!(
        rest.warnings[0].to_string(),
        "The answer cannot be read at value[0]: the field \"name\" is missing"
    );
    fake.tell_json("runs:query", &listed(&["a"], ""));
    block_on(source.runs(&page.items[0], None)).expect("runs");
    assert!(
        fake.paths()
            .last()
            .is_some_and(|path| path == "/experiments/a%20b/runs:query")
    );
    assert_eq!(source.dialect(), Some(Dialect::Azureml));
    let missing = ExperimentId::new("nope");
    assert_eq!(
        block_on(source.experiment(&missing)),
        Err(SourceError::MissingExperiment(missing))
    );
}

fn target(name: &str) -> ComputeTarget {
    ComputeTarget {
        name: name.to_owned(),
        kind: String::new(),
        size: String::new(),
        state: String::new(),
        nodes: BTreeMap::new(),
        runs: None,
    }
}

#[test]
fn compute_targets_come_with_the_states_of_their_nodes() {
    let fake = Fake::default();
    fake.tell_json(
        "/computes",
        r#"{"value":[{"name":"gpu","properties":{"computeType":"AmlCompute","provisioningState":"Succeeded","properties":{"vmSize":"STANDARD_NC6","allocationState":"Steady","nodeStateCounts":{"idleNodeCount":1,"runningNodeCount":2,"leavingNodeCount":0}}}},
        {"name":"box","properties":{"computeType":"ComputeInstance","provisioningState":"Failed","properties":{"vmSize":"S","state":"Running"}}},{"name":"bare","properties":{"computeType":"AKS","properties":null}}],
        "nextLink":"https://management.azure.com/subscriptions/x/computes?api-version=1&$skiptoken=2"}"#,
    );
    let source = fake.source();
    let page = block_on(source.compute_targets(None)).expect("targets");
    let gpu = &page.items[0];
    assert_eq!(
        (gpu.kind.as_str(), gpu.size.as_str(), gpu.state.as_str()),
        ("AmlCompute", "STANDARD_NC6", "Steady")
    );
    assert_eq!(
        gpu.nodes,
        BTreeMap::from([("idle".to_owned(), 1), ("running".to_owned(), 2)])
    );
    assert_eq!(page.items[1].state, "Failed");
    assert_eq!(page.items[2].nodes.len(), 0);
    fake.tell_json("/computes", r#"{"value":[]}"#);
    block_on(source.compute_targets(page.next.as_ref())).expect("the next page");
    let urls: Vec<String> = fake.asked().into_iter().map(|request| request.url).collect();
    assert!(urls[0].ends_with("/workspaces/ws/computes?api-version=2022-05-01"));
    assert_eq!(
        urls[1],
        "http://127.0.0.1:18711/subscriptions/x/computes?api-version=1&$skiptoken=2"
    );
}

#[test]
fn the_runs_of_a_target_are_of_all_experiments_with_their_children() {
    let fake = Fake::recorded();
    let page = block_on(fake.source().runs_of_target(&target("local"), None)).expect("runs");
    assert_eq!(page.items.len(), 2);
    assert!(page.items.iter().any(|run| run.parent_id.is_some()));
    assert!(
        fake.asked()[0]
            .url
            .contains("?$top=500&$filter=%28Status%20ne%20Completed%20and")
    );
}

#[test]
fn a_service_that_does_not_take_the_filter_gives_all_runs_of_a_target() {
    let fake = Fake::default();
    fake.tell("gpu/runs", Ok(problem(400, "UserError", "Unknown operator ne")));
    fake.tell_json("gpu/runs", &listed(&["a"], r#","continuationToken":"t""#));
    fake.tell_json("gpu/runs", &listed(&["b"], ""));
    let source = fake.source();
    let page = block_on(source.runs_of_target(&target("gpu"), None)).expect("runs");
    block_on(source.runs_of_target(&target("gpu"), page.next.as_ref())).expect("runs");
    let queries: Vec<String> = fake
        .asked()
        .into_iter()
        .map(|request| request.url.split('?').nth(1).unwrap_or_default().to_owned())
        .collect();
    assert_eq!(queries[1..], ["$top=500", "$top=500&$continuationToken=t"]);
}

#[test]
fn what_a_run_waits_for_and_warns_of_is_told() {
    let fake = Fake::default();
    fake.tell_json("/runs/q", r#"{"runId":"q","status":"Queued","queueingInfo":{"code":"Q","message":"Run requested 1 node(s). Run is in pending status."},"warnings":[{"source":"s","message":"m"}],"runDefinition":null}"#);
    fake.tell_json("q/details", r#"{"runId":"q","warnings":[{"source":"s","message":"m"}],"error":null,"runDefinition":{"script":"t.py","arguments":["--lr","0.1"]},"parameters":{"depth":3},"inputDatasets":[{"identifier":{"savedId":"x"}}]}"#);
    fake.tell_json("q/list", r#"{"value":[]}"#);
    let run = block_on(fake.source().run(&RunId::new("q"))).expect("a run");
    assert_eq!(
        run.queue_message.as_deref(),
        Some("Run requested 1 node(s). Run is in pending status.")
    );
    assert_eq!(run.value.warnings.first().map(String::as_str), Some("s: m"));
    assert_eq!((run.params["lr"].as_str(), run.params["depth"].as_str()), ("0.1", "3"));
    assert!(run.properties["inputDatasets"].contains("savedId"));
    assert_eq!(run.documents.len(), 2);
}

#[test]
fn a_long_series_is_a_table_or_a_text_only_when_it_is_one() {
    let fake = Fake::recorded();
    let run = read(&fake);
    let part = block_on(fake.source().metric(&run, &MetricKey::new("npi64"), None)).expect("a text");
    assert_eq!(part.metric, Metric::Text(Arc::from("np.int64(3)")));
}
