//! Asking again for what somebody watches and what may have changed.

mod files;

use super::newer::{newer, says_the_same};
use super::pages::{List, renewed_pages, renewed_top};
use super::{Catalog, LoadedMetric, LoadedSummary};
use crate::model::{MetricKey, Run, RunId};
use crate::source::{Dialect, Partial, RunSource, SourceError};
use crate::state::cache::{Kept, Renewing};
use futures_util::future::join_all;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Milliseconds for which the words of a run about a metric are believed when they
/// say that nothing came.
const BELIEVED_MS: f64 = 30_000.0;

/// What somebody watches, seen by when it was asked for, in milliseconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Look {
    /// The oldest of what may change; `None` when nothing may.
    pub changing: Option<f64>,
    /// The oldest of all runs and lists.
    pub all: Option<f64>,
}

/// What to ask for again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Renewal {
    /// Only what was asked for by then, in milliseconds since 1970.
    pub asked_by: f64,
    /// Whether runs that have ended and their lists count too: somebody has just come.
    pub ended_too: bool,
    /// Whether every page of a list is wanted.
    pub all_pages: bool,
    /// The time now.
    pub now: f64,
}

impl Renewal {
    fn wants<K, V>(&self, kept: &Kept<'_, K, V>, may_change: bool) -> bool {
        // What a clock that was set back has noted is asked for too.
        (may_change || self.ended_too) && (kept.asked <= self.asked_by || kept.asked > self.now)
    }

    /// Whether what belongs to a run is wanted. That of a run that ended is done with once
    /// it was read after the end.
    fn wants_part(&self, asked: f64, is_open: bool, run: &Run) -> bool {
        (is_open || may_change(run)) && (asked <= self.asked_by || asked > self.now)
    }
}

fn may_change(run: &Run) -> bool {
    run.status.is_live()
}

fn holds_live(list: &List<Run>) -> bool {
    list.items.iter().any(|run| may_change(run))
}

impl Look {
    fn at(&mut self, asked: f64, may_change: bool) {
        let older = |known: Option<f64>| Some(known.map_or(asked, |known| known.min(asked)));
        self.all = older(self.all);
        if may_change {
            self.changing = older(self.changing);
        }
    }
}

impl Catalog {
    /// What is watched now.
    pub fn look(&self) -> Look {
        let mut look = Look::default();
        let inner = &self.0;
        inner
            .run
            .each_watched(|run| look.at(run.asked, may_change(&run.value.value)));
        inner
            .runs
            .each_watched(|list| look.at(list.asked, holds_live(list.value)));
        // What is started next on a machine is not known by what runs there now.
        inner.targets.each_watched(|list| look.at(list.asked, true));
        inner.target_runs.each_watched(|list| look.at(list.asked, true));
        inner.metrics.each_watched(|metric| {
            if metric.value.read.is_open {
                look.at(metric.asked, true);
            }
        });
        let open_files = inner.open_files.borrow();
        inner.files.each_watched(|list| {
            if open_files.contains(list.key) {
                look.at(list.asked, true);
            }
        });
        inner.logs.each_watched(|log| {
            if log.value.is_open {
                look.at(log.asked, true);
            }
        });
        look
    }

    /// Asks again for what is watched and may have changed: runs and lists first, then
    /// what belongs to runs that had not ended when it was read, so that all that was
    /// logged before the end is there at the end.
    ///
    /// # Errors
    /// The first failure. What is shown stays, and the rest is asked for all the same
    /// unless the source cannot be reached.
    pub async fn renew(&self, renewal: Renewal) -> Result<(), SourceError> {
        let mut failure = None;
        for error in join_all(self.renew_runs(renewal))
            .await
            .into_iter()
            .filter_map(Result::err)
        {
            if error.is_transient() {
                return Err(error);
            }
            failure = failure.or(Some(error));
        }
        let parts = self.renew_parts(renewal);
        for error in join_all(parts).await.into_iter().filter_map(Result::err) {
            failure = failure.or(Some(error));
        }
        failure.map_or(Ok(()), Err)
    }

    /// Loads again what did not come while the source could not be reached.
    pub fn retry_failed(&self) {
        self.0.run.retry_failed();
        self.0.runs.retry_failed();
        self.0.metrics.retry_failed();
        self.0.summaries.retry_failed();
        self.0.files.retry_failed();
        self.0.starts.retry_failed();
        self.0.logs.retry_failed();
    }

