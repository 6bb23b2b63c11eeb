//! Columns of the run table: how they are named in a link, and their cells.

use crate::model::{Aggregate, MetricKey, Run, Timestamp};

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

/// What stands in one cell; texts are borrowed from the run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// The run has no such thing.
    Missing,
    /// A number; may be NaN or infinite.
    Number(f64),
    /// A text.
    Text(&'a str),
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
    pub fn cell<'a>(&self, run: &'a Run, now: Timestamp) -> Cell<'a> {
        let text = |text: Option<&'a str>| text.map_or(Cell::Missing, Cell::Text);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, MetricKind, MetricSummary, RunId};

    fn run() -> Run {
        let mut run = Run::new(RunId::new("a"), ExperimentId::new("e"));
        let mut loss = MetricSummary::new(MetricKind::Series);
        loss.min = Some(0.25);
        loss.last = Some(f64::NAN);
        run.metrics.insert(MetricKey::new("loss"), loss);
        run
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
    fn the_cell_of_a_metric_is_the_chosen_aggregate() {
        let run = run();
        let cell = |aggregate| Column::Metric(MetricKey::new("loss"), aggregate).cell(&run, Timestamp(0));
        assert_eq!(cell(Aggregate::Min), Cell::Number(0.25));
        assert!(matches!(cell(Aggregate::Last), Cell::Number(value) if value.is_nan()));
        assert_eq!(cell(Aggregate::Mean), Cell::Missing);
    }
}
