//! Files and compute targets, as items of a list.

use super::decode::Reader;
use crate::model::{ComputeTarget, FileRef};
use crate::source::json::{Object, Place, Value};
use crate::source::{SourceError, link, scalar};
use std::collections::BTreeMap;

/// An item of a list of files.
pub fn file(reader: &mut Reader<'_>, value: Value<'_>, place: &Place<'_>) -> Result<FileRef, SourceError> {
    let object = Object::of(value, place, reader.url, "a file")?;
    let link = object.required_link("href");
    let file = FileRef {
        path: object.required_text("path"),
        url: String::new(),
        size: object.count("size"),
        media_type: object.text("media_type"),
        modified: None,
    };
    object.check()?;
    Ok(FileRef {
        url: link::resolve(reader.url, &link)?,
        modified: reader.instant(&object, "modified"),
        ..file
    })
}

/// An item of the list of compute targets.
pub fn compute_target(
    reader: &mut Reader<'_>,
    value: Value<'_>,
    place: &Place<'_>,
) -> Result<ComputeTarget, SourceError> {
    let object = Object::of(value, place, reader.url, "a compute target")?;
    let nodes_place = Place::Field(place, "nodes");
    let mut nodes = BTreeMap::new();
    for (state, value) in object.data("nodes") {
        let count = scalar::count(value)
            .map_err(|reason| SourceError::malformed(reader.url, Place::Entry(&nodes_place, &state), reason));
        if let Some(count) = object.adopt(count) {
            nodes.insert(state.into_owned(), count);
        }
    }
    let runs = object.link("runs");
    let target = ComputeTarget {
        name: object.required_text("name"),
        kind: object.text_or_empty("kind"),
        size: object.text_or_empty("size"),
        state: object.text_or_empty("state"),
        nodes,
        runs: None,
    };
    object.check()?;
    Ok(ComputeTarget {
        runs: reader.link(runs),
        ..target
    })
}
