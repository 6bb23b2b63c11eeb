//! The open run API: JSON documents that link to each other, on any host.
//!
//! `decode` and `metric` turn documents into the model, `client` knows which
//! address answers which question.

mod client;
mod column;
mod decode;
mod item;
mod metric;
mod table;
mod walk;

use super::{
    ByteRange, Capabilities, Cursor, FileList, MetricPart, Page, Partial, Response, RunSource, SourceError, SourceInfo,
    Transport,
};
use crate::model::{ComputeTarget, Experiment, ExperimentId, FileRef, MetricKey, Run, RunId};
use async_lock::OnceCell;
use client::Index;
use metric::PartAddress;
use walk::Walk;

/// A source that answers the open run API.
#[derive(Debug)]
pub struct OpenSource<T> {
    index_url: String,
    transport: T,
    index: OnceCell<Index>,
}

impl<T: Transport> OpenSource<T> {
    /// The source whose index is in the folder at `base_url`, or at
    /// `base_url` itself when that ends in `.json`. The address is absolute.
    pub fn new(base_url: &str, transport: T) -> Self {
        Self {
            index_url: client::index_url(base_url),
            transport,
            index: OnceCell::new(),
        }
    }
}

impl<T: Transport> RunSource for OpenSource<T> {
    async fn info(&self) -> Result<SourceInfo, SourceError> {
        let index = self.index().await?;
        Ok(SourceInfo {
            name: index.name.clone(),
            description: index.description.clone(),
            capabilities: Capabilities {
                compute_targets: index.compute_targets.is_some(),
            },
        })
    }

    async fn experiments(&self, cursor: Option<&Cursor>) -> Result<Page<Experiment>, SourceError> {
        let first = self.index().await?.experiments.as_str();
        self.list(Some(first), cursor, decode::experiment).await
    }

    async fn runs(&self, experiment: &Experiment, cursor: Option<&Cursor>) -> Result<Page<Run>, SourceError> {
        self.list(experiment.locator.as_deref(), cursor, decode::run).await
    }

    async fn experiment(&self, id: &ExperimentId) -> Result<Experiment, SourceError> {
        let mut walk = Walk::default();
        let mut cursor = None;
        loop {
            let page = self.experiments(cursor.as_ref()).await?;
            if let Some(experiment) = page.items.into_iter().find(|experiment| experiment.id == *id) {
                return Ok(experiment);
            }
            cursor = walk.step(page.next);
            if cursor.is_none() {
                return Err(SourceError::MissingExperiment(id.clone()));
            }
        }
    }

    async fn run(&self, id: &RunId) -> Result<Partial<Run>, SourceError> {
        match &self.index().await?.run {
            Some(template) => self.run_by_template(template, id).await,
            None => self.run_by_walk(id).await,
        }
    }

    async fn metric(&self, run: &Run, key: &MetricKey, cursor: Option<&Cursor>) -> Result<MetricPart, SourceError> {
        let summary = run.metrics.get(key).ok_or_else(|| SourceError::MissingMetric {
            run: run.id.clone(),
            key: key.clone(),
        })?;
        let address = match (cursor, &summary.locator) {
            (Some(cursor), _) => PartAddress::of_cursor(cursor),
            (None, Some(url)) => PartAddress::first(url),
            (None, None) => return metric::of_summary(run, key, summary),
        };
        metric::decode(&self.document(&address.url).await?, &address)
    }

    async fn files(&self, run: &Run, list: FileList, cursor: Option<&Cursor>) -> Result<Page<FileRef>, SourceError> {
        let first = match list {
            FileList::Artifacts => &run.artifacts,
            FileList::Logs => &run.logs,
            FileList::Snapshot => &run.snapshot,
        };
        self.list(first.as_deref(), cursor, item::file).await
    }

    async fn compute_targets(&self, cursor: Option<&Cursor>) -> Result<Page<ComputeTarget>, SourceError> {
        let first = self.index().await?.compute_targets.as_deref();
        self.list(first, cursor, item::compute_target).await
    }

    async fn runs_of_target(&self, target: &ComputeTarget, cursor: Option<&Cursor>) -> Result<Page<Run>, SourceError> {
        self.list(target.runs.as_deref(), cursor, decode::run).await
    }

    async fn bytes(&self, url: &str, range: Option<ByteRange>) -> Result<Response, SourceError> {
        self.part_of_file(url, range).await
    }
}
