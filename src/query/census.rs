//! What the runs of a table have: which columns can be filled, and which are
//! shown when nobody chose any.

use super::Column;
use crate::model::{Aggregate, MetricKey, MetricKind, Run, in_order};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many params and how many metrics the table shows unasked.
const DEFAULT_PER_KIND: usize = 8;

/// What some runs have. Runs are added one by one, so that a list that grows
/// is not counted anew.
#[derive(Clone, Debug, Default)]
pub struct Census {
    runs: usize,
    params: BTreeMap<String, Values>,
    tags: BTreeSet<String>,
    /// How many runs have each.
    metrics: BTreeMap<MetricKey, usize>,
}

/// The values of a param.
#[derive(Clone, Debug)]
struct Values {
    /// In the first run that has it.
    first: String,
    /// Whether another one has another value.
    differs: bool,
    /// Whether all of them are numbers.
    is_number: bool,
}

impl Census {
    /// What these runs have.
    pub fn of<'a>(runs: impl IntoIterator<Item = &'a Arc<Run>>) -> Self {
        let mut census = Self::default();
        for run in runs {
            census.add(run);
        }
        census
    }

    /// Counts one run more.
    pub fn add(&mut self, run: &Run) {
        self.runs += 1;
        for (name, value) in &run.params {
            let is_number = value.as_number().is_some();
            match self.params.get_mut(name) {
                Some(known) => {
                    known.is_number &= is_number;
                    known.differs = known.differs || known.first != value.as_str();
                }
                None => {
                    let values = Values {
                        first: value.to_string(),
                        differs: false,
                        is_number,
                    };
                    self.params.insert(name.clone(), values);
                }
            }
        }
        for name in run.tags.keys() {
            if !self.tags.contains(name) {
                self.tags.insert(name.clone());
            }
        }
        for (key, summary) in &run.metrics {
            // One value can stand for these only.
            if !matches!(summary.kind, MetricKind::Series | MetricKind::Text) {
                continue;
            }
            match self.metrics.get_mut(key) {
                Some(count) => *count += 1,
                None => {
                    self.metrics.insert(key.clone(), 1);
                }
            }
        }
    }

    /// Every column that the runs can fill, sorted by kind and name.
    pub fn available(&self) -> Vec<Column> {
        let mut columns = vec![
            Column::Status,
            Column::Start,
            Column::Duration,
            Column::User,
            Column::Compute,
            Column::Id,
        ];
        columns.extend(self.params.keys().map(|name| Column::Param(name.clone())));
        let metrics = self.metrics.keys();
        columns.extend(metrics.map(|key| Column::Metric(key.clone(), Aggregate::Last)));
        columns.extend(self.tags.iter().map(|name| Column::Tag(name.clone())));
        columns
    }

    /// The columns shown when nobody chose any: state, times, user, then the
    /// params that tell the runs apart, then the metrics most runs have.
    pub fn defaults(&self) -> Vec<Column> {
        let mut columns = vec![Column::Status, Column::Start, Column::Duration, Column::User];
        // A param with one value everywhere says nothing in a table of many runs.
        columns.extend(
            self.params
                .iter()
                .filter(|(_, values)| self.runs == 1 || values.differs)
                .take(DEFAULT_PER_KIND)
                .map(|(name, _)| Column::Param(name.clone())),
        );
        // The most common ones, but in the order of their names.
        let of_model = self.metrics.iter().filter(|(key, _)| !key.is_system());
        let mut ranked = in_order(of_model.collect(), |a, b| b.1.cmp(a.1));
        ranked.truncate(DEFAULT_PER_KIND);
        let ranked = in_order(ranked, |a, b| a.0.cmp(b.0));
        columns.extend(
            ranked
                .into_iter()
                .map(|(key, _)| Column::Metric(key.clone(), Aggregate::Last)),
        );
        columns
    }

    /// The params that are a number in every run that has them.
    pub fn number_params(&self) -> BTreeSet<String> {
        let numbers = self.params.iter().filter(|(_, values)| values.is_number);
        numbers.map(|(name, _)| name.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, MetricSummary, ParamValue, RunId};

    fn run(params: &[(&str, &str)], metrics: &[(&str, MetricKind)]) -> Arc<Run> {
        let mut run = Run::new(RunId::new("a"), ExperimentId::new("e"));
        for (name, value) in params {
            run.params.insert((*name).to_owned(), ParamValue::new(*value));
        }
        for (name, kind) in metrics {
            run.metrics
                .insert(MetricKey::new(*name), MetricSummary::new(kind.clone()));
        }
        Arc::new(run)
    }

    #[test]
    fn a_param_that_is_the_same_everywhere_is_not_shown_unasked() {
        let runs = [
            run(&[("lr", "0.1"), ("model", "mlp")], &[]),
            run(&[("lr", "0.2"), ("model", "mlp")], &[]),
        ];
        let census = Census::of(&runs);
        assert!(census.defaults().contains(&Column::Param("lr".to_owned())));
        let model = Column::Param("model".to_owned());
        assert!(!census.defaults().contains(&model));
        assert!(census.available().contains(&model));
        assert!(Census::of(&runs[..1]).defaults().contains(&model));
    }

    #[test]
    fn a_param_is_a_number_where_all_runs_say_so() {
        let runs = [run(&[("lr", "0.1"), ("depth", "7")], &[]), run(&[("lr", "auto")], &[])];
        assert_eq!(Census::of(&runs).number_params(), ["depth".to_owned()].into());
        assert_eq!(Census::of(&runs[..1]).number_params().len(), 2);
    }

    #[test]
    fn of_many_metrics_the_most_common_are_shown_and_no_picture() {
        let names: Vec<String> = (0..12).map(|n| format!("m{n:02}")).collect();
        let all: Vec<(&str, MetricKind)> = names.iter().map(|name| (name.as_str(), MetricKind::Series)).collect();
        let mut few = all[4..].to_vec();
        few.push(("matrix", MetricKind::ConfusionMatrix));
        few.push(("system/cpu", MetricKind::Series));
        let census = Census::of(&[run(&[], &all), run(&[], &few), run(&[], &few)]);
        let shown: Vec<String> = census.defaults()[4..].iter().map(Column::title).collect();
        assert_eq!(shown, names[4..]);
        let available: Vec<String> = census.available().iter().map(Column::title).collect();
        assert!(available.contains(&names[0]) && available.contains(&"system/cpu".to_owned()));
        assert!(!available.contains(&"matrix".to_owned()));
    }
}
