//! The tree of the files of a snapshot.

use super::answer::Answer;
use crate::model::Timestamp;
use crate::source::SourceError;
use crate::source::json::{Object, Place, Value};
use std::collections::BTreeMap;

/// Folders in folders; a tree that is deeper goes round.
const DEEPEST: usize = 64;

/// A file of a snapshot.
pub struct Node {
    /// The signed link to its bytes; empty when it has none.
    pub link: String,
    /// Its length in bytes.
    pub size: Option<u64>,
    /// When it last changed.
    pub modified: Option<Timestamp>,
}

/// The files of a tree by their paths.
#[inline(never)]
pub fn leaves(answer: &Answer) -> Result<BTreeMap<String, Node>, SourceError> {
    let document = answer.read()?;
    let root = answer.object(&document, "a tree of files")?;
    let mut files = BTreeMap::new();
    // One interface wraps the tree, the other does not.
    let tree = root.optional("root").unwrap_or(document.value());
    add_leaves(tree, "", 0, &answer.url, &mut files)?;
    Ok(files)
}

fn add_leaves(
    value: Value<'_>,
    path: &str,
    depth: usize,
    url: &str,
    files: &mut BTreeMap<String, Node>,
) -> Result<(), SourceError> {
    let object = Object::of(value, &Place::Document, url, "a file or folder")?;
    let is_file = object.text_or_empty("type").eq_ignore_ascii_case("file");
    if is_file {
        let node = Node {
            link: object.text_or_empty("sasUrl"),
            size: object
                .optional("sizeBytes")
                .and_then(|size| crate::source::scalar::count(size).ok()),
            modified: object
                .optional("timestamp")
                .and_then(|time| Timestamp::parse(&time.letters()?)),
        };
        files.insert(path.to_owned(), node);
    } else if depth < DEEPEST {
        for (name, child) in object.data("children") {
            let below = if path.is_empty() {
                name.into_owned()
            } else {
                format!("{path}/{name}")
            };
            add_leaves(child, &below, depth + 1, url, files)?;
        }
    }
    object.check()
}
