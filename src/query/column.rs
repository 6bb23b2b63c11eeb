//! Columns of the run table: how they are named in a link, and their cells.

use crate::model::{Aggregate, MetricKey, MetricKind, Run, Timestamp, in_order};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many params and how many metrics the table shows unasked.
const DEFAULT_PER_KIND: usize = 8;

/// One column of the run table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The display name.
    Name,
    /// The state.
    Status,
    /// When the run began.
    Start,
    /// How long it took, or has taken so far.
    Duration,
    /// Who started it.
    User,
    /// What it ran on.
    Compute,
    /// The id in the source.
    Id,
    /// An input setting.
    Param(String),
    /// A label.
    Tag(String),
    /// One value that stands for a metric.
    Metric(MetricKey, Aggregate),
}

/// What stands in one cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// The run has no such thing.
    Missing,
    /// A number; may be NaN or infinite.
    Number(f64),
    /// A text.
    Text(Arc<str>),
    /// An instant.
    Instant(Timestamp),
    /// A length of time, in milliseconds.
    Duration(i64),
}

impl Column {
    /// The column as it is written in a link, such as `params.lr` or
    /// `min(metrics.val/loss)`.
    pub fn code(&self) -> String {
        match self {
            Self::Name => "name".to_owned(),
            Self::Status => "status".to_owned(),
            Self::Start => "start".to_owned(),
            Self::Duration => "duration".to_owned(),
            Self::User => "user".to_owned(),
            Self::Compute => "compute".to_owned(),
            Self::Id => "id".to_owned(),
            Self::Param(name) => format!("params.{name}"),
            Self::Tag(name) => format!("tags.{name}"),
            Self::Metric(key, Aggregate::Last) => format!("metrics.{key}"),
            Self::Metric(key, aggregate) => format!("{}(metrics.{key})", aggregate.word()),
        }
    }

    /// The column of that code; `None` when it is not one.
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "name" => return Some(Self::Name),
            "status" => return Some(Self::Status),
            "start" => return Some(Self::Start),
            "duration" => return Some(Self::Duration),
            "user" => return Some(Self::User),
            "compute" => return Some(Self::Compute),
            "id" => return Some(Self::Id),
            _ => {}
        }
        if let Some(name) = code.strip_prefix("params.") {
            return Some(Self::Param(name.to_owned()));
        }
        if let Some(name) = code.strip_prefix("tags.") {
            return Some(Self::Tag(name.to_owned()));
        }
        if let Some(name) = code.strip_prefix("metrics.") {
            return Some(Self::Metric(MetricKey::new(name), Aggregate::Last));
        }
        let (word, rest) = code.split_once("(metrics.")?;
        let name = rest.strip_suffix(')')?;
        Some(Self::Metric(MetricKey::new(name), Aggregate::parse(word)?))
    }

    /// The heading.
    pub fn title(&self) -> String {
        match self {
            Self::Name => "Name".to_owned(),
            Self::Status => "Status".to_owned(),
            Self::Start => "Started".to_owned(),
            Self::Duration => "Duration".to_owned(),
            Self::User => "User".to_owned(),
            Self::Compute => "Compute".to_owned(),
            Self::Id => "Run id".to_owned(),
            Self::Param(name) | Self::Tag(name) => name.clone(),
            Self::Metric(key, _) => key.to_string(),
        }
    }

    /// Whether its cells are numbers, which stand to the right.
    pub fn is_numeric(&self) -> bool {
        matches!(self, Self::Metric(..) | Self::Duration)
    }

    /// The cell of a run; `now` is for the duration of a run that still runs.
    pub fn cell(&self, run: &Run, now: Timestamp) -> Cell {
        let text = |text: Option<&str>| text.map_or(Cell::Missing, |text| Cell::Text(Arc::from(text)));
        match self {
            Self::Name => text(Some(&run.name)),
            Self::Status => text(Some(run.status.label())),
            Self::Start => run.start_time.map_or(Cell::Missing, Cell::Instant),
            Self::Duration => run.duration_ms(now).map_or(Cell::Missing, Cell::Duration),
            Self::User => text(run.user.as_deref()),
            Self::Compute => text(run.compute_target.as_deref()),
            Self::Id => text(Some(run.id.as_str())),
            Self::Param(name) => match run.params.get(name) {
                None => Cell::Missing,
                Some(value) => value
                    .as_number()
                    .map_or_else(|| text(Some(value.as_str())), Cell::Number),
            },
            Self::Tag(name) => text(run.tags.get(name).map(String::as_str)),
            Self::Metric(key, aggregate) => match run.metrics.get(key) {
                None => Cell::Missing,
                Some(summary) => match summary.value(*aggregate) {
                    Some(value) => Cell::Number(value),
                    None => text(summary.text.as_deref()),
                },
            },
        }
    }
}

