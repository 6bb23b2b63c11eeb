//! What the source is asked for each list.

use super::Catalog;
use super::pages::{Ask, AskSome};
use crate::model::{ComputeTarget, Experiment, ExperimentId, FileRef, Run};
use crate::source::{Cursor, Dialect, FileList, Page, RunQuery, RunSource, SourceError};
use futures_util::future::{join, join_all};
use std::future::Future;
use std::rc::Rc;
use std::sync::Arc;

/// Runs that are asked for in one question, so that its address stays short.
const RUNS_AT_ONCE: usize = 100;
/// Runs that are asked for one by one, at a time.
const RUNS_ONE_BY_ONE: usize = 24;

fn asking<T, F>(ask: impl Fn(Option<Cursor>) -> F + 'static) -> Ask<T>
where
    F: Future<Output = Result<Page<T>, SourceError>> + 'static,
{
    Rc::new(move |cursor| Box::pin(ask(cursor)))
}

impl Catalog {
    pub(super) fn ask_experiments(&self) -> Ask<Experiment> {
        let source = self.0.source.clone();
        asking(move |cursor| {
            let source = source.clone();
            async move { source.experiments(cursor.as_ref()).await }
        })
    }

    pub(super) fn ask_runs(&self, experiment: &ExperimentId, query: &RunQuery) -> Ask<Run> {
        let (catalog, id, query) = (self.clone(), experiment.clone(), query.clone());
        asking(move |cursor| {
            let (catalog, id, query) = (catalog.clone(), id.clone(), query.clone());
            async move { catalog.page_of_runs(&id, &query, cursor.as_ref()).await }
        })
    }

    async fn page_of_runs(
        &self,
        id: &ExperimentId,
        query: &RunQuery,
        cursor: Option<&Cursor>,
    ) -> Result<Page<Run>, SourceError> {
        let source = &self.0.source;
        // The experiment says where its runs are; one answer serves all pages.
        let kept = self.0.known.borrow().get(id).cloned();
        let experiment = match kept {
            Some(experiment) => experiment,
            // Such a source needs no more of an experiment than its id, so that both
            // questions can be under way: the first rows are here one answer earlier.
            None if source.dialect() == Some(Dialect::Mlflow) => {
                let bare = Experiment::new(id.clone());
                let runs = source.runs_matching(&bare, query, cursor);
                let (experiment, runs) = join(source.experiment(id), runs).await;
                self.0.known.borrow_mut().insert(id.clone(), Rc::new(experiment?));
                return runs;
            }
            None => Rc::new(source.experiment(id).await?),
        };
        self.0.known.borrow_mut().insert(id.clone(), experiment.clone());
        source.runs_matching(&experiment, query, cursor).await
    }

    /// Asks for single runs of a list.
    pub(super) fn ask_some_runs(&self, experiment: &ExperimentId, query: &RunQuery) -> AskSome<Run> {
        let (catalog, id, query) = (self.clone(), experiment.clone(), query.clone());
        Rc::new(move |runs| {
            let (catalog, id, query) = (catalog.clone(), id.clone(), query.clone());
            Box::pin(async move { catalog.some_runs(&id, &query, &runs).await })
        })
    }

    async fn some_runs(&self, id: &ExperimentId, query: &RunQuery, runs: &[Arc<Run>]) -> Result<Vec<Run>, SourceError> {
        let mut found = Vec::new();
        if self.dialect() == Some(Dialect::Mlflow) {
            for some in runs.chunks(RUNS_AT_ONCE) {
                let ids: Vec<String> = some.iter().map(|run| format!("'{}'", run.id)).collect();
                let query = RunQuery {
                    filter: Some(format!("attributes.run_id IN ({})", ids.join(", "))),
                    include_deleted: query.include_deleted,
                    ..RunQuery::default()
                };
                let mut cursor = None;
                loop {
                    let page = self.page_of_runs(id, &query, cursor.as_ref()).await?;
                    found.extend(page.items);
                    cursor = page.next;
                    if cursor.is_none() || found.len() >= runs.len() {
                        break;
                    }
                }
            }
            return Ok(found);
        }
        // Where each costs questions of its own, the first ones have to do; the others stay.
        let (some, rest) = runs.split_at(runs.len().min(RUNS_ONE_BY_ONE));
        for answer in join_all(some.iter().map(|run| self.0.source.run(&run.id))).await {
            match answer {
                Ok(run) => found.push(run.value),
                Err(SourceError::MissingRun(_)) => {}
                Err(error) => return Err(error),
            }
        }
        found.extend(rest.iter().map(|run| Run::clone(run)));
        Ok(found)
    }

    pub(super) fn ask_files(&self, run: &Arc<Run>, which: FileList) -> Ask<FileRef> {
        let (source, run) = (self.0.source.clone(), run.clone());
        asking(move |cursor| {
            let (source, run) = (source.clone(), run.clone());
            async move { source.files(&run, which, cursor.as_ref()).await }
        })
    }

    pub(super) fn ask_targets(&self) -> Ask<ComputeTarget> {
        let source = self.0.source.clone();
        asking(move |cursor| {
            let source = source.clone();
            async move { source.compute_targets(cursor.as_ref()).await }
        })
    }

    pub(super) fn ask_target_runs(&self, target: &Arc<ComputeTarget>) -> Ask<Run> {
        let (source, target) = (self.0.source.clone(), target.clone());
        asking(move |cursor| {
            let (source, target) = (source.clone(), target.clone());
            async move { source.runs_of_target(&target, cursor.as_ref()).await }
        })
    }
}
