//! Outputs, logs and code, byte by byte.

use crate::live::{Live, text};
use pollster::block_on;
use runlens::model::{FileRef, Run};
use runlens::source::{FileList, RunSource};

/// RFC 4648 with padding.
pub fn decoded(text: &str) -> Vec<u8> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut out, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for letter in text.trim_end_matches('=').chars() {
        bits = bits << 6 | LETTERS.find(letter).expect("base64") as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 255) as u8);
        }
    }
    out
}

fn files(live: &Live, run: &Run, list: FileList) -> Vec<FileRef> {
    let (mut files, mut cursor) = (Vec::new(), None);
    loop {
        let page = block_on(live.source.files(run, list, cursor.as_ref())).expect("files");
        files.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            return files;
        }
    }
}

fn bytes(live: &Live, files: &[FileRef], path: &str) -> Vec<u8> {
    let file = files
        .iter()
        .find(|file| file.path == path)
        .unwrap_or_else(|| panic!("{path} among {files:?}"));
    block_on(live.source.bytes(&file.url, None)).expect(path).body
}

fn are_there(live: &Live, name: &str, what: &str, list: FileList) {
    let run = live.run(name);
    let found = files(live, &run, list);
    for (path, content) in live.truth["runs"][name][what].as_object().expect(what) {
        assert_eq!(bytes(live, &found, path), decoded(text(&content["base64"])), "{path}");
    }
}

#[test]
fn outputs_and_logs_are_what_was_written() {
    let Some(live) = Live::find() else { return };
    are_there(&live, "every kind", "files", FileList::Artifacts);
    are_there(&live, "printed", "files", FileList::Artifacts);
    are_there(&live, "printed", "log", FileList::Logs);
    let run = live.run("printed");
    let log = &files(&live, &run, FileList::Logs)[0];
    let whole = block_on(live.source.bytes(&log.url, None)).expect("the log").body;
    let end = whole.len() as u64;
    let tail = block_on(live.source.bytes(&log.url, Some((end - 5, None)))).expect("its end");
    assert_eq!(tail.body, whole[whole.len() - 5..]);
    assert!(
        block_on(live.source.bytes(&log.url, Some((end, None))))
            .expect("beyond")
            .body
            .is_empty()
    );
}

#[test]
fn code_is_what_was_kept_file_by_file_and_in_one_piece() {
    let Some(live) = Live::find() else { return };
    let run = live.run("every kind");
    let found = files(&live, &run, FileList::Snapshot);
    for (path, content) in live.truth["runs"]["every kind"]["snapshot"].as_object().expect("files") {
        assert_eq!(bytes(&live, &found, path), text(content).as_bytes(), "{path}");
    }
    assert!(bytes(&live, &found, "snapshot.zip").starts_with(b"PK"));
}
