//! What a clause can ask of a run, and the names it goes by.

use super::token::{quoted, tokens, unquoted};
use crate::model::{Aggregate, MetricKey};
use std::fmt;

/// What a clause asks of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// One value of a metric; the last unless another is named.
    Metric(MetricKey, Aggregate),
    /// An input setting.
    Param(String),
    /// A label.
    Tag(String),
    /// Something that every run may have.
    Attribute(Attribute),
    /// A param, tag or metric of that name, whichever there is; only for `has:`.
    Any(String),
}

/// Something that every run may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// The id in the source.
    RunId,
    /// The display name.
    RunName,
    /// The state.
    Status,
    /// Who started it.
    UserId,
    /// When it began.
    StartTime,
    /// When it ended.
    EndTime,
    /// How long it took, or has taken so far.
    Duration,
    /// What it ran on.
    Compute,
    /// Its notes.
    Description,
    /// The run that started it.
    ParentId,
    /// The experiment it belongs to.
    ExperimentId,
    /// Where a tracking server keeps its files.
    ArtifactUri,
    /// Whether a tracking server has deleted it.
    LifecycleStage,
}

/// How the values of a field are read, compared and printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldKind {
    /// A number; a text where the metric is one.
    Metric,
    /// A text, which compares as a number with a number.
    Loose,
    /// A text.
    Text,
    /// A state, in our words or in MLflow's.
    Status,
    /// An instant.
    Time,
    /// A length of time.
    Duration,
}

/// Each attribute under its names; the first is the one we write.
const ATTRIBUTES: [(Attribute, FieldKind, &[&str]); 13] = [
    (Attribute::RunId, FieldKind::Text, &["run_id", "id"]),
    (Attribute::RunName, FieldKind::Text, &["run_name", "name", "run name"]),
    (Attribute::Status, FieldKind::Status, &["status", "state"]),
    (Attribute::UserId, FieldKind::Text, &["user_id", "user"]),
    (
        Attribute::StartTime,
        FieldKind::Time,
        &["start_time", "created", "start", "started"],
    ),
    (Attribute::EndTime, FieldKind::Time, &["end_time", "end", "ended"]),
    (Attribute::Duration, FieldKind::Duration, &["duration"]),
    (
        Attribute::Compute,
        FieldKind::Text,
        &["compute", "compute_target", "compute target"],
    ),
    (Attribute::Description, FieldKind::Text, &["description"]),
    (Attribute::ParentId, FieldKind::Text, &["parent_id", "parent"]),
    (Attribute::ExperimentId, FieldKind::Text, &["experiment_id"]),
    (Attribute::ArtifactUri, FieldKind::Text, &["artifact_uri"]),
    (Attribute::LifecycleStage, FieldKind::Text, &["lifecycle_stage"]),
];

impl Attribute {
    /// All of them, in the order of a menu.
    pub fn all() -> impl Iterator<Item = Self> {
        ATTRIBUTES.into_iter().map(|(attribute, _, _)| attribute)
    }

    /// The name that MLflow gives it, or ours where it has none.
    pub fn name(self) -> &'static str {
        self.row().2[0]
    }

    /// The attribute of one of its names, in any case.
    pub fn parse(name: &str) -> Option<Self> {
        ATTRIBUTES
            .iter()
            .find(|(_, _, names)| names.iter().any(|known| known.eq_ignore_ascii_case(name)))
            .map(|&(attribute, _, _)| attribute)
    }

    fn row(self) -> (Self, FieldKind, &'static [&'static str]) {
        // Every attribute has a row, which a test holds.
        ATTRIBUTES
            .into_iter()
            .find(|row| row.0 == self)
            .unwrap_or(ATTRIBUTES[0])
    }
}

/// Why a name is not a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NotAField {
    /// It is no attribute, and names no entity.
    UnknownName,
    /// What stands before the dot is no entity.
    UnknownEntity,
    /// Nothing stands behind the dot.
    NoKey,
    /// The key is in single quotes, which are for values.
    SingleQuotes,
    /// A dataset, which our runs do not have.
    Dataset,
}

