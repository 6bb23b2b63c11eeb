//! Servers and writers that get it wrong.

use crate::fake::{Fake, status};
use pollster::block_on;
use runlens::model::{ExperimentId, MetricKey, RunId, RunStatus};
use runlens::source::{Page, RunSource, SourceError};

fn runs_of(fake: &Fake) -> Result<Page<runlens::model::Run>, SourceError> {
    let source = fake.source();
    let toy = block_on(source.experiment(&ExperimentId::new("toy")))?;
    block_on(source.runs(&toy, None))
}

fn error_of(body: &str) -> SourceError {
    runs_of(&Fake::of(&[("runs.json", body)])).expect_err(body)
}

#[test]
fn one_bad_run_among_three_costs_only_itself() {
    let page = runs_of(&Fake::fixtures()).expect("two of three");
    let ids: Vec<&str> = page.items.iter().map(|run| run.id.as_str()).collect();
    assert_eq!(ids, ["toy-1", "toy-3"]);
    let url = "https://host.test/toy/runs.json";
    assert_eq!(
        page.warnings,
        [
            SourceError::malformed(
                url,
                r#"items[0].metrics."broken".last"#,
                r#"expected a number, found the text "abc""#
            ),
            SourceError::malformed(url, "items[1]", r#"the field "experiment_id" is missing"#),
            SourceError::malformed(
                url,
                "items[2].start_time",
                r#"expected an instant such as 2026-01-05T09:00:00Z, found the text "yesterday""#
            ),
        ]
    );
}

#[test]
fn one_bad_metric_or_time_costs_only_itself() {
    let page = runs_of(&Fake::fixtures()).expect("runs");
    let metrics = &page.items[0].metrics;
    assert_eq!(metrics.len(), 4);
    assert!(!metrics.contains_key(&MetricKey::new("broken")));
    assert_eq!(
        (page.items[1].start_time, &page.items[1].status),
        (None, &RunStatus::Unknown("Preparing".into()))
    );
}

#[test]
fn a_param_is_shown_as_it_was_written() {
    let page = runs_of(&Fake::fixtures()).expect("runs");
    let params = &page.items[0].params;
    let texts: Vec<&str> = params.values().map(|param| param.as_str()).collect();
    assert_eq!(texts, ["[64, 64]", "0.10", "true", "sgd"]);
}

#[test]
fn names_that_mean_something_elsewhere_are_plain_data_and_the_last_of_two_counts() {
    let body = r#"{"version":1,"items":[{"id":"a","experiment_id":"toy",
        "params":{"__proto__":1,"constructor":2,"lr":3,"lr":4,"":5}}]}"#;
    let page = runs_of(&Fake::of(&[("runs.json", body)])).expect("runs");
    let params: Vec<_> = page.items[0]
        .params
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        params,
        [("", "5"), ("__proto__", "1"), ("constructor", "2"), ("lr", "4")]
    );
}

#[test]
fn json_that_is_cut_in_half_says_where_it_ends() {
    let body = r#"{"version":1,"items":[{"id":"a","exp"#;
    let expected = SourceError::NotJson {
        url: "https://host.test/runs.json".to_owned(),
        reason: "the text ends early at line 1, column 36".to_owned(),
    };
    assert_eq!(error_of(body), expected);
}

#[test]
fn a_web_page_in_place_of_json_is_named_so() {
    let error = error_of("<!doctype html><title>Sign in</title>");
    assert_eq!(error.to_string(), "The answer is not JSON: it is a web page (HTML)");
    assert!(!error.is_transient());
}

#[test]
fn an_address_with_nothing_behind_it_says_so() {
    let error = runs_of(&Fake::of(&[])).expect_err("404");
    assert_eq!(error, SourceError::status(404, "https://host.test/runs.json"));
    assert_eq!(error.url(), Some("https://host.test/runs.json"));
}

