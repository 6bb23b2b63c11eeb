//! A source whose series grows, shrinks or is written anew between two questions.

use super::*;
use crate::model::{ComputeTarget, Experiment, ExperimentId, FileRef, RunId, RunStatus, Timestamp};
use crate::source::{ByteRange, Cursor, FileList, MetricPart, Page, Partial, Response, SourceInfo};
use pollster::block_on;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// What the source holds: points by step, in parts of `part`.
#[derive(Default)]
struct Held {
    values: RefCell<Vec<f64>>,
    part: usize,
    /// Whether a series can be read on behind any point.
    seeks: bool,
    /// Points that were given.
    given: Cell<usize>,
}

struct Growing(Rc<Held>);

type Answer<T> = Result<T, SourceError>;

fn no<T>() -> Answer<T> {
    Err(SourceError::Unsupported {
        what: "this".to_owned(),
    })
}

impl RunSource for Growing {
    async fn metric(&self, _: &Run, _: &MetricKey, cursor: Option<&Cursor>) -> Answer<MetricPart> {
        let values = self.0.values.borrow();
        let from: usize = cursor.map_or(Ok(0), |cursor| cursor.as_str().parse()).unwrap_or(0);
        if from > values.len() {
            return no();
        }
        let to = (from + self.0.part).min(values.len());
        self.0.given.set(self.0.given.get() + to - from);
        let is_last = to == values.len();
        Ok(MetricPart {
            metric: Metric::Series(Arc::new(MetricSeries {
                steps: (from as i64..to as i64).collect(),
                times: None,
                values: values[from..to].to_vec(),
            })),
            total: is_last.then_some(to as u64),
            next: (!is_last).then(|| Cursor::new(to.to_string())),
            sampled: false,
        })
    }

    fn cursor_behind(&self, _: &Run, _: &MetricKey, points: u64) -> Option<Cursor> {
        self.0.seeks.then(|| Cursor::new(points.to_string()))
    }

    async fn info(&self) -> Answer<SourceInfo> {
        no()
    }
    async fn experiments(&self, _: Option<&Cursor>) -> Answer<Page<Experiment>> {
        no()
    }
    async fn runs(&self, _: &Experiment, _: Option<&Cursor>) -> Answer<Page<Run>> {
        no()
    }
    async fn experiment(&self, _: &ExperimentId) -> Answer<Experiment> {
        no()
    }
    async fn run(&self, _: &RunId) -> Answer<Partial<Run>> {
        no()
    }
    async fn files(&self, _: &Run, _: FileList, _: Option<&Cursor>) -> Answer<Page<FileRef>> {
        no()
    }
    async fn compute_targets(&self, _: Option<&Cursor>) -> Answer<Page<ComputeTarget>> {
        no()
    }
    async fn runs_of_target(&self, _: &ComputeTarget, _: Option<&Cursor>) -> Answer<Page<Run>> {
        no()
    }
    async fn bytes(&self, _: &str, _: Option<ByteRange>) -> Answer<Response> {
        no()
    }
}

/// A page that watches a metric of such a source.
struct Watching {
    held: Rc<Held>,
    source: AnySource,
    run: Run,
    known: LoadedMetric,
}

fn key() -> MetricKey {
    MetricKey::new("loss")
}

impl Watching {
    fn new(count: usize, part: usize, seeks: bool) -> Self {
        let held = Rc::new(Held {
            values: RefCell::new((0..count).map(|n| n as f64).collect()),
            part,
            seeks,
            given: Cell::new(0),
        });
        let source = AnySource::of(Growing(held.clone()));
        let mut run = Run::new(RunId::new("a"), ExperimentId::new("e"));
        run.status = RunStatus::Running;
        run.metrics.insert(key(), MetricSummary::new(MetricKind::Series));
        let known = block_on(all_parts(&source, &Turns::default(), &run, &key(), |_| {})).expect("all of it");
        held.given.set(0);
        Self {
            held,
            source,
            run,
            known,
        }
    }

