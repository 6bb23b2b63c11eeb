//! Answers, and what only looks like one.
//!
//! Between a page and an MLflow server there may be a proxy that wants a
//! sign-in, a server of another kind, or nothing but half an answer.

use crate::source::json::{self, Document, Object, Place, repaired};
use crate::source::link::shown;
use crate::source::{ByteRange, Refusal, Response, SourceError};
use std::cell::OnceCell;

/// An answer that reports an error is short; a long one is not searched for it.
const LONGEST_REPORT: usize = 64 * 1024;
/// How much of a page of HTML is searched for a sign-in form.
const SEARCHED_HTML: usize = 64 * 1024;
/// The words of a server are quoted, but not a whole traceback of them.
const QUOTED_LETTERS: usize = 400;

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
    fn new(body: Vec<u8>, url: &str) -> Self {
        Self {
            url: url.to_owned(),
            body,
            repaired: OnceCell::new(),
        }
    }

    /// Takes an answer to a question of the interface.
    #[inline(never)]
    pub fn accept(response: Response, url: &str) -> Result<Self, SourceError> {
        let is_html = is_html(&response);
        let answer = Self::new(response.body, url);
        match response.status {
            // What a program asks for is not moved; what stands in front of it wants to know who asks.
            0 | 401 => Err(SourceError::needs_sign_in(url)),
            200..=299 if is_html => Err(
                match response.redirected_to.is_some() || asks_for_sign_in(&answer.body) {
                    true => SourceError::needs_sign_in(url),
                    false => not_json(url, "it is a web page (HTML)"),
                },
            ),
            200..=299 => match answer.report() {
                Some(report) => Err(report),
                None => Ok(answer),
            },
            status => Err(answer.refused(status)),
        }
    }

    /// Reads the document. Some of them hold the word NaN, which is not JSON.
    #[inline(never)]
    pub fn read(&self) -> Result<Document<'_>, SourceError> {
        let document = json::document(&self.body, &self.url).or_else(|error| match (&error, repaired(&self.body)) {
            (SourceError::NotJson { .. }, Some(body)) => {
                let body = self.repaired.get_or_init(|| body);
                json::document(body, &self.url).map_err(|_| error)
            }
            _ => Err(error),
        })?;
        if document.value().first() == b'[' {
            let reason = "expected an object, found a list";
            return Err(SourceError::malformed(&self.url, Place::Document, reason));
        }
        Ok(document)
    }

    /// The object that `document`, which is this one, consists of.
    pub fn object<'a>(&'a self, document: &'a Document<'_>, expected: &str) -> Result<Object<'a>, SourceError> {
        Object::of(document.value(), &Place::Document, &self.url, expected)
    }

    /// Why an answer of this status is none.
    #[inline(never)]
    fn refused(&self, status: u16) -> SourceError {
        match status {
            403 => SourceError::Forbidden {
                url: shown(&self.url),
                reason: match self.report() {
                    Some(SourceError::Reported { message, .. }) => Refusal::Said(message),
                    Some(SourceError::Forbidden { reason, .. }) => reason,
                    _ => Refusal::of_text(&String::from_utf8_lossy(&self.body)),
                },
            },
            408 | 429 => SourceError::status(status, &self.url),
            _ => self.report().unwrap_or_else(|| SourceError::status(status, &self.url)),
        }
    }

    /// The error that the document reports, whatever the status says.
    #[inline(never)]
    fn report(&self) -> Option<SourceError> {
        if self.body.len() > LONGEST_REPORT {
            return None;
        }
        let document = json::document(&self.body, &self.url).ok()?;
        let object = self.object(&document, "").ok()?;
        let (code, message) = (object.text("error_code"), object.text_or_empty("message"));
        object.check().ok()?;
        let code = code?;
        let message = match message.trim() {
            "" => code.as_str(),
            message => message,
        };
        let message: String = message.chars().take(QUOTED_LETTERS).collect();
        Some(match code.as_str() {
            "UNAUTHENTICATED" => SourceError::needs_sign_in(&self.url),
            "PERMISSION_DENIED" => SourceError::Forbidden {
                url: shown(&self.url),
                reason: Refusal::Said(message),
            },
            _ => SourceError::Reported {
                url: shown(&self.url),
                code,
                message,
            },
        })
    }
}

/// A part of a file, or why there is none.
pub fn accept_file(response: Response, range: Option<ByteRange>, url: &str) -> Result<Response, SourceError> {
    // A file may well be a page of HTML; one that another address gave is a sign-in.
    if response.redirected_to.is_some() && is_html(&response) {
        return Err(SourceError::needs_sign_in(url));
    }
    match (response.status, range) {
        (200..=299, _) | (416, Some(_)) => Ok(response.into_part(range)),
        (0 | 401, _) => Err(SourceError::needs_sign_in(url)),
        (status, _) => Err(Answer::new(response.body, url).refused(status)),
    }
}

/// Whether the error says that there is no such thing, in one of the ways of the server.
pub fn is_missing(error: &SourceError) -> bool {
    match error {
        SourceError::Reported { code, .. } => {
            matches!(code.as_str(), "RESOURCE_DOES_NOT_EXIST" | "INVALID_PARAMETER_VALUE")
        }
        _ => false,
    }
}

/// Whether the server does not know the question at all.
pub fn is_unknown_question(error: &SourceError) -> bool {
    match error {
        SourceError::Status { status, .. } => matches!(status, 404 | 405 | 501),
        SourceError::Reported { code, .. } => code == "ENDPOINT_NOT_FOUND",
        _ => false,
    }
}

fn not_json(url: &str, reason: &str) -> SourceError {
    SourceError::NotJson {
        url: shown(url),
        reason: reason.to_owned(),
    }
}

fn is_html(response: &Response) -> bool {
    response.body.trim_ascii_start().first() == Some(&b'<')
}

fn asks_for_sign_in(body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&body[..body.len().min(SEARCHED_HTML)]).to_lowercase();
    [
        "type=\"password\"",
        "type='password'",
        "type=password",
        "sign in",
        "sign-in",
        "log in",
        "login",
    ]
    .iter()
    .any(|word| text.contains(word))
}
