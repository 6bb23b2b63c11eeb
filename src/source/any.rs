//! Every kind of source as one type, whose code is fetched when such a source
//! is first read: nobody pays for the kinds he has no use for.

use super::{
    AzuremlSource, BrowserTransport, ByteRange, Credentials, Cursor, Dialect, FileList, MetricPart, MlflowSource,
    OpenSource, Page, Partial, Polite, Response, RunQuery, RunSource, SourceAddress, SourceError, SourceInfo,
    StepWindow,
};
use crate::browser::chunk::{MissingChunk, chunk};
use crate::model::{ComputeTarget, Experiment, ExperimentId, FileRef, MetricKey, Run, RunId};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// An answer that is awaited.
type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, SourceError>> + 'a>>;

/// [`RunSource`] as an object: the same questions, their answers boxed.
pub trait AsObject {
    /// See [`RunSource::info`].
    fn info<'a>(&'a self) -> Answer<'a, SourceInfo>;
    /// See [`RunSource::experiments`].
    fn experiments<'a>(&'a self, cursor: Option<&'a Cursor>) -> Answer<'a, Page<Experiment>>;
    /// See [`RunSource::runs`].
    fn runs<'a>(&'a self, experiment: &'a Experiment, cursor: Option<&'a Cursor>) -> Answer<'a, Page<Run>>;
    /// See [`RunSource::runs_matching`].
    fn runs_matching<'a>(
        &'a self,
        experiment: &'a Experiment,
        query: &'a RunQuery,
        cursor: Option<&'a Cursor>,
    ) -> Answer<'a, Page<Run>>;
    /// See [`RunSource::experiment`].
    fn experiment<'a>(&'a self, id: &'a ExperimentId) -> Answer<'a, Experiment>;
    /// See [`RunSource::run`].
    fn run<'a>(&'a self, id: &'a RunId) -> Answer<'a, Partial<Run>>;
    /// See [`RunSource::metric`].
    fn metric<'a>(&'a self, run: &'a Run, key: &'a MetricKey, cursor: Option<&'a Cursor>) -> Answer<'a, MetricPart>;
    /// See [`RunSource::cursor_behind`].
    fn cursor_behind(&self, run: &Run, key: &MetricKey, points: u64) -> Option<Cursor>;
    /// See [`RunSource::sampled`].
    fn sampled<'a>(
        &'a self,
        run: &'a Run,
        key: &'a MetricKey,
        window: Option<StepWindow>,
    ) -> Answer<'a, Option<MetricPart>>;
    /// See [`RunSource::sampled_many`].
    fn sampled_many<'a>(
        &'a self,
        runs: &'a [&'a Run],
        key: &'a MetricKey,
        window: Option<StepWindow>,
    ) -> Answer<'a, Option<BTreeMap<RunId, MetricPart>>>;
    /// See [`RunSource::files`].
    fn files<'a>(&'a self, run: &'a Run, list: FileList, cursor: Option<&'a Cursor>) -> Answer<'a, Page<FileRef>>;
    /// See [`RunSource::compute_targets`].
    fn compute_targets<'a>(&'a self, cursor: Option<&'a Cursor>) -> Answer<'a, Page<ComputeTarget>>;
    /// See [`RunSource::runs_of_target`].
    fn runs_of_target<'a>(&'a self, target: &'a ComputeTarget, cursor: Option<&'a Cursor>) -> Answer<'a, Page<Run>>;
    /// See [`RunSource::bytes`].
    fn bytes<'a>(&'a self, url: &'a str, range: Option<ByteRange>) -> Answer<'a, Response>;
}