    /// Asks again: whether anything is new, and how many points were given for that.
    fn ask(&mut self) -> (bool, usize) {
        self.held.given.set(0);
        let now = block_on(newer(&self.source, &Turns::default(), &self.run, &key(), &self.known)).expect("an answer");
        let is_new = now.is_some();
        self.known = now.unwrap_or_else(|| self.known.clone());
        let held = self.held.values.borrow();
        let Metric::Series(series) = &self.known.metric else {
            panic!("{:?}", self.known)
        };
        let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&series.values), bits(&held), "nothing is lost or doubled");
        assert_eq!(series.steps, (0..held.len() as i64).collect::<Vec<_>>());
        assert_eq!(self.known.total, Some(held.len() as u64));
        (is_new, self.held.given.get())
    }

    fn log(&self, values: &[f64]) {
        self.held.values.borrow_mut().extend_from_slice(values);
    }
}

#[test]
fn behind_the_last_point_only_new_ones_are_asked_for() {
    let mut page = Watching::new(1_000, 400, true);
    assert_eq!(page.ask(), (false, 1));
    page.log(&[f64::NAN, 7.0]);
    assert_eq!(page.ask(), (true, 3));
    assert_eq!(page.ask(), (false, 1));
    page.log(&[1.0; 900]);
    assert_eq!(page.ask(), (true, 901));
}

#[test]
fn of_parts_only_the_last_ones_are_asked_for() {
    let mut page = Watching::new(1_000, 400, false);
    assert_eq!(page.ask(), (false, 200));
    page.log(&[f64::NAN; 300]);
    assert_eq!(page.ask(), (true, 500));
    assert_eq!(page.ask(), (false, 100));
    let mut short = Watching::new(0, 400, false);
    short.log(&[5.0]);
    assert_eq!(short.ask(), (true, 1));
}

#[test]
fn what_was_written_anew_is_read_as_a_whole() {
    for seeks in [true, false] {
        let mut page = Watching::new(1_000, 400, seeks);
        page.held.values.borrow_mut().insert(700, 0.5);
        assert!(page.ask().0, "a point between others, seeks: {seeks}");
        page.held.values.borrow_mut().truncate(300);
        assert!(page.ask().0, "fewer points, seeks: {seeks}");
        page.held.values.borrow_mut().clear();
        assert!(page.ask().0, "none, seeks: {seeks}");
        page.log(&[1.0, 2.0]);
        assert!(page.ask().0, "again some, seeks: {seeks}");
    }
}

#[test]
fn the_end_of_the_run_is_noted_though_no_point_came() {
    let mut page = Watching::new(10, 400, true);
    page.run.status = RunStatus::Finished;
    assert!(page.known.read.is_open);
    assert_eq!(page.ask(), (true, 1));
    assert!(!page.known.read.is_open);
    assert_eq!(page.ask(), (false, 1));
}

#[test]
fn a_run_is_believed_that_nothing_came_only_when_it_would_tell() {
    let of = |count, last_time| MetricSummary {
        count,
        last_time,
        last: Some(f64::NAN),
        ..MetricSummary::new(MetricKind::Series)
    };
    let mut page = Watching::new(1, 1, true);
    let mut says = |before: MetricSummary, now: MetricSummary| {
        page.known.read.said = Some(before);
        page.run.metrics.insert(key(), now);
        says_the_same(&page.known.read, &page.run, &key())
    };
    assert!(says(of(Some(3), None), of(Some(3), None)));
    assert!(!says(of(Some(3), None), of(Some(4), None)));
    assert!(says(of(None, Some(Timestamp(1))), of(None, Some(Timestamp(1)))));
    assert!(!says(of(None, Some(Timestamp(1))), of(None, Some(Timestamp(2)))));
    assert!(!says(of(None, None), of(None, None)));
}
