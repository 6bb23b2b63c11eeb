//! How bytes are fetched: the one thing about a source that needs a browser,
//! and therefore the one that tests replace.

use super::SourceError;
use std::future::Future;

/// The first byte and the last one, both included; without a last one, to the end.
pub type ByteRange = (u64, Option<u64>);

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// An absolute address.
    pub url: String,
    /// The part of it that is wanted; all of it when `None`.
    pub range: Option<ByteRange>,
}

impl Request {
    /// All of `url`.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            range: None,
        }
    }
}

/// What came, whatever its status.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The bytes.
    pub body: Vec<u8>,
    /// The media type, when the server gave one.
    pub content_type: Option<String>,
    /// How long the server wants to be left alone.
    pub retry_after_ms: Option<u64>,
    /// The length of the whole of which this is a part, when it is known.
    pub total: Option<u64>,
}

/// Fetches, once; what to do about a failure is for [`Polite`](super::Polite) to say.
///
/// Dropping a future of `get` cancels the request.
pub trait Transport {
    /// Fetches what is asked for. An answer of any status is an answer.
    fn get(&self, request: Request) -> impl Future<Output = Result<Response, SourceError>>;

    /// Ends after `ms` milliseconds.
    fn sleep(&self, ms: u64) -> impl Future<Output = ()>;

    /// A random number, from 0 up to but without 1.
    fn random(&self) -> f64;
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
}
