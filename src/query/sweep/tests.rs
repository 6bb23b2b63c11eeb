use super::*;
use crate::model::{ExperimentId, MetricKind, MetricSummary, ParamValue, RunId};

fn run(id: &str, start: i64, values: Option<(f64, f64)>, params: &[(&str, &str)]) -> Arc<Run> {
    let mut run = Run::new(RunId::new(id), ExperimentId::new("e"));
    run.start_time = Some(Timestamp(start));
    run.parent_id = Some(RunId::new("HD_1"));
    if let Some((least, last)) = values {
        let mut summary = MetricSummary::new(MetricKind::Series);
        (summary.min, summary.last) = (Some(least), Some(last));
        run.metrics.insert(MetricKey::new("loss"), summary);
    }
    for (name, value) in params {
        run.params.insert((*name).to_owned(), ParamValue::new(*value));
    }
    Arc::new(run)
}

fn loss(direction: Direction) -> Objective {
    Objective {
        metric: MetricKey::new("loss"),
        direction,
    }
}

fn of(runs: &[Arc<Run>], direction: Direction) -> Vec<(f64, f64)> {
    let trials = trials(runs, &loss(direction));
    trials.iter().map(|trial| (trial.iteration, trial.value)).collect()
}

#[test]
fn runs_stand_in_the_order_in_which_they_began() {
    let runs = [
        run("c", 30, Some((0.1, 0.4)), &[]),
        run("a", 10, Some((0.3, 0.5)), &[]),
        run("b", 20, None, &[]),
    ];
    assert_eq!(of(&runs, Direction::Ascending), [(1.0, 0.3), (3.0, 0.1)]);
    assert_eq!(
        of(&runs, Direction::Descending),
        [(1.0, 0.5), (3.0, 0.4)],
        "the most is not known: the last"
    );
}

#[test]
fn a_search_that_numbers_its_runs_says_the_order() {
    let runs = [
        run("HD_1_10", 1, Some((1.0, 1.0)), &[]),
        run("HD_1_2", 2, Some((2.0, 2.0)), &[]),
        run("HD_1_setup", 0, Some((3.0, 3.0)), &[]),
    ];
    assert_eq!(of(&runs, Direction::Ascending), [(2.0, 2.0), (10.0, 1.0)]);
    let mut first = (*run("x", 5, None, &[])).clone();
    for (name, value) in [("iteration", "7"), ("primary_metric", "loss"), ("score", "0.25")] {
        first.properties.insert(name.to_owned(), value.to_owned());
    }
    assert_eq!(of(&[Arc::new(first)], Direction::Ascending), [(7.0, 0.25)]);
}

#[test]
fn nan_is_no_value() {
    let runs = [
        run("a", 1, Some((f64::NAN, f64::NAN)), &[]),
        run("b", 2, Some((1.0, 1.0)), &[]),
    ];
    assert_eq!(of(&runs, Direction::Ascending), [(2.0, 1.0)]);
}

#[test]
fn the_best_so_far_goes_in_steps_and_ends_with_the_last_run() {
    let values = [3.0, 4.0, 1.0, 2.0];
    let runs: Vec<_> = (0..4)
        .map(|n| run(&format!("r{n}"), n, Some((values[n as usize], 9.0)), &[]))
        .collect();
    let trials = trials(&runs, &loss(Direction::Ascending));
    let (x, y) = best_so_far(&trials, Direction::Ascending);
    assert_eq!(x, [1.0, 2.0, 3.0, 3.0, 4.0]);
    assert_eq!(y, [3.0, 3.0, 3.0, 1.0, 1.0]);
    assert_eq!(
        best_trial(&trials, Direction::Ascending)
            .map(|best| best.run.id.to_string())
            .as_deref(),
        Some("r2")
    );
    assert!(best_trial(&[], Direction::Ascending).is_none());
    assert_eq!(best_so_far(&[], Direction::Ascending), (Vec::new(), Vec::new()));
}

#[test]
fn only_params_that_differ_are_told_and_words_with_the_best_of_each() {
    let runs = [
        run(
            "a",
            1,
            Some((0.3, 0.3)),
            &[("lr", "0.1"), ("opt", "adam"), ("seed", "1")],
        ),
        run(
            "b",
            2,
            Some((0.2, 0.2)),
            &[("lr", "0.01"), ("opt", "sgd"), ("seed", "1")],
        ),
        run("c", 3, Some((0.1, 0.1)), &[("opt", "adam"), ("seed", "1")]),
    ];
    let varied = varied_params(&trials(&runs, &loss(Direction::Ascending)), Direction::Ascending);
    let words = vec![("adam".to_owned(), 2, 0.1), ("sgd".to_owned(), 1, 0.2)];
    assert_eq!(
        varied,
        [
            ("lr".to_owned(), ParamValues::Numbers(vec![(0, 0.1), (1, 0.01)])),
            ("opt".to_owned(), ParamValues::Words(words)),
        ]
    );
}
