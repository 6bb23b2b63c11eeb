//! Answers, and what only looks like one.

use crate::source::json::{self, Document, Object, Place, Value, repaired};
use crate::source::link::shown;
use crate::source::{ByteRange, Refusal, Response, SourceError};
use std::cell::OnceCell;

/// The words of a server are quoted, but not a whole traceback of them.
const QUOTED_LETTERS: usize = 400;
/// Errors may be nested; deeper ones say nothing more.
const DEEPEST: usize = 8;

/// A document that came from `url`.
#[derive(Debug)]
pub struct Answer {
    /// What was asked for.
    pub url: String,
    body: Vec<u8>,
    /// The body made JSON, where it is not.
    repaired: OnceCell<Vec<u8>>,
}

impl Answer {
    /// The document in `body`.
    pub fn new(body: Vec<u8>, url: &str) -> Self {
        Self {
            url: url.to_owned(),
            body,
            repaired: OnceCell::new(),
        }
    }

    /// Takes an answer to a question of the interface.
    #[inline(never)]
    pub fn accept(response: Response, url: &str) -> Result<Self, SourceError> {
        let is_html = response.body.trim_ascii_start().first() == Some(&b'<');
        match response.status {
            // What a program asks for is not moved; what stands in front of it wants to know who asks.
            0 | 401 => Err(SourceError::needs_sign_in(url)),
            200..=299 if is_html && response.redirected_to.is_some() => Err(SourceError::needs_sign_in(url)),
            200..=299 => Ok(Self::new(response.body, url)),
            status => Err(refused(status, response.body, url)),
        }
    }

    /// The document as it came.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Reads the document. Some of them hold the words NaN and Infinity, which are not JSON.
    #[inline(never)]
    pub fn read(&self) -> Result<Document<'_>, SourceError> {
        json::document(&self.body, &self.url).or_else(|error| match repaired(&self.body) {
            Some(body) => {
                let body = self.repaired.get_or_init(|| body);
                json::document(body, &self.url).map_err(|_| error)
            }
            None => Err(error),
        })
    }

    /// The object that `document`, which is this one, consists of.
    pub fn object<'a>(&'a self, document: &'a Document<'_>, expected: &str) -> Result<Object<'a>, SourceError> {
        Object::of(document.value(), &Place::Document, &self.url, expected)
    }
}

/// A part of a file, or why there is none.
pub fn accept_file(response: Response, range: Option<ByteRange>, url: &str) -> Result<Response, SourceError> {
    match (response.status, range) {
        (200..=299, _) | (416, Some(_)) => Ok(response.into_part(range)),
        (0 | 401, _) => Err(SourceError::needs_sign_in(url)),
        (status, _) => Err(refused(status, response.body, url)),
    }
}

/// Why an answer of this status is none.
#[inline(never)]
fn refused(status: u16, body: Vec<u8>, url: &str) -> SourceError {
    let told = told(&body, url);
    match (status, told) {
        (403, told) => SourceError::Forbidden {
            url: shown(url),
            reason: match told {
                Some((_, message)) => Refusal::Said(message),
                None => Refusal::of_text(&String::from_utf8_lossy(&body)),
            },
        },
        // What may pass by itself is told by its status; the words help nobody.
        (408 | 429 | 500.., _) | (_, None) => SourceError::status(status, url),
        (_, Some((code, message))) => SourceError::Reported {
            url: shown(url),
            code: format!("{status} {code}"),
            message,
        },
    }
}

/// The code and the words of an error, when the body reports one.
fn told(body: &[u8], url: &str) -> Option<(String, String)> {
    let document = json::document(body, url).ok()?;
    let place = Place::Field(&Place::Document, "error");
    let root = Object::of(document.value(), &Place::Document, url, "").ok()?;
    let error = Object::of(root.optional("error")?, &place, url, "").ok()?;
    let told = Told::of(&error);
    (!told.code.is_empty() || !told.message.is_empty()).then(|| (told.code.clone(), told.sentence()))
}

/// An error as the service tells it, in a run or in an answer.
#[derive(Debug, Default)]
pub struct Told {
    /// Its name, such as `UserError`, with the narrower ones behind it.
    pub code: String,
    /// Its words.
    pub message: String,
    /// What else it says, a line each.
    pub details: Vec<String>,
}

impl Told {
    /// Reads the object `error`.
    pub fn of(error: &Object<'_>) -> Self {
        let mut told = Self {
            code: error.text_or_empty("code"),
            message: error.text_or_empty("message").trim().to_owned(),
            details: Vec::new(),
        };
        let mut inner = error.optional("innerError");
        for _ in 0..DEEPEST {
            let Some(Ok(object)) = inner.map(|value| Object::of(value, error.place, error.url, "")) else {
                break;
            };
            let code = object.text_or_empty("code");
            if !code.is_empty() && !told.code.split('/').any(|known| known == code) {
                told.code.push('/');
                told.code.push_str(&code);
            }
            inner = object.optional("innerError");
        }
        for value in error.list("details") {
            if let Ok(detail) = Object::of(value, error.place, error.url, "") {
                let parts = [detail.text_or_empty("code"), detail.text_or_empty("message")];
                let line = parts
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(": ");
                told.details.push(line);
            }
        }
        for name in ["detailsUri", "debugInfo", "target", "referenceCode"] {
            let said = error.optional(name).map(written).filter(|said| !said.is_empty());
            told.details.extend(said.map(|said| format!("{name}: {said}")));
        }
        told
    }

    /// The words, or the code where there are none; not longer than a person reads.
    fn sentence(&self) -> String {
        let message = match self.message.as_str() {
            "" => self.code.as_str(),
            message => message,
        };
        message.trim_end_matches('.').chars().take(QUOTED_LETTERS).collect()
    }
}

/// A text as it is, anything else as it was written.
pub fn written(value: Value<'_>) -> String {
    value.letters().map_or_else(|| value.text().to_owned(), String::from)
}

/// Whether the error says that there is no such thing.
pub fn is_missing(error: &SourceError) -> bool {
    match error {
        SourceError::Status { status, .. } => matches!(status, 404 | 410),
        SourceError::Reported { code, .. } => code.starts_with("404 "),
        _ => false,
    }
}

/// Whether the server does not know the question at all, or not in this form.
pub fn is_unknown_question(error: &SourceError) -> bool {
    match error {
        SourceError::Status { status, .. } => matches!(status, 400 | 404 | 405 | 501),
        SourceError::Reported { code, .. } => ["400 ", "404 ", "405 ", "501 "]
            .iter()
            .any(|known| code.starts_with(known)),
        _ => false,
    }
}
