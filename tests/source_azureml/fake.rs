//! A service that answers as it was recorded, or as it is told to.

use runlens::source::{AzuremlSource, Credentials, Method, Polite, Request, Response, SourceError, Transport};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::rc::Rc;

/// Where the service seems to be.
pub const HOST: &str = "http://127.0.0.1:18711";
/// The path of the workspace.
pub const SCOPE: &str = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/ws";
/// What stands behind the address of the service.
pub const WORKSPACE: &str = "?workspace=00000000-0000-0000-0000-000000000000/rg/ws";
/// A run that logged every kind of value.
pub const RUN: &str = "ad40c23d-a9ea-47de-8dfc-302281aa3b43";

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
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/azureml");
        let files = std::fs::read_dir(&folder).expect("the folder of fixtures");
        let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
        paths.sort();
        let read = |path| serde_json::from_slice::<Value>(&std::fs::read(path).expect("a file")).expect("a pair");
        let recorded = paths.iter().map(read).filter(|pair| pair["request"].is_object());
        Self(Rc::new(Inner {
            recorded: recorded.collect(),
            ..Inner::default()
        }))
    }

    /// Answers the next question to `path` (its end, without a query) like this, once.
    pub fn tell(&self, path: &str, answer: Answer) {
        let mut told = self.0.told.borrow_mut();
        told.entry(path.to_owned()).or_default().push_back(answer);
    }

    /// Answers it with this document.
    pub fn tell_json(&self, path: &str, body: &str) {
        self.tell(path, Ok(json(200, body)));
    }

    pub fn source(&self) -> AzuremlSource<Self> {
        self.source_at(HOST, "")
    }

    /// The source at this address, with this token unless it is empty.
    pub fn source_at(&self, url: &str, token: &str) -> AzuremlSource<Self> {
        let credentials = match token {
            "" => Credentials::None,
            token => Credentials::Bearer(token.to_owned()),
        };
        AzuremlSource::connect(&format!("{url}{WORKSPACE}"), credentials, self.clone()).expect("a source")
    }

    pub fn polite_source(&self) -> AzuremlSource<Polite<Self>> {
        AzuremlSource::connect(
            &format!("{HOST}{WORKSPACE}"),
            Credentials::None,
            Polite::new(self.clone()),
        )
        .expect("a source")
    }

    /// What was asked for, in order.
    pub fn asked(&self) -> Vec<Request> {
        self.0.asked.borrow().clone()
    }

    /// The addresses of what was asked for, from behind the workspace.
    pub fn paths(&self) -> Vec<String> {
        let asked = self.asked();
        let path = |request: &Request| {
            request
                .url
                .rsplit("/workspaces/ws")
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        asked.iter().map(path).collect()
    }

    /// The bodies that were posted to addresses of this end, in order.
    pub fn posted(&self, path: &str) -> Vec<Value> {
        let asked = self.asked();
        let bodies = asked
            .iter()
            .filter(|request| request.url.ends_with(path))
            .filter_map(|request| match &request.method {
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
        let status = answer["status"]
            .as_u64()
            .and_then(|status| u16::try_from(status).ok())?;
        Some(Ok(json(status, answer["body"].as_str()?)))
    }
}

/// Whether it is the recorded question, but for how many answers are wanted.
fn is_asked(recorded: &Value, request: &Request) -> bool {
    let path = request.url.split('?').next().unwrap_or_default();
    let expected = match recorded["service"].as_str() {
        Some(service) if service != "discovery" => {
            format!(
                "{HOST}/{service}{SCOPE}{}",
                recorded["path"].as_str().unwrap_or_default()
            )
        }
        _ => format!("{HOST}{}", recorded["path"].as_str().unwrap_or_default()),
    };
    let (method, body) = match &request.method {
        Method::Get => ("GET", Value::Null),
        Method::Post(json) => ("POST", serde_json::from_slice(json).expect("JSON")),
    };
    let is_same_name = recorded["body"]["metricName"] == body["metricName"];
    recorded["method"] == method && path == expected && is_same_name
}

impl Transport for Fake {
    async fn get(&self, request: Request) -> Answer {
        self.0.asked.borrow_mut().push(request.clone());
        let answer = self.as_told(&request).or_else(|| self.as_recorded(&request));
        answer.unwrap_or_else(|| Ok(problem(404, "UserError", "It was not found.")))
    }

    async fn sleep(&self, ms: u64) {
        self.0.slept.borrow_mut().push(ms);
    }

    fn random(&self) -> f64 {
        0.5
    }
}

/// An answer in JSON.
pub fn json(status: u16, body: &str) -> Response {
    Response {
        status,
        body: body.into(),
        content_type: Some("application/json".to_owned()),
        ..Response::default()
    }
}

/// An error in the words of the service.
pub fn problem(status: u16, code: &str, message: &str) -> Response {
    let error = serde_json::json!({
        "error": {"code": code, "message": message, "details": [], "innerError": {"code": "Inner", "innerError": null}},
        "correlation": {"operation": "30a3f321", "request": "1"}, "environment": "local", "location": "local",
    });
    json(status, &error.to_string())
}
