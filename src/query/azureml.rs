//! The part of a filter that the run history of Azure Machine Learning can
//! answer, in its own grammar: values bare, but for those of tags.
//!
//! What is sent never excludes a run that the filter wants, as for MLflow.

use super::access::status_of;
use super::ast::{Clause, Comparator, Expr, Sense, Test};
use super::field::{Attribute, Field};
use super::value::Value;
use crate::model::{RunStatus, Timestamp};

/// A list that is longer is not sent.
const MAX_LIST: usize = 100;

/// A condition that every run meets that `expr` wants; `None` where the
/// service can rule nothing out.
pub fn to_azureml(expr: &Expr) -> Option<String> {
    match expr {
        Expr::And(parts) => joined(parts.iter().filter_map(to_azureml).collect(), " and "),
        // One part that cannot be sent may want any run.
        Expr::Or(parts) => joined(parts.iter().map(to_azureml).collect::<Option<_>>()?, " or "),
        Expr::Clause(clause) => clause_text(clause),
        Expr::All | Expr::Not(_) | Expr::Text(_) => None,
    }
}

/// The condition that wants the children of a run.
pub fn azureml_children(run: &str) -> Option<String> {
    bare(run).map(|run| format!("(ParentRunId eq {run})"))
}

fn joined(parts: Vec<String>, word: &str) -> Option<String> {
    match parts.len() {
        0 => None,
        1 => parts.into_iter().next(),
        _ => Some(format!("({})", parts.join(word))),
    }
}

fn clause_text(clause: &Clause) -> Option<String> {
    match &clause.field {
        Field::Tag(name) => tag_test(bare(name)?, &clause.test),
        Field::Attribute(Attribute::RunId) => id_test(&clause.test),
        Field::Attribute(Attribute::Status) => status_test(&clause.test),
        Field::Attribute(Attribute::ParentId) => match &clause.test {
            Test::Absent => Some("(ParentRunId eq null)".to_owned()),
            Test::Compare(Comparator::Equal, Value::Text(id)) => azureml_children(id),
            _ => None,
        },
        // A run may note its target in another place than the one that is searched.
        Field::Attribute(Attribute::Compute) => match &clause.test {
            Test::Compare(Comparator::Equal, Value::Text(name)) => {
                Some(format!("(Target eq {} or Target eq null)", bare(name)?))
            }
            _ => None,
        },
        Field::Attribute(Attribute::StartTime) => time_test("StartTimeUtc", &clause.test),
        Field::Attribute(Attribute::EndTime) => time_test("EndTimeUtc", &clause.test),
        // It searches neither metrics nor params, and knows names and users otherwise than we do.
        _ => None,
    }
}

/// Letters that stand for themselves without quotes.
fn bare(text: &str) -> Option<&str> {
    let is_plain = |letter: u8| letter.is_ascii_alphanumeric() || b"-_.".contains(&letter);
    // The word null would be no text.
    (!text.is_empty() && text.bytes().all(is_plain) && !text.eq_ignore_ascii_case("null")).then_some(text)
}

fn tag_test(name: &str, test: &Test) -> Option<String> {
    match test {
        Test::Compare(comparator @ (Comparator::Equal | Comparator::NotEqual), Value::Text(text)) => {
            let is_plain = !text.contains(['"', '\\']) && !text.contains(char::is_control);
            let word = if *comparator == Comparator::Equal { "eq" } else { "ne" };
            is_plain.then(|| format!("(Tags/{name} {word} \"{text}\")"))
        }
        Test::Present => Some(format!("(Tags/{name} ne null or Tags/{name} eq null)")),
        _ => None,
    }
}

fn id_test(test: &Test) -> Option<String> {
    let ids: Vec<&Value> = match test {
        Test::Compare(Comparator::Equal, id) => vec![id],
        Test::OneOf(Sense::Is, ids) if ids.len() <= MAX_LIST => ids.iter().collect(),
        _ => return None,
    };
    let tests = ids.into_iter().map(|id| match id {
        Value::Text(id) => bare(id).map(|id| format!("RunId eq {id}")),
        _ => None,
    });
    let tests: Vec<String> = tests.collect::<Option<_>>()?;
    (!tests.is_empty()).then(|| format!("({})", tests.join(" or ")))
}

