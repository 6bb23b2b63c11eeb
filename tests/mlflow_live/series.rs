//! Histories, and samples of them.

use crate::live::{Live, is_same, list, number};
use pollster::block_on;
use runlens::model::{Metric, MetricKey, MetricSeries, MetricSummary, Run};
use runlens::source::{MetricPart, RunQuery, RunSource};
use serde_json::Value;

fn series(part: MetricPart) -> MetricSeries {
    let Metric::Series(series) = part.metric else {
        panic!("a series: {part:?}")
    };
    MetricSeries::clone(&series)
}

/// All parts, and how long each is.
fn whole(live: &Live, run: &Run, key: &MetricKey) -> (MetricSeries, Vec<usize>) {
    let (mut all, mut lengths, mut cursor) = (MetricSeries::default(), Vec::new(), None);
    loop {
        let part = block_on(live.source.metric(run, key, cursor.as_ref())).expect("a part");
        assert!(!part.sampled);
        let (next, total) = (part.next.clone(), part.total);
        let part = series(part);
        lengths.push(part.len());
        all.append(part);
        cursor = next;
        if cursor.is_none() {
            assert_eq!(total, Some(all.len() as u64));
            return (all, lengths);
        }
    }
}

fn assert_same(series: &MetricSeries, truth: &Value, key: &str) {
    assert_eq!(
        series.steps,
        list(&truth["steps"], |step| step.as_i64().expect("a step")),
        "{key}"
    );
    assert_eq!(series.times, Some(list(&truth["times"], number)), "{key}");
    let values = list(&truth["values"], number);
    assert_eq!(series.len(), values.len(), "{key}");
    for (at, (value, logged)) in series.values.iter().zip(values).enumerate() {
        assert!(is_same(*value, logged), "{key}[{at}]: {value} for {logged}");
    }
}

#[test]
fn every_series_is_as_it_was_logged() {
    let Some(live) = Live::find() else { return };
    let truth = live.named("odd");
    let run = live.run(truth);
    for (key, logged) in truth["series"].as_object().expect("series") {
        let metric = MetricKey::new(key.as_str());
        assert_same(&whole(&live, &run, &metric).0, logged, key);
        // So few points come whole as a sample, too, and in the same order.
        let sample = block_on(live.source.sampled(&run, &metric, None))
            .expect("sample")
            .expect("points");
        assert!(!sample.sampled, "{key}");
        assert_same(&series(sample), logged, key);
    }
}

#[test]
fn a_long_series_comes_in_parts_and_its_sample_is_marked() {
    let Some(live) = Live::find() else { return };
    let truth = live.named("long");
    let (run, key) = (live.run(truth), MetricKey::new("loss"));
    let (all, lengths) = whole(&live, &run, &key);
    // Servers before 3 have no parts.
    assert!(
        lengths == [25_000, 25_000, 10_000] || lengths == [60_000],
        "{lengths:?}"
    );
    assert_same(&all, &truth["series"]["loss"], "loss");

    let sample = block_on(live.source.sampled(&run, &key, None))
        .expect("sample")
        .expect("points");
    assert_eq!((sample.sampled, sample.total), (true, None));
    let sample = series(sample);
    assert!((2_500..2_510).contains(&sample.len()), "{}", sample.len());
    assert_eq!((sample.steps.first(), sample.steps.last()), (Some(&0), Some(&59_999)));
    assert!(
        !sample.values.contains(&40.0),
        "the sample loses the spike, which is why it is marked"
    );

    let window = block_on(live.source.sampled(&run, &key, Some((30_000, 30_100))))
        .expect("window")
        .expect("points");
    assert!(!window.sampled);
    let window = series(window);
    assert_eq!(window.steps, (30_000..=30_100).collect::<Vec<i64>>());
    assert_eq!(window.values[7], 40.0);

    let summary = MetricSummary::of_series(&all.steps, &all.values);
    assert_eq!((summary.max, summary.max_step), (Some(40.0), Some(30_007)));
    assert_eq!(run.metrics[&key].clone().completed(&all).min, Some(1.0 / 60_000.0));
}

#[test]
fn samples_of_many_runs_are_what_each_says_itself() {
    let Some(live) = Live::find() else { return };
    let pages = live.pages(&live.experiment("many"), &RunQuery::default());
    let runs: Vec<&Run> = pages.iter().flatten().collect();
    let key = MetricKey::new("acc");
    let samples = block_on(live.source.sampled_many(&runs, &key, None))
        .expect("samples")
        .expect("samples");
    assert_eq!(samples.len(), runs.len());
    for truth in live.truth["many_runs"].as_array().expect("runs") {
        let id = runlens::model::RunId::new(crate::live::text(&truth["id"]));
        let sample = samples[&id].clone();
        assert!(!sample.sampled);
        assert_same(&series(sample), &truth["series"]["acc"], "acc");
    }
}
