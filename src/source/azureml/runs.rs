//! Experiments and runs, page by page.
//!
//! The service tells of no metric in a list of runs, and has no question for
//! those of several runs. So a list is walked through twice: first the runs
//! come, as fast as they can, and then, a few at a time, each once more with
//! its metrics. Whoever reads the list keeps the later one of two.

use super::answer::{is_missing, is_unknown_question};
use super::client::{Client, MANAGER_VERSION, Summaries};
use super::place::path;
use super::run;
use crate::model::{ComputeTarget, Experiment, ExperimentId, ParamValue, Run, RunId};
use crate::source::json::{Object, Place, Value};
use crate::source::{Cursor, Page, Request, RunQuery, SourceError, Transport, link, scalar};
use futures_util::future::{join, join_all};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

const SERVICE: &str = "history/v1.0";
/// Experiments on a page.
const EXPERIMENTS_AT_ONCE: u32 = 500;
/// Experiments of a list whose newest run is asked for.
const MOST_ACTIVITIES: usize = 240;
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
/// Which runs of a target are wanted.
const UNFINISHED: &str = "(Status ne Completed and Status ne Failed and Status ne Canceled)";

/// Where in the two walks through a list a page is.
enum Step<'a> {
    /// What is listed behind this token.
    Runs(Option<&'a str>),
    /// What the list does not tell, from this item on, after so many questions.
    Metrics(usize, usize),
}

impl<'a> Step<'a> {
    fn of(cursor: Option<&'a Cursor>) -> Self {
        let Some((word, rest)) = cursor.and_then(|cursor| cursor.as_str().split_once(' ')) else {
            return Self::Runs(None);
        };
        let numbers = rest.split_once(' ').filter(|_| word == "metrics");
        match numbers.and_then(|(from, asked)| Some((from.parse().ok()?, asked.parse().ok()?))) {
            Some((from, asked)) => Self::Metrics(from, asked),
            None => Self::Runs(Some(rest)),
        }
    }

    fn cursor(&self) -> Cursor {
        Cursor::new(match self {
            Self::Runs(token) => format!("runs {}", token.unwrap_or_default()),
            Self::Metrics(from, asked) => format!("metrics {from} {asked}"),
        })
    }
}

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
            let some: Vec<Experiment> = kept.iter().skip(from).take(METRICS_AT_ONCE).cloned().collect();
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
        let next = from + METRICS_AT_ONCE;
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
                kept.iter().flat_map(run::sweep_params).collect();
            (runs, kept.len(), noted)
        };
        let is_wanted = |run: &&mut Run| run.metrics.is_empty();
        let wanted: Vec<&mut Run> = runs.iter_mut().filter(is_wanted).collect();
        let found = join_all(wanted.iter().map(|run| self.some_metrics(run, asked))).await;
        let (mut page, mut asked) = (Page::default(), asked);
        for (run, found) in wanted.into_iter().zip(found) {
            match found {
                Ok(metrics) => {
                    asked += 1 + if asked < MOST_READS { metrics.len() } else { 0 };
                    run.metrics = metrics;
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
        if next < total && is_over {
            let what =
                format!("the metrics of more than {next} runs in one list; each run still has its own on its page");
            page.warnings.push(SourceError::Unsupported { what });
        }
        page.next = (!is_over).then(|| Step::Metrics(next, asked).cursor());
        Ok(page)
    }

    /// The metrics of a run in a list, or, when many were read, their names.
    async fn some_metrics(&self, run: &Run, asked: usize) -> Result<Summaries, SourceError> {
        if asked >= MOST_READS {
            return self.names(&run.id).await;
        }
        let summaries = self.summaries(run, false).await?;
        if !run.status.is_live() {
            self.memory.ended.borrow_mut().insert(run.id.clone(), summaries.clone());
        }
        Ok(summaries)
    }

    /// The runs that the service does not hide, with the metrics that are known.
    fn shown(&self, page: Page<(Run, bool)>) -> Page<Run> {
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
            run::add_told(&mut run, &object);
        }
        match metrics {
            Ok(metrics) => run.metrics = metrics,
            Err(error @ (SourceError::NeedsSignIn { .. } | SourceError::Forbidden { .. })) => return Err(error),
            Err(error) => run.warnings.push(format!("Its metrics could not be read: {error}")),
        }
        Ok(run)
    }

    /// Where runs are executed, in the words of the resource manager.
    pub async fn compute_targets(&self, cursor: Option<&Cursor>) -> Result<Page<ComputeTarget>, SourceError> {
        let url = match cursor {
            Some(cursor) => format!("{}{}", self.services().await?.manager, cursor.as_str()),
            None => self.manager_address(&format!("/computes?{MANAGER_VERSION}")).await?,
        };
        let answer = self.asked(Request::new(url)).await?;
        let (mut page, _) = run::page(&answer, &compute_target)?;
        let document = answer.read()?;
        let next = answer.object(&document, "a list of compute targets")?.link("nextLink");
        // Behind what forwards to it, the resource manager names itself.
        page.next = next.and_then(|next| next.find("/subscriptions/").map(|at| Cursor::new(&next[at..])));
        Ok(page)
    }

    /// The runs on a target that are not over, of all experiments.
    pub async fn runs_of_target(&self, target: &str, cursor: Option<&Cursor>) -> Result<Page<Run>, SourceError> {
        let (is_filtered, token) = match cursor.and_then(|cursor| cursor.as_str().split_once(' ')) {
            Some((word, token)) => (word == "unfinished", Some(token)),
            None => (true, None),
        };
        let answer = match (self.of_target(target, is_filtered, token).await, token) {
            // A service that does not take the filter gives all runs.
            (Err(error), None) if is_unknown_question(&error) => {
                let answer = self.of_target(target, false, None).await?;
                return self.page_of_target(&answer, "all");
            }
            (answer, _) => answer?,
        };
        self.page_of_target(&answer, if is_filtered { "unfinished" } else { "all" })
    }

    async fn of_target(
        &self,
        target: &str,
        is_filtered: bool,
        token: Option<&str>,
    ) -> Result<super::answer::Answer, SourceError> {
        let mut rest = format!("/computes/{}/runs?$top={RUNS_AT_ONCE}", path(target));
        if is_filtered {
            rest.push_str(&format!("&$filter={}", link::segment(UNFINISHED)));
        }
        if let Some(token) = token {
            rest.push_str(&format!("&$continuationToken={}", link::segment(token)));
        }
        self.get(SERVICE, rest).await
    }

    fn page_of_target(&self, answer: &super::answer::Answer, word: &str) -> Result<Page<Run>, SourceError> {
        let (page, token) = run::page(answer, &run::run)?;
        Ok(Page {
            next: token.map(|token| Cursor::new(format!("{word} {token}"))),
            ..self.shown(page)
        })
    }
}

