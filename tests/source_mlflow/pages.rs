//! Lists in pages, and servers that end in the middle of one.

use crate::fake::{Fake, HOST, json};
use crate::recorded::experiment;
use pollster::block_on;
use runlens::source::{Cursor, RunQuery, RunSource, SourceError};
use serde_json::Value;

/// A page of so many runs, and the token of the next.
fn page(from: usize, count: usize, next: Option<&str>) -> String {
    let runs =
        (from..from + count).map(|at| serde_json::json!({"info": {"run_id": format!("r{at}"), "experiment_id": "1"}}));
    let mut page = serde_json::json!({"runs": runs.collect::<Vec<Value>>()});
    if let Some(next) = next {
        page["next_page_token"] = next.into();
    }
    page.to_string()
}

fn ids(runs: &[runlens::model::Run]) -> Vec<&str> {
    runs.iter().map(|run| run.id.as_str()).collect()
}

#[test]
fn fifty_runs_come_first_and_a_thousand_at_a_time_after() {
    let fake = Fake::default();
    fake.tell("runs/search", Ok(json(200, page(0, 50, Some("a=")))));
    fake.tell("runs/search", Ok(json(200, page(50, 1000, Some("b c=")))));
    fake.tell("runs/search", Ok(json(200, page(1050, 7, None))));
    let source = fake.source();
    let (mut cursor, mut count) = (None, 0);
    loop {
        let page = block_on(source.runs(&experiment("1"), cursor.as_ref())).expect("runs");
        count += page.items.len();
        assert_eq!(page.total, None);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(count, 1057);
    let asked: Vec<(u64, Option<String>)> = fake
        .posted()
        .iter()
        .map(|body| {
            let token = body
                .get("page_token")
                .map(|token| token.as_str().expect("text").to_owned());
            (body["max_results"].as_u64().expect("count"), token)
        })
        .collect();
    assert_eq!(
        asked,
        [
            (50, None),
            (1000, Some("a=".to_owned())),
            (1000, Some("b c=".to_owned()))
        ]
    );
}

#[test]
fn what_is_wanted_goes_to_the_server() {
    let fake = Fake::default();
    for _ in 0..2 {
        fake.tell("runs/search", Ok(json(200, "{}")));
    }
    let query = RunQuery {
        filter: Some("metrics.loss < 1".to_owned()),
        order_by: vec!["metrics.loss ASC".to_owned()],
        include_deleted: true,
    };
    let source = fake.source();
    let found = block_on(source.runs_matching(&experiment("7"), &query, None)).expect("runs");
    assert_eq!(
        (found.items.len(), found.next),
        (0, None),
        "an empty object is an empty page"
    );
    block_on(source.runs(&experiment("7"), None)).expect("runs");
    let [asked, plain] = &fake.posted()[..] else {
        panic!("two questions")
    };
    assert_eq!(asked["experiment_ids"], serde_json::json!(["7"]));
    assert_eq!(
        (&asked["filter"], &asked["run_view_type"]),
        (&"metrics.loss < 1".into(), &"ALL".into())
    );
    assert_eq!(asked["order_by"], serde_json::json!(["metrics.loss ASC"]));
    assert_eq!(
        (&plain["filter"], &plain["run_view_type"]),
        (&"".into(), &"ACTIVE_ONLY".into())
    );
    assert!(source.takes_queries());
}

#[test]
fn a_server_that_dies_between_pages_is_asked_again_for_the_same_page() {
    let fake = Fake::default();
    fake.tell("runs/search", Ok(json(200, page(0, 50, Some("a")))));
    let source = fake.polite_source();
    let first = block_on(source.runs(&experiment("1"), None)).expect("runs");
    let silent = SourceError::unreachable(&format!("{HOST}/ajax-api/2.0/mlflow/runs/search"));
    for _ in 0..4 {
        fake.tell("runs/search", Err(silent.clone()));
    }
    let error = block_on(source.runs(&experiment("1"), first.next.as_ref())).expect_err("dead");
    assert_eq!((&error, error.is_transient(), fake.slept().len()), (&silent, true, 3));
    fake.tell("runs/search", Ok(json(200, page(50, 2, None))));
    let rest = block_on(source.runs(&experiment("1"), first.next.as_ref())).expect("back");
    assert_eq!((first.items.len(), ids(&rest.items)), (50, vec!["r50", "r51"]));
    let posted = fake.posted();
    assert_eq!(posted.last(), posted.get(1), "the same question");
}

#[test]
fn one_bad_run_costs_only_itself_and_is_named() {
    let body = r#"{"runs":[
        {"info":{"run_id":"a","experiment_id":"1"}},
        {"info":{"run_id":"b"}},
        {"info":{"experiment_id":"1"}},
        {"info":{"run_uuid":"c","experiment_id":1,"status":"SCHEDULED","start_time":"-5"},"data":{"metrics":[{"key":"m"}]}},
        {"info":{"run_id":"d","experiment_id":"1"},"data":{"metrics":[{"key":"m","value":"x"}]}}]}"#;
    let fake = Fake::default();
    fake.tell("runs/search", Ok(json(200, body)));
    let page = block_on(fake.source().runs(&experiment("1"), None)).expect("runs");
    assert_eq!(ids(&page.items), ["a", "c"]);
    assert_eq!(page.items[1].status.label(), "Queued");
    assert_eq!(page.items[1].start_time.map(|time| time.0), Some(-5));
    let places: Vec<String> = page.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        places,
        [
            "The answer cannot be read at runs[1].info: the field \"experiment_id\" is missing",
            "The answer cannot be read at runs[4].data.metrics[0].\"value\": expected a number, found the text \"x\"",
            "The answer cannot be read at info: the field \"run_id\" is missing",
        ]
    );
}

#[test]
fn experiments_are_asked_for_until_the_end() {
    let fake = Fake::default();
    fake.tell(
        "experiments/search",
        Ok(json(
            200,
            r#"{"experiments":[{"experiment_id":"1"}],"next_page_token":"x"}"#,
        )),
    );
    fake.tell(
        "experiments/search",
        Ok(json(200, r#"{"experiments":[{"experiment_id":2,"name":""}]}"#)),
    );
    let source = fake.source();
    let first = block_on(source.experiments(None)).expect("first");
    assert_eq!(first.next, Some(Cursor::new("x")));
    let second = block_on(source.experiments(first.next.as_ref())).expect("second");
    assert_eq!((second.items[0].name.as_str(), second.next), ("2", None));
    assert_eq!(fake.posted()[1]["page_token"], "x");
}
