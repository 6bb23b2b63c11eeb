//! A source that a build of the page leaves out, so that what it weighs is
//! left out too. It has no value: connecting fails before there is one.

use super::{
    ByteRange, Credentials, Cursor, FileList, MetricPart, Page, Partial, Response, RunSource, SourceError, SourceInfo,
    Transport,
};
use crate::model::{ComputeTarget, Experiment, ExperimentId, FileRef, MetricKey, Run, RunId};
use std::convert::Infallible;
use std::marker::PhantomData;

/// A source that this build leaves out.
#[derive(Debug)]
pub struct AbsentSource<T> {
    never: Infallible,
    transport: PhantomData<T>,
}

impl<T: Transport> AbsentSource<T> {
    /// Never succeeds.
    ///
    /// # Errors
    /// Always: the page was built without the source.
    pub fn connect(_base_url: &str, _credentials: Credentials, _transport: T) -> Result<Self, SourceError> {
        Err(SourceError::Unsupported {
            what: "this kind of source in this build of the page".to_owned(),
        })
    }
}

impl<T: Transport> RunSource for AbsentSource<T> {
    async fn info(&self) -> Result<SourceInfo, SourceError> {
        match self.never {}
    }

    async fn experiments(&self, _: Option<&Cursor>) -> Result<Page<Experiment>, SourceError> {
        match self.never {}
    }

    async fn runs(&self, _: &Experiment, _: Option<&Cursor>) -> Result<Page<Run>, SourceError> {
        match self.never {}
    }

    async fn experiment(&self, _: &ExperimentId) -> Result<Experiment, SourceError> {
        match self.never {}
    }

    async fn run(&self, _: &RunId) -> Result<Partial<Run>, SourceError> {
        match self.never {}
    }

    async fn metric(&self, _: &Run, _: &MetricKey, _: Option<&Cursor>) -> Result<MetricPart, SourceError> {
        match self.never {}
    }

    async fn files(&self, _: &Run, _: FileList, _: Option<&Cursor>) -> Result<Page<FileRef>, SourceError> {
        match self.never {}
    }

    async fn compute_targets(&self, _: Option<&Cursor>) -> Result<Page<ComputeTarget>, SourceError> {
        match self.never {}
    }

    async fn runs_of_target(&self, _: &ComputeTarget, _: Option<&Cursor>) -> Result<Page<Run>, SourceError> {
        match self.never {}
    }

    async fn bytes(&self, _: &str, _: Option<ByteRange>) -> Result<Response, SourceError> {
        match self.never {}
    }
}
