//! What a server of version 3.17 really said.

use crate::fake::{Fake, HOST};
use pollster::block_on;
use runlens::model::{Experiment, ExperimentId, Metric, MetricKey, MetricKind, Run, RunId, RunStatus, Timestamp};
use runlens::source::{RunQuery, RunSource, SourceError};

pub fn experiment(id: &str) -> Experiment {
    Experiment {
        id: ExperimentId::new(id),
        name: id.to_owned(),
        description: String::new(),
        run_count: None,
        last_activity: None,
        created: None,
        tags: Default::default(),
        locator: None,
    }
}

pub fn run(id: &str) -> Run {
    block_on(Fake::recorded().source().run(&RunId::new(id)))
        .expect("a run")
        .value
}

pub const ODD: &str = "04f5b0cb902b44f3ba41a636924efd1d";
pub const IRIS: &str = "dee0d7c777f54d89bef68d7ec1969fab";

fn query(filter: &str) -> RunQuery {
    RunQuery {
        filter: Some(filter.to_owned()),
        ..RunQuery::default()
    }
}

#[test]
fn a_server_says_its_version_and_that_it_has_no_compute_targets() {
    let info = block_on(Fake::recorded().source().info()).expect("info");
    assert_eq!(
        (info.name.as_str(), info.capabilities.compute_targets),
        ("MLflow 3.17.2", false)
    );
}

#[test]
fn experiments_come_in_the_order_of_the_server() {
    let page = block_on(Fake::recorded().source().experiments(None)).expect("experiments");
    let names: Vec<&str> = page.items.iter().map(|experiment| experiment.name.as_str()).collect();
    assert_eq!(names, ["sklearn-real", "A-1000-runs", "B-10x100k", "C-1x1M", "Default"]);
    assert_eq!(page.items[0].created, Some(Timestamp(1_795_479_533_680)));
    assert_eq!(
        (page.items[0].run_count, page.next, page.warnings),
        (None, None, vec![])
    );
}

#[test]
fn one_experiment_is_asked_for_by_its_id() {
    let source = Fake::recorded().source();
    let found = block_on(source.experiment(&ExperimentId::new("4"))).expect("4");
    assert_eq!(found.name, "sklearn-real");
}

#[test]
fn a_run_comes_with_all_that_was_said_of_it() {
    let filter = "metrics.test_acc > 0.9 and params.loss = 'log_loss' and tags.family = 'sgd'";
    let mut query = query(filter);
    query.order_by = vec!["metrics.test_acc DESC".to_owned()];
    let fake = Fake::recorded();
    let page = block_on(fake.source().runs_matching(&experiment("4"), &query, None)).expect("runs");
    let run = &page.items[0];
    assert_eq!(run.name, "sgd-log_loss-0.001-constant");
    assert_eq!((&run.status, run.user.as_deref()), (&RunStatus::Finished, Some("root")));
    assert_eq!(run.start_time, Some(Timestamp(1_795_479_572_105)));
    assert_eq!(run.end_time, Some(Timestamp(1_795_479_583_054)));
    assert_eq!(run.params["alpha"].as_str(), "0.001");
    assert_eq!(run.tags["mlflow.source.name"], "train_real.py");
    assert_eq!(run.properties["dataset.digits-train"], "c59cf89c, training, code");
    assert_eq!(run.properties.get("lifecycle_stage"), None);
    let loss = &run.metrics[&MetricKey::new("val_loss")];
    assert_eq!(
        (&loss.kind, loss.last, loss.last_step),
        (&MetricKind::Series, Some(0.1892779450764701), Some(39))
    );
    assert_eq!((loss.count, loss.min, loss.mean), (None, None, None));
    let table = &run.metrics[&MetricKey::new("roc_curve.json")];
    let url = format!("{HOST}/get-artifact?run_uuid={}&path=roc_curve.json", run.id);
    assert_eq!(
        (&table.kind, table.locator.as_deref()),
        (&MetricKind::Table, Some(url.as_str()))
    );
    assert_eq!(
        page.next.as_ref().map(|next| next.as_str()),
        Some("1000 eyJvZmZzZXQiOiAxfQ==")
    );
}

#[test]
fn a_nested_run_knows_its_parent() {
    let query = query("tags.mlflow.parentRunId = '954ca06ca5d143179220a99705c1180a'");
    let page = block_on(Fake::recorded().source().runs_matching(&experiment("4"), &query, None)).expect("runs");
    let parent = RunId::new("954ca06ca5d143179220a99705c1180a");
    assert_eq!(page.items[0].parent_id, Some(parent));
}

#[test]
fn the_latest_values_that_are_not_finite_are_data() {
    let run = run(ODD);
    let last = |key: &str| run.metrics[&MetricKey::new(key)].last;
    assert!(last("m_nan").is_some_and(f64::is_nan));
    assert_eq!(
        (last("m_inf"), last("m_ninf")),
        (Some(f64::INFINITY), Some(f64::NEG_INFINITY))
    );
    assert_eq!(
        (last("m_tiny"), last("m_prec")),
        (Some(5e-324), Some(0.30000000000000004))
    );
    assert_eq!((run.description.as_str(), run.user), ("note", None));
}

#[test]
fn system_metrics_are_metrics_and_images_are_found_among_the_files() {
    let run = run(IRIS);
    assert!(
        run.metrics
            .contains_key(&MetricKey::new("system/cpu_utilization_percentage"))
    );
    let digit = &run.metrics[&MetricKey::new("digit")];
    assert_eq!(
        (&digit.kind, digit.count, digit.last_step),
        (&MetricKind::Image, Some(1), Some(3))
    );
    let source = Fake::recorded().source();
    let part = block_on(source.metric(&run, &MetricKey::new("digit"), None)).expect("images");
    let Metric::Images(images) = part.metric else {
        panic!("images")
    };
    assert_eq!(images[0].step, Some(3));
    assert!(images[0].url.ends_with("cb1003e3-d477-4610-a562-ed1d0446d8c7.png"));
    assert!(images[0].url.contains("path=images%2Fdigit%2Bstep%2B3%2B"));
}

#[test]
fn what_is_not_there_is_named() {
    let source = Fake::recorded().source();
    let missing = RunId::new("00000000000000000000000000000000");
    assert_eq!(block_on(source.run(&missing)), Err(SourceError::MissingRun(missing)));
    let key = MetricKey::new("nope");
    let error = block_on(source.metric(&run(ODD), &key, None)).expect_err("nope");
    assert_eq!(error.to_string(), format!("The run {ODD} has no metric named nope"));
}

#[test]
fn a_filter_the_server_does_not_take_is_answered_in_its_words() {
    let source = Fake::recorded().source();
    let or = query("metrics.test_acc > 0.9 or metrics.test_acc < 0.1");
    let error = block_on(source.runs_matching(&experiment("4"), &or, None)).expect_err("or");
    assert_eq!(
        error.to_string(),
        "The server says: Invalid clause(s) in filter string: 'or'"
    );
    assert!(!error.is_transient());
}
