//! What one source has said so far.

use super::cache::{Cache, Progress, Watched};
use crate::model::{
    ComputeTarget, Experiment, ExperimentId, FileRef, Metric, MetricKey, MetricSeries, MetricTable, Run, RunId,
};
use crate::source::{
    AnySource, BrowserTransport, Credentials, Cursor, FileList, MetricPart, MlflowSource, OpenSource, Page, Polite,
    RunSource, SourceAddress, SourceError, SourceInfo,
};
use send_wrapper::SendWrapper;
use std::future::Future;
use std::rc::Rc;
use std::sync::Arc;

/// The most a text is shown of; a log of gigabytes must not fill the memory.
const TEXT_LIMIT_BYTES: u64 = 2 * 1024 * 1024;
/// No list is followed for ever, whatever `next` says.
const PAGE_LIMIT: usize = 10_000;

/// A list that comes in pages.
#[derive(Clone, Debug, PartialEq)]
pub struct List<T> {
    /// What has come.
    pub items: Arc<Vec<Arc<T>>>,
    /// How many there are in all, when the source says so.
    pub total: Option<u64>,
    /// What could not be read, each with its place.
    pub warnings: Arc<Vec<SourceError>>,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self {
            items: Arc::default(),
            total: None,
            warnings: Arc::default(),
        }
    }
}

/// A metric with the columns that have come.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedMetric {
    /// The columns.
    pub metric: Metric,
    /// How many points or rows there are in all, when the source says so.
    pub total: Option<u64>,
}

/// A file that is shown as text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextFile {
    /// The text; what is no UTF-8 is replaced.
    pub text: Arc<str>,
    /// Whether the file goes on beyond the text.
    pub is_cut: bool,
}

type Connected = AnySource<Polite<BrowserTransport>>;

/// What one source has said so far. Cheap to clone: all clones share it.
///
/// The page has one thread; the wrapper says so to those who ask for `Send`.
#[derive(Clone)]
pub struct Catalog(SendWrapper<Rc<Inner>>);

struct Inner {
    source: Rc<Connected>,
    info: Cache<(), SourceInfo>,
    experiments: Cache<(), List<Experiment>>,
    runs: Cache<ExperimentId, List<Run>>,
    run: Cache<RunId, Arc<Run>>,
    metrics: Cache<(RunId, MetricKey), LoadedMetric>,
    files: Cache<(RunId, FileList), List<FileRef>>,
    texts: Cache<String, TextFile>,
    targets: Cache<(), List<ComputeTarget>>,
    target_runs: Cache<String, List<Run>>,
}

impl Catalog {
    /// An empty catalog of the source at `address`; relative addresses stand
    /// against the URL of the page.
    ///
    /// # Errors
    /// When the address cannot be resolved.
    pub fn new(address: &SourceAddress, page_url: &str) -> Result<Self, SourceError> {
        let transport = Polite::new(BrowserTransport);
        let url = address.absolute_url(page_url)?;
        let source = match address {
            SourceAddress::Open(_) => AnySource::Open(OpenSource::new(&url, transport)),
            SourceAddress::Mlflow(_) => AnySource::Mlflow(MlflowSource::new(&url, Credentials::None, transport)),
        };
        Ok(Self(SendWrapper::new(Rc::new(Inner {
            source: Rc::new(source),
            info: Cache::default(),
            experiments: Cache::default(),
            runs: Cache::default(),
            run: Cache::default(),
            metrics: Cache::default(),
            files: Cache::default(),
            texts: Cache::default(),
            targets: Cache::default(),
            target_runs: Cache::default(),
        }))))
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
        let source = self.0.source.clone();
        self.0.experiments.watch((), move |progress| {
            let source = source.clone();
            pages(progress, move |cursor| {
                let source = source.clone();
                async move { source.experiments(cursor.as_ref()).await }
            })
        })
    }

    /// The runs of an experiment, page by page.
    pub fn runs(&self, experiment: &ExperimentId) -> Watched<List<Run>> {
        let source = self.0.source.clone();
        let id = experiment.clone();
        self.0.runs.watch(experiment.clone(), move |progress| {
            let (source, id) = (source.clone(), id.clone());
            async move {
                let experiment = Rc::new(source.experiment(&id).await?);
                pages(progress, move |cursor| {
                    let (source, experiment) = (source.clone(), experiment.clone());
                    async move { source.runs(&experiment, cursor.as_ref()).await }
                })
                .await
            }
        })
    }

    /// One run, whole.
    pub fn run(&self, run: &RunId) -> Watched<Arc<Run>> {
        let source = self.0.source.clone();
        let id = run.clone();
        self.0.run.watch(run.clone(), move |_| {
            let (source, id) = (source.clone(), id.clone());
            async move { source.run(&id).await.map(Arc::new) }
        })
    }

    /// The columns of a metric, part by part.
    pub fn metric(&self, run: &Arc<Run>, key: &MetricKey) -> Watched<LoadedMetric> {
        let source = self.0.source.clone();
        let (asked, asked_key) = (run.clone(), key.clone());
        self.0.metrics.watch((run.id.clone(), key.clone()), move |progress| {
            let (source, run, key) = (source.clone(), asked.clone(), asked_key.clone());
            async move { whole_metric(&source, &run, &key, &progress).await }
        })
    }

