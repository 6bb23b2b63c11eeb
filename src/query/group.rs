//! By what runs are put together, in the table as in charts.

use super::Direction;
use super::column::{Cell, Column};
use super::sort::in_order_of;
use crate::model::{Run, Timestamp};
use regex_lite::Regex;
use std::sync::Arc;

/// One thing that runs of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupKey {
    /// What stands in a column: a param, a tag, the state, the user, the compute target.
    Column(Column),
    /// What a regular expression finds in the name: its first group in brackets, or all of it.
    Name(String),
}

/// How a key by name is written in a link.
const NAME: &str = "name~";

impl GroupKey {
    /// The key as it is written in a link, such as `params.lr` or `name~^[a-z]+`.
    pub fn code(&self) -> String {
        match self {
            Self::Column(column) => column.code(),
            Self::Name(pattern) => format!("{NAME}{pattern}"),
        }
    }

    /// The key of that code; `None` when it is not one. A metric is no key: its values are what
    /// groups are looked at for.
    pub fn parse(code: &str) -> Option<Self> {
        if let Some(pattern) = code.strip_prefix(NAME) {
            return (!pattern.is_empty()).then(|| Self::Name(pattern.to_owned()));
        }
        match Column::parse(code)? {
            column @ (Column::Param(_) | Column::Tag(_) | Column::Status | Column::User | Column::Compute) => {
                Some(Self::Column(column))
            }
            _ => None,
        }
    }

    /// What people call it.
    pub fn title(&self) -> String {
        match self {
            Self::Column(column) => column.title(),
            Self::Name(pattern) => format!("name ~ {pattern}"),
        }
    }
}

/// Keys, ready to be applied to many runs.
#[derive(Clone, Debug, Default)]
pub struct Grouper(Vec<Found>);

#[derive(Clone, Debug)]
enum Found {
    Cell(Column),
    Name(Option<Regex>),
}

impl Grouper {
    /// Prepares keys. A pattern that cannot be read finds nothing; [`problem`] says why.
    pub fn of(keys: &[GroupKey]) -> Self {
        let prepared = keys.iter().map(|key| match key {
            GroupKey::Column(column) => Found::Cell(column.clone()),
            GroupKey::Name(pattern) => Found::Name(Regex::new(pattern).ok()),
        });
        Self(prepared.collect())
    }

    /// Whether all runs are apart.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a run has for each key; an empty text where it has nothing. Runs with equal values
    /// are of one group.
    pub fn values(&self, run: &Run) -> Vec<String> {
        let value = |found: &Found| match found {
            // The instant is for durations, and those are no keys.
            Found::Cell(column @ Column::Param(name)) => match run.params.get(name) {
                // As it was written: 0.1 and 0.10 are one number.
                Some(value) => value
                    .as_number()
                    .map_or_else(|| value.as_str().to_owned(), |number| number.to_string()),
                None => text_of(column.cell(run, Timestamp(0))),
            },
            Found::Cell(column) => text_of(column.cell(run, Timestamp(0))),
            Found::Name(pattern) => {
                let found = pattern.as_ref().and_then(|pattern| pattern.captures(&run.name));
                let text = found.and_then(|found| found.get(1).or_else(|| found.get(0)));
                text.map_or_else(String::new, |text| text.as_str().to_owned())
            }
        };
        self.0.iter().map(value).collect()
    }
}

fn text_of(cell: Cell<'_>) -> String {
    match cell {
        Cell::Text(text) => text.to_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Missing | Cell::Instant(_) | Cell::Duration(_) => String::new(),
    }
}

/// The name of a group: its keys with the values of its runs, such as `lr=0.1, model=mlp`.
pub fn group_name(keys: &[GroupKey], values: &[String]) -> String {
    let part = |(key, value): (&GroupKey, &String)| {
        let value = if value.is_empty() { "none" } else { value };
        match key {
            GroupKey::Column(column) => format!("{}={value}", column.title()),
            GroupKey::Name(_) => value.to_owned(),
        }
    };
    keys.iter().zip(values).map(part).collect::<Vec<_>>().join(", ")
}

/// The name of a group where its keys are known: of several only the values, such as `0.1, mlp`.
pub fn group_short_name(keys: &[GroupKey], values: &[String]) -> String {
    let part = |value: &String| match value.as_str() {
        "" => "none".to_owned(),
        value => value.to_owned(),
    };
    match keys {
        [_] => group_name(keys, values),
        _ => values.iter().map(part).collect::<Vec<_>>().join(", "),
    }
}

