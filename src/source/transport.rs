//! How bytes are fetched: the one thing about a source that needs a browser,
//! and therefore the one that tests replace.

use super::SourceError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

/// The first byte and the last one, both included; without a last one, to the end. Of a
/// part without a last byte that is longer than [`MOST_OPEN`], or of unknown length, only
/// the length is read.
pub type ByteRange = (u64, Option<u64>);

/// The most bytes that are read of a part whose last byte is not named.
pub const MOST_OPEN: u64 = 1_000_000;

/// How it is asked. Every request of a source reads, so each may be repeated.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Method {
    /// By the address alone.
    #[default]
    Get,
    /// With this JSON text as the body.
    Post(Vec<u8>),
}

/// A header of a request. Its value is not shown, for it may be a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Header {
    /// Its name.
    pub name: &'static str,
    /// Its value, of visible ASCII and spaces.
    pub value: String,
}

impl Header {
    /// A header.
    pub fn new(name: &'static str, value: impl Into<String>) -> Self {
        Self {
            name,
            value: value.into(),
        }
    }
}

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Header({})", self.name)
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// An absolute address.
    pub url: String,
    /// The part of it that is wanted; all of it when `None`.
    pub range: Option<ByteRange>,
    /// How it is asked.
    pub method: Method,
    /// What goes along. A request with any is not redirected: a secret would
    /// follow to wherever the server points.
    pub headers: Vec<Header>,
}

impl Request {
    /// All of `url`.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            range: None,
            method: Method::Get,
            headers: Vec::new(),
        }
    }

    /// The answer of `url` to this JSON text.
    pub fn post(url: impl Into<String>, json: impl Into<Vec<u8>>) -> Self {
        Self {
            method: Method::Post(json.into()),
            ..Self::new(url)
        }
    }
}

/// What came, whatever its status.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Response {
    /// The HTTP status; 0 for a redirect that was not followed.
    pub status: u16,
    /// The bytes.
    pub body: Vec<u8>,
    /// The media type, when the server gave one.
    pub content_type: Option<String>,
    /// How long the server wants to be left alone.
    pub retry_after_ms: Option<u64>,
    /// The length of the whole of which this is a part, when it is known.
    pub total: Option<u64>,
    /// Whether the bytes were left alone, for they are many; see [`ByteRange`].
    pub is_unread: bool,
    /// The address that answered, when a redirect led to another one.
    pub redirected_to: Option<String>,
}

impl Response {
    /// The answer as the `range` of the file that was asked for: a server that
    /// knows no ranges sends all of it, of which the part is cut out here, and
    /// what begins beyond the end is empty.
    pub fn into_part(mut self, range: Option<ByteRange>) -> Self {
        match (self.status, range) {
            (200, Some(_)) if self.is_unread => {}
            (200, Some((from, to))) => {
                let length = self.body.len();
                let at = |byte: u64| usize::try_from(byte).map_or(length, |byte| byte.min(length));
                self.body.truncate(to.map_or(length, |to| at(to.saturating_add(1))));
                self.body.drain(..at(from).min(self.body.len()));
                self.total = Some(length as u64);
            }
            (416, Some(_)) => self.body.clear(),
            _ => {}
        }
        self
    }
}

/// Fetches, once; what to do about a failure is for [`Polite`](super::Polite) to say.
///
/// Dropping a future of `get` cancels the request.
pub trait Transport {
    /// Gets the answer to what is asked. An answer of any status is an answer.
    fn get(&self, request: Request) -> impl Future<Output = Result<Response, SourceError>>;

    /// Ends after `ms` milliseconds.
    fn sleep(&self, ms: u64) -> impl Future<Output = ()>;

    /// A random number, from 0 up to but without 1.
    fn random(&self) -> f64;
}

/// An answer that is awaited, whoever fetches it. What asks would else hold
/// all code of the transport, once for each question.
pub type Awaited<'a> = Pin<Box<dyn Future<Output = Result<Response, SourceError>> + 'a>>;

/// Gets the answer to what is asked.
#[inline(never)]
pub fn ask<T: Transport>(transport: &T, request: Request) -> Awaited<'_> {
    Box::pin(transport.get(request))
}

/// The milliseconds of a `Retry-After` header that counts seconds.
pub fn retry_after_ms(header: &str) -> Option<u64> {
    header.trim().parse::<u64>().ok()?.checked_mul(1000)
}

/// The total length in a `Content-Range` header, such as `bytes 0-9/120`.
pub fn total_of_range(header: &str) -> Option<u64> {
    header.rsplit_once('/')?.1.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_that_is_no_number_says_nothing() {
        assert_eq!(retry_after_ms(" 3 "), Some(3000));
        assert_eq!(retry_after_ms("Wed, 21 Oct 2026 07:28:00 GMT"), None);
        assert_eq!(total_of_range("bytes 0-9/120"), Some(120));
        assert_eq!(total_of_range("bytes */120"), Some(120));
        assert_eq!(total_of_range("bytes 0-9/*"), None);
    }

    fn answer(status: u16) -> Response {
        Response {
            status,
            body: b"abcde".to_vec(),
            ..Response::default()
        }
    }

    #[test]
    fn a_part_is_cut_from_a_whole() {
        for (range, expected) in [
            ((0, None), "abcde"),
            ((1, Some(2)), "bc"),
            ((3, Some(99)), "de"),
            ((9, None), ""),
        ] {
            let part = answer(200).into_part(Some(range));
            assert_eq!((part.body.as_slice(), part.total), (expected.as_bytes(), Some(5)));
        }
        assert_eq!(answer(206).into_part(Some((2, None))), answer(206));
    }

    #[test]
    fn beyond_the_end_there_is_nothing_and_no_error() {
        assert_eq!(answer(416).into_part(Some((9, None))).body, b"");
    }

    #[test]
    fn a_request_that_is_shown_tells_no_secret() {
        let request = Request {
            headers: vec![Header::new("Authorization", "Bearer hunter2")],
            ..Request::new("https://a.example/")
        };
        assert!(!format!("{request:?}").contains("hunter2"));
    }
}
