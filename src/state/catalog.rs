//! What one source has said so far.

mod ask;
mod file;
mod log;
mod metrics;
mod newer;
mod pages;
mod renew;
mod turns;
mod window;

pub use file::FileStart;
pub use log::{LogLimit, LogRead, LogWish};
pub use metrics::{LoadedMetric, LoadedSummary};
pub use pages::List;
pub use renew::{Look, Renewal};

use self::metrics::{full_summary, whole_metric};
use self::pages::{Ask, Listed, Reading, pages};
use self::turns::Turns;
use self::window::Looked;
use super::cache::{Cache, Watched};
use crate::model::{ComputeTarget, Experiment, ExperimentId, FileRef, MetricKey, Run, RunId};
use crate::query::azureml_children;
use crate::source::{
    AnySource, Credentials, Dialect, FileList, Partial, RunQuery, RunSource, SourceAddress, SourceError, SourceInfo,
    StepWindow,
};
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::rc::Rc;
use std::sync::Arc;

/// What one source has said so far. Cheap to clone: all clones share it.
///
/// The page has one thread; the wrapper says so to those who ask for `Send`.
#[derive(Clone)]
pub struct Catalog(SendWrapper<Rc<Inner>>);

struct Inner {
    source: Rc<AnySource>,
    has_credentials: bool,
    turns: Rc<Turns>,
    looked: Rc<Looked>,
    /// Where the runs of experiments are.
    known: RefCell<HashMap<ExperimentId, Rc<Experiment>>>,
    info: Cache<(), SourceInfo>,
    experiments: Cache<(), List<Experiment>>,
    runs: Cache<(ExperimentId, RunQuery), List<Run>>,
    run: Cache<RunId, Partial<Arc<Run>>>,
    metrics: Cache<(RunId, MetricKey), LoadedMetric>,
    summaries: Cache<(RunId, MetricKey), LoadedSummary>,
    files: Cache<(RunId, FileList), List<FileRef>>,
    /// The lists of files that were read while their run had not ended.
    open_files: RefCell<HashSet<(RunId, FileList)>>,
    starts: Cache<(String, u64), FileStart>,
    logs: Cache<(RunId, String), LogRead>,
    bytes: Cache<String, Arc<Vec<u8>>>,
    targets: Cache<(), List<ComputeTarget>>,
    target_runs: Cache<String, List<Run>>,
}

impl Catalog {
    /// An empty catalog of the source at `address`; relative addresses stand
    /// against the URL of the page.
    ///
    /// # Errors
    /// When the address cannot be resolved.
    pub fn new(address: &SourceAddress, page_url: &str, credentials: Credentials) -> Result<Self, SourceError> {
        // An address of such a workspace is a question and not the file itself.
        let has_credentials = credentials != Credentials::None || matches!(address, SourceAddress::Azureml(_));
        let source = AnySource::connect(address, page_url, credentials)?;
        Ok(Self(SendWrapper::new(Rc::new(Inner {
            source: Rc::new(source),
            has_credentials,
            turns: Rc::default(),
            looked: Rc::default(),
            known: RefCell::default(),
            info: Cache::default(),
            experiments: Cache::default(),
            runs: Cache::default(),
            run: Cache::default(),
            metrics: Cache::default(),
            summaries: Cache::default(),
            files: Cache::default(),
            open_files: RefCell::default(),
            starts: Cache::brief(),
            logs: Cache::brief(),
            bytes: Cache::brief(),
            targets: Cache::default(),
            target_runs: Cache::default(),
        }))))
    }

    /// Whether the source leaves runs out when it is asked to, so that a filter
    /// need not wait for all of them.
    pub fn takes_queries(&self) -> bool {
        self.0.source.takes_queries()
    }

    /// The grammar in which the source is asked to leave runs out.
    pub fn dialect(&self) -> Option<Dialect> {
        self.0.source.dialect()
    }

    /// Whether the source keeps runs that were deleted.
    pub fn keeps_deleted(&self) -> bool {
        self.dialect() == Some(Dialect::Mlflow)
    }

    /// The query for the child runs of a run alone, or, of a source that leaves
    /// no runs out, for all runs of its experiment.
    pub fn children_query(&self, run: &RunId) -> RunQuery {
        RunQuery {
            filter: match self.dialect() {
                Some(Dialect::Mlflow) => Some(format!("tags.mlflow.parentRunId = '{run}'")),
                Some(Dialect::Azureml) => azureml_children(run.as_str()),
                None => None,
            },
            ..RunQuery::default()
        }
    }