impl<S: RunSource> AsObject for S {
    fn info<'a>(&'a self) -> Answer<'a, SourceInfo> {
        Box::pin(RunSource::info(self))
    }
    fn experiments<'a>(&'a self, cursor: Option<&'a Cursor>) -> Answer<'a, Page<Experiment>> {
        Box::pin(RunSource::experiments(self, cursor))
    }
    fn runs<'a>(&'a self, experiment: &'a Experiment, cursor: Option<&'a Cursor>) -> Answer<'a, Page<Run>> {
        Box::pin(RunSource::runs(self, experiment, cursor))
    }
    fn runs_matching<'a>(
        &'a self,
        experiment: &'a Experiment,
        query: &'a RunQuery,
        cursor: Option<&'a Cursor>,
    ) -> Answer<'a, Page<Run>> {
        Box::pin(RunSource::runs_matching(self, experiment, query, cursor))
    }
    fn experiment<'a>(&'a self, id: &'a ExperimentId) -> Answer<'a, Experiment> {
        Box::pin(RunSource::experiment(self, id))
    }
    fn run<'a>(&'a self, id: &'a RunId) -> Answer<'a, Partial<Run>> {
        Box::pin(RunSource::run(self, id))
    }
    fn metric<'a>(&'a self, run: &'a Run, key: &'a MetricKey, cursor: Option<&'a Cursor>) -> Answer<'a, MetricPart> {
        Box::pin(RunSource::metric(self, run, key, cursor))
    }
    fn cursor_behind(&self, run: &Run, key: &MetricKey, points: u64) -> Option<Cursor> {
        RunSource::cursor_behind(self, run, key, points)
    }
    fn sampled<'a>(
        &'a self,
        run: &'a Run,
        key: &'a MetricKey,
        window: Option<StepWindow>,
    ) -> Answer<'a, Option<MetricPart>> {
        Box::pin(RunSource::sampled(self, run, key, window))
    }
    fn sampled_many<'a>(
        &'a self,
        runs: &'a [&'a Run],
        key: &'a MetricKey,
        window: Option<StepWindow>,
    ) -> Answer<'a, Option<BTreeMap<RunId, MetricPart>>> {
        Box::pin(RunSource::sampled_many(self, runs, key, window))
    }
    fn files<'a>(&'a self, run: &'a Run, list: FileList, cursor: Option<&'a Cursor>) -> Answer<'a, Page<FileRef>> {
        Box::pin(RunSource::files(self, run, list, cursor))
    }
    fn compute_targets<'a>(&'a self, cursor: Option<&'a Cursor>) -> Answer<'a, Page<ComputeTarget>> {
        Box::pin(RunSource::compute_targets(self, cursor))
    }
    fn runs_of_target<'a>(&'a self, target: &'a ComputeTarget, cursor: Option<&'a Cursor>) -> Answer<'a, Page<Run>> {
        Box::pin(RunSource::runs_of_target(self, target, cursor))
    }
    fn bytes<'a>(&'a self, url: &'a str, range: Option<ByteRange>) -> Answer<'a, Response> {
        Box::pin(RunSource::bytes(self, url, range))
    }
}

/// How the code of a kind of source arrives.
type Fetch = fn(String, Credentials) -> Pin<Box<dyn Future<Output = Result<Rc<dyn AsObject>, SourceError>>>>;

/// A source of any kind, read by the browser.
pub struct AnySource {
    url: String,
    credentials: Credentials,
    dialect: Option<Dialect>,
    fetch: Fetch,
    here: OnceCell<Rc<dyn AsObject>>,
}

impl fmt::Debug for AnySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnySource")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

fn transport() -> Polite<BrowserTransport> {
    Polite::new(BrowserTransport)
}

chunk! { mlflow:
    fn mlflow(url: String, credentials: Credentials) -> Rc<dyn AsObject> {
        Rc::new(MlflowSource::new(&url, credentials, transport()))
    }
}

chunk! { azureml:
    fn azureml(url: String, credentials: Credentials) -> Result<Rc<dyn AsObject>, SourceError> {
        AzuremlSource::connect(&url, credentials, transport()).map(|source| Rc::new(source) as Rc<dyn AsObject>)
    }
}

impl AnySource {
    /// The source at `address`, for a page at `page_url`. The open run API is
    /// read without credentials.
    ///
    /// # Errors
    /// When the address cannot be resolved.
    pub fn connect(address: &SourceAddress, page_url: &str, credentials: Credentials) -> Result<Self, SourceError> {
        let url = address.absolute_url(page_url)?;
        let (dialect, fetch): (Option<Dialect>, Fetch) = match address {
            // The demo is of this kind, so its code is part of every visit.
            SourceAddress::Open(_) => (None, |url, _| {
                Box::pin(async move { Ok(Rc::new(OpenSource::new(&url, transport())) as Rc<dyn AsObject>) })
            }),
            SourceAddress::Mlflow(_) => (Some(Dialect::Mlflow), |url, credentials| {
                Box::pin(async move { Ok(mlflow(url, credentials).await?) })
            }),
            SourceAddress::Azureml(_) => (Some(Dialect::Azureml), |url, credentials| {
                Box::pin(async move { azureml(url, credentials).await? })
            }),
        };
        Ok(Self {
            url,
            credentials,
            dialect,
            fetch,
            here: OnceCell::new(),
        })
    }

