//! The few numbers that say most of a run.

use super::Column;
use crate::model::{Aggregate, MetricKind, Run};

/// The last values of the first `most` metrics of a run by name; those of the machine
/// say nothing of the model.
pub fn chief_columns(run: &Run, most: usize) -> Vec<Column> {
    let numbers = run
        .metrics
        .iter()
        .filter(|(key, summary)| summary.kind == MetricKind::Series && summary.last.is_some() && !key.is_system());
    numbers
        .take(most)
        .map(|(key, _)| Column::Metric(key.clone(), Aggregate::Last))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, MetricKey, MetricSummary, RunId};

    #[test]
    fn they_are_numbers_of_the_model() {
        let mut run = Run::new(RunId::new("a"), ExperimentId::new("e"));
        let mut put = |name: &str, kind, last| {
            let mut summary = MetricSummary::new(kind);
            summary.last = last;
            run.metrics.insert(MetricKey::new(name), summary);
        };
        for (name, last) in [
            ("system/cpu", Some(1.0)),
            ("loss", Some(f64::NAN)),
            ("acc", Some(0.5)),
            ("none", None),
        ] {
            put(name, MetricKind::Series, last);
        }
        put("notes", MetricKind::Text, None);
        let codes = |most| -> Vec<String> { chief_columns(&run, most).iter().map(Column::code).collect() };
        assert_eq!(codes(8), ["metrics.acc", "metrics.loss"]);
        assert_eq!(codes(1), ["metrics.acc"]);
    }
}
