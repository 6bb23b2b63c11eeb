//! A document that was checked once, and is then read where it stands.
//!
//! A type of its own for each object would be a parser of its own each, which
//! a browser has to load. Here one reader serves them all: a value is a piece
//! of the text, and only its list of containers is made beforehand, so that
//! looking for a name does not walk through what is nested beside it.

use std::borrow::Cow;

/// A document of valid JSON.
#[derive(Debug)]
pub struct Document<'a> {
    text: &'a str,
    containers: Vec<Container>,
}

/// A value of a document.
#[derive(Clone, Copy, Debug)]
pub struct Value<'a> {
    text: &'a str,
    /// Those in `text`, in the order in which they begin: itself first, when it is one.
    containers: &'a [Container],
}

/// An object or list: how many bytes it is long, and how many there are within it.
#[derive(Clone, Copy, Debug)]
struct Container {
    length: usize,
    inner: usize,
}

const EMPTY: &[Container] = &[Container { length: 2, inner: 0 }];

impl<'a> Document<'a> {
    /// The document of a text that is known to be one value of JSON without space around it.
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            containers: containers(text.as_bytes()),
        }
    }

    /// All of it.
    pub fn value(&self) -> Value<'_> {
        Value {
            text: self.text,
            containers: &self.containers,
        }
    }
}

impl<'a> Value<'a> {
    /// An object that holds nothing, for one that is not written.
    pub const EMPTY_OBJECT: Value<'static> = Value {
        text: "{}",
        containers: EMPTY,
    };

    /// The value as it is written.
    pub fn text(self) -> &'a str {
        self.text
    }

    /// The byte that tells what it is: `{`, `[`, `"`, `t`, `f`, `n`, or the first of a number.
    pub fn first(self) -> u8 {
        self.text.as_bytes().first().copied().unwrap_or_default()
    }

    /// Whether it is `null`.
    pub fn is_null(self) -> bool {
        self.first() == b'n'
    }

    /// Whether it is a number.
    pub fn is_number(self) -> bool {
        matches!(self.first(), b'-' | b'0'..=b'9')
    }

    /// The letters of a text; `None` when it is none, or one that is half a letter of two.
    #[inline(never)]
    pub fn letters(self) -> Option<Cow<'a, str>> {
        if self.first() != b'"' {
            return None;
        }
        let inner = self.text.get(1..self.text.len() - 1)?;
        match inner.contains('\\') {
            true => serde_json::from_str(self.text).ok().map(Cow::Owned),
            false => Some(Cow::Borrowed(inner)),
        }
    }

    /// What a list holds; of an object, the names and values in turn.
    pub fn children(self) -> Children<'a> {
        Children {
            text: self.text,
            at: if self.containers.is_empty() { self.text.len() } else { 1 },
            containers: self.containers.get(1..).unwrap_or_default(),
        }
    }

    /// The entries of an object in the order in which they stand; one name may stand twice.
    pub fn entries(self) -> Entries<'a> {
        Entries(self.children())
    }
}

/// Goes through what a container holds.
#[derive(Clone, Debug)]
pub struct Children<'a> {
    text: &'a str,
    at: usize,
    /// Those that are still to come.
    containers: &'a [Container],
}

impl<'a> Iterator for Children<'a> {
    type Item = Value<'a>;

    #[inline(never)]
    fn next(&mut self) -> Option<Value<'a>> {
        let bytes = self.text.as_bytes();
        while matches!(bytes.get(self.at)?, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':') {
            self.at += 1;
        }
        let start = self.at;
        let mut own: &[Container] = &[];
        self.at = match bytes[start] {
            b'}' | b']' => return None,
            b'{' | b'[' => {
                let container = self.containers.first()?;
                (own, self.containers) = self.containers.split_at(container.inner + 1);
                start + container.length
            }
            b'"' => behind_letters(bytes, start),
            _ => behind_word(bytes, start),
        };
        Some(Value {
            text: &self.text[start..self.at],
            containers: own,
        })
    }
}

/// Goes through the entries of an object.
#[derive(Clone, Debug)]
pub struct Entries<'a>(Children<'a>);

impl<'a> Iterator for Entries<'a> {
    type Item = (Cow<'a, str>, Value<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let name = self.0.next()?;
        let value = self.0.next()?;
        Some((name.letters().unwrap_or(Cow::Borrowed(name.text)), value))
    }
}

fn containers(text: &[u8]) -> Vec<Container> {
    let mut all: Vec<Container> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => {
                at = behind_letters(text, at);
                continue;
            }
            // Most of what stands between texts, told from brackets at once.
            ..b'[' => {}
            // Until it ends, its start stands in place of its length.
            b'{' | b'[' => {
                open.push(all.len());
                all.push(Container { length: at, inner: 0 });
            }
            b'}' | b']' => {
                if let Some(number) = open.pop() {
                    let inner = all.len() - number - 1;
                    let length = at + 1 - all[number].length;
                    all[number] = Container { length, inner };
                }
            }
            _ => {}
        }
        at += 1;
    }
    all
}

/// The place behind the text that begins at `start`.
pub fn behind_letters(text: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

/// The place behind the number or word that begins at `start`.
fn behind_word(text: &[u8], start: usize) -> usize {
    let rest = &text[start..];
    let is_end = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b':' | b' ' | b'\t' | b'\n' | b'\r');
    rest.iter().position(is_end).map_or(text.len(), |length| start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_container_holds_is_found_behind_what_is_nested_in_it() {
        let document = Document::new(r#"{"a" : [1, {"x": "]}\""}, []], "b\n":{},"c":-2e3 , "c":null}"#);
        let entries: Vec<(String, &str)> = document
            .value()
            .entries()
            .map(|(name, value)| (name.into_owned(), value.text()))
            .collect();
        let written = [
            ("a", r#"[1, {"x": "]}\""}, []]"#),
            ("b\n", "{}"),
            ("c", "-2e3"),
            ("c", "null"),
        ];
        assert_eq!(entries, written.map(|(name, text)| (name.to_owned(), text)));
        let (_, list) = document.value().entries().next().expect("a");
        let items: Vec<Value<'_>> = list.children().collect();
        let texts: Vec<&str> = items.iter().map(|item| item.text()).collect();
        assert_eq!(texts, ["1", r#"{"x": "]}\""}"#, "[]"]);
        assert_eq!(
            items[1].entries().next().and_then(|(_, value)| value.letters()),
            Some("]}\"".into())
        );
        assert_eq!(items[2].children().count(), 0);
    }

    #[test]
    fn what_is_no_container_holds_nothing() {
        for text in ["1", "\"[1]\"", "null"] {
            assert_eq!(Document::new(text).value().children().count(), 0, "{text}");
        }
        assert_eq!(Value::EMPTY_OBJECT.entries().count(), 0);
    }
}
