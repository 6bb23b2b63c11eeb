//! Experiments, page by page. When a run of them was last active is told by
//! their newest run only, so a list is walked through twice.

use super::answer::is_missing;
use super::client::Client;
use super::place::path;
use super::run;
use super::runs::put_token;
use super::step::Step;
use crate::model::{Experiment, ExperimentId};
use crate::source::{Cursor, Page, SourceError, Transport};
use futures_util::future::join_all;
use serde_json::json;

const SERVICE: &str = "history/v1.0";
/// Experiments on a page.
const EXPERIMENTS_AT_ONCE: u32 = 500;
/// Experiments of a list whose newest run is asked for.
const MOST_ACTIVITIES: usize = 240;
/// Experiments whose newest runs are asked for together.
const ACTIVITIES_AT_ONCE: usize = 12;

impl<T: Transport> Client<T> {
    /// A page of one of the two walks through the experiments: what they are,
    /// and then, once more, when a run of them was last active.
    pub async fn experiments(&self, cursor: Option<&Cursor>) -> Result<Page<Experiment>, SourceError> {
        let token = match Step::of(cursor) {
            Step::Runs(token) => token,
            Step::Metrics(from, _) => return Ok(self.active_experiments(from).await),
        };
        let (mut page, next) = self.experiments_only(EXPERIMENTS_AT_ONCE, token).await?;
        let mut kept = self.memory.listed_experiments.borrow_mut();
        if token.is_none() {
            kept.clear();
        }
        kept.extend(page.items.iter().cloned());
        page.next = match &next {
            Some(next) => Some(Step::Runs(Some(next)).cursor()),
            None => (!kept.is_empty()).then(|| Step::Metrics(0, 0).cursor()),
        };
        Ok(page)
    }

    /// Experiments, and the token of those behind them.
    pub async fn experiments_only(
        &self,
        count: u32,
        token: Option<&str>,
    ) -> Result<(Page<Experiment>, Option<String>), SourceError> {
        let mut question = json!({"viewType": "ActiveOnly", "top": count});
        put_token(&mut question, token);
        let answer = self.post(SERVICE, "/experiments:query".to_owned(), question).await?;
        let (page, token) = run::page(&answer, &run::experiment)?;
        let mut names = self.memory.experiment_names.borrow_mut();
        for experiment in &page.items {
            names.insert(experiment.id.clone(), experiment.name.clone());
        }
        Ok((page, token))
    }

    /// The next few experiments once more, with what their newest run tells.
    /// One whose run does not come stays as it is.
    async fn active_experiments(&self, from: usize) -> Page<Experiment> {
        let (mut experiments, total) = {
            let kept = self.memory.listed_experiments.borrow();
            let some: Vec<Experiment> = kept.iter().skip(from).take(ACTIVITIES_AT_ONCE).cloned().collect();
            (some, kept.len())
        };
        let newest = join_all(experiments.iter().map(|experiment| {
            let rest = format!("/experiments/{}/runs:query", path(&experiment.name));
            self.post(SERVICE, rest, json!({"orderby": "CreatedUtc desc", "top": 1}))
        }))
        .await;
        for (experiment, answer) in experiments.iter_mut().zip(newest) {
            let page = answer.and_then(|answer| run::page(&answer, &run::run));
            let run = page.ok().and_then(|(page, _)| page.items.into_iter().next());
            experiment.last_activity = run.and_then(|(run, _)| run::last_activity(&run));
        }
        let next = from + ACTIVITIES_AT_ONCE;
        Page {
            items: experiments,
            next: (next < total.min(MOST_ACTIVITIES)).then(|| Step::Metrics(next, 0).cursor()),
            ..Page::default()
        }
    }

    pub async fn experiment(&self, id: &ExperimentId) -> Result<Experiment, SourceError> {
        let answer = self.get(SERVICE, format!("/experimentids/{}", path(id.as_str()))).await;
        let experiment = match answer {
            Err(error) if is_missing(&error) => return Err(SourceError::MissingExperiment(id.clone())),
            answer => run::one(&answer?, &run::experiment)?,
        };
        let mut names = self.memory.experiment_names.borrow_mut();
        names.insert(id.clone(), experiment.name.clone());
        Ok(experiment)
    }
}
