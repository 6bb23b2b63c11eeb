//! The transport of a page.

use super::transport::{MOST_OPEN, Method, retry_after_ms, total_of_range};
use super::{Request, Response, SourceError, Transport};
use crate::browser::fetch::{self, Question, Redirect};

/// Fetches with the browser. Dropping a future of it aborts the request.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserTransport;

impl Transport for BrowserTransport {
    async fn get(&self, request: Request) -> Result<Response, SourceError> {
        let range = request.range.map(|(from, to)| match to {
            Some(to) => format!("bytes={from}-{to}"),
            None => format!("bytes={from}-"),
        });
        let own = request.headers.iter();
        let headers: Vec<(&str, &str)> = own
            .map(|header| (header.name, header.value.as_str()))
            .chain(range.iter().map(|range| ("Range", range.as_str())))
            .collect();
        let json = match &request.method {
            Method::Get => None,
            Method::Post(json) => Some(String::from_utf8_lossy(json)),
        };
        let question = Question {
            url: &request.url,
            headers: &headers,
            json: json.as_deref(),
            redirect: match request.headers.is_empty() {
                true => Redirect::Follow,
                false => Redirect::Stop,
            },
            most: matches!(request.range, Some((_, None))).then_some(MOST_OPEN),
        };
        let answer = fetch::ask(question)
            .await
            .map_err(|fetch::NoAnswer| SourceError::unreachable(&request.url))?;
        let retry_after = answer.header("Retry-After");
        let mut total = answer
            .header("Content-Range")
            .and_then(|header| total_of_range(&header));
        // A server has to allow the reading of the one header, but not of the other.
        if let (None, true, Some((from, None))) = (total, answer.is_unread, request.range) {
            let length = answer
                .header("Content-Length")
                .and_then(|length| length.parse::<u64>().ok());
            let before = if answer.status() == 206 { from } else { 0 };
            total = length.map(|length| length + before);
        }
        Ok(Response {
            status: answer.status(),
            content_type: answer.header("Content-Type"),
            retry_after_ms: retry_after
                .and_then(|header| retry_after_ms(&header).or_else(|| fetch::milliseconds_until(&header))),
            total,
            is_unread: answer.is_unread,
            redirected_to: answer.redirected_to(),
            body: answer.body,
        })
    }

    async fn sleep(&self, ms: u64) {
        fetch::sleep(ms).await;
    }

    fn random(&self) -> f64 {
        fetch::random()
    }
}