fn put_token(question: &mut serde_json::Value, token: Option<&str>) {
    if let (Some(question), Some(token)) = (question.as_object_mut(), token) {
        question.insert("continuationToken".to_owned(), token.into());
    }
}

/// A compute target with the states of its nodes.
fn compute_target(value: Value<'_>, place: &Place<'_>, url: &str) -> Result<ComputeTarget, SourceError> {
    let object = Object::of(value, place, url, "a compute target")?;
    let [outer_place, inner_place] = [
        Place::Field(place, "properties"),
        Place::Field(place, "properties.properties"),
    ];
    let name = object.required_text("name");
    let part = |of: &Object<'_>| of.optional("properties").map(|value| value.first() == b'{');
    let outer = match part(&object) {
        Some(true) => object.required("properties")?,
        _ => Value::EMPTY_OBJECT,
    };
    let outer = Object::of(outer, &outer_place, url, "the properties of a compute target")?;
    let inner = match part(&outer) {
        Some(true) => outer.required("properties")?,
        _ => Value::EMPTY_OBJECT,
    };
    let inner = Object::of(inner, &inner_place, url, "the properties of a compute target")?;
    let said = |of: &Object<'_>, name: &str| of.text(name).filter(|text| !text.is_empty());
    let states = inner.data("nodeStateCounts").filter_map(|(state, count)| {
        let count = scalar::count(count).ok()?;
        let state = state.strip_suffix("NodeCount").unwrap_or(&state).to_owned();
        (count > 0).then_some((state, count))
    });
    let state = said(&inner, "allocationState").or_else(|| said(&inner, "state"));
    let provisioning = said(&outer, "provisioningState").filter(|state| state != "Succeeded");
    object.finish(ComputeTarget {
        kind: said(&outer, "computeType").unwrap_or_default(),
        size: said(&inner, "vmSize").unwrap_or_default(),
        // What is being made or failed to be made is not steady, whatever it says.
        state: provisioning.or(state).unwrap_or_default(),
        nodes: states.collect(),
        runs: Some(Arc::from(name.as_str())),
        name,
    })
}
