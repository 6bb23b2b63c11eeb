//! The fields that the runs at hand have, and some of their values.

use super::field::{Attribute, Field};
use crate::model::{Aggregate, Run};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// More values than this of one field are no help to somebody who types.
const MAX_VALUES: usize = 50;

/// The fields that the runs at hand have, and some of their values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// Values by the field as it is written in a filter.
    values: BTreeMap<String, BTreeSet<String>>,
}

impl Fields {
    /// The fields of some runs.
    pub fn of(runs: &[Arc<Run>]) -> Self {
        let mut params: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut tags: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut attributes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut metrics = BTreeSet::new();
        for run in runs {
            for (name, value) in &run.params {
                note(params.entry(name).or_default(), value.as_str());
            }
            for (name, value) in &run.tags {
                note(tags.entry(name).or_default(), value);
            }
            let user = run.user.as_deref().map(|user| (Attribute::UserId, user));
            let compute = run.compute_target.as_deref().map(|target| (Attribute::Compute, target));
            for (attribute, value) in [user, compute].into_iter().flatten() {
                note(attributes.entry(attribute.name()).or_default(), value);
            }
            metrics.extend(run.metrics.keys());
        }
        let mut fields = Self::default();
        for (name, values) in params {
            fields.add(&Field::Param(name.to_owned()), values);
        }
        for (name, values) in tags {
            fields.add(&Field::Tag(name.to_owned()), values);
        }
        for key in metrics {
            fields.add(&Field::Metric(key.clone(), Aggregate::Last), BTreeSet::new());
        }
        for attribute in Attribute::all() {
            let values = attributes.remove(attribute.name()).unwrap_or_default();
            fields.add(&Field::Attribute(attribute), values);
        }
        fields
    }

    /// Adds a field with some of its values.
    pub fn add<'a>(&mut self, field: &Field, values: impl IntoIterator<Item = &'a str>) {
        let known = self.values.entry(field.to_string()).or_default();
        known.extend(values.into_iter().map(str::to_owned));
    }

    /// The fields as they are written in a filter, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// Some values of a field, sorted.
    pub fn values_of(&self, field: &Field) -> impl Iterator<Item = &str> {
        self.values
            .get(&field.to_string())
            .into_iter()
            .flatten()
            .map(String::as_str)
    }
}

fn note<'a>(values: &mut BTreeSet<&'a str>, value: &'a str) {
    if values.len() < MAX_VALUES {
        values.insert(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, MetricKey, MetricKind, MetricSummary, ParamValue, RunId};

    #[test]
    fn fields_are_named_as_a_filter_names_them() {
        let mut run = Run::new(RunId::new("a"), ExperimentId::new("e"));
        run.user = Some("ada".to_owned());
        run.params.insert("a b".to_owned(), ParamValue::new("1"));
        run.metrics
            .insert(MetricKey::new("loss"), MetricSummary::new(MetricKind::Series));
        let fields = Fields::of(&[Arc::new(run)]);
        let names: Vec<&str> = fields.names().filter(|name| name.contains('.')).collect();
        assert_eq!(names, ["metrics.loss", "params.`a b`"]);
        let users: Vec<&str> = fields.values_of(&Field::Attribute(Attribute::UserId)).collect();
        assert_eq!(users, ["ada"]);
    }
}
