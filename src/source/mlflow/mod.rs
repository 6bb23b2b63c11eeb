//! An MLflow tracking server, read over its REST interface.
//!
//! `client` asks and tells answers from what only looks like one (`answer`),
//! and the other modules turn documents into the model. The server leaves out
//! lists and objects that are empty.

mod answer;
mod client;
mod decode;
mod files;
mod history;
mod image;
mod parts;
mod sample;
mod scalar;
mod server;
mod table;

use super::{
    ByteRange, Capabilities, Credentials, Cursor, FileList, MetricPart, Page, Partial, Response, RunQuery, RunSource,
    SourceError, SourceInfo, StepWindow, Transport,
};
use crate::model::{ComputeTarget, Experiment, ExperimentId, FileRef, MetricKey, MetricKind, Run, RunId};
use client::Client;
use futures_util::future::join;
use std::collections::BTreeMap;

/// An MLflow tracking server.
#[derive(Debug)]
pub struct MlflowSource<T> {
    client: Client<T>,
}

impl<T: Transport> MlflowSource<T> {
    /// The server whose own page is at `base_url`, which is absolute. The
    /// credentials go to its origin and nowhere else.
    pub fn new(base_url: &str, credentials: Credentials, transport: T) -> Self {
        Self {
            client: Client::new(base_url, credentials, transport),
        }
    }
}

impl<T: Transport> RunSource for MlflowSource<T> {
    async fn info(&self) -> Result<SourceInfo, SourceError> {
        // The version is free for all; only a search tells whether this page may read.
        let (version, experiments) = join(self.client.version(), self.client.experiments(1, None)).await;
        experiments?;
        Ok(SourceInfo {
            name: version.map_or_else(|| "MLflow".to_owned(), |version| format!("MLflow {version}")),
            description: String::new(),
            capabilities: Capabilities { compute_targets: false },
        })
    }

    async fn experiments(&self, cursor: Option<&Cursor>) -> Result<Page<Experiment>, SourceError> {
        self.client.experiments(client::EXPERIMENTS_AT_ONCE, cursor).await
    }

    async fn runs(&self, experiment: &Experiment, cursor: Option<&Cursor>) -> Result<Page<Run>, SourceError> {
        self.client.runs(&experiment.id, &RunQuery::default(), cursor).await
    }

    fn takes_queries(&self) -> bool {
        true
    }

    async fn runs_matching(
        &self,
        experiment: &Experiment,
        query: &RunQuery,
        cursor: Option<&Cursor>,
    ) -> Result<Page<Run>, SourceError> {
        self.client.runs(&experiment.id, query, cursor).await
    }

    async fn experiment(&self, id: &ExperimentId) -> Result<Experiment, SourceError> {
        self.client.experiment(id).await
    }

    async fn run(&self, id: &RunId) -> Result<Partial<Run>, SourceError> {
        let mut run = Partial::whole(self.client.run(id).await?);
        if decode::has_images(&run) {
            match self.client.images(&run).await {
                Ok(images) => image::add_metrics(&mut run.value, &images),
                Err(error) => run.warnings.push(error),
            }
        }
        Ok(run)
    }

    async fn metric(&self, run: &Run, key: &MetricKey, cursor: Option<&Cursor>) -> Result<MetricPart, SourceError> {
        let summary = run.metrics.get(key).ok_or_else(|| SourceError::MissingMetric {
            run: run.id.clone(),
            key: key.clone(),
        })?;
        match (&summary.kind, &summary.locator) {
            (MetricKind::Table, Some(url)) => self.client.table(url).await,
            (MetricKind::Image, _) => self.client.images(run).await.map(|logged| image::metric(&logged, key)),
            _ => self.client.history(&run.id, key, cursor).await,
        }
    }

    fn cursor_behind(&self, run: &Run, key: &MetricKey, points: u64) -> Option<Cursor> {
        let is_series = run.metrics.get(key)?.kind == MetricKind::Series;
        // The server refuses a token that begins at the first point.
        (is_series && points > 0).then(|| history::cursor_behind(points))
    }

    async fn sampled(
        &self,
        run: &Run,
        key: &MetricKey,
        window: Option<StepWindow>,
    ) -> Result<Option<MetricPart>, SourceError> {
        let samples = self.sampled_many(&[run], key, window).await?;
        Ok(samples.and_then(|mut samples| samples.remove(&run.id)))
    }

    async fn sampled_many(
        &self,
        runs: &[&Run],
        key: &MetricKey,
        window: Option<StepWindow>,
    ) -> Result<Option<BTreeMap<RunId, MetricPart>>, SourceError> {
        let has_series =
            |run: &&&Run| matches!(run.metrics.get(key), Some(summary) if summary.kind == MetricKind::Series);
        let runs: Vec<&RunId> = runs.iter().filter(has_series).map(|run| &run.id).collect();
        self.client.samples(&runs, key, window).await
    }

    async fn files(&self, run: &Run, list: FileList, cursor: Option<&Cursor>) -> Result<Page<FileRef>, SourceError> {
        match list {
            FileList::Artifacts => self.client.files(&run.id, files::Walk::of_all(cursor)).await,
            FileList::Logs => self.client.files(&run.id, files::Walk::of_logs(cursor)).await,
            FileList::Snapshot => Ok(Page::default()),
        }
    }

    async fn compute_targets(&self, _cursor: Option<&Cursor>) -> Result<Page<ComputeTarget>, SourceError> {
        Ok(Page::default())
    }

    async fn runs_of_target(
        &self,
        _target: &ComputeTarget,
        _cursor: Option<&Cursor>,
    ) -> Result<Page<Run>, SourceError> {
        Ok(Page::default())
    }

    async fn bytes(&self, url: &str, range: Option<ByteRange>) -> Result<Response, SourceError> {
        self.client.bytes(url, range).await
    }
}
