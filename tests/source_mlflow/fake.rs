//! A server that answers as it was recorded, or as it is told to.

use runlens::source::{Credentials, Method, MlflowSource, Polite, Request, Response, SourceError, Transport};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::rc::Rc;

/// Where the server seems to be.
pub const HOST: &str = "http://127.0.0.1:5000";

pub type Answer = Result<Response, SourceError>;

#[derive(Clone, Default)]
pub struct Fake(Rc<Inner>);

#[derive(Default)]
struct Inner {
    recorded: Vec<Value>,
    told: RefCell<BTreeMap<String, VecDeque<Answer>>>,
    asked: RefCell<Vec<Request>>,
    slept: RefCell<Vec<u64>>,
}

impl Fake {
    /// The recorded pairs of question and answer.
    pub fn recorded() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/mlflow");
        let files = std::fs::read_dir(&folder).expect("the folder of fixtures");
        let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
        paths.sort();
        let read = |path| serde_json::from_slice(&std::fs::read(path).expect("a file")).expect("a pair");
        Self(Rc::new(Inner {
            recorded: paths.iter().map(read).collect(),
            ..Inner::default()
        }))
    }

    /// Answers the next question to `path` (its end, without a query) like this, once.
    pub fn tell(&self, path: &str, answer: Answer) {
        let mut told = self.0.told.borrow_mut();
        told.entry(path.to_owned()).or_default().push_back(answer);
    }

    pub fn source(&self) -> MlflowSource<Self> {
        MlflowSource::new(HOST, Credentials::None, self.clone())
    }

    pub fn polite_source(&self) -> MlflowSource<Polite<Self>> {
        MlflowSource::new(HOST, Credentials::None, Polite::new(self.clone()))
    }

    /// What was asked for, in order.
    pub fn asked(&self) -> Vec<Request> {
        self.0.asked.borrow().clone()
    }

    /// The bodies that were posted, in order.
    pub fn posted(&self) -> Vec<Value> {
        let asked = self.asked();
        let bodies = asked.iter().filter_map(|request| match &request.method {
            Method::Post(json) => Some(serde_json::from_slice(json).expect("JSON")),
            Method::Get => None,
        });
        bodies.collect()
    }

    /// The waits, in milliseconds.
    pub fn slept(&self) -> Vec<u64> {
        self.0.slept.borrow().clone()
    }

    fn as_told(&self, request: &Request) -> Option<Answer> {
        let path = request.url.split('?').next().unwrap_or_default();
        let mut told = self.0.told.borrow_mut();
        let (_, queue) = told
            .iter_mut()
            .find(|(end, queue)| path.ends_with(end.as_str()) && !queue.is_empty())?;
        queue.pop_front()
    }

    fn as_recorded(&self, request: &Request) -> Option<Answer> {
        let found = self
            .0
            .recorded
            .iter()
            .find(|pair| is_asked(&pair["request"], request))?;
        let answer = &found["response"];
        Some(Ok(Response {
            status: answer["status"]
                .as_u64()
                .and_then(|status| u16::try_from(status).ok())?,
            content_type: answer["content_type"].as_str().map(str::to_owned),
            body: answer["body"].as_str()?.into(),
            ..Response::default()
        }))
    }
}

/// Whether it is the recorded question, but for how many answers are wanted
/// and for the two spellings of the interface.
fn is_asked(recorded: &Value, request: &Request) -> bool {
    let pairs = |url: &str| -> BTreeMap<String, String> {
        let query = url.split_once('?').map_or("", |(_, query)| query);
        let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
        pairs.filter(|(name, _)| name != "max_results").collect()
    };
    let path = |url: &str| url.split('?').next().unwrap_or_default().replace("/ajax-api/", "/api/");
    let written = recorded["path"].as_str().unwrap_or_default();
    let asked = request.url.strip_prefix(HOST).unwrap_or(&request.url);
    let (method, body) = match &request.method {
        Method::Get => ("GET", Value::Null),
        Method::Post(json) => ("POST", serde_json::from_slice(json).expect("JSON")),
    };
    let is_same_body = recorded["body"]
        .as_object()
        .into_iter()
        .flatten()
        .all(|(name, value)| name == "max_results" || body[name] == *value);
    recorded["method"] == method && path(written) == path(asked) && pairs(written) == pairs(asked) && is_same_body
}

impl Transport for Fake {
    async fn get(&self, request: Request) -> Answer {
        self.0.asked.borrow_mut().push(request.clone());
        let answer = self.as_told(&request).or_else(|| self.as_recorded(&request));
        answer.unwrap_or_else(|| Ok(html(404, "<!doctype html><title>404 Not Found</title>")))
    }

    async fn sleep(&self, ms: u64) {
        self.0.slept.borrow_mut().push(ms);
    }

    fn random(&self) -> f64 {
        0.5
    }
}

/// An answer in JSON.
pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Response {
    Response {
        status,
        body: body.into(),
        content_type: Some("application/json".to_owned()),
        ..Response::default()
    }
}

/// An answer for people.
pub fn html(status: u16, body: &str) -> Response {
    Response {
        content_type: Some("text/html; charset=utf-8".to_owned()),
        ..json(status, body)
    }
}