    /// The files of a run.
    pub fn files(&self, run: &Arc<Run>, which: FileList) -> Watched<List<FileRef>> {
        let source = self.0.source.clone();
        let asked = run.clone();
        self.0.files.watch((run.id.clone(), which), move |progress| {
            let (source, run) = (source.clone(), asked.clone());
            pages(progress, move |cursor| {
                let (source, run) = (source.clone(), run.clone());
                async move { source.files(&run, which, cursor.as_ref()).await }
            })
        })
    }

    /// The start of a file as text.
    pub fn text(&self, file: &FileRef) -> Watched<TextFile> {
        let source = self.0.source.clone();
        let url = file.url.clone();
        let is_long = file.size.is_some_and(|size| size > TEXT_LIMIT_BYTES);
        self.0.texts.watch(file.url.clone(), move |_| {
            let (source, url) = (source.clone(), url.clone());
            // Some hosts refuse ranges, so only a long file is asked for in part.
            let range = is_long.then_some((0, Some(TEXT_LIMIT_BYTES - 1)));
            async move {
                let mut body = source.bytes(&url, range).await?.body;
                let is_cut = is_long || body.len() as u64 > TEXT_LIMIT_BYTES;
                body.truncate(TEXT_LIMIT_BYTES as usize);
                Ok(TextFile {
                    text: Arc::from(String::from_utf8_lossy(&body)),
                    is_cut,
                })
            }
        })
    }

    /// The compute targets.
    pub fn compute_targets(&self) -> Watched<List<ComputeTarget>> {
        let source = self.0.source.clone();
        self.0.targets.watch((), move |progress| {
            let source = source.clone();
            pages(progress, move |cursor| {
                let source = source.clone();
                async move { source.compute_targets(cursor.as_ref()).await }
            })
        })
    }

    /// The runs on a compute target, of all experiments.
    pub fn runs_of_target(&self, target: &Arc<ComputeTarget>) -> Watched<List<Run>> {
        let source = self.0.source.clone();
        let asked = target.clone();
        self.0.target_runs.watch(target.name.clone(), move |progress| {
            let (source, target) = (source.clone(), asked.clone());
            pages(progress, move |cursor| {
                let (source, target) = (source.clone(), target.clone());
                async move { source.runs_of_target(&target, cursor.as_ref()).await }
            })
        })
    }
}

/// Reads a list to its end, showing each page as it comes.
async fn pages<T, F>(progress: Progress<List<T>>, ask: impl Fn(Option<Cursor>) -> F) -> Result<List<T>, SourceError>
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<Page<T>, SourceError>>,
{
    let mut items: Vec<Arc<T>> = Vec::new();
    let mut warnings = Vec::new();
    let mut seen: Vec<Cursor> = Vec::new();
    let mut cursor = None;
    loop {
        let page = ask(cursor.take()).await?;
        items.extend(page.items.into_iter().map(Arc::new));
        warnings.extend(page.warnings);
        let list = List {
            items: Arc::new(items.clone()),
            total: page.total,
            warnings: Arc::new(warnings.clone()),
        };
        match page.next {
            // A source that points back at a page it gave would never end.
            Some(next) if !seen.contains(&next) && seen.len() < PAGE_LIMIT => {
                progress.so_far(list);
                seen.push(next.clone());
                cursor = Some(next);
            }
            _ => return Ok(list),
        }
    }
}

/// Reads a metric to its end, showing each part as it comes.
async fn whole_metric(
    source: &Connected,
    run: &Run,
    key: &MetricKey,
    progress: &Progress<LoadedMetric>,
) -> Result<LoadedMetric, SourceError> {
    let mut whole: Option<Metric> = None;
    let mut seen: Vec<Cursor> = Vec::new();
    let mut cursor: Option<Cursor> = None;
    loop {
        let MetricPart {
            metric, total, next, ..
        } = source.metric(run, key, cursor.as_ref()).await?;
        let joined = match whole.take() {
            None => metric,
            Some(before) => joined(before, metric),
        };
        let loaded = LoadedMetric {
            metric: joined.clone(),
            total,
        };
        match next {
            Some(next) if !seen.contains(&next) && seen.len() < PAGE_LIMIT => {
                progress.so_far(loaded);
                seen.push(next.clone());
                cursor = Some(next);
                whole = Some(joined);
            }
            _ => return Ok(loaded),
        }
    }
}

/// One part behind the other; parts of two kinds leave the first.
fn joined(before: Metric, part: Metric) -> Metric {
    match (before, part) {
        (Metric::Series(series), Metric::Series(part)) => {
            let mut series = MetricSeries::clone(&series);
            series.append(MetricSeries::clone(&part));
            Metric::Series(Arc::new(series))
        }
        (Metric::Table(table), Metric::Table(part)) => {
            let mut table = MetricTable::clone(&table);
            table.append(MetricTable::clone(&part));
            Metric::Table(Arc::new(table))
        }
        (Metric::Images(images), Metric::Images(part)) => {
            Metric::Images(Arc::new(images.iter().chain(part.iter()).cloned().collect()))
        }
        (before, _) => before,
    }
}
