//! Who may ask a busy server next: samples before points, metric after metric.
//!
//! A tracking server works through a history on one core, so questions that
//! are asked together only wait for each other, and all charts come late. The
//! first chart comes soon when its samples are asked for alone.

use super::AnySource;
use crate::model::{MetricKey, Run};
use crate::source::{MetricPart, RunSource, StepWindow};
use async_lock::{Semaphore, SemaphoreGuard};
use futures_channel::oneshot;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;

/// Questions for samples in flight.
const SAMPLES_AT_ONCE: usize = 2;
/// Runs in the first question for a long metric, of which the server thinks
/// for seconds. Each later one asks for twice as many, so that something is
/// seen early and the questions stay few.
const FIRST_RUNS: usize = 5;
/// A metric that got to this step is long.
const LONG: i64 = 2_500;
/// Runs in a question at most.
const MOST_RUNS: usize = 80;
/// Questions for points in flight: as many as a server has workers by itself.
const PARTS_AT_ONCE: usize = 4;

/// A run that waits for its sample.
type Waiting = (Arc<Run>, oneshot::Sender<Option<MetricPart>>);

/// The questions to one source about its histories, in turn.
pub struct Turns {
    queue: Rc<RefCell<Queue>>,
    parts: Semaphore,
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            queue: Rc::default(),
            parts: Semaphore::new(PARTS_AT_ONCE),
        }
    }
}

impl Turns {
    /// A sample of a metric, or all of a short one; `None` when the source
    /// gives none, or not now: then its points will say more.
    ///
    /// With a window, of its steps alone, both ends included.
    pub async fn sample(
        &self,
        source: &Rc<AnySource>,
        run: &Arc<Run>,
        key: &MetricKey,
        window: Option<StepWindow>,
    ) -> Option<MetricPart> {
        if !source.takes_queries() {
            return None;
        }
        let (give, take) = oneshot::channel();
        if self.queue.borrow_mut().add(key, window, (run.clone(), give)) {
            spawn_local(ask_in_turn(self.queue.clone(), source.clone()));
        }
        take.await.ok().flatten()
    }

    /// Waits for the turn of a part of a history, which lasts until the guard is dropped.
    pub async fn part(&self, source: &AnySource) -> Option<SemaphoreGuard<'_>> {
        if !source.takes_queries() {
            return None;
        }
        let turn = self.parts.acquire().await;
        loop {
            let Some(quiet) = self.queue.borrow_mut().quiet() else {
                return Some(turn);
            };
            let _ = quiet.await;
        }
    }
}

async fn ask_in_turn(queue: Rc<RefCell<Queue>>, source: Rc<AnySource>) {
    loop {
        // All charts of a page ask before the browser comes back to this.
        crate::browser::fetch::sleep(0).await;
        let next = queue.borrow_mut().next();
        let Some((key, window, mut asked)) = next else {
            return;
        };
        let runs: Vec<Arc<Run>> = asked.iter().map(|(run, _)| run.clone()).collect();
        let runs: Vec<&Run> = runs.iter().map(Arc::as_ref).collect();
        let mut answer = pin!(source.sampled_many(&runs, &key, window));
        let answer = poll_fn(|context| {
            // What nobody waits for any more must not hold up the others.
            match asked.iter_mut().all(|(_, give)| give.poll_canceled(context).is_ready()) {
                true => std::task::Poll::Ready(Ok(None)),
                false => answer.as_mut().poll(context),
            }
        })
        .await;
        let mut samples: BTreeMap<_, _> = answer.ok().flatten().unwrap_or_default();
        for (run, give) in asked {
            // Who left meanwhile needs no answer.
            let _ = give.send(samples.remove(&run.id));
        }
    }
}

/// What waits for samples, metric by metric.
#[derive(Default)]
struct Queue {
    metrics: Vec<Metric>,
    /// How many take from it.
    takers: usize,
    /// Counts what has been taken: metrics that came between the same two are of one breath.
    breath: u64,
    /// Who wants to know when nothing waits any more.
    until_quiet: Vec<oneshot::Sender<()>>,
}

struct Metric {
    key: MetricKey,
    /// Which steps are wanted; `None` is all.
    window: Option<StepWindow>,
    breath: u64,
    /// How many runs its next question holds.
    at_once: usize,
    runs: Vec<Waiting>,
}

impl Queue {
    /// Puts a run behind the others of its metric; whether one more should take from the queue.
    fn add(&mut self, key: &MetricKey, window: Option<StepWindow>, waiting: Waiting) -> bool {
        let is_it = |metric: &&mut Metric| metric.key == *key && metric.window == window;
        match self.metrics.iter_mut().find(is_it) {
            Some(metric) => metric.runs.push(waiting),
            None => self.metrics.push(Metric {
                key: key.clone(),
                window,
                breath: self.breath,
                at_once: FIRST_RUNS,
                runs: vec![waiting],
            }),
        }
        let is_wanted = self.takers < SAMPLES_AT_ONCE;
        self.takers += usize::from(is_wanted);
        is_wanted
    }