#[test]
fn a_version_we_do_not_know_is_refused_before_anything_else() {
    for (version, found) in [
        (r#""version":2,"#, "2"),
        (r#""version":"1","#, "\"1\""),
        (r#""version":null,"#, "none"),
        ("", "none"),
    ] {
        for rest in [r#""items":[]"#, r#""entries":{}"#, r#""items":7"#] {
            let expected = SourceError::Version {
                url: "https://host.test/runs.json".to_owned(),
                found: found.to_owned(),
            };
            assert_eq!(error_of(&format!("{{{version}{rest}}}")), expected, "{version}{rest}");
        }
    }
    assert_eq!(
        error_of(r#"{"version":1.0}"#),
        SourceError::malformed(
            "https://host.test/runs.json",
            "the document",
            r#"the field "items" is missing"#
        )
    );
}

#[test]
fn a_bad_link_to_the_next_page_keeps_this_one() {
    let body = r#"{"version":1,"items":[{"id":"a","experiment_id":"toy"}],"next":"file:///b"}"#;
    let page = runs_of(&Fake::of(&[("runs.json", body)])).expect("page");
    assert_eq!((page.items.len(), page.next), (1, None));
    assert!(matches!(page.warnings.as_slice(), [SourceError::BadLink { .. }]));
}

#[test]
fn pages_that_lead_in_a_circle_come_to_an_end() {
    let fake = Fake::of(&[
        ("runs.json", r#"{"version":1,"items":[],"next":"b.json"}"#),
        ("b.json", r#"{"version":1,"items":[],"next":"runs.json"}"#),
        (
            "experiments.json",
            r#"{"version":1,"items":[{"id":"toy","runs":"runs.json"}],"next":"experiments.json"}"#,
        ),
    ]);
    let source = fake.source();
    let run = RunId::new("a");
    assert_eq!(block_on(source.run(&run)), Err(SourceError::MissingRun(run)));
    let experiment = ExperimentId::new("a");
    assert_eq!(
        block_on(source.experiment(&experiment)),
        Err(SourceError::MissingExperiment(experiment))
    );
    assert!(fake.asked().len() < 20, "{:?}", fake.asked());
}

#[test]
fn a_run_tells_what_of_it_could_not_be_read() {
    let runs = r#"{"version":1,"items":[
        {"id":"a","experiment_id":"toy","start_time":"soon"},
        {"id":"b","experiment_id":"toy","end_time":"late","metrics":{"m":7,"n":{"kind":"series"}}}]}"#;
    let in_list = block_on(Fake::of(&[("runs.json", runs)]).source().run(&RunId::new("b"))).expect("the run");
    let index = r#"{"version":1,"experiments":"experiments.json","run":"{run_id}.json"}"#;
    let document =
        r#"{"version":1,"id":"b","experiment_id":"toy","end_time":"late","metrics":{"m":7,"n":{"kind":"series"}}}"#;
    let alone = Fake::of(&[("index.json", index), ("b.json", document)]);
    let alone = block_on(alone.source().run(&RunId::new("b"))).expect("the run");
    for (run, place) in [(in_list, "items[1]."), (alone, "")] {
        let warnings: Vec<String> = run.warnings.iter().map(ToString::to_string).collect();
        assert_eq!(warnings.len(), 2, "{warnings:?}");
        assert!(warnings[0].contains(&format!("{place}end_time")), "{warnings:?}");
        assert!(warnings[1].contains(&format!("{place}metrics.\"m\"")), "{warnings:?}");
        assert_eq!(run.metrics.len(), 1);
    }
}

#[test]
fn a_list_that_cannot_be_read_does_not_hide_a_run_in_another() {
    let fake = Fake::of(&[
        (
            "experiments.json",
            r#"{"version":1,"items":[{"id":"lost","runs":"lost.json"},{"id":"toy","runs":"runs.json"}]}"#,
        ),
        (
            "runs.json",
            r#"{"version":1,"items":[{"id":"a","experiment_id":"toy"}]}"#,
        ),
    ]);
    let source = fake.source();
    assert!(block_on(source.run(&RunId::new("a"))).is_ok());
    let error = block_on(source.run(&RunId::new("b")));
    assert_eq!(error, Err(SourceError::status(404, "https://host.test/lost.json")));
}

#[test]
fn an_index_is_asked_for_once_but_a_failure_is_not_remembered() {
    let fake = Fake::fixtures();
    fake.fail("index.json", Ok(status(500, "")));
    let source = fake.source();
    assert!(block_on(source.info()).is_err());
    for _ in 0..3 {
        assert!(block_on(source.info()).is_ok());
    }
    assert_eq!(fake.asked(), ["index.json", "index.json"]);
}
