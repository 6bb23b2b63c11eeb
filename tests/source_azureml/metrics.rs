//! What the SDK logged, value by value.

use crate::fake::{Fake, RUN, json, problem};
use pollster::block_on;
use runlens::model::{
    Cells, ExperimentId, Metric, MetricKey, MetricKind, MetricSeries, MetricSummary, MetricTable, Run, RunId,
};
use runlens::source::{MetricPart, RunSource};
use serde_json::Value;
use std::sync::Arc;

pub fn read(fake: &Fake) -> Run {
    block_on(fake.source().run(&RunId::new(RUN))).expect("a run").value
}

fn summary<'a>(run: &'a Run, key: &str) -> &'a MetricSummary {
    run.metrics.get(&MetricKey::new(key)).unwrap_or_else(|| panic!("{key}"))
}

fn part(fake: &Fake, run: &Run, key: &str) -> MetricPart {
    block_on(fake.source().metric(run, &MetricKey::new(key), None)).expect(key)
}

fn series(fake: &Fake, run: &Run, key: &str) -> MetricSeries {
    match part(fake, run, key).metric {
        Metric::Series(series) => MetricSeries::clone(&series),
        other => panic!("{key}: {other:?}"),
    }
}

fn table(fake: &Fake, run: &Run, key: &str) -> MetricTable {
    match part(fake, run, key).metric {
        Metric::Table(table) => MetricTable::clone(&table),
        other => panic!("{key}: {other:?}"),
    }
}

fn texts(cells: &[&str]) -> Cells {
    Cells::Texts(cells.iter().map(|cell| Some(Arc::from(*cell))).collect())
}

fn numbers(cells: &[f64]) -> Cells {
    Cells::Numbers(cells.iter().map(|cell| Some(*cell)).collect())
}

/// Everything that the run logged, whichever interface kept it.
fn holds_every_value(fake: &Fake, run: &Run, has_steps: bool) {
    for (key, values) in [
        ("scalar_once", &[0.98][..]),
        ("stepped", &[0.0, 1.0, 4.0]),
        ("mixed", &[1.0, 2.5]),
        ("fib", &[0.0, 1.0, 1.0, 2.0, 3.0, 5.0, 8.0]),
        ("acc", &[1.0, 0.5, 0.25]),
        ("np", &[0.5]),
    ] {
        let known = summary(run, key);
        assert_eq!(
            (&known.kind, known.count),
            (&MetricKind::Series, Some(values.len() as u64)),
            "{key}"
        );
        assert_eq!(
            (known.first, known.last),
            (values.first().copied(), values.last().copied()),
            "{key}"
        );
        assert_eq!(series(fake, run, key).values, values, "{key}");
    }
    let stepped = series(fake, run, "stepped");
    assert_eq!(stepped.steps, if has_steps { [0, 10, 20] } else { [0, 1, 2] });
    assert_eq!(stepped.times.map(|times| times.len()), Some(3));
    assert!(series(fake, run, "nan").values[0].is_nan());
    assert_eq!(series(fake, run, "inf").values, [f64::INFINITY]);
    assert_eq!(summary(run, "inf").nonfinite, Some(1));
    for (key, text) in [
        ("note", "a string"),
        ("flag", "true"),
        ("nothing", "None"),
        ("npi64", "np.int64(3)"),
    ] {
        let known = summary(run, key);
        assert_eq!(
            (&known.kind, known.text.as_deref()),
            (&MetricKind::Text, Some(text)),
            "{key}"
        );
        assert_eq!(part(fake, run, key).metric, Metric::Text(Arc::from(text)));
    }
    let citrus = table(fake, run, "citrus");
    let columns: Vec<(&str, &Cells)> = citrus
        .columns
        .iter()
        .map(|column| (column.name.as_str(), &column.cells))
        .collect();
    assert_eq!(
        columns,
        [
            ("fruit", &texts(&["orange", "lemon", "lime"])),
            ("size", &numbers(&[10.0, 7.0, 3.0]))
        ]
    );
    let single = table(fake, run, "single_row");
    assert_eq!((single.row_count(), single.is_curve()), (1, true));
    let sine = table(fake, run, "sine");
    assert_eq!(sine.columns[1].cells, numbers(&[0.0, 0.479, 0.841]));
    assert_eq!(
        (&summary(run, "sine").kind, summary(run, "sine").count),
        (&MetricKind::Table, Some(3))
    );
}

#[test]
fn every_way_to_log_is_read_value_by_value() {
    let fake = Fake::recorded();
    let run = read(&fake);
    holds_every_value(&fake, &run, true);
    assert_eq!(series(&fake, &run, "loss").values, [1.0, 0.5, 1.0 / 3.0, 0.25, 0.2]);
    assert_eq!(run.warnings, Vec::<String>::new());
}

