//! Which question goes to which address, and where the services are.

use super::answer::{Answer, accept_file};
use super::place::{Entered, Services, Start};
use crate::model::{Experiment, ExperimentId, MetricKey, MetricSummary, Run, RunId};
use crate::source::json::{Object, Place};
use crate::source::transport::{Awaited, ask};
use crate::source::{ByteRange, Credentials, Header, MetricPart, Request, Response, SourceError, Transport};
use async_lock::OnceCell;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

/// The version of the resource manager's interface; the others have none.
pub const MANAGER_VERSION: &str = "api-version=2022-05-01";

/// An answer to a question of the interface, for which is being waited.
pub type Asked<'a> = Pin<Box<dyn Future<Output = Result<Answer, SourceError>> + 'a>>;

/// The metrics of a run.
pub type Summaries = BTreeMap<MetricKey, MetricSummary>;

/// Asks one workspace.
#[derive(Debug)]
pub struct Client<T> {
    pub entered: Entered,
    credentials: Option<Header>,
    pub transport: T,
    services: OnceCell<Services>,
    pub memory: Memory,
}

/// What was heard and is needed again.
#[derive(Debug, Default)]
pub struct Memory {
    /// Metrics of runs that have ended, which change no more.
    pub ended: RefCell<BTreeMap<RunId, Summaries>>,
    /// What was read for the summaries of the run that is looked at; each is
    /// taken once, by whoever draws it.
    pub fresh: RefCell<BTreeMap<(RunId, MetricKey), MetricPart>>,
    /// The runs of lists that are being read, for the second walk through them.
    pub listed: RefCell<BTreeMap<String, Vec<Run>>>,
    /// The experiments of a list that is being read, likewise.
    pub listed_experiments: RefCell<Vec<Experiment>>,
    /// The names of experiments, by which some questions know them.
    pub experiment_names: RefCell<BTreeMap<ExperimentId, String>>,
    /// Whether the service turned out to give no samples.
    pub no_samples: Cell<bool>,
}

impl Memory {
    /// What was read of a metric just now, once.
    pub fn take_fresh(&self, run: &RunId, key: &MetricKey) -> Option<MetricPart> {
        self.fresh.borrow_mut().remove(&(run.clone(), key.clone()))
    }
}

impl<T: Transport> Client<T> {
    pub fn new(address: &str, credentials: &Credentials, transport: T) -> Result<Self, SourceError> {
        Ok(Self {
            entered: Entered::of(address)?,
            credentials: credentials.header(),
            transport,
            services: OnceCell::new(),
            memory: Memory::default(),
        })
    }

    /// Where the services are; asked for once.
    pub async fn services(&self) -> Result<&Services, SourceError> {
        let found = async {
            // Azure answers nobody without a token, and its refusal may not reach a page.
            if self.credentials.is_none() && self.entered.is_azure() {
                return Err(SourceError::needs_sign_in(&self.entered.url));
            }
            let discovery = match self.entered.start() {
                Start::Service => return Ok(self.entered.services(&self.entered.url)),
                Start::Discovery => self.entered.url.clone(),
                Start::Manager => self.discovery().await?,
            };
            let history = self.history(&discovery).await?;
            Ok(self.entered.services(&history))
        };
        self.services.get_or_try_init(|| found).await
    }

    /// The address of the discovery, out of what the resource manager says.
    async fn discovery(&self) -> Result<String, SourceError> {
        let url = format!("{}{}?{MANAGER_VERSION}", self.entered.url, self.entered.scope);
        let mut request = Request::new(url.as_str());
        request.headers.extend(self.credentials.clone());
        let answer = Answer::accept(ask(&self.transport, request).await?, &url)?;
        let document = answer.read()?;
        let object = answer.object(&document, "a workspace")?;
        let place = Place::Field(object.place, "properties");
        let properties = object.required("properties")?;
        let properties = Object::of(properties, &place, &url, "the properties of a workspace")?;
        let discovery = properties.required_link("discoveryUrl");
        properties.check()?;
        self.named(&url, discovery)
    }

