//! Series, and what every metric document has.

use crate::fake::{Fake, HOST};
use pollster::block_on;
use runlens::model::{ExperimentId, Metric, MetricKey, MetricKind, MetricSeries, MetricSummary, Run, RunId};
use runlens::source::{RunSource, SourceError};

/// What the document `body` is read as.
pub fn metric(body: &str) -> Result<Metric, SourceError> {
    let mut summary = MetricSummary::new(MetricKind::Series);
    summary.locator = Some(format!("{HOST}m.json").into());
    let mut run = Run::new(RunId::new("a"), ExperimentId::new("toy"));
    run.metrics.insert(MetricKey::new("m"), summary);
    let source = Fake::of(&[("m.json", body)]).source();
    block_on(source.metric(&run, &MetricKey::new("m"), None)).map(|part| part.metric)
}

fn series(body: &str) -> MetricSeries {
    match metric(body) {
        Ok(Metric::Series(series)) => MetricSeries::clone(&series),
        other => panic!("a series: {other:?}"),
    }
}

pub fn malformed(place: &str, reason: &str) -> Result<Metric, SourceError> {
    Err(SourceError::malformed("https://host.test/m.json", place, reason))
}

#[test]
fn values_that_are_not_finite_are_data() {
    let values = series(r#"{"version":1,"kind":"series","value":["NaN",null,"Infinity","-Infinity",1,-0.5]}"#).values;
    assert!(values[0].is_nan() && values[1].is_nan());
    assert_eq!(values[2..], [f64::INFINITY, f64::NEG_INFINITY, 1.0, -0.5]);
}

#[test]
fn steps_are_exact_beyond_the_whole_floats_and_may_be_negative() {
    let body = r#"{"version":1,"kind":"series","value":[1,2,3,4],
        "step":[-9223372036854775808,-5,9007199254740993,9223372036854775807]}"#;
    assert_eq!(series(body).steps, [i64::MIN, -5, 9_007_199_254_740_993, i64::MAX]);
}

#[test]
fn a_column_that_rises_evenly_need_not_be_written_out() {
    let body = r#"{"version":1,"kind":"series","step":{"from":9007199254740993,"by":10},
        "time":{"from":-1.5,"by":0.5},"value":[1,2,3]}"#;
    let series = series(body);
    assert_eq!(
        series.steps,
        [9_007_199_254_740_993, 9_007_199_254_741_003, 9_007_199_254_741_013]
    );
    assert_eq!(series.times, Some(vec![-1.5, -1.0, -0.5]));
}

#[test]
fn columns_of_unequal_length_are_an_error_that_says_both() {
    for name in ["step", "time"] {
        let body = format!(r#"{{"version":1,"kind":"series","value":[1,2,3],"{name}":[1,2]}}"#);
        assert_eq!(metric(&body), malformed(name, r#"2 entries, where "value" has 3"#));
    }
    let table = r#"{"version":1,"kind":"table","columns":[
        {"name":"a","type":"number","values":[1,2]},{"name":"b","type":"text","values":[]}]}"#;
    assert_eq!(
        metric(table),
        malformed("columns[1].values", r#"0 cells, where "a" has 2"#)
    );
    let matrix = r#"{"version":1,"kind":"confusion_matrix","labels":["a","b"],"matrix":[[1,2],[3]]}"#;
    assert_eq!(
        metric(matrix),
        malformed("matrix", r#"1 rows or columns, where "labels" has 2"#)
    );
}

#[test]
fn text_where_numbers_belong_is_an_error_of_that_metric() {
    for (body, place, reason) in [
        (
            r#""value":[1,"abc"]"#,
            "value[1]",
            r#"expected a number, found the text "abc""#,
        ),
        (r#""value":"abc""#, "value", r#"expected a list, found the text "abc""#),
        (
            r#""value":[1],"step":[0.5]"#,
            "step[0]",
            "expected a whole number of 64 bits, found the number 0.5",
        ),
        (
            r#""value":[1],"step":{"from":1}"#,
            "step",
            r#"the field "by" is missing"#,
        ),
        (
            r#""value":[1,2],"step":{"from":9223372036854775807,"by":1}"#,
            "step",
            "a step leaves the range of 64 bits",
        ),
        (r#""step":[1]"#, "the document", r#"the field "value" is missing"#),
    ] {
        let body = format!(r#"{{"version":1,"kind":"series",{body}}}"#);
        assert_eq!(metric(&body), malformed(place, reason), "{body}");
    }
}

#[test]
fn a_long_metric_goes_on_where_its_first_part_ended() {
    let source = Fake::fixtures().source();
    let run = block_on(source.run(&RunId::new("toy-1"))).expect("run");
    let key = MetricKey::new("loss");
    let first = block_on(source.metric(&run, &key, None)).expect("first part");
    let second = block_on(source.metric(&run, &key, first.next.as_ref())).expect("second part");
    assert_eq!((first.total, second.total, second.next), (Some(4), Some(4), None));
    let (Metric::Series(first), Metric::Series(second)) = (first.metric, second.metric) else {
        panic!("series")
    };
    let mut whole = MetricSeries::clone(&first);
    whole.append(MetricSeries::clone(&second));
    assert_eq!(whole.steps, [0, 1, 2, 3], "though the second part names no offset");
    assert_eq!(whole.times.map(|times| times[3] - times[0]), Some(1500.0));
}

#[test]
fn a_million_numbers_are_read_with_every_bit() {
    let values: Vec<f64> = (0..1_000_000).map(|at| (f64::from(at) * 0.731).sin()).collect();
    let text: Vec<String> = values.iter().map(f64::to_string).collect();
    let body = format!(r#"{{"value":[{}],"kind":"series","version":1}}"#, text.join(","));
    assert!(series(&body).values == values);
}
