//! Runs, page by page.
//!
//! The service tells of no metric in a list of runs, and has no question for
//! those of several runs. So a list is walked through twice: first the runs
//! come, as fast as they can, and then, a few at a time, each once more with
//! its metrics. Whoever reads the list keeps the later one of two.

use super::answer::is_missing;
use super::client::{Client, Summaries};
use super::place::path;
use super::step::Step;
use super::{run, told};
use crate::model::{Experiment, ParamValue, Run, RunId};
use crate::source::{Cursor, Page, Partial, RunQuery, SourceError, Transport};
use futures_util::future::{join, join_all};
use serde_json::json;
use std::collections::BTreeMap;

const SERVICE: &str = "history/v1.0";
/// Runs on a page, as the SDK asks for them.
const RUNS_AT_ONCE: u32 = 500;
/// Runs whose metrics are asked for together.
const METRICS_AT_ONCE: usize = 12;
/// Questions about the metrics of a list after which only their names are
/// asked for, and after which nothing is.
const MOST_READS: usize = 3_000;
const MOST_NAMES: usize = 4_000;
/// Lists that are walked through at a time; one that was given up is forgotten.
const MOST_LISTS: usize = 8;

impl<T: Transport> Client<T> {
    /// A page of one of the two walks through the runs of an experiment.
    pub async fn runs(
        &self,
        experiment: &Experiment,
        query: &RunQuery,
        cursor: Option<&Cursor>,
    ) -> Result<Page<Run>, SourceError> {
        let list = format!("{}\n{}", experiment.id, query.filter.as_deref().unwrap_or_default());
        match Step::of(cursor) {
            Step::Runs(token) => self.runs_only(experiment, query, token, list).await,
            Step::Metrics(from, asked) => self.metrics_of_runs(&list, from, asked).await,
        }
    }

    async fn runs_only(
        &self,
        experiment: &Experiment,
        query: &RunQuery,
        token: Option<&str>,
        list: String,
    ) -> Result<Page<Run>, SourceError> {
        let mut question = json!({"orderby": "CreatedUtc desc", "top": RUNS_AT_ONCE});
        if let (Some(fields), Some(filter)) = (question.as_object_mut(), &query.filter) {
            fields.insert("filter".to_owned(), filter.as_str().into());
        }
        put_token(&mut question, token);
        let name = experiment.locator.as_deref().unwrap_or(&experiment.name);
        {
            let mut names = self.memory.experiment_names.borrow_mut();
            names.insert(experiment.id.clone(), name.to_owned());
        }
        let rest = format!("/experiments/{}/runs:query", path(name));
        let answer = match self.post(SERVICE, rest, question).await {
            Err(error) if is_missing(&error) => return Err(SourceError::MissingExperiment(experiment.id.clone())),
            answer => answer?,
        };
        let (page, next) = run::page(&answer, &run::run)?;
        let mut page = self.shown(page);
        let mut lists = self.memory.listed.borrow_mut();
        if token.is_none() {
            while lists.len() >= MOST_LISTS && lists.pop_first().is_some() {}
            lists.insert(list.clone(), Vec::new());
        }
        let kept = lists.entry(list).or_default();
        kept.extend(page.items.iter().cloned());
        page.next = match &next {
            Some(next) => Some(Step::Runs(Some(next)).cursor()),
            None => (!kept.is_empty()).then(|| Step::Metrics(0, 0).cursor()),
        };
        Ok(page)
    }

