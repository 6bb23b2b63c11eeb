//! The fields of an object, by name and by what they ought to be.

use super::{Children, Entries, Place, Read, Value, wrong};
use crate::source::SourceError;
use crate::source::scalar;
use std::borrow::Cow;
use std::cell::OnceCell;

/// An object whose fields are asked for one by one.
///
/// It remembers the first mistake: a field that cannot be read is none, and
/// [`check`](Self::check) says why before anything is made of it. A field that
/// is `null` is one that is not written.
#[derive(Debug)]
pub struct Object<'a> {
    entries: Vec<(Cow<'a, str>, Value<'a>)>,
    /// Where it stands.
    pub place: &'a Place<'a>,
    /// The document it stands in.
    pub url: &'a str,
    mistake: OnceCell<SourceError>,
}

impl<'a> Object<'a> {
    /// The object `value`, in words `expected`, at `place` of the document from `url`.
    #[inline(never)]
    pub fn of(value: Value<'a>, place: &'a Place<'a>, url: &'a str, expected: &str) -> Result<Self, SourceError> {
        if value.first() != b'{' {
            return Err(SourceError::malformed(url, place, wrong(value, expected)));
        }
        let mut entries = Vec::with_capacity(8);
        for entry in value.entries() {
            entries.push(entry);
        }
        Ok(Self {
            entries,
            place,
            url,
            mistake: OnceCell::new(),
        })
    }

    /// Whether all that was asked for so far could be read.
    #[inline(never)]
    pub fn check(&self) -> Result<(), SourceError> {
        self.mistake.get().map_or(Ok(()), |mistake| Err(mistake.clone()))
    }

    /// `read`, when all that was asked for could be read.
    pub fn finish<T>(&self, read: T) -> Result<T, SourceError> {
        self.check().map(|()| read)
    }

    /// Remembers why something of it could not be read.
    pub fn adopt<T>(&self, read: Result<T, SourceError>) -> Option<T> {
        match read {
            Ok(read) => Some(read),
            Err(mistake) => {
                let _ = self.mistake.set(mistake);
                None
            }
        }
    }

    /// All of them in the order in which they stand, with their values.
    pub fn entries(&self) -> impl Iterator<Item = &(Cow<'a, str>, Value<'a>)> {
        self.entries.iter()
    }

    /// A field of any kind.
    pub fn optional(&self, name: &str) -> Option<Value<'a>> {
        self.find(name).filter(|value| !value.is_null())
    }

    /// A field of any kind that must be there.
    #[inline(never)]
    pub fn required(&self, name: &str) -> Result<Value<'a>, SourceError> {
        let missing = || SourceError::malformed(self.url, self.place, format!("the field {name:?} is missing"));
        self.find(name).ok_or_else(missing)
    }

    #[inline(never)]
    fn find(&self, name: &str) -> Option<Value<'a>> {
        let mut found = None;
        for (key, value) in &self.entries {
            if key == name && found.replace(*value).is_some() {
                let twice = format!("the field {name:?} stands twice");
                self.adopt(Err::<(), _>(SourceError::malformed(self.url, self.place, twice)));
            }
        }
        found
    }

    /// What `read` makes of a field.
    #[inline(never)]
    pub fn read<T>(&self, name: &str, read: Read<T>) -> Option<T> {
        self.take(self.optional(name)?, name, read)
    }

    fn take<T>(&self, value: Value<'a>, name: &str, read: Read<T>) -> Option<T> {
        read(value).map_err(|reason| self.blame(name, reason)).ok()
    }

    #[inline(never)]
    fn blame(&self, name: &str, reason: String) {
        let mistake = SourceError::malformed(self.url, Place::Field(self.place, name), reason);
        self.adopt(Err::<(), _>(mistake));
    }

    /// A text.
    pub fn text(&self, name: &str) -> Option<String> {
        self.read(name, scalar::text)
    }

    /// A text; empty when there is none.
    #[inline(never)]
    pub fn text_or_empty(&self, name: &str) -> String {
        self.text(name).unwrap_or_default()
    }

    /// A text that must be there.
    #[inline(never)]
    pub fn required_text(&self, name: &str) -> String {
        let value = self.adopt(self.required(name));
        value
            .and_then(|value| self.take(value, name, scalar::text))
            .unwrap_or_default()
    }

    /// A link as it is written, which no number stands for.
    pub fn link(&self, name: &str) -> Option<String> {
        self.read(name, scalar::letters)
    }

    /// A link that must be there.
    #[inline(never)]
    pub fn required_link(&self, name: &str) -> String {
        let value = self.adopt(self.required(name));
        value
            .and_then(|value| self.take(value, name, scalar::letters))
            .unwrap_or_default()
    }

    /// A number.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.read(name, scalar::number)
    }

    /// A whole number.
    pub fn step(&self, name: &str) -> Option<i64> {
        self.read(name, scalar::step)
    }

    /// How many.
    pub fn count(&self, name: &str) -> Option<u64> {
        self.read(name, scalar::count)
    }

    /// What a list holds; nothing when there is none.
    #[inline(never)]
    pub fn list(&self, name: &str) -> Children<'a> {
        let list = self.read(name, |value| expect(value, b'[', "a list"));
        let list = list.and_then(|()| self.optional(name));
        list.unwrap_or(Value::EMPTY_OBJECT).children()
    }

    /// The entries of an object whose names are data; none when there is no such object.
    #[inline(never)]
    pub fn data(&self, name: &str) -> Entries<'a> {
        let data = self.read(name, |value| expect(value, b'{', "an object"));
        let data = data.and_then(|()| self.optional(name));
        data.unwrap_or(Value::EMPTY_OBJECT).entries()
    }
}

fn expect(value: Value<'_>, first: u8, expected: &str) -> Result<(), String> {
    match value.first() == first {
        true => Ok(()),
        false => Err(wrong(value, expected)),
    }
}
