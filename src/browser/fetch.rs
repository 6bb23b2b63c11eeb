//! Requests, waits and chance.

use gloo_net::http;
use std::time::Duration;
use web_sys::{AbortController, RequestCache, RequestRedirect};

/// A request to which no answer came; the browser does not tell a page why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoAnswer;

/// An answer that has arrived in full.
#[derive(Debug)]
pub struct Answer {
    response: http::Response,
    /// The bytes.
    pub body: Vec<u8>,
    /// Whether there are bytes that were left alone, for they are many.
    pub is_unread: bool,
}

impl Answer {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.response.status()
    }

    /// The address that answered, when a redirect led to another one.
    pub fn redirected_to(&self) -> Option<String> {
        self.response.redirected().then(|| self.response.url())
    }

    /// A header, as far as the server lets this page see it.
    pub fn header(&self, name: &str) -> Option<String> {
        self.response.headers().get(name)
    }
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// An absolute address.
    pub url: &'a str,
    /// What goes along; values of visible ASCII and spaces.
    pub headers: &'a [(&'a str, &'a str)],
    /// The JSON text to post; without one, it is a plain get.
    pub json: Option<&'a str>,
    /// What to do when the server points elsewhere.
    pub redirect: Redirect,
    /// The most bytes that are read: where the server says that there are more, or does
    /// not say how many there are, none is.
    pub most: Option<u64>,
}

/// What to do when the server points elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redirect {
    /// Ask there.
    Follow,
    /// Take it as the answer, with the status 0: a page may not see more of it.
    Stop,
}

/// Asks, and waits for all of the answer. Dropping the future aborts the request.
///
/// What the browser has stored is used only after the server says that it
/// still holds: a run that is being written changes under the same address.
/// Cookies go to the origin of the page alone, as is the browser's default.
pub async fn ask(question: Question<'_>) -> Result<Answer, NoAnswer> {
    let abort = AbortOnDrop::new();
    let request = match question.json {
        None => http::Request::get(question.url),
        Some(_) => http::Request::post(question.url).header("Content-Type", "application/json"),
    };
    let mut request = request.cache(RequestCache::NoCache).redirect(match question.redirect {
        Redirect::Follow => RequestRedirect::Follow,
        Redirect::Stop => RequestRedirect::Manual,
    });
    for (name, value) in question.headers {
        request = request.header(name, value);
    }
    let signal = abort.0.as_ref().map(AbortController::signal);
    let request = request.abort_signal(signal.as_ref());
    let request = match question.json {
        None => request.build(),
        Some(json) => request.body(json),
    };
    let response = request.map_err(|_| NoAnswer)?.send().await.map_err(|_| NoAnswer)?;
    let length = response.headers().get("Content-Length");
    let length = length.and_then(|length| length.parse::<u64>().ok());
    let is_unread = response.ok()
        && question
            .most
            .is_some_and(|most| length.is_none_or(|length| length > most));
    let body = match is_unread {
        true => Vec::new(),
        false => response.binary().await.map_err(|_| NoAnswer)?,
    };
    Ok(Answer {
        response,
        body,
        is_unread,
    })
}

/// Ends after `ms` milliseconds.
pub async fn sleep(ms: u64) {
    gloo_timers::future::sleep(Duration::from_millis(ms)).await;
}

/// A random number, from 0 up to but without 1.
pub fn random() -> f64 {
    js_sys::Math::random()
}

/// How long it is until an HTTP date; `None` when the text is none.
pub fn milliseconds_until(date: &str) -> Option<u64> {
    let wait = js_sys::Date::parse(date) - js_sys::Date::now();
    (!wait.is_nan()).then(|| wait.max(0.0) as u64)
}

/// Aborts what is under way when it goes away; after the end that does nothing.
struct AbortOnDrop(Option<AbortController>);

impl AbortOnDrop {
    fn new() -> Self {
        Self(AbortController::new().ok())
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}
