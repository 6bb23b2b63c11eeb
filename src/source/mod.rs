//! Where runs come from.
//!
//! [`RunSource`] is the list of questions every source answers; an
//! implementation is one folder here. Nothing in it knows of a signal or a
//! page, and only `fetch` knows of a browser: the rest is tested natively over
//! a [`Transport`] that reads a folder.

mod address;
mod any;
mod azureml;
mod credentials;
mod diagnose;
mod error;
mod evaluation;
mod fetch;
mod json;
mod link;
mod mlflow;
mod open;
mod page;
mod polite;
mod query;
mod refusal;
mod scalar;
mod token;
mod transport;
mod workspace;

pub use address::{AddressError, SourceAddress, WORKSPACE_KEY};
pub use any::AnySource;
pub use azureml::AzuremlSource;
pub use credentials::Credentials;
pub use diagnose::{Cause, GET_TOKEN, azureml_causes, causes, diagnose};
pub use error::SourceError;
pub use evaluation::{evaluation, is_evaluation};
pub use fetch::BrowserTransport;
pub use json::{JsonNode, json_fields};
pub use mlflow::MlflowSource;
pub use open::OpenSource;
pub use page::{Cursor, Page, Partial};
pub use polite::{MAX_IN_FLIGHT, MAX_TRIES, MAX_WAIT_MS, Polite, wait_before_retry, wait_ms};
pub use query::{Dialect, RunQuery, StepWindow, holds};
pub use refusal::Refusal;
pub use token::token_expiry;
pub use transport::{ByteRange, Header, MOST_OPEN, Method, Request, Response, Transport};
pub use workspace::WorkspaceName;

use crate::model::{ComputeTarget, Experiment, ExperimentId, FileRef, Metric, MetricKey, Run, RunId};
use std::collections::BTreeMap;
use std::future::Future;

/// What a source says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SourceInfo {
    /// Its display name; empty when it has none.
    pub name: String,
    /// What it holds, as markdown; empty when it says nothing.
    pub description: String,
    /// What can be asked of it.
    pub capabilities: Capabilities,
}

/// What not every source can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Capabilities {
    /// Whether it knows where runs are executed.
    pub compute_targets: bool,
}

/// Which files of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileList {
    /// What it put out.
    Artifacts,
    /// What it wrote while it ran.
    Logs,
    /// Its code.
    Snapshot,
}

/// A metric, or the first part of a long one.
#[derive(Clone, Debug, PartialEq)]
pub struct MetricPart {
    /// The points or rows of this part.
    pub metric: Metric,
    /// How many points or rows all parts have, when the source says so.
    pub total: Option<u64>,
    /// Where it goes on; `None` at its end.
    pub next: Option<Cursor>,
    /// Whether the source left points out, so that an extreme may be missing.
    pub sampled: bool,
}

/// The questions every source answers.
///
/// A list comes in pages: without a cursor the first, with the cursor of a
/// page the one after it. Dropping a future cancels what it asked for.
pub trait RunSource {
    /// What it says about itself.
    fn info(&self) -> impl Future<Output = Result<SourceInfo, SourceError>>;

    /// Its experiments.
    fn experiments(&self, cursor: Option<&Cursor>) -> impl Future<Output = Result<Page<Experiment>, SourceError>>;

    /// The runs of an experiment.
    fn runs(
        &self,
        experiment: &Experiment,
        cursor: Option<&Cursor>,
    ) -> impl Future<Output = Result<Page<Run>, SourceError>>;

    /// Whether [`runs_matching`](Self::runs_matching) leaves out what the query does not want.
    fn takes_queries(&self) -> bool {
        false
    }

    /// The grammar in which it takes them.
    fn dialect(&self) -> Option<Dialect> {
        self.takes_queries().then_some(Dialect::Mlflow)
    }

    /// The runs of an experiment that a query wants, as far as the source
    /// takes queries; else all of them.
    fn runs_matching(
        &self,
        experiment: &Experiment,
        query: &RunQuery,
        cursor: Option<&Cursor>,
    ) -> impl Future<Output = Result<Page<Run>, SourceError>> {
        let _ = query;
        self.runs(experiment, cursor)
    }

    /// One experiment, by its id.
    fn experiment(&self, id: &ExperimentId) -> impl Future<Output = Result<Experiment, SourceError>>;

    /// One run, by its id, with what of it could not be read.
    fn run(&self, id: &RunId) -> impl Future<Output = Result<Partial<Run>, SourceError>>;

    /// The columns of a metric.
    fn metric(
        &self,
        run: &Run,
        key: &MetricKey,
        cursor: Option<&Cursor>,
    ) -> impl Future<Output = Result<MetricPart, SourceError>>;

    /// Where a series goes on behind its first `points`, when the source can be asked
    /// for that: the cursor for [`metric`](Self::metric). Without it, a series is read
    /// on from the part it ended with.
    fn cursor_behind(&self, run: &Run, key: &MetricKey, points: u64) -> Option<Cursor> {
        let _ = (run, key, points);
        None
    }

    /// A long series at once, by some of its points: of all its steps or of a
    /// window. `None` when the source gives no samples, or not of this metric.
    fn sampled(
        &self,
        run: &Run,
        key: &MetricKey,
        window: Option<StepWindow>,
    ) -> impl Future<Output = Result<Option<MetricPart>, SourceError>> {
        let _ = (run, key, window);
        async { Ok(None) }
    }

    /// Samples of one metric of several runs, in as few requests as the source
    /// knows; a run that has no points is not in the answer. `None` when the
    /// source gives no samples.
    fn sampled_many(
        &self,
        runs: &[&Run],
        key: &MetricKey,
        window: Option<StepWindow>,
    ) -> impl Future<Output = Result<Option<BTreeMap<RunId, MetricPart>>, SourceError>> {
        let _ = (runs, key, window);
        async { Ok(None) }
    }

    /// Files of a run; none when it keeps no such list.
    fn files(
        &self,
        run: &Run,
        list: FileList,
        cursor: Option<&Cursor>,
    ) -> impl Future<Output = Result<Page<FileRef>, SourceError>>;

    /// Where its runs are executed; none when it does not know.
    fn compute_targets(
        &self,
        cursor: Option<&Cursor>,
    ) -> impl Future<Output = Result<Page<ComputeTarget>, SourceError>>;

    /// The runs on a compute target, of all experiments.
    fn runs_of_target(
        &self,
        target: &ComputeTarget,
        cursor: Option<&Cursor>,
    ) -> impl Future<Output = Result<Page<Run>, SourceError>>;

    /// The bytes at `url`, which stood in an answer of this source.
    ///
    /// A range that begins at the end or beyond is an empty answer, so that a
    /// growing log can be followed.
    fn bytes(&self, url: &str, range: Option<ByteRange>) -> impl Future<Output = Result<Response, SourceError>>;
}
