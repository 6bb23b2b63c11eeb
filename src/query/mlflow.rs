//! The part of a filter that an MLflow server can answer, in its own grammar.
//!
//! What is sent never excludes a run that the filter wants, so that asking
//! the filter of the runs that come back gives the same answer. Checked
//! against `mlflow/utils/search_utils.py` and the SQL store of MLflow 3.17.

use super::access::{mlflow_word, status_of};
use super::ast::{Clause, Comparator, Expr, Letters, Sense, Test};
use super::field::{Attribute, Field};
use super::value::Value;
use crate::model::Aggregate;

/// MLflow's parser refuses statements of very many tokens.
const MAX_LIST: usize = 500;

/// What of a filter goes to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pushdown {
    /// The text for `runs/search`; `None` where the server can rule nothing out.
    pub filter: Option<String>,
    /// Whether the server's answer is the filter's.
    pub is_exact: bool,
}

/// The part of `expr` that MLflow's grammar expresses. It knows no OR, no NOT
/// and no brackets, so only clauses that are joined by AND are sent.
pub fn to_mlflow(expr: &Expr) -> Pushdown {
    let mut clauses = Vec::new();
    let is_exact = collect(expr, &mut clauses);
    Pushdown {
        filter: (!clauses.is_empty()).then(|| clauses.join(" AND ")),
        is_exact,
    }
}

fn collect(expr: &Expr, clauses: &mut Vec<String>) -> bool {
    match expr {
        Expr::All => true,
        Expr::And(parts) => {
            // Every part is visited, also behind one that is left out.
            let exact = parts.iter().filter(|part| collect(part, clauses)).count();
            exact == parts.len()
        }
        Expr::Clause(clause) => match clause_text(clause) {
            Some(text) => {
                clauses.push(text);
                true
            }
            None => false,
        },
        Expr::Or(_) | Expr::Not(_) | Expr::Text(_) => false,
    }
}

fn clause_text(clause: &Clause) -> Option<String> {
    match &clause.field {
        Field::Metric(key, Aggregate::Last) => {
            number_test(&format!("metrics.{}", key_code(key.as_str())?), &clause.test)
        }
        Field::Param(name) => text_test(&format!("params.{}", key_code(name)?), &clause.test),
        Field::Tag(name) => text_test(&format!("tags.{}", key_code(name)?), &clause.test),
        Field::Attribute(attribute) => {
            let name = format!("attributes.{}", attribute.name());
            match attribute {
                Attribute::StartTime | Attribute::EndTime => number_test(&name, &clause.test),
                Attribute::RunName => name_test(&name, &clause.test),
                Attribute::RunId => text_test(&name, &clause.test).or_else(|| id_list(&name, &clause.test)),
                Attribute::Status => status_test(&name, &clause.test),
                // MLflow does not search the others, and keeps the user in two
                // places of which it searches only one.
                _ => None,
            }
        }
        Field::Metric(..) | Field::Any(_) => None,
    }
}

/// A key in back-ticks, which never hurt. MLflow unescapes nothing.
fn key_code(key: &str) -> Option<String> {
    match (key.contains('`'), key.contains('"')) {
        (false, _) => Some(format!("`{key}`")),
        (true, false) => Some(format!("\"{key}\"")),
        (true, true) => None,
    }
}

fn value_code(text: &str) -> Option<String> {
    // A backslash before the closing quote would hide it from MLflow's lexer,
    // and the SQL stores end a text at a NUL.
    if text.ends_with('\\') || text.contains("\\'") || text.contains("\\\"") || text.contains('\0') {
        return None;
    }
    match (text.contains('\''), text.contains('"')) {
        (false, _) => Some(format!("'{text}'")),
        (true, false) => Some(format!("\"{text}\"")),
        (true, true) => None,
    }
}

fn number_test(name: &str, test: &Test) -> Option<String> {
    match test {
        Test::Compare(comparator, Value::Number(number)) => {
            // Servers before 3.17 keep a NaN as a zero, and would leave it out here.
            let is_nan_lost = *comparator == Comparator::NotEqual && *number == 0.0;
            (!is_nan_lost).then_some(())?;
            Some(format!("{name} {} {}", comparator.sign(), plain_number(*number)?))
        }
        Test::Between(Sense::Is, Value::Number(low), Value::Number(high)) => Some(format!(
            "{name} >= {} AND {name} <= {}",
            plain_number(*low)?,
            plain_number(*high)?
        )),
        _ => None,
    }
}