    /// The runs to ask for next. What was wanted last is what is on the screen
    /// now, from the top; `None` sends the taker away.
    fn next(&mut self) -> Option<(MetricKey, Option<StepWindow>, Vec<Waiting>)> {
        for metric in &mut self.metrics {
            metric.runs.retain(|(_, give)| !give.is_canceled());
        }
        self.metrics.retain(|metric| !metric.runs.is_empty());
        let newest = self.metrics.iter().map(|metric| metric.breath).max();
        let Some(at) = self.metrics.iter().position(|metric| Some(metric.breath) == newest) else {
            self.takers -= 1;
            if self.takers == 0 {
                self.until_quiet.clear();
            }
            return None;
        };
        self.breath += 1;
        let metric = &mut self.metrics[at];
        let is_long = metric.runs.iter().any(|(run, _)| {
            let summary = run.metrics.get(&metric.key);
            summary.and_then(|summary| summary.last_step) >= Some(LONG)
        });
        let most = if is_long { metric.at_once } else { MOST_RUNS };
        let count = most.min(metric.runs.len());
        metric.at_once = (metric.at_once * 2).min(MOST_RUNS);
        Some((metric.key.clone(), metric.window, metric.runs.drain(..count).collect()))
    }

    /// Ends when no sample is waited for; `None` when that is so already.
    fn quiet(&mut self) -> Option<oneshot::Receiver<()>> {
        (self.takers > 0).then(|| {
            let (tell, told) = oneshot::channel();
            self.until_quiet.push(tell);
            told
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, MetricKind, MetricSummary, RunId};

    /// Puts runs in, and gives the ends that wait; to drop one is to leave.
    fn ask(queue: &mut Queue, key: &str, runs: usize) -> Vec<oneshot::Receiver<Option<MetricPart>>> {
        let one = |place: usize| {
            let (give, take) = oneshot::channel();
            let mut run = Run::new(RunId::new(format!("{place}")), ExperimentId::new("e"));
            let mut summary = MetricSummary::new(MetricKind::Series);
            summary.last_step = Some(if key == "short" { 100 } else { 100_000 });
            run.metrics.insert(MetricKey::new(key), summary);
            queue.add(&MetricKey::new(key), None, (Arc::new(run), give));
            take
        };
        (0..runs).map(one).collect()
    }

    fn taken(queue: &mut Queue) -> Option<(String, usize)> {
        queue.next().map(|(key, _, runs)| (key.to_string(), runs.len()))
    }

    fn question(key: &str, runs: usize) -> Option<(String, usize)> {
        Some((key.to_owned(), runs))
    }

    #[test]
    fn a_metric_is_asked_for_to_its_end_in_growing_questions_before_the_next() {
        let mut queue = Queue::default();
        let _waiting = (ask(&mut queue, "loss", 40), ask(&mut queue, "acc", 3));
        for expected in [
            question("loss", 5),
            question("loss", 10),
            question("loss", 20),
            question("loss", 5),
            question("acc", 3),
            None,
        ] {
            assert_eq!(taken(&mut queue), expected);
        }
    }

    #[test]
    fn a_short_metric_is_asked_for_in_few_questions() {
        let mut queue = Queue::default();
        let _waiting = ask(&mut queue, "short", 100);
        for expected in [question("short", 80), question("short", 20), None] {
            assert_eq!(taken(&mut queue), expected);
        }
    }

    #[test]
    fn what_is_wanted_later_comes_before_what_waits() {
        let mut queue = Queue::default();
        let _above = (ask(&mut queue, "a", 1), ask(&mut queue, "b", 1));
        assert_eq!(taken(&mut queue), question("a", 1));
        let _below = (ask(&mut queue, "y", 1), ask(&mut queue, "z", 1));
        for key in ["y", "z", "b"] {
            assert_eq!(taken(&mut queue), question(key, 1));
        }
    }

    #[test]
    fn a_window_is_a_question_of_its_own() {
        let mut queue = Queue::default();
        let _all = ask(&mut queue, "a", 2);
        assert_eq!(taken(&mut queue), question("a", 2));
        let run = Arc::new(Run::new(RunId::new("0"), ExperimentId::new("e")));
        let mut zoom = |window| {
            let (give, take) = oneshot::channel();
            queue.add(&MetricKey::new("a"), Some(window), (run.clone(), give));
            take
        };
        let left = zoom((0, 9));
        let _waits = (zoom((5, 6)), zoom((5, 6)));
        drop(left);
        let (_, window, runs) = queue.next().expect("two wait");
        assert_eq!((window, runs.len()), (Some((5, 6)), 2));
    }

    #[test]
    fn nobody_is_asked_for_who_has_left() {
        let mut queue = Queue::default();
        let mut waiting = ask(&mut queue, "a", 3);
        drop(waiting.remove(1));
        assert_eq!(taken(&mut queue), question("a", 2));
        drop(ask(&mut queue, "b", 3));
        assert_eq!(taken(&mut queue), None);
    }

    #[test]
    fn points_wait_until_no_sample_is_asked_for() {
        let mut queue = Queue::default();
        assert!(queue.quiet().is_none());
        let _waiting = ask(&mut queue, "a", 7);
        assert_eq!(queue.takers, SAMPLES_AT_ONCE);
        let mut quiet = queue.quiet().expect("it is not");
        for expected in [question("a", 5), question("a", 2), None] {
            assert_eq!(taken(&mut queue), expected);
            assert_eq!(quiet.try_recv(), Ok(None));
        }
        assert_eq!(taken(&mut queue), None, "the second taker leaves");
        assert!(quiet.try_recv().is_err());
        assert!(queue.quiet().is_none());
    }
}
