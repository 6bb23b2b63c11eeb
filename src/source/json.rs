//! JSON text to values, with errors that say where and what.

mod fields;
mod node;
mod object;
mod repair;
mod value;

pub use fields::json_fields;
pub use node::JsonNode;
pub use object::Object;
pub use repair::repaired;
pub use value::{Children, Document, Entries, Value};

use super::SourceError;
use super::link::shown;
use serde_json::error::Category;
use serde_json::value::RawValue;
use std::fmt;

/// Objects whose names are data and not words of a contract: their entries are
/// quoted in a place, for a metric may well be called `a.b`.
const NAMED_BY_DATA: [&str; 5] = ["metrics", "params", "tags", "properties", "nodes"];
/// A wrong value is quoted in the error, but not a whole file of it.
const QUOTED_LETTERS: usize = 80;

/// How a value is read, or why it cannot be. No place is known here: most
/// values are right, and a place is made only where one is not.
pub type Read<T> = fn(Value<'_>) -> Result<T, String>;

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

impl Place<'_> {
    fn is_named_by_data(&self) -> bool {
        match self {
            Self::Field(_, name) => NAMED_BY_DATA.contains(name),
            Self::Item(list, _) => list.is_named_by_data(),
            Self::Document | Self::Entry(..) => false,
        }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document => f.write_str("the document"),
            Self::Field(Place::Document, name) => f.write_str(name),
            Self::Item(Place::Document, index) => write!(f, "[{index}]"),
            Self::Field(parent, name) if parent.is_named_by_data() => write!(f, "{parent}.{name:?}"),
            Self::Field(parent, name) => write!(f, "{parent}.{name}"),
            Self::Entry(parent, name) => write!(f, "{parent}.{name:?}"),
            Self::Item(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// The document in `body`, which came from `url`.
#[inline(never)]
pub fn document<'a>(body: &'a [u8], url: &str) -> Result<Document<'a>, SourceError> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let checked: Result<&RawValue, _> = serde_json::from_slice(body);
    match checked {
        Ok(raw) => Ok(Document::new(raw.get())),
        Err(error) => Err(not_a_document(&error, body, url)),
    }
}

/// The items of the list `value`, each read like this.
#[inline(never)]
pub fn items<T>(value: Value<'_>, place: &Place<'_>, url: &str, read: Read<T>) -> Result<Vec<T>, SourceError> {
    if value.first() != b'[' {
        return Err(SourceError::malformed(url, place, wrong(value, "a list")));
    }
    let mut items = Vec::new();
    for (index, item) in value.children().enumerate() {
        match read(item) {
            Ok(item) => items.push(item),
            Err(reason) => return Err(SourceError::malformed(url, Place::Item(place, index), reason)),
        }
    }
    Ok(items)
}

/// What was expected, and what was found.
#[inline(never)]
pub fn wrong(value: Value<'_>, expected: &str) -> String {
    let found = match (value.first(), value.letters()) {
        (b'{', _) => "an object".to_owned(),
        (b'[', _) => "a list".to_owned(),
        (_, Some(letters)) => format!("the text {}", shortened(&format!("{letters:?}"))),
        _ if value.is_number() => format!("the number {}", shortened(value.text())),
        _ => shortened(value.text()),
    };
    format!("expected {expected}, found {found}")
}

fn not_a_document(error: &serde_json::Error, body: &[u8], url: &str) -> SourceError {
    let position = format!("line {}, column {}", error.line(), error.column());
    let reason = match error.classify() {
        Category::Eof => format!("the text ends early at {position}"),
        _ if error.to_string().starts_with("trailing characters") => {
            format!("something follows its end at {position}")
        }
        _ => format!("it breaks off at {position}"),
    };
    SourceError::NotJson {
        url: shown(url),
        reason: other_than_json(body).map_or(reason, str::to_owned),
    }
}

/// What a server often answers in place of a file it does not have.
fn other_than_json(body: &[u8]) -> Option<&'static str> {
    match body.trim_ascii_start().first() {
        None => Some("it is empty"),
        Some(b'<') => Some("it is a web page (HTML)"),
        Some(_) => None,
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