    /// The next few runs of a list once more, with their metrics and with what
    /// a sweep noted of them in the run above.
    async fn metrics_of_runs(&self, list: &str, from: usize, asked: usize) -> Result<Page<Run>, SourceError> {
        let (mut runs, total, noted) = {
            let lists = self.memory.listed.borrow();
            let Some(kept) = lists.get(list) else {
                return Ok(Page::default());
            };
            let runs: Vec<Run> = kept.iter().skip(from).take(METRICS_AT_ONCE).cloned().collect();
            let noted: BTreeMap<RunId, BTreeMap<String, ParamValue>> =
                kept.iter().flat_map(told::sweep_params).collect();
            (runs, kept.len(), noted)
        };
        let is_wanted = |run: &&mut Run| run.metrics.is_empty();
        let wanted: Vec<&mut Run> = runs.iter_mut().filter(is_wanted).collect();
        let had_values = asked < MOST_READS;
        let found = join_all(wanted.iter().map(|run| self.some_metrics(run, had_values))).await;
        let (mut page, mut asked) = (Page::default(), asked);
        for (run, found) in wanted.into_iter().zip(found) {
            match found {
                Ok(Partial { value, warnings }) => {
                    asked += 1 + if had_values { value.len() } else { 0 };
                    run.metrics = value;
                    // Its metrics mostly fail alike; one reason for an empty cell is enough.
                    page.warnings.extend(warnings.into_iter().next());
                }
                Err(error @ (SourceError::NeedsSignIn { .. } | SourceError::Forbidden { .. })) => return Err(error),
                Err(error) => page.warnings.push(error),
            }
        }
        for run in &mut runs {
            if let Some(params) = noted.get(&run.id) {
                run.params.extend(params.clone());
            }
        }
        page.items = runs;
        let next = from + METRICS_AT_ONCE;
        let is_over = next >= total || asked >= MOST_NAMES;
        if is_over {
            self.memory.listed.borrow_mut().remove(list);
        }
        if had_values && asked >= MOST_READS && next < total {
            page.warnings.push(SourceError::Limited {
                what: "the values of their metrics",
                items: "runs",
                read: next,
                total,
            });
        }
        page.next = (!is_over).then(|| Step::Metrics(next, asked).cursor());
        Ok(page)
    }

    /// The metrics of a run in a list, or, when many were read, their names.
    async fn some_metrics(&self, run: &Run, has_values: bool) -> Result<Partial<Summaries>, SourceError> {
        if !has_values {
            return self.names(&run.id).await.map(Partial::whole);
        }
        let summaries = self.summaries(run, false).await?;
        // What failed may come when the list is read again.
        if !run.status.is_live() && summaries.warnings.is_empty() {
            let mut ended = self.memory.ended.borrow_mut();
            ended.insert(run.id.clone(), summaries.value.clone());
        }
        Ok(summaries)
    }

    /// The runs that the service does not hide, with the metrics that are known.
    pub fn shown(&self, page: Page<(Run, bool)>) -> Page<Run> {
        let ended = self.memory.ended.borrow();
        let shown = page
            .items
            .into_iter()
            .filter(|(_, is_hidden)| !is_hidden)
            .map(|(mut run, _)| {
                if let Some(known) = ended.get(&run.id).filter(|_| !run.status.is_live()) {
                    run.metrics = known.clone();
                }
                run
            });
        Page {
            items: shown.collect(),
            next: None,
            total: None,
            warnings: page.warnings,
        }
    }

    /// One run with all that is known of it.
    pub async fn run(&self, id: &RunId) -> Result<Run, SourceError> {
        self.memory.fresh.borrow_mut().clear();
        let rest = format!("/runs/{}", path(id.as_str()));
        let answer = match self.get(SERVICE, rest.clone()).await {
            Err(error) if is_missing(&error) => return Err(SourceError::MissingRun(id.clone())),
            answer => answer?,
        };
        let (mut run, _) = run::one(&answer, &run::run)?;
        run.documents.insert(0, ("Run record".to_owned(), run::record(&answer)));
        let (details, metrics) = join(self.get(SERVICE, format!("{rest}/details")), self.summaries(&run, true)).await;
        // The details say nothing that a run could not be shown without.
        if let Ok(details) = details
            && let Ok(document) = details.read()
            && let Ok(object) = details.object(&document, "the details of a run")
        {
            told::add_told(&mut run, &object);
        }
        match metrics {
            // What failed of a metric is told where it is drawn, for it is asked for again there.
            Ok(metrics) => run.metrics = metrics.value,
            Err(error @ (SourceError::NeedsSignIn { .. } | SourceError::Forbidden { .. })) => return Err(error),
            Err(error) => run.warnings.push(format!("Its metrics could not be read: {error}")),
        }
        Ok(run)
    }
}

/// Adds the token of a page to a question.
pub fn put_token(question: &mut serde_json::Value, token: Option<&str>) {
    if let (Some(question), Some(token)) = (question.as_object_mut(), token) {
        question.insert("continuationToken".to_owned(), token.into());
    }
}