    /// The address of the service for runs, out of a discovery. It asks for no token.
    async fn history(&self, discovery: &str) -> Result<String, SourceError> {
        let response = ask(&self.transport, Request::new(discovery)).await?;
        let answer = Answer::accept(response, discovery)?;
        let document = answer.read()?;
        let object = answer.object(&document, "the addresses of the services")?;
        let history = object.link("history").or_else(|| object.link("api"));
        object.check()?;
        let missing = || SourceError::malformed(discovery, object.place, "the field \"history\" is missing");
        self.named(discovery, history.ok_or_else(missing)?)
    }

    /// An address that a service named, when it may be told who asks.
    fn named(&self, by: &str, address: String) -> Result<String, SourceError> {
        match self.entered.may_name(&address) {
            true => Ok(address),
            false => Err(SourceError::BadLink {
                url: by.to_owned(),
                link: crate::source::link::shown(&address),
            }),
        }
    }

    /// The address of a question: `kind` such as `history/v1.0`, and what
    /// stands behind the workspace.
    pub async fn address(&self, kind: &str, rest: &str) -> Result<String, SourceError> {
        let services = self.services().await?;
        Ok(format!("{}/{kind}{}{rest}", services.history, self.entered.scope))
    }

    /// The same at the resource manager.
    pub async fn manager_address(&self, rest: &str) -> Result<String, SourceError> {
        Ok(format!(
            "{}{}{rest}",
            self.services().await?.manager,
            self.entered.scope
        ))
    }

    /// Asks for the address that `path` is below the workspace.
    pub fn get<'a>(&'a self, kind: &'static str, rest: String) -> Asked<'a> {
        Box::pin(async move { self.asked(Request::new(self.address(kind, &rest).await?)).await })
    }

    /// Asks with a body.
    pub fn post<'a>(&'a self, kind: &'static str, rest: String, body: serde_json::Value) -> Asked<'a> {
        Box::pin(async move {
            let url = self.address(kind, &rest).await?;
            self.asked(Request::post(url, body.to_string())).await
        })
    }

    /// One piece of code for all questions.
    #[inline(never)]
    pub fn asked(&self, request: Request) -> Asked<'_> {
        let url = request.url.clone();
        Box::pin(async move {
            let answer = Answer::accept(self.send(request).await?, &url);
            answer.map_err(|error| self.without_secret(error))
        })
    }

    /// The bytes at `url`, which may be of another origin.
    pub async fn file(&self, url: &str, range: Option<ByteRange>) -> Result<Response, SourceError> {
        let request = Request {
            range,
            ..Request::new(url)
        };
        self.accept_file(self.send(request).await?, range, url)
    }

    /// A part of a file, or why there is none.
    pub fn accept_file(
        &self,
        response: Response,
        range: Option<ByteRange>,
        url: &str,
    ) -> Result<Response, SourceError> {
        accept_file(response, range, url).map_err(|error| self.without_secret(error))
    }

    /// Sends; the credentials go along only to the services.
    #[inline(never)]
    pub fn send(&self, mut request: Request) -> Awaited<'_> {
        if self.services.get().is_some_and(|services| services.has(&request.url)) {
            request.headers.extend(self.credentials.clone());
        }
        ask(&self.transport, request)
    }

    /// A server may repeat what it was told.
    fn without_secret(&self, error: SourceError) -> SourceError {
        use crate::source::Refusal;
        let Some(secret) = self
            .credentials
            .as_ref()
            .and_then(|header| header.value.split(' ').nth(1))
        else {
            return error;
        };
        let clean = |text: String| match secret.is_empty() {
            true => text,
            false => text.replace(secret, "…"),
        };
        match error {
            SourceError::Reported { url, code, message } => SourceError::Reported {
                url,
                code: clean(code),
                message: clean(message),
            },
            SourceError::Forbidden {
                url,
                reason: Refusal::Said(words),
            } => SourceError::Forbidden {
                url,
                reason: Refusal::Said(clean(words)),
            },
            other => other,
        }
    }
}
