//! JSON text to values, with errors that say where and what.

mod place_at;

use self::place_at::{Segment, offset_of, place_at};
use super::SourceError;
use super::link::shown;
use serde::Deserialize;
use serde_json::error::Category;
use serde_json::value::RawValue;
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
    serde_json::from_slice(body).map_err(|error| not_a_document(&error, body, url))
}

/// The value in `raw`, which stands at `place` of the document from `url`.
pub fn part<'a, T: Deserialize<'a>>(raw: &'a RawValue, place: &Place<'_>, url: &str) -> Result<T, SourceError> {
    serde_json::from_str(raw.get()).map_err(|error| malformed(&error, raw.get().as_bytes(), place, url))
}

fn not_a_document(error: &serde_json::Error, body: &[u8], url: &str) -> SourceError {
    let reason = match error.classify() {
        Category::Data => return malformed(error, body, &Place::Document, url),
        // A number beyond the floats is JSON all the same.
        Category::Syntax if error.to_string().starts_with("number out of range") => {
            return malformed(error, body, &Place::Document, url);
        }
        Category::Eof => format!("the text ends early at {}", position(error)),
        Category::Syntax if error.to_string().starts_with("trailing characters") => {
            format!("something follows its end at {}", position(error))
        }
        Category::Syntax | Category::Io => format!("it breaks off at {}", position(error)),
    };
    SourceError::NotJson {
        url: shown(url),
        reason: other_than_json(body).map_or(reason, str::to_owned),
    }
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

fn malformed(error: &serde_json::Error, text: &[u8], place: &Place<'_>, url: &str) -> SourceError {
    let message = error.to_string();
    let mut way = place_at(text, offset_of(text, error.line(), error.column()));
    // A fault of the object, noticed at one of its entries.
    if message.starts_with("duplicate field") {
        way.pop();
    }
    SourceError::malformed(url, full_place(place, way), plain(&message))
}

fn full_place(place: &Place<'_>, way: Vec<Segment>) -> String {
    let mut out = match place {
        Place::Document => String::new(),
        _ => place.to_string(),
    };
    let mut parent = match place {
        Place::Field(_, name) => (*name).to_owned(),
        _ => String::new(),
    };
    for segment in way {
        match segment {
            Segment::Index(index) => out.push_str(&format!("[{index}]")),
            Segment::Key(key) => {
                if !out.is_empty() {
                    out.push('.');
                }
                match NAMED_BY_DATA.contains(&parent.as_str()) {
                    true => out.push_str(&format!("{key:?}")),
                    false => out.push_str(&key),
                }
                parent = key;
            }
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
