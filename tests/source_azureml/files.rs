//! Outputs, logs and code, and the bytes of each.

use crate::fake::{Fake, HOST, RUN, SCOPE, json, problem};
use pollster::block_on;
use runlens::model::{ExperimentId, FileRef, Run, RunId};
use runlens::source::{FileList, Method, Response, RunSource, SourceError};
use std::sync::Arc;

const WITH_FILES: &str = "fa3996a3-e6ba-42e0-8dca-2ed3f9133883";

fn run(id: &str) -> Run {
    let container: Arc<str> = Arc::from(format!("dcid.{id}"));
    Run {
        artifacts: Some(container.clone()),
        logs: Some(container),
        snapshot: Some(Arc::from("s-1")),
        ..Run::new(RunId::new(id), ExperimentId::new("e"))
    }
}

fn files(fake: &Fake, run: &Run, list: FileList) -> Vec<FileRef> {
    block_on(fake.source().files(run, list, None)).expect("files").items
}

fn paths(files: &[FileRef]) -> Vec<&str> {
    files.iter().map(|file| file.path.as_str()).collect()
}

#[test]
fn outputs_are_read_through_the_service() {
    let fake = Fake::recorded();
    let files = files(&fake, &run(WITH_FILES), FileList::Artifacts);
    assert!(paths(&files).contains(&"outputs/note.txt"));
    let note = files
        .iter()
        .find(|file| file.path == "outputs/note.txt")
        .expect("the note");
    let content =
        format!("{HOST}/artifact/v2.0{SCOPE}/artifacts/content/ExperimentRun/dcid.{WITH_FILES}/outputs/note.txt");
    assert_eq!(note.url, content);
    assert!(note.modified.is_some());
    fake.tell("/outputs/note.txt", Ok(json(200, "hello")));
    let bytes = block_on(fake.source().bytes(&note.url, Some((1, Some(2))))).expect("bytes");
    assert_eq!((bytes.body.as_slice(), bytes.total), (&b"el"[..], Some(5)));
}

#[test]
fn a_service_that_sends_to_the_storage_account_is_asked_for_a_signed_link() {
    let fake = Fake::recorded();
    let source = fake.source_at(HOST, "hunter2");
    let url = format!("{HOST}/artifact/v2.0{SCOPE}/artifacts/content/ExperimentRun/dcid.{WITH_FILES}/residuals");
    fake.tell(
        "/artifacts/content/ExperimentRun/dcid.fa3996a3-e6ba-42e0-8dca-2ed3f9133883/residuals",
        Ok(Response::default()),
    );
    fake.tell_json(
        &format!("contentinfo/ExperimentRun/dcid.{WITH_FILES}/residuals"),
        r#"{"contentUri":"https://acct.blob.core.windows.net/a/residuals?sig=S"}"#,
    );
    fake.tell("/a/residuals", Ok(json(206, "abc")));
    let bytes = block_on(source.bytes(&url, Some((2, None)))).expect("bytes");
    assert_eq!(bytes.body, b"abc");
    let asked = fake.asked();
    assert_eq!(asked[2].url, "https://acct.blob.core.windows.net/a/residuals?sig=S");
    assert_eq!(
        (asked[2].range, asked[2].headers.len()),
        (Some((2, None)), 0),
        "a storage account takes no token"
    );
}

