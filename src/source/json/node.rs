//! A document that somebody looks into: a value is read when it is opened.

use super::document;
use super::value::Document;
use crate::source::SourceError;
use std::sync::Arc;

/// A value of a document, which it shares with all values in it.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonNode {
    document: Arc<str>,
    start: usize,
    end: usize,
}

impl JsonNode {
    /// The document in `text`, which came from `url`. The words `NaN`,
    /// `Infinity` and `-Infinity`, which Python writes, count as numbers.
    ///
    /// # Errors
    /// When it is no JSON; the place is said.
    pub fn parse(text: &Arc<str>, url: &str) -> Result<Self, SourceError> {
        if let Err(error) = document(text.as_bytes(), url) {
            document(plain_numbers(text.as_bytes()).as_slice(), url).map_err(|_| error)?;
        }
        let start = text.len() - text.trim_start_matches(['\u{feff}', ' ', '\t', '\n', '\r']).len();
        Ok(Self {
            document: text.clone(),
            start,
            end: text.trim_end_matches([' ', '\t', '\n', '\r']).len(),
        })
    }

    /// The value as it is written.
    pub fn text(&self) -> &str {
        self.document.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether it is a list.
    pub fn is_list(&self) -> bool {
        self.text().starts_with('[')
    }

    /// Whether it is an object.
    pub fn is_object(&self) -> bool {
        self.text().starts_with('{')
    }

    /// The letters of a text; `None` when it is none.
    pub fn letters(&self) -> Option<String> {
        Document::new(self.text()).value().letters().map(String::from)
    }

    /// What an object holds by its names, or a list without; nothing else holds anything.
    pub fn children(&self) -> Vec<(Option<String>, Self)> {
        let document = Document::new(self.text());
        let base = self.text().as_ptr().addr();
        let child = |text: &str| {
            let start = self.start + (text.as_ptr().addr() - base);
            Self {
                document: self.document.clone(),
                start,
                end: start + text.len(),
            }
        };
        let value = document.value();
        if self.is_object() {
            let entries = value.entries();
            return entries
                .map(|(name, value)| (Some(name.into_owned()), child(value.text())))
                .collect();
        }
        if self.is_list() {
            return value.children().map(|value| (None, child(value.text()))).collect();
        }
        Vec::new()
    }
}

/// The text with plain numbers, as long, in place of those that JSON has no
/// word for; none of its values moves.
fn plain_numbers(text: &[u8]) -> Vec<u8> {
    let mut plain = text.to_vec();
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let word = match byte {
            b'"' => {
                at = super::value::behind_letters(text, at);
                continue;
            }
            b'N' => "NaN",
            b'I' => "Infinity",
            _ => "",
        };
        if !word.is_empty() && text[at..].starts_with(word.as_bytes()) {
            plain[at..at + word.len()].fill(b' ');
            plain[at] = b'0';
            at += word.len();
        } else {
            at += 1;
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<JsonNode, SourceError> {
        JsonNode::parse(&Arc::from(text), "u")
    }

    #[test]
    fn values_are_found_where_they_stand() {
        let root =
            parse("\u{feff} {\"a\\n\": [1, {\"b\": \"c\\\"\"}], \"d\": NaN, \"e\": -Infinity} \n").expect("JSON");
        let children = root.children();
        let names: Vec<_> = children.iter().map(|(name, _)| name.as_deref()).collect();
        assert_eq!(names, [Some("a\n"), Some("d"), Some("e")]);
        let list = children[0].1.children();
        assert_eq!((list[0].0.as_deref(), list[0].1.text()), (None, "1"));
        let (name, inner) = &list[1].1.children()[0];
        assert_eq!((name.as_deref(), inner.letters().as_deref()), (Some("b"), Some("c\"")));
        assert_eq!((children[1].1.text(), children[2].1.text()), ("NaN", "-Infinity"));
        assert!(inner.children().is_empty() && children[1].1.children().is_empty());
    }

    #[test]
    fn what_is_no_document_says_where_it_breaks_off() {
        for text in ["", "{\"a\": nAn}", "{\"NaN\" 1}", "[1", "<html>", "NaNNaN"] {
            assert!(matches!(parse(text), Err(SourceError::NotJson { .. })), "{text}");
        }
        assert_eq!(parse(" \"NaN\" ").expect("a text").letters().as_deref(), Some("NaN"));
        assert_eq!(parse("7").expect("a number").text(), "7");
    }

    #[test]
    fn a_document_that_is_nested_deep_is_opened_step_by_step() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        let node = parse(&deep).expect("only looked at as deep as somebody opens it");
        assert_eq!(node.children().len(), 1);
    }
}
