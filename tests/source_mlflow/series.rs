//! Points, to the last digit.

use crate::fake::{Fake, json};
use crate::recorded::{ODD, run};
use pollster::block_on;
use runlens::model::{ExperimentId, Metric, MetricKey, MetricKind, MetricSeries, MetricSummary, Run, RunId};
use runlens::source::{MetricPart, RunSource, SourceError};

fn series(part: &MetricPart) -> &MetricSeries {
    let Metric::Series(series) = &part.metric else {
        panic!("a series: {part:?}")
    };
    series
}

fn run_with(id: &str, key: &str) -> Run {
    let mut run = Run::new(RunId::new(id), ExperimentId::new("1"));
    run.metrics
        .insert(MetricKey::new(key), MetricSummary::new(MetricKind::Series));
    run
}

fn history_of(body: &str) -> Result<MetricPart, SourceError> {
    let fake = Fake::default();
    fake.tell("metrics/get-history", Ok(json(200, body)));
    block_on(fake.source().metric(&run_with("r", "m"), &MetricKey::new("m"), None))
}

#[test]
fn parts_follow_each_other_and_the_last_knows_how_many_there_are() {
    let fake = Fake::recorded();
    let run = run_with("475a5c2de8d04f4f87df70ed65636926", "val_loss");
    let (source, key) = (fake.source(), MetricKey::new("val_loss"));
    let first = block_on(source.metric(&run, &key, None)).expect("first");
    assert_eq!(
        (series(&first).steps.as_slice(), first.total, first.sampled),
        (&[0, 1, 2][..], None, false)
    );
    assert_eq!(
        first.next.as_ref().map(|next| next.as_str()),
        Some("3 eyJvZmZzZXQiOiAzfQ==")
    );
    let second = block_on(source.metric(&run, &key, first.next.as_ref())).expect("second");
    assert_eq!(
        series(&second).values,
        [0.43633590475920847, 0.3950218861564686, 0.3662063767714436]
    );
    assert_eq!(
        series(&second).times.as_deref(),
        Some(&[1795479573257.0, 1795479573514.0, 1795479573661.0][..])
    );
    fake.tell("metrics/get-history", Ok(json(200, "{}")));
    let end = block_on(source.metric(&run, &key, second.next.as_ref())).expect("end");
    assert_eq!((series(&end).len(), end.total, end.next), (0, Some(6), None));
    assert!(
        fake.asked()
            .iter()
            .all(|request| request.url.contains("max_results=25000"))
    );
}

#[test]
fn there_is_no_place_behind_no_points() {
    let source = Fake::recorded().source();
    let (run, key) = (run_with("r", "m"), MetricKey::new("m"));
    // The server refuses a token that begins at the first point.
    assert!(source.cursor_behind(&run, &key, 0).is_none());
    assert!(source.cursor_behind(&run, &key, 1).is_some());
}

#[test]
fn values_that_are_not_finite_are_data() {
    let source = Fake::recorded().source();
    let run = run(ODD);
    let nan = block_on(source.metric(&run, &MetricKey::new("m_nan"), None)).expect("nan");
    assert!(series(&nan).values.iter().all(|value| value.is_nan()));
    let infinite = block_on(source.metric(&run, &MetricKey::new("m_inf"), None)).expect("inf");
    assert_eq!(series(&infinite).values, [f64::INFINITY; 2]);
}

#[test]
fn a_bare_word_a_text_and_null_are_the_same_nan() {
    let bodies = [
        r#"{"metrics":[{"key":"m","step":0,"timestamp":1,"value":NaN},{"key":"NaN","step":1,"timestamp":2,"value":-Infinity}]}"#,
        r#"{"metrics":[{"key":"m","value":"NaN","timestamp":1},{"key":"m","value":"-Infinity","timestamp":2,"step":1}]}"#,
        r#"{"metrics":[{"key":"m","value":null,"timestamp":1,"step":"0"},{"value":-1.7976931348623157e308,"timestamp":"2","step":1.0}]}"#,
    ];
    for body in bodies {
        let part = history_of(body).expect(body);
        assert!(series(&part).values[0].is_nan(), "{body}");
        assert_eq!(series(&part).values[1], f64::NEG_INFINITY, "{body}");
        assert_eq!(
            (series(&part).steps.as_slice(), part.total),
            (&[0, 1][..], Some(2)),
            "{body}"
        );
        assert_eq!(series(&part).times, Some(vec![1.0, 2.0]), "{body}");
    }
}

