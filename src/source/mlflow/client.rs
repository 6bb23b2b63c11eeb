//! Which question goes to which address.

use super::answer::{Answer, accept_file, is_missing};
use super::server::Server;
use super::{decode, history, image, table};
use crate::model::{Experiment, ExperimentId, MetricKey, Run, RunId};
use crate::source::transport::{Awaited, ask};
use crate::source::{
    ByteRange, Credentials, Cursor, Header, MetricPart, Page, Request, Response, RunQuery, SourceError, Transport,
};
use serde_json::json;
use std::future::Future;
use std::pin::Pin;

/// Experiments on a page.
pub const EXPERIMENTS_AT_ONCE: u32 = 1_000;
/// Runs on the first page, which a person waits for.
const FIRST_RUNS: u32 = 50;
/// Runs on each later page.
const RUNS_AT_ONCE: u32 = 1_000;
/// Points in a part of a series: two seconds of work for the server.
const POINTS_AT_ONCE: &str = "25000";

/// An answer to a question of the interface, for which is being waited.
pub type Asked<'a> = Pin<Box<dyn Future<Output = Result<Answer, SourceError>> + 'a>>;

/// Asks one server.
#[derive(Debug)]
pub struct Client<T> {
    pub server: Server,
    credentials: Option<Header>,
    transport: T,
}

impl<T: Transport> Client<T> {
    pub fn new(base_url: &str, credentials: Credentials, transport: T) -> Self {
        Self {
            server: Server::new(base_url),
            credentials: credentials.header(),
            transport,
        }
    }

    /// The version the server says it has; `None` when it says nothing like one.
    pub async fn version(&self) -> Option<String> {
        let response = self.send(Request::new(self.server.version())).await.ok()?;
        let text = String::from_utf8(response.body).ok()?;
        let text = text.trim();
        let is_version =
            response.status == 200 && text.len() < 40 && text.starts_with(|first: char| first.is_ascii_digit());
        is_version.then(|| text.to_owned())
    }

    pub async fn experiments(&self, count: u32, cursor: Option<&Cursor>) -> Result<Page<Experiment>, SourceError> {
        let question = json!({"max_results": count});
        let question = from_page(question, cursor.map(Cursor::as_str));
        decode::experiments(&self.post("experiments/search", question).await?)
    }

    pub async fn experiment(&self, id: &ExperimentId) -> Result<Experiment, SourceError> {
        let answer = self.get("experiments/get", &[("experiment_id", id.as_str())]).await;
        match answer {
            Err(error) if is_missing(&error) => Err(SourceError::MissingExperiment(id.clone())),
            answer => decode::one_experiment(&answer?),
        }
    }

    /// The page of runs that `cursor` stands for: how many, and behind which
    /// token. A token counts runs, so pages may differ in size.
    pub async fn runs(
        &self,
        experiment: &ExperimentId,
        query: &RunQuery,
        cursor: Option<&Cursor>,
    ) -> Result<Page<Run>, SourceError> {
        let (count, token) = match cursor.and_then(|cursor| cursor.as_str().split_once(' ')) {
            Some((count, token)) => (count.parse().unwrap_or(RUNS_AT_ONCE), Some(token)),
            None => (FIRST_RUNS, None),
        };
        let question = json!({
            "experiment_ids": [experiment.as_str()],
            "filter": query.filter.as_deref().unwrap_or_default(),
            "order_by": query.order_by,
            "run_view_type": match query.include_deleted { true => "ALL", false => "ACTIVE_ONLY" },
            "max_results": count,
        });
        let question = from_page(question, token);
        let page = decode::runs(&self.post("runs/search", question).await?, &self.server)?;
        let next = page
            .next
            .map(|token| Cursor::new(format!("{RUNS_AT_ONCE} {}", token.as_str())));
        Ok(Page { next, ..page })
    }

    pub async fn run(&self, id: &RunId) -> Result<Run, SourceError> {
        let answer = self.get("runs/get", &[("run_id", id.as_str())]).await;
        match answer {
            Err(error) if is_missing(&error) => Err(SourceError::MissingRun(id.clone())),
            answer => decode::one_run(&answer?, &self.server),
        }
    }

    pub async fn history(
        &self,
        run: &RunId,
        key: &MetricKey,
        cursor: Option<&Cursor>,
    ) -> Result<MetricPart, SourceError> {
        let place = history::Place::of(cursor);
        let mut question = vec![
            ("run_id", run.as_str()),
            ("metric_key", key.as_str()),
            ("max_results", POINTS_AT_ONCE),
        ];
        question.extend(place.token.map(|token| ("page_token", token)));
        history::part(&self.get("metrics/get-history", &question).await?, &place)
    }

    pub async fn table(&self, url: &str) -> Result<MetricPart, SourceError> {
        table::part(&self.bytes(url, None).await?.body, url)
    }

    /// The images that `log_image` wrote.
    pub async fn images(&self, run: &Run) -> Result<Vec<image::Logged>, SourceError> {
        let files = self.folder(&run.id, image::FOLDER).await?;
        Ok(image::logged(files.files, &|path| self.server.artifact(&run.id, path)))
    }

    pub async fn bytes(&self, url: &str, range: Option<ByteRange>) -> Result<Response, SourceError> {
        let request = Request {
            range,
            ..Request::new(url)
        };
        accept_file(self.send(request).await?, range, url)
    }

    pub fn get(&self, path: &str, question: &[(&str, &str)]) -> Asked<'_> {
        self.asked(Request::new(self.server.question(path, question)))
    }

    fn post(&self, path: &str, question: String) -> Asked<'_> {
        self.asked(Request::post(self.server.question(path, &[]), question))
    }

    /// One piece of code for all questions.
    #[inline(never)]
    fn asked(&self, request: Request) -> Asked<'_> {
        let url = request.url.clone();
        Box::pin(async move { Answer::accept(self.send(request).await?, &url) })
    }

    /// Sends; the credentials go along only to the server they were entered for.
    #[inline(never)]
    fn send(&self, mut request: Request) -> Awaited<'_> {
        if self.server.has(&request.url) {
            request.headers.extend(self.credentials.clone());
        }
        ask(&self.transport, request)
    }
}

/// The question, for the page behind `token`.
fn from_page(mut question: serde_json::Value, token: Option<&str>) -> String {
    if let (Some(question), Some(token)) = (question.as_object_mut(), token) {
        question.insert("page_token".to_owned(), token.into());
    }
    question.to_string()
}
