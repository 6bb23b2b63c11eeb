//! Every kind of source as one type. An enum and not a trait object, for its
//! methods are async and the kinds are few.

use super::{
    AzuremlSource, ByteRange, Credentials, Cursor, Dialect, FileList, MetricPart, MlflowSource, OpenSource, Page,
    Response, RunQuery, RunSource, SourceAddress, SourceError, SourceInfo, StepWindow, Transport,
};
use crate::model::{ComputeTarget, Experiment, ExperimentId, FileRef, MetricKey, Run, RunId};
use std::collections::BTreeMap;

/// A source of any kind.
#[derive(Debug)]
pub enum AnySource<T> {
    /// The open run API.
    Open(OpenSource<T>),
    /// An MLflow tracking server.
    Mlflow(MlflowSource<T>),
    /// A workspace of Azure Machine Learning.
    Azureml(AzuremlSource<T>),
}

impl<T: Transport> AnySource<T> {
    /// The source at `address`, for a page at `page_url`. The open run API is
    /// read without credentials.
    ///
    /// # Errors
    /// When the address cannot be resolved.
    pub fn connect(
        address: &SourceAddress,
        page_url: &str,
        credentials: Credentials,
        transport: T,
    ) -> Result<Self, SourceError> {
        let url = address.absolute_url(page_url)?;
        Ok(match address {
            SourceAddress::Open(_) => Self::Open(OpenSource::new(&url, transport)),
            SourceAddress::Mlflow(_) => Self::Mlflow(MlflowSource::connect(&url, credentials, transport)?),
            SourceAddress::Azureml(_) => Self::Azureml(AzuremlSource::connect(&url, credentials, transport)?),
        })
    }
}

impl<T: Transport> RunSource for AnySource<T> {
    async fn info(&self) -> Result<SourceInfo, SourceError> {
        match self {
            Self::Open(source) => source.info().await,
            Self::Mlflow(source) => source.info().await,
            Self::Azureml(source) => source.info().await,
        }
    }

    async fn experiments(&self, cursor: Option<&Cursor>) -> Result<Page<Experiment>, SourceError> {
        match self {
            Self::Open(source) => source.experiments(cursor).await,
            Self::Mlflow(source) => source.experiments(cursor).await,
            Self::Azureml(source) => source.experiments(cursor).await,
        }
    }

    async fn runs(&self, experiment: &Experiment, cursor: Option<&Cursor>) -> Result<Page<Run>, SourceError> {
        match self {
            Self::Open(source) => source.runs(experiment, cursor).await,
            Self::Mlflow(source) => source.runs(experiment, cursor).await,
            Self::Azureml(source) => source.runs(experiment, cursor).await,
        }
    }

    fn takes_queries(&self) -> bool {
        match self {
            Self::Open(source) => source.takes_queries(),
            Self::Mlflow(source) => source.takes_queries(),
            Self::Azureml(source) => source.takes_queries(),
        }
    }

    fn dialect(&self) -> Option<Dialect> {
        match self {
            Self::Open(source) => source.dialect(),
            Self::Mlflow(source) => source.dialect(),
            Self::Azureml(source) => source.dialect(),
        }
    }

    async fn runs_matching(
        &self,
        experiment: &Experiment,
        query: &RunQuery,
        cursor: Option<&Cursor>,
    ) -> Result<Page<Run>, SourceError> {
        match self {
            Self::Open(source) => source.runs_matching(experiment, query, cursor).await,
            Self::Mlflow(source) => source.runs_matching(experiment, query, cursor).await,
            Self::Azureml(source) => source.runs_matching(experiment, query, cursor).await,
        }
    }

    async fn experiment(&self, id: &ExperimentId) -> Result<Experiment, SourceError> {
        match self {
            Self::Open(source) => source.experiment(id).await,
            Self::Mlflow(source) => source.experiment(id).await,
            Self::Azureml(source) => source.experiment(id).await,
        }
    }

    async fn run(&self, id: &RunId) -> Result<Run, SourceError> {
        match self {
            Self::Open(source) => source.run(id).await,
            Self::Mlflow(source) => source.run(id).await,
            Self::Azureml(source) => source.run(id).await,
        }
    }

    async fn metric(&self, run: &Run, key: &MetricKey, cursor: Option<&Cursor>) -> Result<MetricPart, SourceError> {
        match self {
            Self::Open(source) => source.metric(run, key, cursor).await,
            Self::Mlflow(source) => source.metric(run, key, cursor).await,
            Self::Azureml(source) => source.metric(run, key, cursor).await,
        }
    }

    async fn sampled(
        &self,
        run: &Run,
        key: &MetricKey,
        window: Option<StepWindow>,
    ) -> Result<Option<MetricPart>, SourceError> {
        match self {
            Self::Open(source) => source.sampled(run, key, window).await,
            Self::Mlflow(source) => source.sampled(run, key, window).await,
            Self::Azureml(source) => source.sampled(run, key, window).await,
        }
    }

    async fn sampled_many(
        &self,
        runs: &[&Run],
        key: &MetricKey,
        window: Option<StepWindow>,
    ) -> Result<Option<BTreeMap<RunId, MetricPart>>, SourceError> {
        match self {
            Self::Open(source) => source.sampled_many(runs, key, window).await,
            Self::Mlflow(source) => source.sampled_many(runs, key, window).await,
            Self::Azureml(source) => source.sampled_many(runs, key, window).await,
        }
    }

    async fn files(&self, run: &Run, list: FileList, cursor: Option<&Cursor>) -> Result<Page<FileRef>, SourceError> {
        match self {
            Self::Open(source) => source.files(run, list, cursor).await,
            Self::Mlflow(source) => source.files(run, list, cursor).await,
            Self::Azureml(source) => source.files(run, list, cursor).await,
        }
    }

    async fn compute_targets(&self, cursor: Option<&Cursor>) -> Result<Page<ComputeTarget>, SourceError> {
        match self {
            Self::Open(source) => source.compute_targets(cursor).await,
            Self::Mlflow(source) => source.compute_targets(cursor).await,
            Self::Azureml(source) => source.compute_targets(cursor).await,
        }
    }

    async fn runs_of_target(&self, target: &ComputeTarget, cursor: Option<&Cursor>) -> Result<Page<Run>, SourceError> {
        match self {
            Self::Open(source) => source.runs_of_target(target, cursor).await,
            Self::Mlflow(source) => source.runs_of_target(target, cursor).await,
            Self::Azureml(source) => source.runs_of_target(target, cursor).await,
        }
    }

    async fn bytes(&self, url: &str, range: Option<ByteRange>) -> Result<Response, SourceError> {
        match self {
            Self::Open(source) => source.bytes(url, range).await,
            Self::Mlflow(source) => source.bytes(url, range).await,
            Self::Azureml(source) => source.bytes(url, range).await,
        }
    }
}