#[test]
fn steps_are_exact_and_stay_in_logged_order() {
    let source = Fake::recorded().source();
    let part = block_on(source.metric(&run(ODD), &MetricKey::new("m_step"), None)).expect("steps");
    assert_eq!(series(&part).steps, [-5, 0, 12, 9_007_199_254_740_993, i64::MAX]);
    let unsorted = r#"{"metrics":[{"value":1,"step":30,"timestamp":1},{"value":2,"step":10,"timestamp":2},{"value":3,"step":10,"timestamp":2}]}"#;
    let part = history_of(unsorted).expect("unsorted");
    assert_eq!(
        (series(&part).steps.as_slice(), &series(&part).values[..]),
        (&[30, 10, 10][..], &[1.0, 2.0, 3.0][..])
    );
}

#[test]
fn a_step_beyond_64_bits_is_named() {
    let error = history_of(r#"{"metrics":[{"value":1,"step":9223372036854775808}]}"#).expect_err("too large");
    assert!(
        matches!(&error, SourceError::Malformed { place, .. } if place.contains("step")),
        "{error:?}"
    );
}

#[test]
fn a_window_is_asked_for_exactly() {
    let fake = Fake::recorded();
    let run = run_with("91062b80cd904e11a0281d66d1a1d378", "loss");
    let part = block_on(fake.source().sampled(&run, &MetricKey::new("loss"), Some((1000, 1010))));
    let part = part.expect("window").expect("samples");
    assert_eq!(series(&part).steps, [1000, 1004, 1010]);
    let url = &fake.asked()[0].url;
    assert!(url.contains("max_results=2500&start_step=1000&end_step=1010"), "{url}");
}

#[test]
fn as_many_points_as_were_asked_for_are_marked_as_a_sample() {
    let points: Vec<String> = (0..2500)
        .map(|step| format!(r#"{{"key":"m","value":1,"timestamp":{step},"step":{step},"run_id":"r"}}"#))
        .collect();
    let fake = Fake::default();
    fake.tell(
        "metrics/get-history-bulk-interval",
        Ok(json(200, format!(r#"{{"metrics":[{}]}}"#, points.join(",")))),
    );
    let part = block_on(fake.source().sampled(&run_with("r", "m"), &MetricKey::new("m"), None)).expect("sample");
    let part = part.expect("points");
    assert_eq!((part.sampled, part.total, series(&part).len()), (true, None, 2500));
}

#[test]
fn many_runs_are_sampled_in_few_questions_that_every_server_can_read() {
    let fake = Fake::default();
    let id = |at: usize| format!("{at:032}");
    for run in [0, 100, 200].map(id) {
        let body = format!(r#"{{"metrics":[{{"key":"m","value":"NaN","timestamp":1,"step":1,"run_id":"{run}"}}]}}"#);
        fake.tell("metrics/get-history-bulk-interval", Ok(json(200, body)));
    }
    let mut runs: Vec<Run> = (0..201).map(|at| run_with(&id(at), "m")).collect();
    runs.push(run_with("other", "another metric"));
    let runs: Vec<&Run> = runs.iter().collect();
    let found = block_on(fake.source().sampled_many(&runs, &MetricKey::new("m"), None)).expect("samples");
    let found = found.expect("samples");
    assert_eq!(
        found.keys().map(RunId::as_str).collect::<Vec<_>>(),
        [0, 100, 200].map(id)
    );
    assert!(found.values().all(|part| !part.sampled && part.total == Some(1)));
    let asked = fake.asked();
    let counts: Vec<usize> = asked
        .iter()
        .map(|request| request.url.matches("run_ids=").count())
        .collect();
    assert_eq!((counts.len(), counts.iter().sum::<usize>()), (3, 201));
    assert!(asked.iter().all(|request| request.url.len() <= 3_900));
    assert!(!asked.iter().any(|request| request.url.contains("other")));
}

#[test]
fn a_server_without_samples_has_none() {
    let fake = Fake::default();
    let answer = block_on(fake.source().sampled(&run_with("r", "m"), &MetricKey::new("m"), None));
    assert_eq!(answer, Ok(None));
}
