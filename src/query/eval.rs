//! A tree made ready to be asked of many runs: keys, patterns and regular
//! expressions are prepared once, and a run is asked without allocating.

use super::access::{Access, Datum, mlflow_word, status_of};
use super::ast::{Clause, Comparator, Expr, Sense, Test};
use super::field::{Attribute, Field};
use super::like::{LikePattern, Needle};
use super::value::Value;
use crate::model::{Run, RunStatus, Timestamp, in_order};
use regex_lite::Regex;

/// A compiled tree.
#[derive(Clone, Debug, Default)]
pub(super) enum Program {
    #[default]
    Always,
    And(Vec<Program>),
    Or(Vec<Program>),
    Not(Box<Program>),
    Find(Needle),
    Ask(Access, Check),
}

/// A compiled test.
#[derive(Clone, Debug)]
pub(super) enum Check {
    Compare(Comparator, Wanted),
    Between(Sense, Wanted, Wanted),
    OneOf(Sense, Vec<Wanted>),
    Like(Sense, LikePattern),
    /// `None` for what is no expression, which only a tree made by hand can hold; it fits nothing.
    Regex(Sense, Option<Regex>),
    Present,
    Absent,
}

/// A compiled value.
#[derive(Clone, Debug)]
pub(super) enum Wanted {
    Number(f64),
    Text(String),
    Status(RunStatus),
    FromNow(i64),
}

impl Program {
    /// Prepares a tree.
    pub(super) fn compile(expr: &Expr) -> Self {
        match expr {
            Expr::All => Self::Always,
            Expr::And(parts) => Self::And(Self::cheapest_first(parts)),
            Expr::Or(parts) => Self::Or(Self::cheapest_first(parts)),
            Expr::Not(inner) => Self::Not(Box::new(Self::compile(inner))),
            Expr::Clause(clause) => Self::Ask(Access::of(clause), Check::compile(clause)),
            Expr::Text(text) => Self::Find(Needle::new(text)),
        }
    }

    /// The order does not change the answer, and the first part often gives it.
    fn cheapest_first(parts: &[Expr]) -> Vec<Self> {
        let compiled = parts.iter().map(Self::compile).collect();
        in_order(compiled, |a, b| a.cost().cmp(&b.cost()))
    }

    /// How long an answer takes: a field of the run, a search in a map, an
    /// expression, and all that a run says.
    fn cost(&self) -> u8 {
        match self {
            Self::Always => 0,
            Self::And(parts) | Self::Or(parts) => parts.iter().map(Self::cost).max().unwrap_or(0),
            Self::Not(inner) => inner.cost(),
            Self::Ask(_, Check::Regex(..)) => 2,
            Self::Ask(Access::Attribute(_), _) => 0,
            Self::Ask(..) => 1,
            Self::Find(_) => 3,
        }
    }

    /// Whether a run is wanted.
    pub(super) fn accepts(&self, run: &Run, now: Timestamp) -> bool {
        match self {
            Self::Always => true,
            Self::And(parts) => parts.iter().all(|part| part.accepts(run, now)),
            Self::Or(parts) => parts.iter().any(|part| part.accepts(run, now)),
            Self::Not(inner) => !inner.accepts(run, now),
            Self::Find(needle) => needle.is_in_run(run),
            Self::Ask(access, Check::Present) => access.is_in(run, now),
            Self::Ask(access, Check::Absent) => !access.is_in(run, now),
            Self::Ask(access, check) => access.datum(run, now).is_some_and(|datum| check.passes(datum, now)),
        }
    }
}

impl Check {
    fn compile(clause: &Clause) -> Self {
        let wanted = |value: &Value| match (value, &clause.field) {
            (Value::Text(text), Field::Attribute(Attribute::Status)) => Wanted::Status(status_of(text)),
            (Value::Text(text), _) => Wanted::Text(text.clone()),
            (Value::Number(number), _) => Wanted::Number(*number),
            (Value::FromNow(ms), _) => Wanted::FromNow(*ms),
        };
        match &clause.test {
            Test::Compare(comparator, value) => Self::Compare(*comparator, wanted(value)),
            Test::Between(sense, low, high) => Self::Between(*sense, wanted(low), wanted(high)),
            Test::OneOf(sense, values) => Self::OneOf(*sense, values.iter().map(wanted).collect()),
            Test::Like(sense, letters, pattern) => Self::Like(*sense, LikePattern::new(pattern, *letters)),
            Test::Regex(sense, pattern) => Self::Regex(*sense, Regex::new(pattern).ok()),
            Test::Present => Self::Present,
            Test::Absent => Self::Absent,
        }
    }

