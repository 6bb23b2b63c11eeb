//! Answers that are none, each of which must give a clear sentence and no panic.

use crate::fake::{Answer, Fake, HOST, html, json};
use crate::recorded::experiment;
use pollster::block_on;
use runlens::model::{MetricKey, RunId};
use runlens::source::{Refusal, Response, RunSource, SourceError, causes};

fn runs_of(answer: Answer) -> Result<usize, SourceError> {
    let fake = Fake::default();
    fake.tell("runs/search", answer);
    let page = block_on(fake.source().runs(&experiment("1"), None))?;
    Ok(page.items.len())
}

fn redirected(response: Response) -> Response {
    Response {
        redirected_to: Some("https://login.example/?next=x".to_owned()),
        ..response
    }
}

/// What stands in a browser when somebody has to sign in first.
const LOGIN: &str = r#"<!doctype html><html><form><input name=user><input type="password"></form></html>"#;

#[test]
fn each_odd_answer_gives_a_clear_sentence() {
    let half = r#"{"runs":[{"info":{"run_id":"a","experi"#;
    let report = r#"{"error_code":"INTERNAL_ERROR","message":"database is locked"}"#;
    let long = format!(r#"{{"error_code":"BAD_REQUEST","message":"{}"}}"#, "x".repeat(9_000));
    let answers = [
        (
            Ok(html(200, "<!doctype html><title>MLflow</title>")),
            "The answer is not JSON: it is a web page (HTML)",
        ),
        (Ok(html(200, LOGIN)), "The server wants a sign-in"),
        (
            Ok(redirected(html(200, "<html><body>Welcome</body></html>"))),
            "The server wants a sign-in",
        ),
        (Ok(Response::default()), "The server wants a sign-in"),
        (
            Ok(json(401, r#"{"error_code":"UNAUTHENTICATED"}"#)),
            "The server wants a sign-in",
        ),
        (
            Ok(json(200, r#"{"error_code":"UNAUTHENTICATED","message":"who?"}"#)),
            "The server wants a sign-in",
        ),
        (Ok(json(200, "")), "The answer is not JSON: it is empty"),
        (
            Ok(json(200, half)),
            "The answer is not JSON: the text ends early at line 1, column 38",
        ),
        (
            Ok(json(200, b"\x89PNG\r\n\x1a\n".to_vec())),
            "The answer is not JSON: it breaks off at line 1, column 1",
        ),
        (Ok(json(200, report)), "The server says: database is locked"),
        (Ok(json(500, report)), "The server says: database is locked"),
        (
            Ok(json(500, "Traceback (most recent call last):")),
            "The server failed (status 500)",
        ),
        (Ok(html(502, "<h1>Bad gateway</h1>")), "The server failed (status 502)"),
        (
            Ok(json(429, r#"{"error_code":"REQUEST_LIMIT_EXCEEDED"}"#)),
            "The server asks for fewer requests (status 429)",
        ),
        (
            Ok(html(404, "<title>404</title>")),
            "There is nothing at this address (status 404)",
        ),
        (
            Ok(html(405, "<title>405</title>")),
            "The server answered with status 405",
        ),
        (
            Ok(json(403, "Cross-origin request blocked")),
            "The server refuses access: it does not let pages of this origin ask",
        ),
        (
            Ok(json(
                403,
                "Invalid Host header - possible DNS rebinding attack detected",
            )),
            "The server refuses access: it does not know itself by this name",
        ),
        (
            Ok(json(
                403,
                r#"{"error_code":"PERMISSION_DENIED","message":"No access to experiment 1"}"#,
            )),
            "The server refuses access: No access to experiment 1",
        ),
        (
            Ok(html(403, "<h1>403</h1>")),
            "The server refuses access: it does not say why",
        ),
        (
            Ok(json(200, "[]")),
            "The answer cannot be read at the document: expected an object, found a list",
        ),
        (
            Ok(json(200, r#"{"runs":{}}"#)),
            "The answer cannot be read at runs: expected a list, found an object",
        ),
        (
            Ok(json(200, r#"{"runs":[]} {"runs":[]}"#)),
            "The answer is not JSON: something follows its end at line 1, column 13",
        ),
        (Err(SourceError::unreachable(HOST)), "The server cannot be reached"),
        (Err(SourceError::Cancelled), "The request was cancelled"),
    ];
    for (answer, sentence) in answers {
        let error = runs_of(answer.clone()).expect_err(sentence);
        assert_eq!(error.to_string(), sentence, "{answer:?}");
        assert!(error.advice().ends_with('.'), "{sentence}");
    }
    let error = runs_of(Ok(json(400, long))).expect_err("a long report");
    assert!(error.to_string().len() < 500, "a report is quoted, but not all of it");
}

#[test]
fn what_says_nothing_is_an_empty_page() {
    for body in [
        "{}",
        r#"{"runs":null}"#,
        r#"{"runs":[],"next_page_token":""}"#,
        "\u{feff}{}",
        r#"{"experiments":[{}]}"#,
    ] {
        assert_eq!(runs_of(Ok(json(200, body))), Ok(0), "{body}");
    }
}

#[test]
fn an_empty_object_where_one_thing_was_asked_for_is_no_answer() {
    let fake = Fake::default();
    fake.tell("runs/get", Ok(json(200, "{}")));
    let error = block_on(fake.source().run(&RunId::new("a"))).expect_err("no run");
    assert_eq!(
        error.to_string(),
        "The answer cannot be read at the document: the field \"run\" is missing"
    );
}

#[test]
fn a_busy_server_is_asked_again_after_the_wait_it_names() {
    let fake = Fake::default();
    let busy = Response {
        retry_after_ms: Some(2_000),
        ..json(429, "")
    };
    fake.tell("runs/search", Ok(busy));
    fake.tell("runs/search", Ok(json(503, "")));
    fake.tell("runs/search", Ok(json(200, "{}")));
    let page = block_on(fake.polite_source().runs(&experiment("1"), None)).expect("at last");
    assert_eq!((page.items.len(), fake.slept()), (0, vec![2_000, 750]));
}

#[test]
fn a_version_that_is_none_does_not_hide_that_the_server_answers() {
    for version in [
        html(200, LOGIN),
        html(404, "<p>"),
        json(200, "OK"),
        json(200, vec![0xff]),
    ] {
        let fake = Fake::default();
        fake.tell("version", Ok(version));
        fake.tell("experiments/search", Ok(json(200, "{}")));
        assert_eq!(
            block_on(fake.source().info()).map(|info| info.name),
            Ok("MLflow".to_owned())
        );
    }
    let fake = Fake::recorded();
    fake.tell("experiments/search", Ok(json(403, "Cross-origin request blocked")));
    let error = block_on(fake.source().info()).expect_err("blocked");
    assert!(matches!(
        &error,
        SourceError::Forbidden {
            reason: Refusal::Origin,
            ..
        }
    ));
    let cause = &causes(&error, "https://user.github.io/runlens/", HOST)[0];
    assert!(
        cause
            .what_to_do
            .contains("--cors-allowed-origins https://user.github.io")
    );
}

#[test]
fn a_table_that_is_another_document_is_named() {
    let fake = Fake::recorded();
    let source = fake.source();
    let mut run = runlens::model::Run::new(RunId::new("r"), runlens::model::ExperimentId::new("1"));
    run.tags.insert("x".to_owned(), String::new());
    let key = MetricKey::new("t.json");
    let mut summary = runlens::model::MetricSummary::new(runlens::model::MetricKind::Table);
    summary.locator = Some(format!("{HOST}/get-artifact?run_uuid=r&path=t.json").into());
    run.metrics.insert(key.clone(), summary);
    for (body, sentence) in [
        (
            r#"{"labels":["0"]}"#,
            "The answer cannot be read at the document: the field \"columns\" is missing",
        ),
        ("<html>", "The answer is not JSON: it is a web page (HTML)"),
        ("", "The answer is not JSON: it is empty"),
    ] {
        fake.tell("get-artifact", Ok(json(200, body)));
        let error = block_on(source.metric(&run, &key, None)).expect_err(body);
        assert_eq!(error.to_string(), sentence);
    }
}

#[test]
fn a_tag_of_tables_that_is_no_list_costs_nothing() {
    for tag in [
        "",
        "[",
        "{}",
        "[1]",
        r#"[{"path":"a.json"}]"#,
        r#"[{"path":"a.parquet","type":"table"}]"#,
    ] {
        let run = serde_json::json!({"run": {
            "info": {"run_id": "r", "experiment_id": "1"},
            "data": {"tags": [{"key": "mlflow.loggedArtifacts", "value": tag}]},
        }});
        let fake = Fake::default();
        fake.tell("runs/get", Ok(json(200, run.to_string())));
        let run = block_on(fake.source().run(&RunId::new("r"))).expect(tag);
        assert!(run.metrics.is_empty(), "{tag}");
    }
}