    /// Whether files need the credentials of the source, which an address
    /// alone does not carry.
    pub fn has_credentials(&self) -> bool {
        self.0.has_credentials
    }

    /// What the source says of itself.
    pub fn info(&self) -> Watched<SourceInfo> {
        let source = self.0.source.clone();
        self.0.info.watch((), move |_| {
            let source = source.clone();
            async move { source.info().await }
        })
    }

    /// The experiments, page by page.
    pub fn experiments(&self) -> Watched<List<Experiment>> {
        self.list(&self.0.experiments, (), self.ask_experiments())
    }

    /// The runs of an experiment that a query wants, page by page.
    pub fn runs(&self, experiment: &ExperimentId, query: &RunQuery) -> Watched<List<Run>> {
        let ask = self.ask_runs(experiment, query);
        self.list(&self.0.runs, (experiment.clone(), query.clone()), ask)
    }

    /// One run, whole, and what of it could not be read.
    pub fn run(&self, run: &RunId) -> Watched<Partial<Arc<Run>>> {
        let source = self.0.source.clone();
        let id = run.clone();
        self.0.run.watch(run.clone(), move |_| {
            let (source, id) = (source.clone(), id.clone());
            async move {
                let Partial { value, warnings } = source.run(&id).await?;
                Ok(Partial {
                    value: Arc::new(value),
                    warnings,
                })
            }
        })
    }

    /// The columns of a metric: a sample or the first parts, then all.
    pub fn metric(&self, run: &Arc<Run>, key: &MetricKey) -> Watched<LoadedMetric> {
        let (source, turns, looked) = (self.0.source.clone(), self.0.turns.clone(), self.0.looked.clone());
        let (asked, asked_key) = (run.clone(), key.clone());
        self.0.metrics.watch((run.id.clone(), key.clone()), move |progress| {
            let (source, turns, looked) = (source.clone(), turns.clone(), looked.clone());
            whole_metric(source, turns, looked, asked.clone(), asked_key.clone(), progress)
        })
    }

    /// Says which steps charts show now, `None` for all: where a sample stands
    /// for a long metric, those are asked for first.
    pub fn look_at(&self, window: Option<StepWindow>) {
        self.0.looked.at(window);
    }

    /// The summary of a metric with what the source does not say of it, such
    /// as its smallest value: all its points are read for that.
    pub fn summary(&self, run: &Arc<Run>, key: &MetricKey) -> Watched<LoadedSummary> {
        let (source, turns) = (self.0.source.clone(), self.0.turns.clone());
        let (asked, asked_key) = (run.clone(), key.clone());
        self.0.summaries.watch((run.id.clone(), key.clone()), move |_| {
            full_summary(source.clone(), turns.clone(), asked.clone(), asked_key.clone())
        })
    }

    /// The files of a run.
    pub fn files(&self, run: &Arc<Run>, which: FileList) -> Watched<List<FileRef>> {
        let key = (run.id.clone(), which);
        // Code that has been handed in does not change.
        if run.status.is_live() && which != FileList::Snapshot {
            self.0.open_files.borrow_mut().insert(key.clone());
        }
        self.list(&self.0.files, key, self.ask_files(run, which))
    }

    /// The compute targets.
    pub fn compute_targets(&self) -> Watched<List<ComputeTarget>> {
        self.list(&self.0.targets, (), self.ask_targets())
    }

    /// The runs on a compute target, of all experiments.
    pub fn runs_of_target(&self, target: &Arc<ComputeTarget>) -> Watched<List<Run>> {
        let ask = self.ask_target_runs(target);
        self.list(&self.0.target_runs, target.name.clone(), ask)
    }

    /// A list that is read page by page, and read on where it stopped.
    fn list<K, T>(&self, cache: &Cache<K, List<T>>, key: K, ask: Ask<T>) -> Watched<List<T>>
    where
        K: Eq + Hash + Clone + 'static,
        T: Listed,
    {
        let reading: Rc<RefCell<Reading<T>>> = Rc::default();
        cache.watch(key, move |progress| pages(reading.clone(), progress, ask.clone()))
    }
}
