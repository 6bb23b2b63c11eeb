//! Files, and the metrics that are kept in them.

use crate::live::{Live, list, texts};
use pollster::block_on;
use runlens::model::{Cells, FileRef, Metric, MetricKey, Run};
use runlens::source::{FileList, RunSource};
use serde_json::Value;

fn files(live: &Live, run: &Run, which: FileList) -> Vec<FileRef> {
    let (mut files, mut cursor) = (Vec::new(), None);
    loop {
        let page = block_on(live.source.files(run, which, cursor.as_ref())).expect("files");
        assert_eq!(page.warnings, []);
        files.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            return files;
        }
    }
}

fn is_same(cells: &Cells, logged: &[Value]) -> bool {
    match cells {
        Cells::Numbers(cells) => *cells == logged.iter().map(Value::as_f64).collect::<Vec<_>>(),
        Cells::Booleans(cells) => *cells == logged.iter().map(Value::as_bool).collect::<Vec<_>>(),
        Cells::Texts(cells) => cells
            .iter()
            .map(|cell| cell.as_deref())
            .eq(logged.iter().map(Value::as_str)),
    }
}

#[test]
fn a_logged_table_has_its_columns() {
    let Some(live) = Live::find() else { return };
    let truth = live.named("odd");
    let run = live.run(truth);
    for (path, columns) in truth["tables"].as_object().expect("tables") {
        let part = block_on(live.source.metric(&run, &MetricKey::new(path.as_str()), None)).expect("a table");
        let Metric::Table(table) = part.metric else {
            panic!("a table")
        };
        assert_eq!(table.columns.len(), columns.as_object().expect("columns").len());
        for column in &table.columns {
            let logged = list(&columns[&column.name], Value::clone);
            assert!(is_same(&column.cells, &logged), "{}: {:?}", column.name, column.cells);
        }
    }
}

#[test]
fn logged_images_come_by_step_and_can_be_read() {
    let Some(live) = Live::find() else { return };
    let truth = live.named("odd");
    let run = live.run(truth);
    for (key, steps) in truth["images"].as_object().expect("images") {
        let part = block_on(live.source.metric(&run, &MetricKey::new(key.as_str()), None)).expect("images");
        let Metric::Images(images) = part.metric else {
            panic!("images")
        };
        let found: Vec<Option<i64>> = images.iter().map(|image| image.step).collect();
        assert_eq!(found, list(steps, Value::as_i64));
        for image in images.iter() {
            let body = block_on(live.source.bytes(&image.url, None)).expect("an image").body;
            assert!(body.starts_with(b"\x89PNG"));
        }
    }
}

#[test]
fn every_file_is_listed_and_can_be_read_in_part() {
    let Some(live) = Live::find() else { return };
    let truth = live.named("odd");
    let run = live.run(truth);
    let listed = files(&live, &run, FileList::Artifacts);
    for (path, logged) in texts(&truth["texts"]) {
        let file = listed
            .iter()
            .find(|file| file.path == path)
            .unwrap_or_else(|| panic!("{path}"));
        assert_eq!(file.size, Some(logged.len() as u64), "{path}");
        let body = block_on(live.source.bytes(&file.url, None)).expect("the file").body;
        assert_eq!(body, logged.as_bytes(), "{path}");
        let part = block_on(live.source.bytes(&file.url, Some((2, Some(4))))).expect("a part");
        assert_eq!(
            (part.body, part.total),
            (logged.as_bytes()[2..5].to_vec(), file.size),
            "{path}"
        );
        let beyond = block_on(live.source.bytes(&file.url, Some((1_000, None)))).expect("beyond the end");
        assert_eq!(beyond.body, b"", "{path}");
    }
    let logs: Vec<String> = files(&live, &run, FileList::Logs)
        .into_iter()
        .map(|file| file.path)
        .collect();
    assert_eq!(logs, ["logs/std_log.txt"]);
    assert!(listed.iter().all(|file| file.url.starts_with(&live.url)));
    let images = truth["images"].as_object().expect("images").values();
    let images: usize = images.map(|steps| steps.as_array().map_or(0, Vec::len)).sum();
    assert_eq!(
        listed.len(),
        3 + 1 + 2 * images,
        "texts, a table, and each image in two sizes"
    );
}
