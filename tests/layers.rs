//! The layers depend on each other in one direction only, and the pure ones
//! know nothing of signals or of the browser.

use std::fs;
use std::path::{Path, PathBuf};

/// A layer, and the layers it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("text", &["model"]),
    ("query", &["model"]),
    ("chart", &["model"]),
    ("browser", &[]),
    ("source", &["model", "browser"]),
    ("state", &["model", "text", "query", "chart", "browser", "source"]),
    // The page reads errors and capabilities, parses an address, and looks into
    // files of JSON; it asks the state for everything else.
    (
        "view",
        &["model", "text", "query", "chart", "browser", "source", "state"],
    ),
];

/// What must not be named in a layer: a crate, and the files that may.
const MUST_NOT_NAME: &[(&str, &str, &[&str])] = &[
    ("model", "leptos", &[]),
    ("model", "web_sys", &[]),
    ("text", "leptos", &[]),
    ("text", "web_sys", &[]),
    ("query", "leptos", &[]),
    ("query", "web_sys", &[]),
    ("chart", "leptos", &[]),
    ("chart", "web_sys", &[]),
    (
        "chart",
        "plotters",
        &["src/chart/paint.rs", "src/chart/units.rs", "src/chart/columns.rs"],
    ),
    ("browser", "leptos", &[]),
    ("source", "leptos", &[]),
    ("source", "web_sys", &[]),
    ("state", "web_sys", &[]),
];

#[test]
fn no_layer_reaches_above_itself() {
    let mut faults = Vec::new();
    for (layer, allowed) in MAY_USE {
        for (file, number, line) in code_lines(layer) {
            for used in layers_used(&line) {
                let known = MAY_USE.iter().any(|(known, _)| *known == used);
                if known && used != *layer && !allowed.contains(&used.as_str()) {
                    faults.push(format!("{file}:{number}: {layer} uses {used}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn pure_layers_name_no_signal_and_no_browser() {
    let mut faults = Vec::new();
    for (layer, name, except) in MUST_NOT_NAME {
        for (file, number, line) in code_lines(layer) {
            if !except.contains(&file.as_str()) && line.contains(&format!("{name}::")) {
                faults.push(format!("{file}:{number}: {layer} names {name}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_layer_is_in_the_table() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(src).expect("src is readable").flatten() {
        if entry.path().is_dir() {
            let name = entry.file_name().to_string_lossy().into_owned();
            assert!(MAY_USE.iter().any(|(layer, _)| *layer == name), "{name} is in no layer");
        }
    }
}

/// The layers that a line names as `crate::layer`.
fn layers_used(line: &str) -> Vec<String> {
    line.match_indices("crate::")
        .map(|(at, found)| {
            line[at + found.len()..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        })
        .collect()
}

/// The lines of a layer that are not comments: file, number, text.
fn code_lines(layer: &str) -> Vec<(String, usize, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut lines = Vec::new();
    for file in rust_files(&root.join("src").join(layer)) {
        let name = file
            .strip_prefix(root)
            .expect("it is below the root")
            .display()
            .to_string();
        let text = fs::read_to_string(&file).expect("a source file is readable");
        for (place, line) in text.lines().enumerate() {
            if !line.trim_start().starts_with("//") {
                lines.push((name.clone(), place + 1, line.to_owned()));
            }
        }
    }
    lines
}

fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(dir) else {
        return Vec::new();
    };
    let mut files: Vec<_> = entries
        .flatten()
        .flat_map(|entry| {
            let path = entry.path();
            if path.is_dir() { rust_files(&path) } else { vec![path] }
        })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect();
    files.sort();
    files
}