/// The places of groups by their values, numbers by their size, what has none last.
pub fn group_order<'a>(groups: &[&'a Vec<String>]) -> Vec<usize> {
    let keys = groups.iter().map(|values| values.len()).max().unwrap_or(0);
    let columns = (0..keys).map(|at| {
        let cell =
            |values: &&'a Vec<String>| -> Cell<'a> { values.get(at).map_or(Cell::Missing, |value| value_cell(value)) };
        (groups.iter().map(cell).collect(), Direction::Ascending)
    });
    in_order_of(groups.len(), &columns.collect::<Vec<_>>())
}

/// The value of a key as it is sorted; nothing where a run has none.
pub(super) fn value_cell(value: &str) -> Cell<'_> {
    match value.parse() {
        _ if value.is_empty() => Cell::Missing,
        Ok(number) => Cell::Number(number),
        Err(_) => Cell::Text(value),
    }
}

/// The values of a group as one text that no other group has, for a link.
pub(super) fn text_code(values: &[String]) -> String {
    let part = |value: &String| value.replace('%', "%25").replace('|', "%7C");
    let code = values.iter().map(part).collect::<Vec<_>>().join("|");
    // A list of a link holds no empty item.
    if code.is_empty() { "|".to_owned() } else { code }
}

/// The keys by which these runs fall into at least two groups.
pub fn group_keys(runs: &[Arc<Run>]) -> Vec<GroupKey> {
    let columns = super::Census::of(runs).available().into_iter();
    let keys = columns.filter_map(|column| GroupKey::parse(&column.code()));
    keys.filter(|key| {
        let grouper = Grouper::of(std::slice::from_ref(key));
        let mut values = runs.iter().map(|run| grouper.values(run));
        values.next().is_some_and(|first| values.any(|other| other != first))
    })
    .collect()
}

/// Why a pattern cannot be read; `None` when it can.
pub fn problem(pattern: &str) -> Option<String> {
    Regex::new(pattern).err().map(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, ParamValue, RunId};

    fn run(name: &str, lr: Option<&str>) -> Run {
        let mut run = Run::new(RunId::new(name), ExperimentId::new("e"));
        run.name = name.to_owned();
        run.params.extend(lr.map(|lr| ("lr".to_owned(), ParamValue::new(lr))));
        run
    }

    #[test]
    fn a_key_survives_its_code_and_a_metric_is_none() {
        for code in ["params.lr", "tags.a,b", "status", "user", "compute", "name~^(a|b)-"] {
            assert_eq!(GroupKey::parse(code).map(|key| key.code()).as_deref(), Some(code));
        }
        for code in [
            "",
            "name",
            "name~",
            "metrics.loss",
            "min(metrics.loss)",
            "duration",
            "id",
        ] {
            assert_eq!(GroupKey::parse(code), None, "{code}");
        }
    }

    #[test]
    fn runs_with_equal_values_are_of_one_group() {
        let keys: Vec<GroupKey> = ["params.lr", "name~^[a-z]+"]
            .into_iter()
            .filter_map(GroupKey::parse)
            .collect();
        let grouper = Grouper::of(&keys);
        let values = |name: &str, lr| grouper.values(&run(name, lr));
        assert_eq!(values("mlp-1", Some("0.1")), values("mlp-2", Some("0.10")));
        assert_ne!(values("mlp-1", Some("0.1")), values("cnn-1", Some("0.1")));
        assert_eq!(group_name(&keys, &values("mlp-1", Some("1e-1"))), "lr=0.1, mlp");
        assert_eq!(group_name(&keys, &values("1", None)), "lr=none, none");
    }

    #[test]
    fn what_is_the_same_everywhere_makes_no_groups() {
        let mut runs = [run("a", Some("0.1")), run("b", Some("0.10")), run("c", Some("1"))];
        for run in &mut runs {
            run.params.insert("model".to_owned(), ParamValue::new("mlp"));
        }
        runs[0].user = Some("ada".to_owned());
        let keys = |runs: &[Run]| {
            let runs: Vec<Arc<Run>> = runs.iter().cloned().map(Arc::new).collect();
            group_keys(&runs).iter().map(GroupKey::code).collect::<Vec<_>>()
        };
        assert_eq!(keys(&runs), ["user", "params.lr"]);
        assert_eq!(keys(&runs[1..2]), Vec::<String>::new());
    }

    #[test]
    fn the_part_in_brackets_is_what_counts() {
        let grouper = Grouper::of(&[GroupKey::Name("seed-([0-9]+)".to_owned())]);
        assert_eq!(grouper.values(&run("mlp-seed-12-x", None)), ["12"]);
    }

    #[test]
    fn a_pattern_that_cannot_be_read_finds_nothing_and_says_why() {
        assert!(problem("a(").is_some() && problem("a").is_none());
        let grouper = Grouper::of(&[GroupKey::Name("a(".to_owned())]);
        assert_eq!(grouper.values(&run("a", None)), [""]);
    }
}
