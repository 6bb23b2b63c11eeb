//! Which run is the best by a metric.

use super::{Cell, Column, Direction};
use crate::model::{Run, Timestamp};
use std::sync::Arc;

/// Parts of names of metrics of which less is better.
const LESS: [&str; 19] = [
    "loss",
    "error",
    "err",
    "mse",
    "mae",
    "rmse",
    "mape",
    "wer",
    "cer",
    "fid",
    "perplexity",
    "ppl",
    "nll",
    "divergence",
    "time",
    "duration",
    "latency",
    "memory",
    "distance",
];

/// Whether the least or the largest value is the best, guessed from the name
/// of a metric: less loss, error, time; more of everything else, such as
/// accuracy, F1 and AUC.
pub fn best_direction(metric: &str) -> Direction {
    let is_less = metric
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .any(|word| {
            LESS.iter()
                .any(|less| word == *less || (less.len() > 3 && word.ends_with(less)))
        });
    if is_less {
        Direction::Ascending
    } else {
        Direction::Descending
    }
}

/// The runs with the best value of a column, all of them where several have
/// it, in their order, and how many runs have a value at all. NaN is no value.
pub fn best_runs(runs: &[Arc<Run>], column: &Column, direction: Direction, now: Timestamp) -> (Vec<Arc<Run>>, usize) {
    let mut best: Vec<Arc<Run>> = Vec::new();
    let mut reached = f64::NAN;
    let mut count = 0;
    for run in runs {
        let Cell::Number(value) = column.cell(run, now) else {
            continue;
        };
        if value.is_nan() {
            continue;
        }
        count += 1;
        let is_better = match direction {
            Direction::Ascending => value < reached,
            Direction::Descending => value > reached,
        };
        if best.is_empty() || is_better {
            best.clear();
            reached = value;
        }
        if value == reached {
            best.push(run.clone());
        }
    }
    (best, count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Aggregate, ExperimentId, MetricKey, MetricKind, MetricSummary, RunId};

    #[test]
    fn the_name_tells_which_way_is_better() {
        for name in [
            "loss",
            "val/loss",
            "train_loss",
            "valLoss",
            "test/mse",
            "RMSE",
            "eval-WER",
            "step_time",
            "mean absolute error",
        ] {
            assert_eq!(best_direction(name), Direction::Ascending, "{name}");
        }
        for name in [
            "accuracy",
            "val/acc",
            "f1",
            "auc_roc",
            "reward",
            "bleu",
            "throughput",
            "",
            "transfer",
            "lossless",
        ] {
            assert_eq!(best_direction(name), Direction::Descending, "{name}");
        }
    }

    fn best(values: &[Option<f64>], direction: Direction) -> (Vec<String>, usize) {
        let runs: Vec<Arc<Run>> = values
            .iter()
            .enumerate()
            .map(|(place, value)| {
                let mut run = Run::new(RunId::new(place.to_string()), ExperimentId::new("e"));
                let mut summary = MetricSummary::new(MetricKind::Series);
                summary.last = *value;
                run.metrics.insert(MetricKey::new("loss"), summary);
                Arc::new(run)
            })
            .collect();
        let column = Column::Metric(MetricKey::new("loss"), Aggregate::Last);
        let (best, count) = best_runs(&runs, &column, direction, Timestamp(0));
        (best.iter().map(|run| run.id.to_string()).collect(), count)
    }

    #[test]
    fn nan_is_never_the_best_and_ties_are_all_named() {
        let values = [
            None,
            Some(f64::NAN),
            Some(2.0),
            Some(1.0),
            Some(f64::NAN),
            Some(1.0),
            Some(2.0),
        ];
        assert_eq!(
            best(&values, Direction::Ascending),
            (vec!["3".to_owned(), "5".to_owned()], 4)
        );
        assert_eq!(
            best(&values, Direction::Descending),
            (vec!["2".to_owned(), "6".to_owned()], 4)
        );
        assert_eq!(best(&[None, Some(f64::NAN)], Direction::Ascending), (Vec::new(), 0));
    }
}