impl Field {
    /// The field of a name such as ``metrics.`val loss` `` or `status`.
    pub(super) fn parse(name: &str) -> Result<Self, NotAField> {
        let split = match name.starts_with(['`', '"']) {
            true => name.split_once("`."),
            false => name.split_once('.'),
        };
        let Some((entity, raw_key)) = split else {
            return Attribute::parse(&unquoted(name))
                .map(Self::Attribute)
                .ok_or(NotAField::UnknownName);
        };
        let key = unquoted(raw_key);
        let entity = unquoted(entity).to_ascii_lowercase();
        let field = match entity.as_str() {
            "metric" | "metrics" => Self::Metric(MetricKey::new(key.as_str()), Aggregate::Last),
            "param" | "params" | "parameter" | "parameters" => Self::Param(key.clone()),
            "tag" | "tags" => Self::Tag(key.clone()),
            "attribute" | "attributes" | "attr" | "run" => {
                return Attribute::parse(&key)
                    .map(Self::Attribute)
                    .ok_or(NotAField::UnknownName);
            }
            "dataset" | "datasets" => return Err(NotAField::Dataset),
            _ => return Err(NotAField::UnknownEntity),
        };
        match key.is_empty() {
            true => Err(NotAField::NoKey),
            false if raw_key.starts_with('\'') => Err(NotAField::SingleQuotes),
            false => Ok(field),
        }
    }

    /// How its values are read.
    pub(super) fn kind(&self) -> FieldKind {
        match self {
            Self::Metric(..) => FieldKind::Metric,
            Self::Param(_) | Self::Tag(_) | Self::Any(_) => FieldKind::Loose,
            Self::Attribute(attribute) => attribute.row().1,
        }
    }
}

impl fmt::Display for Field {
    /// The name as it is written in a filter.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Metric(key, Aggregate::Last) => write!(f, "metrics.{}", key_text(key.as_str())),
            Self::Metric(key, aggregate) => write!(f, "{}(metrics.{})", aggregate.word(), key_text(key.as_str())),
            Self::Param(name) => write!(f, "params.{}", key_text(name)),
            Self::Tag(name) => write!(f, "tags.{}", key_text(name)),
            Self::Attribute(attribute) => f.write_str(attribute.name()),
            // A dot would make the name that of one kind.
            Self::Any(name) if name.contains('.') => write!(f, "has:{}", quoted(name, '"')),
            Self::Any(name) => write!(f, "has:{}", key_text(name)),
        }
    }
}

/// The key as it stands behind a dot: bare where it would be read as one word.
pub(super) fn key_text(key: &str) -> String {
    let whole = format!("metrics.{key}");
    let is_bare = !key.is_empty()
        && !key.contains(['\'', '"', '`'])
        && matches!(tokens(&whole).list.as_slice(), [token] if token.span == (0..whole.len()));
    match (is_bare, key.contains('`') && !key.contains('"')) {
        (true, _) => key.to_owned(),
        (false, true) => quoted(key, '"'),
        (false, false) => quoted(key, '`'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_attribute_is_found_under_its_own_name() {
        for attribute in Attribute::all() {
            assert_eq!(Attribute::parse(attribute.name()), Some(attribute));
            assert_eq!(attribute.row().0, attribute);
        }
    }

    #[test]
    fn a_field_goes_by_the_names_of_mlflow() {
        for (name, expected) in [
            ("metric.loss", "metrics.loss"),
            ("metrics.val/loss", "metrics.val/loss"),
            ("params.\"a b\"", "params.`a b`"),
            ("parameter.lr", "params.lr"),
            ("`tags`.`mlflow.user`", "tags.mlflow.user"),
            ("tag.a`b", "tags.\"a`b\""),
            ("run.status", "status"),
            ("attr.`Run name`", "run_name"),
            ("Created", "start_time"),
        ] {
            let field = Field::parse(name);
            assert_eq!(
                field.as_ref().map(ToString::to_string).as_deref(),
                Ok(expected),
                "{name}"
            );
            assert_eq!(Field::parse(expected), field, "{name}");
        }
        assert_eq!(Field::parse("val.loss"), Err(NotAField::UnknownEntity));
        assert_eq!(Field::parse("lr"), Err(NotAField::UnknownName));
        assert_eq!(Field::parse("params."), Err(NotAField::NoKey));
        assert_eq!(Field::parse("params.'a'"), Err(NotAField::SingleQuotes));
        assert_eq!(Field::parse("datasets.name"), Err(NotAField::Dataset));
    }
}
