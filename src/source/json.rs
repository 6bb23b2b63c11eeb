//! JSON text to values, with errors that say where and what.

use super::SourceError;
use super::link::shown;
use serde::Deserialize;
use serde_json::error::Category;
use serde_json::value::RawValue;
use serde_path_to_error::{Path, Segment};
use std::fmt;

/// Objects whose names are data and not words of a contract: their entries are
/// quoted in a place, for a metric may well be called `a.b`.
const NAMED_BY_DATA: [&str; 5] = ["metrics", "params", "tags", "properties", "nodes"];
/// A wrong value is quoted in the error, but not a whole file of it.
const QUOTED_LETTERS: usize = 80;

/// A place in a document, written only when something is wrong there.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// The document itself.
    Document,
    /// A field that the contract names.
    Field(&'a Place<'a>, &'a str),
    /// An entry that the data names.
    Entry(&'a Place<'a>, &'a str),
    /// An item of a list, counted from 0.
    Item(&'a Place<'a>, usize),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document => f.write_str("the document"),
            Self::Field(Place::Document, name) => f.write_str(name),
            Self::Field(parent, name) => write!(f, "{parent}.{name}"),
            Self::Entry(parent, name) => write!(f, "{parent}.{name:?}"),
            Self::Item(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// The document in `body`, which came from `url`.
pub fn document<'a, T: Deserialize<'a>>(body: &'a [u8], url: &str) -> Result<T, SourceError> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    // Keeping track of the path costs time, and most documents are right.
    if let Ok(value) = serde_json::from_slice(body) {
        return Ok(value);
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let inner = error.inner();
        let reason = match inner.classify() {
            Category::Data => None,
            // A number beyond the floats is JSON all the same.
            Category::Syntax if inner.to_string().starts_with("number out of range") => None,
            Category::Eof => Some(format!("the text ends early at {}", position(inner))),
            Category::Syntax | Category::Io => Some(format!("it breaks off at {}", position(inner))),
        };
        match reason {
            None => malformed(&error, &Place::Document, url),
            Some(reason) => SourceError::NotJson {
                url: shown(url),
                reason: other_than_json(body).map_or(reason, str::to_owned),
            },
        }
    })?;
    json.end().map_err(|error| SourceError::NotJson {
        url: shown(url),
        reason: format!("something follows its end at {}", position(&error)),
    })?;
    Ok(value)
}

/// The value in `raw`, which stands at `place` of the document from `url`.
pub fn part<'a, T: Deserialize<'a>>(raw: &'a RawValue, place: &Place<'_>, url: &str) -> Result<T, SourceError> {
    // As above; there are many parts, and few mistakes.
    serde_json::from_str(raw.get()).or_else(|_| {
        let mut json = serde_json::Deserializer::from_str(raw.get());
        serde_path_to_error::deserialize(&mut json).map_err(|error| malformed(&error, place, url))
    })
}

fn position(error: &serde_json::Error) -> String {
    format!("line {}, column {}", error.line(), error.column())
}

/// What a server often answers in place of a file it does not have.
fn other_than_json(body: &[u8]) -> Option<&'static str> {
    match body.trim_ascii_start().first() {
        None => Some("it is empty"),
        Some(b'<') => Some("it is a web page (HTML)"),
        Some(_) => None,
    }
}

fn malformed(error: &serde_path_to_error::Error<serde_json::Error>, place: &Place<'_>, url: &str) -> SourceError {
    SourceError::malformed(url, full_place(place, error.path()), plain(&error.inner().to_string()))
}

fn full_place(place: &Place<'_>, path: &Path) -> String {
    let mut out = match place {
        Place::Document => String::new(),
        _ => place.to_string(),
    };
    let mut parent = match place {
        Place::Field(_, name) => name,
        _ => "",
    };
    for segment in path.iter() {
        match segment {
            Segment::Seq { index } => out.push_str(&format!("[{index}]")),
            Segment::Map { key } | Segment::Enum { variant: key } => {
                if !out.is_empty() {
                    out.push('.');
                }
                match NAMED_BY_DATA.contains(&parent) {
                    true => out.push_str(&format!("{key:?}")),
                    false => out.push_str(key),
                }
                parent = key;
            }
            Segment::Unknown => {}
        }
    }
    if out.is_empty() {
        return Place::Document.to_string();
    }
    out
}

/// The message of the parser in the words of JSON rather than of Rust.
fn plain(message: &str) -> String {
    let message = message.rsplit_once(" at line ").map_or(message, |(message, _)| message);
    let wrong = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "));
    if let Some((found, expected)) = wrong.and_then(|wrong| wrong.rsplit_once(", expected ")) {
        let expected = match expected {
            "a sequence" => "a list",
            "a map" => "an object",
            "a string" => "a text",
            other => other,
        };
        return format!("expected {expected}, found {}", plain_value(found));
    }
    if let Some(field) = message.strip_prefix("missing field ") {
        return format!("the field {} is missing", field.replace('`', "\""));
    }
    if let Some(field) = message.strip_prefix("duplicate field ") {
        return format!("the field {} stands twice", field.replace('`', "\""));
    }
    shortened(message)
}

fn plain_value(found: &str) -> String {
    if let Some(text) = found.strip_prefix("string ") {
        return format!("the text {}", shortened(text));
    }
    let number = found
        .strip_prefix("integer `")
        .or_else(|| found.strip_prefix("floating point `"));
    if let Some(number) = number {
        return format!("the number {}", number.trim_end_matches('`'));
    }
    match found {
        "map" => "an object".to_owned(),
        "sequence" => "a list".to_owned(),
        other => other.trim_start_matches("boolean ").replace('`', ""),
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(QUOTED_LETTERS) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
