//! A workspace of Azure Machine Learning, read over the interfaces that its
//! SDK and its studio use.
//!
//! `place` knows the addresses and to whom a token may be told, `client` asks,
//! `answer` tells answers from what only looks like one. `run` and `told` turn
//! documents into runs, `runs`, `experiments` and `compute` list them; `values`
//! and `cell` are what was logged, `summaries`, `metric` and `old` ask for it;
//! `artifact`, `files`, `tree` and `bytes` are what runs left.

mod answer;
mod artifact;
mod bytes;
mod cell;
mod client;
mod compute;
mod experiments;
mod files;
mod locator;
mod metric;
mod old;
mod place;
mod run;
mod runs;
mod step;
mod summaries;
mod told;
mod tree;
mod values;

use super::{
    ByteRange, Capabilities, Credentials, Cursor, Dialect, FileList, MetricPart, Page, Partial, Response, RunQuery,
    RunSource, SourceError, SourceInfo, StepWindow, Transport,
};
use crate::model::{ComputeTarget, Experiment, ExperimentId, FileRef, MetricKey, Run, RunId};
use client::Client;
use futures_util::future::join_all;
use std::collections::BTreeMap;

/// A workspace of Azure Machine Learning.
#[derive(Debug)]
pub struct AzuremlSource<T> {
    client: Client<T>,
}

impl<T: Transport> AzuremlSource<T> {
    /// The workspace at `address`: the address of a discovery, of the resource
    /// manager or of the service itself, with
    /// `?workspace=<subscription>/<resource group>/<workspace>` behind it. The
    /// credentials go to the services of Azure, or to the origin of the
    /// address, and nowhere else.
    ///
    /// # Errors
    /// When the address names no workspace.
    pub fn connect(address: &str, credentials: Credentials, transport: T) -> Result<Self, SourceError> {
        Ok(Self {
            client: Client::new(address, &credentials, transport)?,
        })
    }
}

impl<T: Transport> RunSource for AzuremlSource<T> {
    async fn info(&self) -> Result<SourceInfo, SourceError> {
        // Only a question tells whether this page may read.
        self.client.experiments_only(1, None).await?;
        Ok(SourceInfo {
            name: format!("Azure ML {}", self.client.entered.name),
            description: String::new(),
            capabilities: Capabilities { compute_targets: true },
        })
    }

    async fn experiments(&self, cursor: Option<&Cursor>) -> Result<Page<Experiment>, SourceError> {
        self.client.experiments(cursor).await
    }

    async fn runs(&self, experiment: &Experiment, cursor: Option<&Cursor>) -> Result<Page<Run>, SourceError> {
        self.client.runs(experiment, &RunQuery::default(), cursor).await
    }

    fn takes_queries(&self) -> bool {
        true
    }

    fn dialect(&self) -> Option<Dialect> {
        Some(Dialect::Azureml)
    }

    async fn runs_matching(
        &self,
        experiment: &Experiment,
        query: &RunQuery,
        cursor: Option<&Cursor>,
    ) -> Result<Page<Run>, SourceError> {
        self.client.runs(experiment, query, cursor).await
    }

    async fn experiment(&self, id: &ExperimentId) -> Result<Experiment, SourceError> {
        self.client.experiment(id).await
    }

    async fn run(&self, id: &RunId) -> Result<Partial<Run>, SourceError> {
        self.client.run(id).await.map(Partial::whole)
    }

    async fn metric(&self, run: &Run, key: &MetricKey, cursor: Option<&Cursor>) -> Result<MetricPart, SourceError> {
        self.client.metric(run, key, cursor).await
    }

    async fn sampled(
        &self,
        run: &Run,
        key: &MetricKey,
        window: Option<StepWindow>,
    ) -> Result<Option<MetricPart>, SourceError> {
        // The service samples a whole metric only.
        match window {
            None => self.client.sampled(run, key).await,
            Some(_) => Ok(None),
        }
    }

    async fn sampled_many(
        &self,
        runs: &[&Run],
        key: &MetricKey,
        window: Option<StepWindow>,
    ) -> Result<Option<BTreeMap<RunId, MetricPart>>, SourceError> {
        let parts = join_all(runs.iter().map(|run| self.sampled(run, key, window))).await;
        // A run whose sample did not come is read point by point, which says why.
        let found = runs
            .iter()
            .zip(parts)
            .filter_map(|(run, part)| Some((run.id.clone(), part.ok().flatten()?)));
        Ok(Some(found.collect()))
    }

    async fn files(&self, run: &Run, list: FileList, cursor: Option<&Cursor>) -> Result<Page<FileRef>, SourceError> {
        self.client.files(run, list, cursor).await
    }

    async fn compute_targets(&self, cursor: Option<&Cursor>) -> Result<Page<ComputeTarget>, SourceError> {
        self.client.compute_targets(cursor).await
    }

    async fn runs_of_target(&self, target: &ComputeTarget, cursor: Option<&Cursor>) -> Result<Page<Run>, SourceError> {
        self.client.runs_of_target(&target.name, cursor).await
    }

    async fn bytes(&self, url: &str, range: Option<ByteRange>) -> Result<Response, SourceError> {
        self.client.bytes(url, range).await
    }
}
