//! What a search for the best params is judged by: chosen, told by the run, or guessed.

use crate::model::{MetricKey, MetricKind, Run};
use crate::query::{Direction, Objective, best_direction};
use crate::source::json_fields;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The key in a link.
const KEY: &str = "objective";
/// The words before the metric in a link.
const WORDS: [(&str, Direction); 2] = [("min", Direction::Ascending), ("max", Direction::Descending)];

/// What the user chose to judge child runs by; none is what the run says itself.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SweepView(pub Option<Objective>);

impl SweepView {
    /// Takes what a link says, as `min:loss`, if the key is ours; nonsense leaves the default.
    pub fn read(&mut self, key: &str, value: &str) -> bool {
        if key == KEY {
            self.0 = value.split_once(':').and_then(|(word, metric)| {
                let direction = WORDS.into_iter().find(|(known, _)| *known == word)?.1;
                (!metric.is_empty()).then(|| Objective {
                    metric: MetricKey::new(metric),
                    direction,
                })
            });
        }
        key == KEY
    }

    /// Says what differs from the default.
    pub fn write(&self, put: &mut dyn FnMut(&str, String)) {
        if let Some(objective) = &self.0 {
            let word = WORDS
                .into_iter()
                .find(|(_, direction)| *direction == objective.direction);
            put(
                KEY,
                format!("{}:{}", word.map_or("", |(word, _)| word), objective.metric),
            );
        }
    }
}

/// What a run of HyperDrive or AutoML says that it searches for.
pub fn stated_objective(run: &Run) -> Option<Objective> {
    let noted = |name: &str| run.properties.get(name).or_else(|| run.tags.get(name));
    let config = noted("primary_metric_config").and_then(|text| json_fields(text));
    if let Some((Some(name), goal)) = config.map(|config| (config.get("name").cloned(), config.get("goal").cloned())) {
        return Some(objective(&name, goal.as_deref()));
    }
    let settings = noted("AMLSettingsJsonString").and_then(|text| json_fields(text));
    let of_settings = |name: &str| settings.as_ref().and_then(|settings| settings.get(name).cloned());
    let metric = noted("primary_metric")
        .cloned()
        .or_else(|| of_settings("primary_metric"))?;
    let goal = of_settings("metric_operation").or_else(|| noted("goal").cloned());
    (!metric.is_empty()).then(|| objective(&metric, goal.as_deref()))
}

/// `maximize`, `accuracy_max` and the like; by the name of the metric where nothing is said.
fn objective(metric: &str, goal: Option<&str>) -> Objective {
    let goal = goal.unwrap_or_default().to_ascii_lowercase();
    let direction = if goal.contains("max") {
        Direction::Descending
    } else if goal.contains("min") {
        Direction::Ascending
    } else {
        best_direction(metric)
    };
    Objective {
        metric: MetricKey::new(metric),
        direction,
    }
}

/// The metrics that some runs have as numbers, with how many have each; the most first, the
/// machine left out.
pub fn shared_metrics(runs: &[Arc<Run>]) -> Vec<(MetricKey, usize)> {
    let mut counts: BTreeMap<&MetricKey, usize> = BTreeMap::new();
    for (key, summary) in runs.iter().flat_map(|run| &run.metrics) {
        if summary.kind == MetricKind::Series && !key.is_system() {
            *counts.entry(key).or_default() += 1;
        }
    }
    let mut metrics: Vec<_> = counts.into_iter().map(|(key, count)| (key.clone(), count)).collect();
    metrics.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    metrics
}

/// What the children of a run are judged by: what was chosen, what the run or the first
/// child says, else the first metric that most of them have.
pub fn objective_of(parent: &Run, children: &[Arc<Run>], chosen: &SweepView) -> Option<Objective> {
    let stated = || stated_objective(parent).or_else(|| children.iter().find_map(|child| stated_objective(child)));
    let guessed = || {
        let (metric, _) = shared_metrics(children).into_iter().next()?;
        Some(objective(metric.as_str(), None))
    };
    chosen.0.clone().or_else(stated).or_else(guessed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, MetricSummary, RunId};

    fn run(properties: &[(&str, &str)], metrics: &[&str]) -> Run {
        let mut run = Run::new(RunId::new("a"), ExperimentId::new("e"));
        for (name, value) in properties {
            run.properties.insert((*name).to_owned(), (*value).to_owned());
        }
        for name in metrics {
            run.metrics
                .insert(MetricKey::new(*name), MetricSummary::new(MetricKind::Series));
        }
        run
    }

    fn stated(properties: &[(&str, &str)]) -> Option<String> {
        let mut text = None;
        SweepView(stated_objective(&run(properties, &[]))).write(&mut |_, value| text = Some(value));
        text
    }

    #[test]
    fn hyperdrive_and_automl_say_what_they_search_for() {
        let of = |name: &str, text: &str| stated(&[(name, text)]).unwrap_or_default();
        assert_eq!(
            of("primary_metric_config", r#"{"name":"Loss, top","goal":"MINIMIZE"}"#),
            "min:Loss, top"
        );
        assert_eq!(
            of("primary_metric_config", r#"{"name":"error","goal":"maximize"}"#),
            "max:error"
        );
        let settings = r#"{"primary_metric":"log_loss","metric_operation":"minimize","n":3}"#;
        assert_eq!(of("AMLSettingsJsonString", settings), "min:log_loss");
        assert_eq!(of("primary_metric", "accuracy"), "max:accuracy");
        let of_child = [("primary_metric", "norm"), ("goal", "norm_min")];
        assert_eq!(stated(&of_child).as_deref(), Some("min:norm"));
        for text in ["", "{", "[]", "{}", "null"] {
            assert_eq!(
                stated(&[("primary_metric_config", text), ("AMLSettingsJsonString", text)]),
                None,
                "{text}"
            );
        }
    }

    #[test]
    fn without_a_word_it_is_the_metric_that_most_have() {
        let parent = run(&[], &[]);
        let children = [run(&[], &["val/loss"]), run(&[], &["acc", "val/loss"])].map(Arc::new);
        let guessed = objective_of(&parent, &children, &SweepView::default()).expect("one");
        assert_eq!(
            (guessed.metric.as_str(), guessed.direction),
            ("val/loss", Direction::Ascending)
        );
        assert_eq!(objective_of(&parent, &[], &SweepView::default()), None);
    }

    #[test]
    fn the_choice_survives_its_link_and_nonsense_leaves_the_default() {
        for text in ["min:loss", "max:a:b"] {
            let mut view = SweepView::default();
            assert!(view.read("objective", text));
            let mut written = String::new();
            view.write(&mut |_, value| written = value);
            assert_eq!(written, text);
        }
        for text in ["", "loss", "up:loss", "min:"] {
            let mut view = SweepView::default();
            assert!(view.read("objective", text) && view == SweepView::default(), "{text}");
        }
    }
}
