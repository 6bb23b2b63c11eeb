//! What a search for the best params has found: one value of each run, in the order of the
//! search.

use super::Direction;
use crate::model::{MetricKey, Run, Timestamp};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a search makes small or large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objective {
    /// The metric.
    pub metric: MetricKey,
    /// The least is best, or the largest.
    pub direction: Direction,
}

/// One run of a search.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The run.
    pub run: Arc<Run>,
    /// Its place in the search: the number that the search gave it, else the place in the
    /// order in which the runs began, from 1.
    pub iteration: f64,
    /// The best value that it reached; finite.
    pub value: f64,
}

/// The runs that reached a value, in the order of the search. Where the search numbered its
/// runs, those without a number (such as a set-up) are none of it.
pub fn trials(runs: &[Arc<Run>], objective: &Objective) -> Vec<Trial> {
    let numbered = runs.iter().any(|run| number_of(run).is_some());
    let mut runs: Vec<&Arc<Run>> = runs.iter().collect();
    let began = |run: &Run| run.start_time.map_or(i64::MAX, |Timestamp(ms)| ms);
    runs.sort_by(|a, b| began(a).cmp(&began(b)).then_with(|| a.id.cmp(&b.id)));
    let placed = runs.into_iter().enumerate().filter_map(|(place, run)| {
        let iteration = match numbered {
            true => number_of(run)?,
            false => place as f64 + 1.0,
        };
        let value = value_of(run, objective).filter(|value| value.is_finite())?;
        Some(Trial {
            run: run.clone(),
            iteration,
            value,
        })
    });
    let mut trials: Vec<Trial> = placed.collect();
    trials.sort_by(|a, b| a.iteration.total_cmp(&b.iteration));
    trials
}

/// The number that a search gave a run: AutoML as a property, HyperDrive at the end of its id.
fn number_of(run: &Run) -> Option<f64> {
    if let Some(said) = run.properties.get("iteration") {
        return said.parse().ok().filter(|number: &f64| number.is_finite());
    }
    let parent = run.parent_id.as_ref()?;
    let number = run.id.as_str().strip_prefix(parent.as_str())?.strip_prefix('_')?;
    let is_number = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| number.parse().ok()).flatten()
}

/// The best value of a run: of all of its points where the source knows that, else the last
/// one, else the score that AutoML noted.
fn value_of(run: &Run, objective: &Objective) -> Option<f64> {
    let score = || {
        let is_score = run.properties.get("primary_metric").map(String::as_str) == Some(objective.metric.as_str());
        run.properties.get("score").filter(|_| is_score)?.parse().ok()
    };
    let Some(summary) = run.metrics.get(&objective.metric) else {
        return score();
    };
    let best = match objective.direction {
        Direction::Ascending => summary.min,
        Direction::Descending => summary.max,
    };
    best.or(summary.last).or_else(score)
}

/// Whether a value beats another.
fn is_better(value: f64, than: f64, direction: Direction) -> bool {
    match direction {
        Direction::Ascending => value < than,
        Direction::Descending => value > than,
    }
}

/// The best of the trials; of those that tie, the first.
pub fn best_trial(trials: &[Trial], direction: Direction) -> Option<&Trial> {
    trials
        .iter()
        .reduce(|best, trial| match is_better(trial.value, best.value, direction) {
            true => trial,
            false => best,
        })
}

/// The best value reached up to each iteration, as the corners of its steps: x, then y.
pub fn best_so_far(trials: &[Trial], direction: Direction) -> (Vec<f64>, Vec<f64>) {
    let (mut x, mut y): (Vec<f64>, Vec<f64>) = Default::default();
    for trial in trials {
        let best = y.last().copied();
        if let Some(best) = best {
            x.push(trial.iteration);
            y.push(best);
        }
        if best.is_none_or(|best| is_better(trial.value, best, direction)) {
            x.push(trial.iteration);
            y.push(trial.value);
        }
    }
    (x, y)
}

/// The values of one param over the trials.
#[derive(Clone, Debug, PartialEq)]
pub enum ParamValues {
    /// Numbers: the place of the trial, and the value.
    Numbers(Vec<(usize, f64)>),
    /// Words: each with how many trials had it, and the best of those; the best word first.
    Words(Vec<(String, usize, f64)>),
}

/// The params that differ between the trials, by name.
pub fn varied_params(trials: &[Trial], direction: Direction) -> Vec<(String, ParamValues)> {
    let mut values: BTreeMap<&str, Vec<(usize, &crate::model::ParamValue)>> = BTreeMap::new();
    for (place, trial) in trials.iter().enumerate() {
        for (name, value) in &trial.run.params {
            values.entry(name).or_default().push((place, value));
        }
    }
    let varied = values.into_iter().filter(|(_, values)| {
        let first = values.first().map(|(_, value)| value.as_str());
        values.iter().any(|(_, value)| Some(value.as_str()) != first)
    });
    let of = |values: Vec<(usize, &crate::model::ParamValue)>| {
        let number = |value: &crate::model::ParamValue| value.as_number().filter(|number| number.is_finite());
        if values.iter().all(|(_, value)| number(value).is_some()) {
            let numbers = values
                .iter()
                .filter_map(|(place, value)| Some((*place, number(value)?)));
            return ParamValues::Numbers(numbers.collect());
        }
        let mut words: BTreeMap<&str, (usize, f64)> = BTreeMap::new();
        for (place, value) in values {
            let reached = trials[place].value;
            let (count, best) = words.entry(value.as_str()).or_insert((0, reached));
            *count += 1;
            if is_better(reached, *best, direction) {
                *best = reached;
            }
        }
        let mut words: Vec<_> = words
            .into_iter()
            .map(|(word, (count, best))| (word.to_owned(), count, best))
            .collect();
        words.sort_by(|a, b| match direction {
            Direction::Ascending => a.2.total_cmp(&b.2),
            Direction::Descending => b.2.total_cmp(&a.2),
        });
        ParamValues::Words(words)
    };
    varied.map(|(name, values)| (name.to_owned(), of(values))).collect()
}

#[cfg(test)]
mod tests;
