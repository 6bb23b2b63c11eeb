//! Who is told what proves who asks.

use crate::fake::{Fake, HOST, SCOPE, WORKSPACE, json, problem};
use pollster::block_on;
use runlens::model::RunId;
use runlens::source::{AzuremlSource, BrowserTransport, Credentials, FileList, RunSource};

const SECRET: &str = "eyJ.hunter2.sig";

#[test]
fn a_secret_goes_to_the_services_and_nowhere_else() {
    let fake = Fake::recorded();
    let source = fake.source_at(HOST, SECRET);
    fake.tell_json("experiments:query", r#"{"value":[]}"#);
    block_on(source.experiments(None)).expect("experiments");
    for url in [
        format!("{HOST}/artifact/v2.0{SCOPE}/artifacts/content/a/b/c"),
        "https://acct.blob.core.windows.net/x?sig=S".to_owned(),
        "http://127.0.0.1:18712/x".to_owned(),
        "http://127.0.0.1:18711@evil.example/x".to_owned(),
    ] {
        let _ = block_on(source.bytes(&url, None));
    }
    let sent: Vec<usize> = fake.asked().iter().map(|request| request.headers.len()).collect();
    assert_eq!(sent, [1, 1, 0, 0, 0]);
    assert_eq!(fake.asked()[0].headers[0].value, format!("Bearer {SECRET}"));
}

#[test]
fn a_secret_is_in_no_address_no_error_and_no_debugging_text() {
    let fake = Fake::recorded();
    let source = fake.source_at(HOST, SECRET);
    let debugged = AzuremlSource::connect(
        &format!("{HOST}{WORKSPACE}"),
        Credentials::Bearer(SECRET.to_owned()),
        BrowserTransport,
    );
    let mut shown = format!("{debugged:?}");
    for (status, code) in [(400, "UserError"), (401, "x"), (403, "x"), (404, "x"), (500, "x")] {
        // A server may repeat what it was told.
        let words = format!("The token {SECRET} is not good");
        fake.tell("experiments:query", Ok(problem(status, code, &words)));
        let error = block_on(source.experiments(None)).expect_err("refused");
        shown.push_str(&format!("{error} {error:?} {:?}", error.url()));
    }
    fake.tell("/note.txt", Ok(json(403, SECRET)));
    let url = format!("{HOST}/artifact/v2.0{SCOPE}/artifacts/content/a/b/note.txt");
    let error = block_on(source.bytes(&url, None)).expect_err("refused");
    shown.push_str(&format!("{error} {error:?} {:?}", fake.asked()));
    assert!(!shown.contains("hunter2"), "{shown}");
    assert!(fake.asked().iter().all(|request| !request.url.contains("hunter2")));
}

#[test]
fn nothing_of_a_run_holds_its_own_token_or_a_signature() {
    let fake = Fake::default();
    fake.tell_json(
        "/runs/r",
        r#"{"runId":"r","token":"hunter2","properties":{"ContentSnapshotId":"s"}}"#,
    );
    fake.tell_json(
        "r/details",
        r#"{"logFiles":{"logs/a.txt":"https://b/?sig=hunter2"},"token":"hunter2","runDefinition":{"script":"x"}}"#,
    );
    let source = fake.source();
    let run = block_on(source.run(&RunId::new("r"))).expect("a run");
    fake.tell_json("r/details", r#"{"logFiles":{"logs/a.txt":"https://b/?sig=hunter2"}}"#);
    let logs = block_on(source.files(&run, FileList::Logs, None)).expect("logs");
    assert!(!format!("{run:?} {logs:?}").contains("hunter2"));
}
