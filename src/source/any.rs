//! Every kind of source as one type. An enum and not a trait object, for its
//! methods are async and the kinds are few.

use super::{
    ByteRange, Cursor, FileList, MetricPart, OpenSource, Page, Response, RunSource, SourceError, SourceInfo, Transport,
};
use crate::model::{ComputeTarget, Experiment, ExperimentId, FileRef, MetricKey, Run, RunId};

/// A source of any kind.
#[derive(Debug)]
pub enum AnySource<T> {
    /// The open run API.
    Open(OpenSource<T>),
}

impl<T: Transport> RunSource for AnySource<T> {
    async fn info(&self) -> Result<SourceInfo, SourceError> {
        match self {
            Self::Open(source) => source.info().await,
        }
    }

    async fn experiments(&self, cursor: Option<&Cursor>) -> Result<Page<Experiment>, SourceError> {
        match self {
            Self::Open(source) => source.experiments(cursor).await,
        }
    }

    async fn runs(&self, experiment: &Experiment, cursor: Option<&Cursor>) -> Result<Page<Run>, SourceError> {
        match self {
            Self::Open(source) => source.runs(experiment, cursor).await,
        }
    }

    async fn experiment(&self, id: &ExperimentId) -> Result<Experiment, SourceError> {
        match self {
            Self::Open(source) => source.experiment(id).await,
        }
    }

    async fn run(&self, id: &RunId) -> Result<Run, SourceError> {
        match self {
            Self::Open(source) => source.run(id).await,
        }
    }

    async fn metric(&self, run: &Run, key: &MetricKey, cursor: Option<&Cursor>) -> Result<MetricPart, SourceError> {
        match self {
            Self::Open(source) => source.metric(run, key, cursor).await,
        }
    }

    async fn files(&self, run: &Run, list: FileList, cursor: Option<&Cursor>) -> Result<Page<FileRef>, SourceError> {
        match self {
            Self::Open(source) => source.files(run, list, cursor).await,
        }
    }

    async fn compute_targets(&self, cursor: Option<&Cursor>) -> Result<Page<ComputeTarget>, SourceError> {
        match self {
            Self::Open(source) => source.compute_targets(cursor).await,
        }
    }

    async fn runs_of_target(&self, target: &ComputeTarget, cursor: Option<&Cursor>) -> Result<Page<Run>, SourceError> {
        match self {
            Self::Open(source) => source.runs_of_target(target, cursor).await,
        }
    }

    async fn bytes(&self, url: &str, range: Option<ByteRange>) -> Result<Response, SourceError> {
        match self {
            Self::Open(source) => source.bytes(url, range).await,
        }
    }
}