    fn renew_runs(&self, renewal: Renewal) -> Vec<Renewing> {
        let inner = &self.0;
        let mut all = inner.run.renew(|kept| {
            let is_wanted = renewal.wants(&kept, may_change(&kept.value.value));
            let (source, id, old) = (inner.source.clone(), kept.key.clone(), kept.value.clone());
            is_wanted.then_some(async move {
                let Partial { value, warnings } = source.run(&id).await?;
                let is_same = *old.value == value && old.warnings == warnings;
                let value = Arc::new(value);
                Ok((!is_same).then_some(Partial { value, warnings }))
            })
        });
        all.extend(inner.runs.renew(|kept| {
            if !renewal.wants(&kept, holds_live(kept.value)) {
                return None;
            }
            let ((experiment, query), list) = (kept.key, kept.value.clone());
            let ask = self.ask_runs(experiment, query);
            let ask_some = self.ask_some_runs(experiment, query);
            let dialect = self.dialect();
            Some(async move {
                match dialect {
                    Some(dialect) if !renewal.all_pages || dialect == Dialect::Azureml => {
                        // Such a service tells of no metric in a list of runs.
                        let is_bare = dialect == Dialect::Azureml;
                        renewed_top(&list, is_bare, may_change, ask, ask_some).await
                    }
                    _ => renewed_pages(&list, renewal.all_pages, may_change, ask).await,
                }
            })
        }));
        let targets = &inner.targets;
        all.extend(targets.renew(|kept| {
            let (ask, list) = (self.ask_targets(), kept.value.clone());
            let is_wanted = renewal.wants(&kept, true);
            is_wanted.then_some(async move { renewed_pages(&list, true, |_| true, ask).await })
        }));
        let mut known = HashMap::new();
        targets.each_watched(|list| {
            known.extend(
                list.value
                    .items
                    .iter()
                    .map(|target| (target.name.clone(), target.clone())),
            );
        });
        all.extend(inner.target_runs.renew(|kept| {
            let (ask, list) = (self.ask_target_runs(known.get(kept.key)?), kept.value.clone());
            let is_wanted = renewal.wants(&kept, true);
            is_wanted.then_some(async move { renewed_pages(&list, true, may_change, ask).await })
        }));
        all
    }

    fn renew_parts(&self, renewal: Renewal) -> Vec<Renewing> {
        let inner = &self.0;
        let newest = self.newest_runs();
        let wants = |asked: f64, is_open: bool, run: &Run| renewal.wants_part(asked, is_open, run);
        let mut all = inner.metrics.renew(|kept| {
            let (id, key) = kept.key;
            let run = newest.get(id)?;
            if !wants(kept.asked, kept.value.read.is_open, run) {
                return None;
            }
            Some(
                self.clone()
                    .newer_metric(run.clone(), key.clone(), kept.value.clone(), renewal),
            )
        });
        all.extend(inner.summaries.renew(|kept| {
            let (id, key) = kept.key;
            let (run, points) = (newest.get(id)?, kept.value.points.clone()?);
            if !wants(kept.asked, true, run) {
                return None;
            }
            let (this, run, key) = (self.clone(), run.clone(), key.clone());
            Some(async move {
                let points = this.newer_metric(run.clone(), key.clone(), points, renewal).await?;
                points.map(|points| LoadedSummary::new(&run, &key, points)).transpose()
            })
        }));
        all.extend(self.renew_files(renewal, &newest));
        all
    }

    async fn newer_metric(
        self,
        run: Arc<Run>,
        key: MetricKey,
        known: LoadedMetric,
        renewal: Renewal,
    ) -> Result<Option<LoadedMetric>, SourceError> {
        let is_believed = (0.0..BELIEVED_MS).contains(&(renewal.now - known.read.at));
        if may_change(&run) && is_believed && says_the_same(&known.read, &run, &key) {
            return Ok(None);
        }
        let now = newer(&self.0.source, &self.0.turns, &run, &key, &known).await?;
        let is_to_be_believed = says_the_same(&known.read, &run, &key);
        Ok(now.or(is_to_be_believed.then_some(known)).map(|mut now| {
            now.read.at = renewal.now;
            now
        }))
    }

    /// Each run of which a metric, a log or a list of files is watched, as it was told last.
    fn newest_runs(&self) -> HashMap<RunId, Arc<Run>> {
        let inner = &self.0;
        let mut wanted = HashSet::new();
        inner.metrics.each_watched(|metric| {
            wanted.insert(metric.key.0.clone());
        });
        inner.summaries.each_watched(|summary| {
            wanted.insert(summary.key.0.clone());
        });
        inner.files.each_watched(|list| {
            wanted.insert(list.key.0.clone());
        });
        inner.logs.each_watched(|log| {
            wanted.insert(log.key.0.clone());
        });
        let mut newest: HashMap<RunId, (f64, Arc<Run>)> = HashMap::new();
        if wanted.is_empty() {
            return HashMap::new();
        }
        let mut take = |asked: f64, run: &Arc<Run>| {
            let is_newer = newest.get(&run.id).is_none_or(|known| known.0 < asked);
            if is_newer && wanted.contains(&run.id) {
                newest.insert(run.id.clone(), (asked, run.clone()));
            }
        };
        inner.run.each_watched(|run| take(run.asked, &run.value.value));
        inner
            .runs
            .each_watched(|list| list.value.items.iter().for_each(|run| take(list.asked, run)));
        newest.into_iter().map(|(id, (_, run))| (id, run)).collect()
    }
}