    /// A source that is here already, as one of any kind.
    pub fn of(source: impl RunSource + 'static) -> Self {
        let dialect = source.dialect();
        Self {
            url: String::new(),
            credentials: Credentials::None,
            dialect,
            fetch: |_, _| Box::pin(std::future::ready(Err(MissingChunk.into()))),
            here: OnceCell::from(Rc::new(source) as Rc<dyn AsObject>),
        }
    }

    async fn source(&self) -> Result<Rc<dyn AsObject>, SourceError> {
        if let Some(source) = self.here.get() {
            return Ok(source.clone());
        }
        let fetched = (self.fetch)(self.url.clone(), self.credentials.clone()).await?;
        // Two questions may have waited for it: both go to the first, which
        // counts what is in flight.
        Ok(self.here.get_or_init(|| fetched).clone())
    }
}

impl RunSource for AnySource {
    fn takes_queries(&self) -> bool {
        self.dialect.is_some()
    }

    fn dialect(&self) -> Option<Dialect> {
        self.dialect
    }

    async fn info(&self) -> Result<SourceInfo, SourceError> {
        self.source().await?.info().await
    }

    async fn experiments(&self, cursor: Option<&Cursor>) -> Result<Page<Experiment>, SourceError> {
        self.source().await?.experiments(cursor).await
    }

    async fn runs(&self, experiment: &Experiment, cursor: Option<&Cursor>) -> Result<Page<Run>, SourceError> {
        self.source().await?.runs(experiment, cursor).await
    }

    async fn runs_matching(
        &self,
        experiment: &Experiment,
        query: &RunQuery,
        cursor: Option<&Cursor>,
    ) -> Result<Page<Run>, SourceError> {
        self.source().await?.runs_matching(experiment, query, cursor).await
    }

    async fn experiment(&self, id: &ExperimentId) -> Result<Experiment, SourceError> {
        self.source().await?.experiment(id).await
    }

    async fn run(&self, id: &RunId) -> Result<Partial<Run>, SourceError> {
        self.source().await?.run(id).await
    }

    async fn metric(&self, run: &Run, key: &MetricKey, cursor: Option<&Cursor>) -> Result<MetricPart, SourceError> {
        self.source().await?.metric(run, key, cursor).await
    }

    fn cursor_behind(&self, run: &Run, key: &MetricKey, points: u64) -> Option<Cursor> {
        self.here.get()?.cursor_behind(run, key, points)
    }

    async fn sampled(
        &self,
        run: &Run,
        key: &MetricKey,
        window: Option<StepWindow>,
    ) -> Result<Option<MetricPart>, SourceError> {
        self.source().await?.sampled(run, key, window).await
    }

    async fn sampled_many(
        &self,
        runs: &[&Run],
        key: &MetricKey,
        window: Option<StepWindow>,
    ) -> Result<Option<BTreeMap<RunId, MetricPart>>, SourceError> {
        self.source().await?.sampled_many(runs, key, window).await
    }

    async fn files(&self, run: &Run, list: FileList, cursor: Option<&Cursor>) -> Result<Page<FileRef>, SourceError> {
        self.source().await?.files(run, list, cursor).await
    }

    async fn compute_targets(&self, cursor: Option<&Cursor>) -> Result<Page<ComputeTarget>, SourceError> {
        self.source().await?.compute_targets(cursor).await
    }

    async fn runs_of_target(&self, target: &ComputeTarget, cursor: Option<&Cursor>) -> Result<Page<Run>, SourceError> {
        self.source().await?.runs_of_target(target, cursor).await
    }

    async fn bytes(&self, url: &str, range: Option<ByteRange>) -> Result<Response, SourceError> {
        self.source().await?.bytes(url, range).await
    }
}
