//! A few points of many long series at once.
//!
//! The server keeps the first point of each of a number of even stretches, and
//! the last of all: an extreme between them is lost, so a sample is marked as
//! one. Where all points must have come, it is not; servers before 3.17 sample
//! in another way, and what holds for all of them decides.

use super::answer::is_unknown_question;
use super::client::Client;
use super::history::{self, Point};
use crate::model::{Metric, MetricKey, RunId};
use crate::source::{MetricPart, SourceError, StepWindow, Transport};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const QUESTION: &str = "metrics/get-history-bulk-interval";
/// The most points of a run that the server gives.
const POINTS: usize = 2_500;
const POINTS_TEXT: &str = "2500";
/// The most runs it takes in one question.
const RUNS: usize = 100;
/// The longest address that every server reads: Gunicorn, which older ones run
/// in, stops at 4,094 bytes of the whole first line.
const LONGEST_ADDRESS: usize = 3_900;
/// Without a window, older servers leave out what has a negative step.
const ALL_STEPS: StepWindow = (i64::MIN, i64::MAX);

type Samples = BTreeMap<RunId, MetricPart>;

impl<T: Transport> Client<T> {
    /// Samples of a metric of these runs; `None` when the server has no samples.
    pub async fn samples(
        &self,
        runs: &[&RunId],
        key: &MetricKey,
        window: Option<StepWindow>,
    ) -> Result<Option<Samples>, SourceError> {
        let longest = runs.iter().map(|run| run.as_str().len()).max().unwrap_or(0);
        let without_runs = self.server.question(QUESTION, &pairs(&[], key, &window_texts(window)));
        let room = LONGEST_ADDRESS.saturating_sub(without_runs.len());
        let at_once = (room / (longest + "&run_ids=".len())).clamp(1, RUNS);
        let questions = runs.chunks(at_once).map(|runs| self.samples_at_once(runs, key, window));
        match futures_util::future::try_join_all(questions).await {
            Ok(answers) => Ok(Some(answers.into_iter().flatten().collect())),
            Err(error) if is_unknown_question(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn samples_at_once(
        &self,
        runs: &[&RunId],
        key: &MetricKey,
        window: Option<StepWindow>,
    ) -> Result<Samples, SourceError> {
        let window_texts = window_texts(window);
        let answer = self.get(QUESTION, &pairs(runs, key, &window_texts)).await?;
        let document = answer.read()?;
        let object = answer.object(&document, "an object with metrics")?;
        Ok(samples(history::points(&object)?, POINTS, window))
    }
}

fn window_texts(window: Option<StepWindow>) -> (String, String) {
    let (from, to) = window.unwrap_or(ALL_STEPS);
    (from.to_string(), to.to_string())
}

fn pairs<'a>(runs: &[&'a RunId], key: &'a MetricKey, (from, to): &'a (String, String)) -> Vec<(&'a str, &'a str)> {
    let mut pairs: Vec<(&str, &str)> = runs.iter().map(|run| ("run_ids", run.as_str())).collect();
    pairs.extend([
        ("metric_key", key.as_str()),
        ("max_results", POINTS_TEXT),
        ("start_step", from),
        ("end_step", to),
    ]);
    pairs
}

/// The points of each run, of which at most so many were asked for.
fn samples(points: Vec<Point>, most: usize, window: Option<StepWindow>) -> Samples {
    let steps: BTreeSet<i64> = points.iter().map(|point| point.step).collect();
    // Older servers choose among the steps of all runs of a question, later
    // ones among the points of each run: below both bounds, all came. Of a
    // window, older ones may give far too few; then only a full one is whole.
    let is_full = window.is_none_or(|(from, to)| i128::from(to) - i128::from(from) < steps.len() as i128);
    let are_all_steps = steps.len() < most && is_full;
    let mut of_run: BTreeMap<String, Vec<Point>> = BTreeMap::new();
    for mut point in points {
        let run = std::mem::take(&mut point.run);
        of_run.entry(run).or_default().push(point);
    }
    let parts = of_run.into_iter().map(|(run, mut points)| {
        let is_whole = are_all_steps && points.len() < most;
        history::into_logged_order(&mut points);
        let series = history::series(points);
        let part = MetricPart {
            total: is_whole.then_some(series.len() as u64),
            metric: Metric::Series(Arc::new(series)),
            next: None,
            sampled: !is_whole,
        };
        (RunId::new(run), part)
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(run: &str, step: i64) -> Point {
        Point {
            value: step as f64,
            time: Some(-step),
            step,
            run: run.to_owned(),
        }
    }

    #[test]
    fn fewer_points_than_were_asked_for_are_all_of_them_in_logged_order() {
        let samples = samples(vec![point("a", 1), point("a", 2), point("b", 2)], 3, None);
        let part = &samples[&RunId::new("a")];
        let Metric::Series(series) = &part.metric else {
            panic!("{part:?}")
        };
        assert_eq!(
            (series.steps.as_slice(), part.sampled, part.total),
            (&[2, 1][..], false, Some(2))
        );
    }

    #[test]
    fn as_many_points_as_were_asked_for_are_a_sample() {
        let samples = samples((0..3).map(|step| point("a", step)).collect(), 3, None);
        let part = &samples[&RunId::new("a")];
        assert_eq!((part.sampled, part.total), (true, None));
    }

    #[test]
    fn many_steps_over_several_runs_are_a_sample_of_each() {
        let points = vec![point("a", 1), point("a", 2), point("b", 3), point("b", 4)];
        assert!(samples(points, 3, None).values().all(|part| part.sampled));
    }

    #[test]
    fn a_window_is_whole_only_when_each_of_its_steps_is_there() {
        let sampled = |window| samples(vec![point("a", 4), point("a", 5)], 3, Some(window))[&RunId::new("a")].sampled;
        assert!(!sampled((4, 5)));
        assert!(sampled((4, 6)));
        assert!(sampled((i64::MIN, i64::MAX)));
    }
}
