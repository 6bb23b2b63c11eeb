//! Filters that the server evaluates.
//!
//! [`matches`] is where a filter of ours is compared with the answer of the
//! server: it takes the text that was pushed down and what we would keep.

use crate::live::Live;
use pollster::block_on;
use runlens::model::{MetricKey, Run, RunStatus};
use runlens::source::{RunQuery, RunSource, SourceError};
use std::collections::BTreeSet;

/// Whether the server finds for `filter` the runs that `keeps` says yes to.
pub fn matches(live: &Live, filter: &str, keeps: impl Fn(&Run) -> bool) {
    let experiment = live.experiment("many");
    let all: Vec<Run> = live
        .pages(&experiment, &RunQuery::default())
        .into_iter()
        .flatten()
        .collect();
    let query = RunQuery {
        filter: Some(filter.to_owned()),
        ..RunQuery::default()
    };
    let found: Vec<Run> = live.pages(&experiment, &query).into_iter().flatten().collect();
    let ids = |runs: &mut dyn Iterator<Item = &Run>| runs.map(|run| run.id.clone()).collect::<BTreeSet<_>>();
    let kept = ids(&mut all.iter().filter(|run| keeps(run)));
    assert_eq!(ids(&mut found.iter()), kept, "{filter}");
    assert!(
        !kept.is_empty() && kept.len() < all.len(),
        "{filter} tells nothing apart"
    );
}

#[test]
fn a_filter_of_mlflow_is_pushed_down() {
    let Some(live) = Live::find() else { return };
    let acc = MetricKey::new("acc");
    matches(&live, "params.model = 'mlp'", |run| {
        run.params["model"].as_str() == "mlp"
    });
    matches(&live, "metrics.acc > 0.3 and attributes.status = 'FINISHED'", |run| {
        run.metrics[&acc].last > Some(0.3) && run.status == RunStatus::Finished
    });
    matches(&live, "attributes.run_name LIKE 'many-1%'", |run| {
        run.name.starts_with("many-1")
    });
}

#[test]
fn the_order_is_that_of_the_question() {
    let Some(live) = Live::find() else { return };
    let query = RunQuery {
        order_by: vec!["metrics.acc ASC".to_owned()],
        ..RunQuery::default()
    };
    let runs: Vec<Run> = live
        .pages(&live.experiment("many"), &query)
        .into_iter()
        .flatten()
        .collect();
    let acc = MetricKey::new("acc");
    assert!(runs.is_sorted_by(|a, b| a.metrics[&acc].last <= b.metrics[&acc].last));
}

#[test]
fn a_filter_the_server_does_not_take_is_answered_in_its_words() {
    let Some(live) = Live::find() else { return };
    let query = RunQuery {
        filter: Some("metrics.acc > 0.3 or params.model = 'mlp'".to_owned()),
        ..RunQuery::default()
    };
    let answer = block_on(live.source.runs_matching(&live.experiment("many"), &query, None));
    let Err(SourceError::Reported { code, message, .. }) = answer else {
        panic!("{answer:?}")
    };
    assert_eq!(code, "INVALID_PARAMETER_VALUE");
    assert!(message.contains("Invalid clause"), "{message}");
}