/// Every column that the runs can fill, sorted by kind and name.
pub fn available_columns(runs: &[Arc<Run>]) -> Vec<Column> {
    let mut params = BTreeSet::new();
    let mut tags = BTreeSet::new();
    let mut metrics = BTreeSet::new();
    for run in runs {
        params.extend(run.params.keys());
        tags.extend(run.tags.keys());
        metrics.extend(
            run.metrics
                .iter()
                .filter(|(_, summary)| has_a_value(&summary.kind))
                .map(|(key, _)| key),
        );
    }
    let mut columns = vec![
        Column::Status,
        Column::Start,
        Column::Duration,
        Column::User,
        Column::Compute,
        Column::Id,
    ];
    columns.extend(params.into_iter().map(|name| Column::Param(name.clone())));
    columns.extend(
        metrics
            .into_iter()
            .map(|key| Column::Metric(key.clone(), Aggregate::Last)),
    );
    columns.extend(tags.into_iter().map(|name| Column::Tag(name.clone())));
    columns
}

/// The columns shown when nobody chose any: state, times, user, then the
/// params that tell the runs apart, then the metrics most runs have.
pub fn default_columns(runs: &[Arc<Run>]) -> Vec<Column> {
    // Its first value, and whether another one was seen.
    let mut values: BTreeMap<&String, (&str, bool)> = BTreeMap::new();
    let mut metrics: BTreeMap<&MetricKey, usize> = BTreeMap::new();
    for run in runs {
        for (name, value) in &run.params {
            let (first, differs) = values.entry(name).or_insert((value.as_str(), false));
            *differs |= *first != value.as_str();
        }
        for (key, summary) in &run.metrics {
            if has_a_value(&summary.kind) && !key.is_system() {
                *metrics.entry(key).or_default() += 1;
            }
        }
    }
    let mut columns = vec![Column::Status, Column::Start, Column::Duration, Column::User];
    // A param with one value everywhere says nothing in a table of many runs.
    columns.extend(
        values
            .iter()
            .filter(|(_, (_, differs))| runs.len() == 1 || *differs)
            .take(DEFAULT_PER_KIND)
            .map(|(name, _)| Column::Param((*name).clone())),
    );
    // The most common ones, but in the order of their names.
    let mut ranked = in_order(metrics.into_iter().collect(), |a, b| b.1.cmp(&a.1));
    ranked.truncate(DEFAULT_PER_KIND);
    let ranked = in_order(ranked, |a, b| a.0.cmp(b.0));
    columns.extend(
        ranked
            .into_iter()
            .map(|(key, _)| Column::Metric(key.clone(), Aggregate::Last)),
    );
    columns
}

/// Whether one value can stand for a metric of that kind.
fn has_a_value(kind: &MetricKind) -> bool {
    matches!(kind, MetricKind::Series | MetricKind::Text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, MetricSummary, ParamValue, RunId};

    fn run(id: &str, params: &[(&str, &str)]) -> Arc<Run> {
        let mut run = Run::new(RunId::new(id), ExperimentId::new("e"));
        for (name, value) in params {
            run.params.insert((*name).to_owned(), ParamValue::new(*value));
        }
        let mut loss = MetricSummary::new(MetricKind::Series);
        loss.min = Some(0.25);
        loss.last = Some(f64::NAN);
        run.metrics.insert(MetricKey::new("loss"), loss);
        run.metrics.insert(
            MetricKey::new("matrix"),
            MetricSummary::new(MetricKind::ConfusionMatrix),
        );
        Arc::new(run)
    }

    #[test]
    fn a_column_survives_its_code() {
        for code in [
            "name",
            "status",
            "start",
            "duration",
            "user",
            "compute",
            "id",
            "params.lr",
            "tags.a.b",
            "metrics.val/loss",
            "min(metrics.val/loss)",
            "mean(metrics.f(x), odd)",
        ] {
            assert_eq!(Column::parse(code).map(|column| column.code()).as_deref(), Some(code));
        }
        for code in ["", "nonsense", "median(metrics.loss)", "min(params.lr)"] {
            assert_eq!(Column::parse(code), None, "{code}");
        }
    }

    #[test]
    fn a_param_that_is_the_same_everywhere_is_not_shown_unasked() {
        let runs = [
            run("a", &[("lr", "0.1"), ("model", "mlp")]),
            run("b", &[("lr", "0.2"), ("model", "mlp")]),
        ];
        let columns = default_columns(&runs);
        assert!(columns.contains(&Column::Param("lr".to_owned())));
        assert!(!columns.contains(&Column::Param("model".to_owned())));
        assert!(available_columns(&runs).contains(&Column::Param("model".to_owned())));
    }

    #[test]
    fn the_cell_of_a_metric_is_the_chosen_aggregate() {
        let run = run("a", &[]);
        let cell = |aggregate| Column::Metric(MetricKey::new("loss"), aggregate).cell(&run, Timestamp(0));
        assert_eq!(cell(Aggregate::Min), Cell::Number(0.25));
        assert!(matches!(cell(Aggregate::Last), Cell::Number(value) if value.is_nan()));
        assert_eq!(cell(Aggregate::Mean), Cell::Missing);
    }
}
