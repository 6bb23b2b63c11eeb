//! Artifacts, and the metrics that are kept in them.

use crate::fake::{Fake, HOST, json};
use crate::recorded::run;
use pollster::block_on;
use runlens::model::{Cells, ExperimentId, FileRef, Metric, MetricKey, MetricKind, MetricSummary, Run, RunId};
use runlens::source::{FileList, Page, RunSource, SourceError};

fn all_files(fake: &Fake, run: &Run, list: FileList) -> Page<FileRef> {
    let source = fake.source();
    let mut all = Page::default();
    let mut cursor = None;
    loop {
        let page: Page<FileRef> = block_on(source.files(run, list, cursor.as_ref())).expect("files");
        all.items.extend(page.items);
        all.warnings.extend(page.warnings);
        cursor = page.next;
        if cursor.is_none() {
            return all;
        }
    }
}

fn paths(page: &Page<FileRef>) -> Vec<&str> {
    page.items.iter().map(|file| file.path.as_str()).collect()
}

fn bare(id: &str) -> Run {
    Run::new(RunId::new(id), ExperimentId::new("1"))
}

#[test]
fn folders_are_walked_the_nearest_first() {
    let fake = Fake::recorded();
    let all = all_files(&fake, &bare("475a5c2de8d04f4f87df70ed65636926"), FileList::Artifacts);
    assert_eq!(
        paths(&all),
        [
            "confusion_matrix.json",
            "errors.json",
            "roc_curve.json",
            "plots/confusion_matrix.png"
        ]
    );
    assert_eq!(all.items[3].size, Some(29206));
    let url =
        format!("{HOST}/get-artifact?run_uuid=475a5c2de8d04f4f87df70ed65636926&path=plots%2Fconfusion_matrix.png");
    assert_eq!(all.items[3].url, url);
    let body = block_on(fake.source().bytes(&all.items[0].url, None))
        .expect("bytes")
        .body;
    assert!(body.starts_with(br#"{"labels":["0","#));
}

#[test]
fn logs_are_the_texts_in_the_folder_of_logs_and_code_is_not_kept() {
    let fake = Fake::default();
    let folder = r#"{"files":[{"path":"logs/std_log.txt","file_size":"3"},{"path":"logs/a.bin"},{"path":"logs/x","is_dir":true}]}"#;
    fake.tell("artifacts/list", Ok(json(200, folder)));
    fake.tell(
        "artifacts/list",
        Ok(json(200, r#"{"files":[{"path":"logs/x/a.log"}]}"#)),
    );
    assert_eq!(
        paths(&all_files(&fake, &bare("r"), FileList::Logs)),
        ["logs/std_log.txt", "logs/x/a.log"]
    );
    assert!(fake.asked()[0].url.ends_with("run_id=r&path=logs"));
    assert!(all_files(&fake, &bare("r"), FileList::Snapshot).items.is_empty());
    fake.tell("artifacts/list", Ok(json(200, r#"{"root_uri":"x"}"#)));
    assert!(all_files(&fake, &bare("r"), FileList::Logs).items.is_empty());
}

#[test]
fn a_walk_ends_where_folders_lead_round_or_are_too_many() {
    let fake = Fake::default();
    let round = r#"{"files":[{"path":"","is_dir":true},{"path":"a","is_dir":true}]}"#;
    let back = r#"{"files":[{"path":"a","is_dir":true},{"path":"b","is_dir":true},{"path":"a/b","is_dir":false}]}"#;
    fake.tell("artifacts/list", Ok(json(200, round)));
    fake.tell("artifacts/list", Ok(json(200, back)));
    assert_eq!(paths(&all_files(&fake, &bare("r"), FileList::Artifacts)), ["a/b"]);

    let files: Vec<String> = (0..2500).map(|at| format!(r#"{{"path":"f{at}"}}"#)).collect();
    fake.tell(
        "artifacts/list",
        Ok(json(
            200,
            format!(r#"{{"files":[{},{{"path":"d","is_dir":true}}]}}"#, files.join(",")),
        )),
    );
    let many = all_files(&fake, &bare("r"), FileList::Artifacts);
    assert_eq!(many.items.len(), 2000);
    assert_eq!(
        many.warnings[0].to_string(),
        "This source does not offer more than 2000 files of a run"
    );
}

#[test]
fn a_folder_that_cannot_be_read_costs_only_itself() {
    let fake = Fake::default();
    fake.tell(
        "artifacts/list",
        Ok(json(
            200,
            r#"{"files":[{"path":"a","is_dir":true},{"path":"b","is_dir":true}]}"#,
        )),
    );
    fake.tell("artifacts/list", Ok(json(500, "")));
    fake.tell("artifacts/list", Ok(json(200, r#"{"files":[{"path":"b/x"}]}"#)));
    let all = all_files(&fake, &bare("r"), FileList::Artifacts);
    assert_eq!((paths(&all), all.warnings.len()), (vec!["b/x"], 1));
}

#[test]
fn a_logged_table_is_a_metric() {
    let mut run = bare("r");
    let url = format!("{HOST}/get-artifact?run_uuid=r&path=t.json");
    let summary = MetricSummary {
        locator: Some(url.as_str().into()),
        ..MetricSummary::new(MetricKind::Table)
    };
    run.metrics.insert(MetricKey::new("t.json"), summary);
    let fake = Fake::default();
    fake.tell(
        "get-artifact",
        Ok(json(200, r#"{"columns":["a","b"],"data":[[1,"x"],[null,"y"]]}"#)),
    );
    let part = block_on(fake.source().metric(&run, &MetricKey::new("t.json"), None)).expect("table");
    let Metric::Table(table) = &part.metric else {
        panic!("a table")
    };
    assert_eq!((table.row_count(), part.total), (2, Some(2)));
    assert_eq!(table.columns[0].cells, Cells::Numbers(vec![Some(1.0), None]));
    assert_eq!(fake.asked()[0].url, url);
}

#[test]
fn a_part_of_a_file_is_the_part_whatever_the_server_knows_of_ranges() {
    let fake = Fake::default();
    let url = format!("{HOST}/get-artifact?run_uuid=r&path=a.txt");
    for status in [200, 416] {
        fake.tell("get-artifact", Ok(json(status, "abcdef")));
    }
    let source = fake.source();
    assert_eq!(
        block_on(source.bytes(&url, Some((2, Some(3))))).expect("part").body,
        b"cd"
    );
    assert_eq!(block_on(source.bytes(&url, Some((9, None)))).expect("beyond").body, b"");
    assert_eq!(fake.asked()[0].range, Some((2, Some(3))));
}

#[test]
fn a_file_that_is_gone_is_said_in_the_words_of_the_server() {
    let source = Fake::recorded().source();
    let url = format!("{HOST}/get-artifact?run_uuid=475a5c2de8d04f4f87df70ed65636926&path=zz.json");
    let error = block_on(source.bytes(&url, None)).expect_err("gone");
    assert!(
        error.to_string().starts_with("The server says: No such artifact"),
        "{error}"
    );
    assert!(!matches!(error, SourceError::Status { .. }));
}

#[test]
fn a_run_whose_images_cannot_be_listed_is_shown_without_them() {
    let fake = Fake::recorded();
    fake.tell("artifacts/list", Ok(json(500, "")));
    let id = RunId::new(crate::recorded::IRIS);
    let without = block_on(fake.source().run(&id)).expect("the run");
    assert!(!without.metrics.contains_key(&MetricKey::new("digit")));
    assert_eq!(without.warnings.len(), 1, "and says so");
    assert_eq!(without.metrics.len() + 1, run(crate::recorded::IRIS).metrics.len());
}
