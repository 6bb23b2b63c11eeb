//! Lists in pieces.

use super::SourceError;
use std::ops::Deref;
use std::sync::Arc;

/// Where a list goes on; opaque to everyone but its source.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cursor(Arc<str>);

impl Cursor {
    /// Wraps the text of a source.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// The text, as the source wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What could be read of one thing. It stands for that thing: what could not
/// be read of it is only told beside it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Partial<T> {
    /// What could be read.
    pub value: T,
    /// What could not be read, and was left out.
    pub warnings: Vec<SourceError>,
}

impl<T> Partial<T> {
    /// Something of which nothing was left out.
    pub fn whole(value: T) -> Self {
        Self {
            value,
            warnings: Vec::new(),
        }
    }
}

impl<T> Deref for Partial<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A piece of a list, in the order of the source.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// What could be read.
    pub items: Vec<T>,
    /// Where the list goes on; `None` at its end.
    pub next: Option<Cursor>,
    /// How many there are on all pages, when the source says so.
    pub total: Option<u64>,
    /// What could not be read, and was left out.
    pub warnings: Vec<SourceError>,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            next: None,
            total: None,
            warnings: Vec::new(),
        }
    }
}