/// A number as MLflow's lexer reads it. It has no word for NaN and infinity;
/// the latter is stored as the largest number, so that one is not sent either.
fn plain_number(number: f64) -> Option<String> {
    (number.abs() < f64::MAX).then(|| match number == 0.0 {
        true => "0".to_owned(),
        false => super::value::number_code(number),
    })
}

fn text_test(name: &str, test: &Test) -> Option<String> {
    match test {
        Test::Compare(comparator, Value::Text(text)) if !comparator.is_ordering() => {
            Some(format!("{name} {} {}", comparator.sign(), value_code(text)?))
        }
        Test::Like(Sense::Is, letters, pattern) => {
            // Escapes and classes differ between the databases, and so do
            // capital letters outside ASCII.
            let is_portable = !pattern.contains(['\\', '[']) && (*letters == Letters::Exact || pattern.is_ascii());
            is_portable.then_some(())?;
            let operator = match letters {
                Letters::Exact => "LIKE",
                Letters::AnyCase => "ILIKE",
            };
            Some(format!("{name} {operator} {}", value_code(pattern)?))
        }
        // Older servers know no IS NOT NULL, but every text is like this.
        Test::Present => Some(format!("{name} LIKE '%'")),
        _ => None,
    }
}

/// A run that was never named goes by its id here, and by nothing to MLflow:
/// a test that such a run would pass by chance of being unnamed is not sent.
fn name_test(name: &str, test: &Test) -> Option<String> {
    match test {
        Test::Compare(Comparator::Equal, _) | Test::Like(..) => text_test(name, test),
        _ => None,
    }
}

fn id_list(name: &str, test: &Test) -> Option<String> {
    let Test::OneOf(sense, values) = test else {
        return None;
    };
    let ids: Option<Vec<String>> = values
        .iter()
        .map(|value| match value {
            // MLflow reads the list as Python: only plain letters mean themselves.
            Value::Text(id)
                if id
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) =>
            {
                Some(format!("'{id}'"))
            }
            _ => None,
        })
        .collect();
    let ids = ids.filter(|ids| (1..=MAX_LIST).contains(&ids.len()))?;
    let not = if *sense == Sense::IsNot { "NOT " } else { "" };
    Some(format!("{name} {not}IN ({})", ids.join(", ")))
}

/// States are sent in MLflow's words. A pattern of them is not: it may be
/// one of our words.
fn status_test(name: &str, test: &Test) -> Option<String> {
    match test {
        Test::Compare(comparator, Value::Text(word)) if !comparator.is_ordering() => Some(format!(
            "{name} {} '{}'",
            comparator.sign(),
            mlflow_word(&status_of(word))?
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Filter;
    use super::*;

    #[test]
    fn only_what_mlflow_understands_is_sent() {
        for (text, filter, is_exact) in [
            ("", "", true),
            ("owl", "", false),
            (
                "metrics.val/loss < 1e-7 and params.m = 'a'",
                "metrics.`val/loss` < 1e-7 AND params.`m` = 'a'",
                true,
            ),
            ("metrics.a < 1 OR metrics.b < 1", "", false),
            (
                "metrics.a < 1 AND (params.x > 3 AND tags.t LIKE 'a%')",
                "metrics.`a` < 1 AND tags.`t` LIKE 'a%'",
                false,
            ),
            ("min(metrics.a) < 1", "", false),
            ("metrics.a = nan", "", false),
            ("metrics.a != 0", "", false),
            (
                "metrics.a BETWEEN 0 AND 2",
                "metrics.`a` >= 0 AND metrics.`a` <= 2",
                true,
            ),
            ("params.lr = 0.1", "", false),
            ("params.x IS NOT NULL", "params.`x` LIKE '%'", true),
            ("tags.t = 'it''s'", "tags.`t` = \"it's\"", true),
            ("tags.t ILIKE 'É'", "", false),
            ("status = canceled", "attributes.status = 'KILLED'", true),
            ("status LIKE 'Fin%'", "", false),
            ("run_name LIKE 'a%'", "attributes.run_name LIKE 'a%'", true),
            ("run_name != 'a'", "", false),
            ("user_id = 'ada'", "", false),
            ("run_id IN ('a1', 'b2')", "attributes.run_id IN ('a1', 'b2')", true),
            ("start_time > 2026-01-31", "attributes.start_time > 1769817600000", true),
            ("start_time > -7d", "", false),
            ("lifecycle_stage = 'active'", "", false),
        ] {
            let pushed = to_mlflow(Filter::parse(text).filter.expr());
            assert_eq!(pushed.filter.as_deref().unwrap_or(""), filter, "{text}");
            assert_eq!(pushed.is_exact, is_exact, "{text}");
        }
    }
}