#[test]
fn the_interface_of_old_gives_the_same_values() {
    const OLD: &str = "605a0e43-e747-4096-8137-e5d2537934cf";
    let fake = Fake::recorded();
    fake.tell_json(
        &format!("/runs/{OLD}"),
        &format!(r#"{{"runId":"{OLD}","experimentId":"e","status":"Completed"}}"#),
    );
    fake.tell_json(&format!("{OLD}/list"), r#"{"value":[],"continuationToken":null}"#);
    for _ in 0..40 {
        fake.tell_json("/experimentids/e", r#"{"experimentId":"e","name":"seed-exp"}"#);
    }
    let run = block_on(fake.source().run(&RunId::new(OLD))).expect("a run");
    holds_every_value(&fake, &run, false);
    let asked = fake.posted("metrics:query");
    assert_eq!(asked[0]["filter"], format!("(RunId eq {OLD})"));
}

/// A run with the metrics that the SDK posted under this file.
fn with_posted(fake: &Fake, file: &str) -> Run {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/azureml")
        .join(file);
    let posted: Value = serde_json::from_slice(&std::fs::read(path).expect(file)).expect("JSON");
    let posted = posted.as_object().expect("an object");
    let is_old = file.contains("v1");
    fake.tell_json(
        "/runs/r",
        r#"{"runId":"r","experimentId":"e","status":"Completed","dataContainerId":"dcid.r"}"#,
    );
    if is_old {
        let all: Vec<Value> = posted
            .values()
            .flat_map(|records| records.as_array().cloned().unwrap_or_default())
            .map(|mut record| {
                record["runId"] = "r".into();
                record
            })
            .collect();
        for _ in 0..8 {
            fake.tell_json("/metrics:query", &serde_json::json!({"value": all}).to_string());
            fake.tell_json("/experimentids/e", r#"{"experimentId":"e","name":"seed-exp"}"#);
        }
    } else {
        let names: Vec<Value> = posted.iter().map(|(name, metrics)| {
            serde_json::json!({"metricKey": {"name": name, "namespace": ""}, "columns": metrics[0]["columns"], "properties": metrics[0]["properties"]})
        }).collect();
        fake.tell_json("r/list", &serde_json::json!({"value": names}).to_string());
    }
    let mut run = Run::new(RunId::new("r"), ExperimentId::new("e"));
    run.artifacts = Some(Arc::from("dcid.r"));
    // The questions for the values are answered one by one, in the order of the names.
    for metrics in posted.values().filter(|_| !is_old) {
        let records = metrics.as_array().expect("a list");
        let values: Vec<Value> = records
            .iter()
            .flat_map(|metric| metric["value"].as_array().cloned().unwrap_or_default())
            .collect();
        let mut whole = records[0].clone();
        whole["value"] = values.into();
        // Some metrics are asked for twice: for the summary, and to be drawn.
        whole["numValuesLogged"] = whole["value"].as_array().map_or(0, Vec::len).into();
        fake.tell_json("r/sample", &whole.to_string());
    }
    block_on(fake.source().run(&run.id)).expect("a run").value
}

const MATRIX: &str = r#"{"schema_type":"confusion_matrix","schema_version":"1.0.0","data":{"class_labels":["0","1"],"matrix":[[3,1],[0,NaN]]}}"#;

#[test]
fn what_is_kept_as_an_artifact_is_read_from_it() {
    for file in ["posted-artifacts.json", "posted-v1-artifacts.json"] {
        let fake = Fake::default();
        let run = with_posted(&fake, file);
        let kinds: Vec<(String, &MetricKind)> = run
            .metrics
            .iter()
            .map(|(key, summary)| (key.to_string(), &summary.kind))
            .collect();
        assert!(
            kinds.contains(&("confusion_matrix".to_owned(), &MetricKind::ConfusionMatrix)),
            "{kinds:?}"
        );
        assert!(kinds.contains(&("mypic".to_owned(), &MetricKind::Image)), "{kinds:?}");
        // Every later question for the values is answered with those of the matrix.
        let posted = fake_matrix(file);
        fake.tell_json("r/full", &posted);
        fake.tell_json("/confusion_matrix", MATRIX);
        let part = block_on(fake.source().metric(&run, &MetricKey::new("confusion_matrix"), None)).expect("a matrix");
        let Metric::ConfusionMatrix(matrix) = part.metric else {
            panic!("{part:?}")
        };
        assert_eq!(matrix.labels, ["0", "1"]);
        assert_eq!(matrix.matrix[0], [3.0, 1.0]);
        assert!(matrix.matrix[1][1].is_nan());
    }
}

fn fake_matrix(file: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/azureml")
        .join(file);
    let posted: Value = serde_json::from_slice(&std::fs::read(path).expect(file)).expect("JSON");
    posted["confusion_matrix"][0].to_string()
}

#[test]
fn other_charts_of_the_studio_come_as_they_stand_and_images_by_the_route_of_the_service() {
    let fake = Fake::default();
    let run = with_posted(&fake, "posted-artifacts.json");
    assert_eq!(summary(&run, "residuals").kind, MetricKind::Other("residuals".into()));
    assert_eq!(
        summary(&run, "predicted_true").kind,
        MetricKind::Other("predictions".into())
    );
    assert_eq!(
        (&summary(&run, "mypic").kind, summary(&run, "mypic").count),
        (&MetricKind::Image, Some(2))
    );
    let full = |location: &str, way: &str| {
        format!(
            r#"{{"name":"m","columns":{{"m":"Artifact"}},"value":[{{"data":{{"m":"{location}"}}}}],"properties":{{"uxMetricType":"{way}"}}}}"#
        )
    };
    fake.tell_json(
        "r/full",
        &full(
            "aml://artifactId/ExperimentRun/dcid.r/residuals",
            "azureml.v2.residuals",
        ),
    );
    let residuals = r#"{"schema_type":"residuals","data":{"bin_edges":[0,Infinity]}}"#;
    fake.tell_json("/artifacts/content/ExperimentRun/dcid.r/residuals", residuals);
    let part = block_on(fake.source().metric(&run, &MetricKey::new("residuals"), None)).expect("residuals");
    assert_eq!(part.metric, Metric::Raw(Arc::from(residuals)));
    fake.tell_json(
        "r/full",
        &full(
            "aml://artifactId/ExperimentRun/dcid.r/my plot_1.png",
            "azureml.v2.image",
        ),
    );
    let part = block_on(fake.source().metric(&run, &MetricKey::new("myplot"), None)).expect("an image");
    let Metric::Images(images) = part.metric else {
        panic!("{part:?}")
    };
    assert!(
        images[0]
            .url
            .ends_with("/artifacts/content/ExperimentRun/dcid.r/my%20plot_1.png"),
        "{images:?}"
    );
}

fn logged(name: &str, values: &str, more: &str) -> String {
    format!(r#"{{"name":"{name}","columns":{{"{name}":"double"}},"value":[{values}],"properties":{{}}{more}}}"#)
}

fn values(name: &str, from: u32, to: u32) -> String {
    let value = |value: u32| format!(r#"{{"data":{{"{name}":{value}}}}}"#);
    (from..to).map(value).collect::<Vec<_>>().join(",")
}

fn run_with(key: &str, kind: MetricKind) -> Run {
    let mut run = Run::new(RunId::new("r"), ExperimentId::new("e"));
    run.metrics.insert(MetricKey::new(key), MetricSummary::new(kind));
    run
}

#[test]
fn pages_of_a_long_metric_join_and_count_on() {
    let fake = Fake::default();
    let (run, key) = (run_with("m", MetricKind::Series), MetricKey::new("m"));
    fake.tell_json(
        "r/full",
        &logged("m", &values("m", 0, 3), r#","continuationToken":"a b""#),
    );
    fake.tell_json("r/full", &logged("m", "", r#","continuationToken":"c""#));
    fake.tell_json(
        "r/full",
        &logged("m", &values("m", 3, 5), r#","continuationToken":null"#),
    );
    let source = fake.source();
    let first = block_on(source.metric(&run, &key, None)).expect("the first part");
    assert_eq!((first.total, first.sampled), (None, false));
    let second = block_on(source.metric(&run, &key, first.next.as_ref())).expect("the last part");
    // A page may be empty; as many values as before are one part.
    let Metric::Series(series) = second.metric else {
        panic!()
    };
    assert_eq!(
        (series.steps.as_slice(), series.values.as_slice()),
        (&[3, 4][..], &[3.0, 4.0][..])
    );
    assert_eq!((second.total, second.next), (Some(5), None));
    let tokens: Vec<Value> = fake
        .posted("r/full")
        .iter()
        .map(|body| body["continuationToken"].clone())
        .collect();
    assert_eq!(tokens, [Value::Null, "a b".into(), "c".into()]);
}

#[test]
fn parts_of_a_long_metric_double() {
    let fake = Fake::default();
    let (run, key) = (run_with("m", MetricKind::Series), MetricKey::new("m"));
    for page in 0..8 {
        let token = match page {
            7 => String::new(),
            _ => format!(r#","continuationToken":"{page}""#),
        };
        fake.tell_json("r/full", &logged("m", &values("m", page * 10, page * 10 + 10), &token));
    }
    let source = fake.source();
    let (mut lengths, mut all, mut cursor) = (Vec::new(), Vec::new(), None);
    loop {
        let part = block_on(source.metric(&run, &key, cursor.as_ref())).expect("a part");
        let Metric::Series(series) = part.metric else { panic!() };
        lengths.push(series.len());
        all.extend_from_slice(&series.values);
        assert_eq!(series.steps.last(), Some(&(all.len() as i64 - 1)));
        cursor = part.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(lengths, [10, 10, 20, 40]);
    assert_eq!(all, (0..80).map(f64::from).collect::<Vec<_>>());
}

#[test]
fn a_sample_is_one_unless_it_says_that_it_holds_all() {
    let (run, key) = (run_with("m", MetricKind::Series), MetricKey::new("m"));
    let stepped = r#"{"step":0,"data":{"m":1}},{"step":9,"data":{"m":2}}"#;
    for (values, more, expected) in [
        (
            values("m", 0, 2),
            r#","numValuesLogged":2,"isPartialResult":false"#,
            Some((false, Some(2))),
        ),
        (
            stepped.to_owned(),
            r#","numValuesLogged":10,"isPartialResult":true"#,
            Some((true, Some(10))),
        ),
        (stepped.to_owned(), r#","numValuesLogged":10"#, Some((true, Some(10)))),
        (stepped.to_owned(), "", Some((true, None))),
        // Without steps nobody knows where its values stand.
        (
            values("m", 0, 2),
            r#","numValuesLogged":10,"isPartialResult":true"#,
            None,
        ),
    ] {
        let fake = Fake::default();
        fake.tell_json("r/sample", &logged("m", &values, more));
        let part = block_on(fake.source().sampled(&run, &key, None)).expect(more);
        assert_eq!(part.map(|part| (part.sampled, part.total)), expected, "{more}");
    }
}

#[test]
fn a_service_without_samples_is_asked_for_them_once() {
    let fake = Fake::default();
    let names = r#"{"value":[{"metricKey":{"name":"a"},"columns":{"a":"int"}},{"metricKey":{"name":"b"},"columns":{"b":"int"}}]}"#;
    fake.tell_json("/runs/r", r#"{"runId":"r"}"#);
    fake.tell_json("/runs/r", r#"{"runId":"r"}"#);
    for _ in 0..2 {
        fake.tell_json("r/list", names);
        fake.tell_json("r/full", &logged("a", &values("a", 0, 2), ""));
        fake.tell_json("r/full", &logged("b", &values("b", 0, 2), ""));
    }
    fake.tell("r/sample", Ok(problem(405, "X", "No.")));
    let source = fake.source();
    for _ in 0..2 {
        let run = block_on(source.run(&RunId::new("r"))).expect("a run");
        assert_eq!(summary(&run, "b").last, Some(1.0));
    }
    assert_eq!(fake.posted("r/sample").len(), 1);
}

#[test]
fn what_was_read_for_the_summary_is_not_asked_for_again() {
    let fake = Fake::recorded();
    let source = fake.source();
    let run = block_on(source.run(&RunId::new(RUN))).expect("a run");
    let asked = fake.asked().len();
    let key = MetricKey::new("fib");
    assert!(block_on(source.sampled(&run, &key, None)).expect("a sample").is_some());
    assert_eq!(fake.asked().len(), asked);
    block_on(source.metric(&run, &key, None)).expect("once more");
    assert!(fake.asked().len() > asked, "the second time it may have grown");
}

#[test]
fn fifty_names_of_two_namespaces_and_a_page_of_names_more() {
    let fake = Fake::default();
    let name = |name: String, space: &str| {
        format!(
            r#"{{"metricKey":{{"name":"{name}","namespace":"{space}"}},"columns":{{"{name}":"double"}},"properties":{{"uxMetricType":"azureml.v1.scalar"}}}}"#
        )
    };
    let first: Vec<String> = (0..49).map(|at| name(format!("m{at}"), "")).collect();
    fake.tell_json("/runs/r", r#"{"runId":"r","status":"Running"}"#);
    fake.tell_json(
        "r/list",
        &format!(r#"{{"value":[{}],"continuationToken":"t"}}"#, first.join(",")),
    );
    fake.tell_json(
        "r/list",
        &format!(
            r#"{{"value":[{}],"continuationToken":null}}"#,
            name("m1".to_owned(), "other")
        ),
    );
    for _ in 0..100 {
        fake.tell("r/sample", Ok(json(500, "")));
    }
    let run = block_on(fake.source().run(&RunId::new("r"))).expect("a run");
    assert_eq!(run.metrics.len(), 50);
    let other = summary(&run, "other/m1");
    assert_eq!(
        (&other.kind, other.last),
        (&MetricKind::Series, None),
        "an answer that failed leaves the name"
    );
    let asked = fake.posted("r/sample");
    assert!(
        asked
            .iter()
            .any(|body| body["metricName"] == "m1" && body["metricNamespace"] == "other")
    );
}