/// Our words in those of the service. Of what runs there are too many words.
fn status_test(test: &Test) -> Option<String> {
    let Test::Compare(comparator, Value::Text(word)) = test else {
        return None;
    };
    let words: &[&str] = match status_of(word) {
        RunStatus::Finished => &["Completed"],
        RunStatus::Failed => &["Failed"],
        RunStatus::Canceled => &["Canceled"],
        RunStatus::Queued => &["Queued", "NotStarted"],
        RunStatus::Running | RunStatus::Active(_) | RunStatus::Unknown(_) => return None,
    };
    let (operator, between) = match comparator {
        Comparator::Equal => ("eq", " or "),
        Comparator::NotEqual => ("ne", " and "),
        _ => return None,
    };
    let tests: Vec<String> = words.iter().map(|word| format!("Status {operator} {word}")).collect();
    Some(format!("({})", tests.join(between)))
}

/// Instants are told to the second, and those of the service are finer than
/// ours: each bound is moved outwards to the next whole second.
fn time_test(name: &str, test: &Test) -> Option<String> {
    let down = |ms: f64| instant((ms / 1000.0).floor());
    let up = |ms: f64| instant((ms / 1000.0).floor() + 1.0);
    match test {
        Test::Compare(comparator, Value::Number(ms)) => match comparator {
            Comparator::Greater | Comparator::GreaterEqual => Some(format!("({name} ge {})", down(*ms)?)),
            Comparator::Less | Comparator::LessEqual => Some(format!("({name} lt {})", up(*ms)?)),
            Comparator::Equal => Some(format!("({name} ge {} and {name} lt {})", down(*ms)?, up(*ms)?)),
            Comparator::NotEqual => None,
        },
        Test::Between(Sense::Is, Value::Number(low), Value::Number(high)) => {
            Some(format!("({name} ge {} and {name} lt {})", down(*low)?, up(*high)?))
        }
        _ => None,
    }
}

fn instant(seconds: f64) -> Option<String> {
    let ms = seconds * 1000.0;
    let text = (ms.abs() < 1e15).then(|| Timestamp(ms as i64).to_rfc3339())?;
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::super::Filter;
    use super::*;

    #[test]
    fn only_what_the_service_understands_is_sent() {
        for (text, expected) in [
            ("", ""),
            ("owl", ""),
            ("metrics.a < 1", ""),
            ("params.x = 'a'", ""),
            ("tags.fam = 'a b'", r#"(Tags/fam eq "a b")"#),
            ("tags.fam != 'a'", r#"(Tags/fam ne "a")"#),
            (r#"tags.fam = 'a"b'"#, ""),
            ("tags.`a b` = 'c'", ""),
            ("tags.n = 3", ""),
            ("tags.n IS NOT NULL", "(Tags/n ne null or Tags/n eq null)"),
            ("status = finished", "(Status eq Completed)"),
            ("status != queued", "(Status ne Queued and Status ne NotStarted)"),
            ("status = running", ""),
            ("status = Preparing", ""),
            ("run_id IN ('a', 'b-1')", "(RunId eq a or RunId eq b-1)"),
            ("run_id = 'a b'", ""),
            ("parent_id = 'p'", "(ParentRunId eq p)"),
            ("parent_id IS NULL", "(ParentRunId eq null)"),
            ("compute = 'gpu'", "(Target eq gpu or Target eq null)"),
            ("start_time > 2026-01-31", "(StartTimeUtc ge 2026-01-31T00:00:00Z)"),
            ("start_time <= 2026-01-31", "(StartTimeUtc lt 2026-01-31T00:00:01Z)"),
            (
                "tags.a = 'x' and metrics.m > 1 and status = failed",
                r#"((Tags/a eq "x") and (Status eq Failed))"#,
            ),
            (
                "tags.a = 'x' or status = failed",
                r#"((Tags/a eq "x") or (Status eq Failed))"#,
            ),
            ("tags.a = 'x' or metrics.m > 1", ""),
            ("not status = failed", ""),
        ] {
            let sent = to_azureml(Filter::parse(text).filter.expr());
            assert_eq!(sent.as_deref().unwrap_or(""), expected, "{text}");
        }
        assert_eq!(azureml_children("a or b"), None);
    }
}