fn info(paths: &[&str], more: &str) -> String {
    let item = |path: &&str| format!(r#"{{"path":"{path}","contentUri":"https://acct.blob/x?sig=S"}}"#);
    format!(
        r#"{{"value":[{}]{more}}}"#,
        paths.iter().map(item).collect::<Vec<_>>().join(",")
    )
}

#[test]
fn logs_are_those_of_the_folders_and_those_that_the_details_name() {
    let fake = Fake::default();
    fake.tell_json("/user_logs", &info(&["user_logs/a.txt"], r#","continuationToken":"t""#));
    fake.tell_json("/user_logs", &info(&["user_logs/std_log.txt"], ""));
    fake.tell_json(
        "/system_logs",
        &info(&["system_logs/lifecycler/execution-wrapper.log"], ""),
    );
    fake.tell_json("r/details", r#"{"logFiles":{"azureml-logs/70_driver_log.txt":"https://acct.blob/70?sig=S","user_logs/a.txt":"https://acct.blob/a?sig=S"}}"#);
    let files = files(&fake, &run("r"), FileList::Logs);
    assert_eq!(
        paths(&files),
        [
            "user_logs/std_log.txt",
            "user_logs/a.txt",
            "azureml-logs/70_driver_log.txt",
            "system_logs/lifecycler/execution-wrapper.log"
        ]
    );
    assert!(
        files[0]
            .url
            .ends_with("/artifacts/content/ExperimentRun/dcid.r/user_logs/std_log.txt")
    );
    assert!(
        files.iter().all(|file| !file.url.contains("sig")),
        "no link that ends, and no signature"
    );
    // Its link is asked for when it is wanted, and again each time.
    for part in ["one\n", "one\ntwo\n"] {
        fake.tell_json(
            "r/details",
            r#"{"logFiles":{"azureml-logs/70_driver_log.txt":"https://acct.blob/70?sig=S"}}"#,
        );
        fake.tell("/70", Ok(json(200, part)));
        let bytes = block_on(fake.source().bytes(&files[2].url, None)).expect("the log");
        assert_eq!(bytes.body, part.as_bytes());
    }
}

#[test]
fn a_log_grows_and_beyond_its_end_there_is_nothing() {
    let fake = Fake::default();
    let url = format!("{HOST}/artifact/v2.0{SCOPE}/artifacts/content/ExperimentRun/dcid.r/user_logs/std_log.txt");
    fake.tell("/std_log.txt", Ok(json(206, "two\n")));
    fake.tell("/std_log.txt", Ok(json(416, "")));
    let source = fake.source();
    assert_eq!(
        block_on(source.bytes(&url, Some((4, None)))).expect("more").body,
        b"two\n"
    );
    assert_eq!(
        block_on(source.bytes(&url, Some((8, None)))).expect("nothing").body,
        b""
    );
}

#[test]
fn a_run_without_logs_has_none_and_a_service_that_fails_says_so() {
    let fake = Fake::recorded();
    assert_eq!(files(&fake, &run(RUN), FileList::Logs), []);
    let fake = Fake::default();
    for _ in 0..5 {
        fake.tell("r/details", Ok(json(500, "")));
    }
    let error = block_on(fake.source().files(&run("r"), FileList::Logs, None)).expect_err("500");
    assert_eq!(error.to_string(), "The server failed (status 500)");
}

const TREE: &str = r#"{"name":"","type":"Directory","children":{
    "train.py":{"name":"train.py","type":"File","sasUrl":"https://acct.blob/s/train.py?sig=S","sizeBytes":9,"timestamp":"2026-11-24T00:30:40.624243","children":{}},
    "sub":{"type":"Directory","children":{"my util.py":{"type":"File","sasUrl":"https://acct.blob/s/util.py?sig=S","sizeBytes":4,"children":null}}}}}"#;

#[test]
fn a_snapshot_is_a_tree_of_files_and_a_zip() {
    let fake = Fake::default();
    fake.tell_json("s-1/sas", TREE);
    let files = files(&fake, &run("r"), FileList::Snapshot);
    assert_eq!(paths(&files), ["sub/my util.py", "train.py", "snapshot.zip"]);
    assert_eq!(
        (files[1].size, files[2].media_type.as_deref()),
        (Some(9), Some("application/zip"))
    );
    assert!(files.iter().all(|file| !file.url.contains("sig")));
    let source = fake.source_at(HOST, "hunter2");
    fake.tell_json("s-1/sas", TREE);
    fake.tell("/s/util.py", Ok(json(200, "code")));
    assert_eq!(block_on(source.bytes(&files[0].url, None)).expect("code").body, b"code");
    assert_eq!(fake.asked().last().map(|request| request.headers.len()), Some(0));
    // It is packed when it is wanted.
    fake.tell("s-1/zip", Ok(json(202, r#"{"location":"/content/v2.0/later"}"#)));
    fake.tell("/later", Ok(json(202, "{}")));
    fake.tell_json("s-1/zip", r#"{"zipSasUri":"https://acct.blob/s.zip?sig=S"}"#);
    fake.tell("/s.zip", Ok(json(200, "PK")));
    assert_eq!(block_on(source.bytes(&files[2].url, None)).expect("a zip").body, b"PK");
    assert_eq!(fake.slept().len(), 2);
    let methods: Vec<bool> = fake
        .asked()
        .iter()
        .rev()
        .take(4)
        .map(|request| request.method == Method::Get)
        .collect();
    assert_eq!(methods, [true, false, true, false]);
}

#[test]
fn a_snapshot_without_links_still_lists_its_files() {
    let fake = Fake::default();
    fake.tell("s-1/sas", Ok(problem(405, "X", "No.")));
    fake.tell_json("s-1/metadata", &format!(r#"{{"id":"s-1","root":{TREE}}}"#));
    assert_eq!(paths(&files(&fake, &run("r"), FileList::Snapshot)).len(), 3);
    let mut without = run("r");
    without.snapshot = None;
    assert_eq!(files(&fake, &without, FileList::Snapshot), []);
}

#[test]
fn what_is_gone_is_told() {
    let fake = Fake::default();
    let url = format!("{HOST}/content/v1.0{SCOPE}/snapshots/s-1/sas#gone.py");
    fake.tell_json("s-1/sas", TREE);
    let error = block_on(fake.source().bytes(&url, None)).expect_err("gone");
    assert!(matches!(error, SourceError::Status { status: 404, .. }), "{error:?}");
}