    /// Whether a value that is there passes.
    fn passes(&self, datum: Datum<'_>, now: Timestamp) -> bool {
        match self {
            Self::Compare(comparator, wanted) => holds(datum, *comparator, wanted, now),
            Self::Between(sense, low, high) => sense
                .of(holds(datum, Comparator::GreaterEqual, low, now) && holds(datum, Comparator::LessEqual, high, now)),
            Self::OneOf(sense, list) => {
                sense.of(list.iter().any(|wanted| holds(datum, Comparator::Equal, wanted, now)))
            }
            Self::Like(sense, pattern) => sense.of(has_text(datum, |text| pattern.matches(text))),
            Self::Regex(sense, Some(regex)) => sense.of(has_text(datum, |text| regex.is_match(text))),
            Self::Regex(_, None) => false,
            // Answered before a value is looked for.
            Self::Present | Self::Absent => true,
        }
    }
}

/// Whether the value stands so to the wanted one. What is no number is not
/// the wanted number, and has no order with it.
fn holds(datum: Datum<'_>, comparator: Comparator, wanted: &Wanted, now: Timestamp) -> bool {
    let number = match datum {
        Datum::Number(number) => Some(number),
        Datum::Text(_, number) => number,
        Datum::Loose(text) if matches!(wanted, Wanted::Number(_)) => text.trim().parse().ok(),
        Datum::Loose(_) | Datum::Status(_) => None,
    };
    let wanted_number = match wanted {
        Wanted::Number(number) => *number,
        Wanted::FromNow(ms) => now.0.saturating_add(*ms) as f64,
        Wanted::Text(wanted) => {
            return has_text(datum, |text| comparator.holds_for_texts(text, wanted));
        }
        Wanted::Status(wanted) => {
            let is_so = matches!(datum, Datum::Status(status) if is_same(status, wanted));
            return is_so == (comparator == Comparator::Equal);
        }
    };
    match number {
        Some(number) => comparator.holds_for_numbers(number, wanted_number),
        None => comparator == Comparator::NotEqual,
    }
}

fn is_same(status: &RunStatus, wanted: &RunStatus) -> bool {
    match wanted {
        RunStatus::Unknown(word) => {
            let is_a_word = matches!(status, RunStatus::Unknown(_) | RunStatus::Active(_));
            is_a_word && status.label().eq_ignore_ascii_case(word)
        }
        // It runs, whatever the source calls it.
        RunStatus::Running => matches!(status, RunStatus::Running | RunStatus::Active(_)),
        _ => status == wanted,
    }
}

/// Whether one of the value's texts fits; a state has our word and MLflow's.
fn has_text(datum: Datum<'_>, fits: impl Fn(&str) -> bool) -> bool {
    match datum {
        Datum::Number(_) => false,
        Datum::Text(text, _) | Datum::Loose(text) => fits(text),
        Datum::Status(status) => fits(status.label()) || mlflow_word(status).is_some_and(fits),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Filter;
    use super::super::plain_text::is_found_slowly;
    use super::*;
    use crate::model::{ExperimentId, MetricKey, MetricKind, MetricSummary, ParamValue, RunId};

    fn run() -> Run {
        let mut run = Run::new(RunId::new("a1"), ExperimentId::new("e"));
        run.name = "Quiet Owl".to_owned();
        run.params.insert("lr".to_owned(), ParamValue::new("1e-3"));
        run.tags.insert("seed".to_owned(), " 7 ".to_owned());
        let mut loss = MetricSummary::new(MetricKind::Series);
        (loss.last, loss.min) = (Some(f64::NAN), Some(0.25));
        run.metrics.insert(MetricKey::new("loss"), loss);
        run
    }

    #[test]
    fn a_missing_field_passes_no_test_but_that_of_its_absence() {
        for (text, expected) in [
            ("metrics.x != 3", false),
            ("metrics.x NOT IN (3)", false),
            ("params.x NOT LIKE 'a'", false),
            ("params.x !~ 'a'", false),
            ("NOT params.x = 'a'", true),
            ("params.x IS NULL", true),
            ("params.lr IS NULL", false),
            ("max(metrics.loss) IS NULL", true),
            ("metrics.loss != 3", true),
            ("params.lr = 0.001", true),
            ("params.lr = '0.001'", false),
            ("tags.seed > 6", true),
        ] {
            let parsed = Filter::parse(text);
            assert_eq!(parsed.problems, [], "{text}");
            assert_eq!(parsed.filter.matches(&run(), Timestamp(0)), expected, "{text}");
        }
    }

    #[test]
    fn a_word_is_found_just_where_plain_text_finds_it() {
        for text in [
            "owl", "QUIET", "lr=1e", "LR", "seed= 7", "a1", "unknown", "loss", "e", "=",
        ] {
            let needle = Program::compile(&Expr::Text(text.to_owned()));
            let expected = text.split_whitespace().count() > 1 || is_found_slowly(text, &run());
            assert_eq!(needle.accepts(&run(), Timestamp(0)), expected, "{text}");
        }
    }
}
