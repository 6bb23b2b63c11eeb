//! What a person is told when the service says no, or says nothing sensible.

use crate::fake::{Fake, HOST, json, problem};
use pollster::block_on;
use runlens::model::{ExperimentId, MetricKey, MetricKind, MetricSummary, Run, RunId};
use runlens::source::{MAX_TRIES, Response, RunSource, SourceError};

fn error_of(answer: Response) -> SourceError {
    let fake = Fake::default();
    fake.tell("experiments:query", Ok(answer));
    block_on(fake.source().experiments(None)).expect_err("an error")
}

#[test]
fn every_refusal_is_a_sentence_with_what_to_do() {
    for (answer, said, advice) in [
        (
            problem(401, "UserError", "Expired"),
            "The server wants a sign-in",
            "Connect again",
        ),
        (Response::default(), "The server wants a sign-in", "Connect again"),
        (
            problem(403, "UserError", "You lack Microsoft.MachineLearningServices/read"),
            "The server refuses access: You lack Microsoft.MachineLearningServices/read",
            "Ask its owner for access",
        ),
        (
            json(403, "<html>Forbidden"),
            "The server refuses access: it does not say why",
            "Ask its owner",
        ),
        (
            problem(400, "UserError", "Unknown field in filter: x."),
            "The server says: Unknown field in filter: x",
            "Correct what was asked for",
        ),
        (
            json(404, ""),
            "There is nothing at this address (status 404)",
            "Check the address",
        ),
        (
            problem(404, "UserError", "Workspace not found"),
            "The server says: Workspace not found",
            "Correct",
        ),
        (
            problem(409, "Conflict", ""),
            "The server says: Conflict/Inner",
            "Correct",
        ),
        (
            problem(408, "X", "late"),
            "The server answered with status 408",
            "Try again in a moment",
        ),
        (
            problem(429, "X", "slow down"),
            "The server asks for fewer requests (status 429)",
            "Try again in a moment",
        ),
        (
            problem(500, "ServiceError", "x"),
            "The server failed (status 500)",
            "Try again in a moment",
        ),
        (
            json(502, "<html>Bad Gateway"),
            "The server failed (status 502)",
            "Try again in a moment",
        ),
        (
            problem(503, "X", "x"),
            "The server failed (status 503)",
            "Try again in a moment",
        ),
        (json(530, ""), "The server failed (status 530)", "Try again in a moment"),
        (
            json(200, "<!doctype html>"),
            "The answer is not JSON: it is a web page (HTML)",
            "Check that the address",
        ),
        (
            json(200, ""),
            "The answer is not JSON: it is empty",
            "Check that the address",
        ),
        (
            json(200, r#"{"value":[{"na"#),
            "The answer is not JSON: the text ends early at line 1, column 14",
            "Check that",
        ),
        (
            json(200, r#"{"value":[{"x":NaN,"na"#),
            "The answer is not JSON: it breaks off at line 1, column 16",
            "Check that",
        ),
        (
            json(200, "[]"),
            "The answer cannot be read at the document: expected an object with a list, found a list",
            "Correct",
        ),
        (
            json(200, r#"{"value":{}}"#),
            "The answer cannot be read at value: expected a list, found an object",
            "Correct",
        ),
    ] {
        let error = error_of(answer);
        assert_eq!(error.to_string(), said);
        assert!(error.advice().starts_with(advice), "{said}: {}", error.advice());
        assert!(!error.to_string().ends_with('.'), "the page puts the full stop");
    }
}

#[test]
fn a_sign_in_page_in_place_of_an_answer_asks_for_a_sign_in() {
    let moved = Response {
        redirected_to: Some("https://login.microsoftonline.com/".to_owned()),
        ..json(200, "<!doctype html>")
    };
    assert!(matches!(error_of(moved), SourceError::NeedsSignIn { .. }));
}

#[test]
fn what_is_not_there_is_named() {
    let fake = Fake::default();
    let source = fake.source();
    let id = RunId::new("nope");
    assert_eq!(block_on(source.run(&id)), Err(SourceError::MissingRun(id.clone())));
    let mut run = Run::new(id.clone(), ExperimentId::new("e"));
    let key = MetricKey::new("gone");
    let missing = SourceError::MissingMetric {
        run: id,
        key: key.clone(),
    };
    assert_eq!(block_on(source.metric(&run, &key, None)), Err(missing.clone()));
    run.metrics.insert(key.clone(), MetricSummary::new(MetricKind::Series));
    assert_eq!(block_on(source.metric(&run, &key, None)), Err(missing));
}

#[test]
fn a_busy_service_is_asked_again_and_not_for_ever() {
    let fake = Fake::default();
    for _ in 0..2 {
        let busy = Response {
            retry_after_ms: Some(2_000),
            ..problem(429, "X", "x")
        };
        fake.tell("experiments:query", Ok(busy));
    }
    fake.tell_json("experiments:query", r#"{"value":[]}"#);
    block_on(fake.polite_source().experiments(None)).expect("at the third try");
    assert_eq!(fake.slept(), [2_000, 2_000]);
    let fake = Fake::default();
    for _ in 0..9 {
        fake.tell("experiments:query", Err(SourceError::unreachable(HOST)));
    }
    let error = block_on(fake.polite_source().experiments(None)).expect_err("silence");
    assert_eq!(error, SourceError::unreachable(HOST));
    assert_eq!(fake.asked().len(), MAX_TRIES as usize);
}

#[test]
fn a_run_whose_metrics_fail_is_shown_and_says_so() {
    let fake = Fake::default();
    fake.tell_json("/runs/r", r#"{"runId":"r","status":"Completed"}"#);
    fake.tell("r/list", Ok(problem(500, "X", "x")));
    let run = block_on(fake.source().run(&RunId::new("r"))).expect("a run");
    assert_eq!(
        run.value.warnings,
        ["Its metrics could not be read: The server failed (status 500)"]
    );
    // A token that ended on the way is asked for anew.
    fake.tell_json("/runs/r", r#"{"runId":"r"}"#);
    fake.tell("r/list", Ok(problem(401, "X", "x")));
    let error = block_on(fake.source().run(&RunId::new("r"))).expect_err("401");
    assert!(matches!(error, SourceError::NeedsSignIn { .. }));
}

#[test]
fn a_bad_run_in_a_list_is_left_out_and_told() {
    let fake = Fake::default();
    fake.tell_json("runs:query", r#"{"value":[{"runId":"a"},{"status":"Running"},3]}"#);
    fake.tell_json("/experimentids/e", r#"{"experimentId":"e","name":"x"}"#);
    let source = fake.source();
    let experiment = block_on(source.experiment(&ExperimentId::new("e"))).expect("an experiment");
    let page = block_on(source.runs(&experiment, None)).expect("runs");
    let warnings: Vec<String> = page.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(page.items.len(), 1);
    assert_eq!(
        warnings,
        [
            "The answer cannot be read at value[1]: the field \"runId\" is missing",
            "The answer cannot be read at value[2]: expected a run, found the number 3"
        ]
    );
}
