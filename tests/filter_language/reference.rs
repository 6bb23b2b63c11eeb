//! What a filter means, said as plainly as can be: slow, and sharing nothing
//! with the real evaluator but the tree.

use runlens::model::{Aggregate, Run, RunStatus, Timestamp};
use runlens::query::{Attribute, Clause, Comparator, Expr, Field, Letters, Sense, Test, Value};

/// What relative times count from: 2026-01-31T00:00:00Z.
pub const NOW: Timestamp = Timestamp(1_769_817_600_000);

/// A value in a run: its texts, and its number.
struct Found {
    texts: Vec<String>,
    number: Option<f64>,
}

pub fn accepts(expr: &Expr, run: &Run) -> bool {
    match expr {
        Expr::All => true,
        Expr::And(parts) => parts.iter().all(|part| accepts(part, run)),
        Expr::Or(parts) => parts.iter().any(|part| accepts(part, run)),
        Expr::Not(inner) => !accepts(inner, run),
        Expr::Clause(clause) => passes(clause, run),
        Expr::Text(text) => {
            let small = text.to_lowercase();
            haystacks(run).iter().any(|hay| hay.to_lowercase().contains(&small))
        }
    }
}

fn haystacks(run: &Run) -> Vec<String> {
    let mut hay = vec![
        run.name.clone(),
        run.id.to_string(),
        run.status.label().to_owned(),
        run.description.clone(),
    ];
    hay.extend(run.user.iter().chain(&run.compute_target).cloned());
    hay.extend(run.params.iter().map(|(name, value)| format!("{name}={value}")));
    hay.extend(run.tags.iter().map(|(name, value)| format!("{name}={value}")));
    hay
}

fn find(field: &Field, run: &Run) -> Option<Found> {
    let number = |number: f64| {
        Some(Found {
            texts: vec![],
            number: Some(number),
        })
    };
    let text = |text: &str| {
        Some(Found {
            texts: vec![text.to_owned()],
            number: None,
        })
    };
    let loose = |text: &str| {
        Some(Found {
            texts: vec![text.to_owned()],
            number: text.trim().parse().ok(),
        })
    };
    match field {
        Field::Metric(key, aggregate) => number(run.metrics.get(key)?.value(*aggregate)?),
        Field::Param(name) => loose(run.params.get(name)?.as_str()),
        Field::Tag(name) => loose(run.tags.get(name)?),
        Field::Attribute(Attribute::StartTime) => number(run.start_time?.0 as f64),
        Field::Attribute(Attribute::EndTime) => number(run.end_time?.0 as f64),
        Field::Attribute(Attribute::Duration) => number(run.duration_ms(NOW)? as f64),
        Field::Attribute(Attribute::RunName) => text(&run.name),
        Field::Attribute(Attribute::UserId) => text(run.user.as_ref()?),
        Field::Attribute(Attribute::ParentId) => text(run.parent_id.as_ref()?.as_str()),
        Field::Attribute(Attribute::Status) => {
            let mut texts = vec![run.status.label().to_owned()];
            let words = [
                (RunStatus::Queued, "SCHEDULED"),
                (RunStatus::Running, "RUNNING"),
                (RunStatus::Finished, "FINISHED"),
                (RunStatus::Failed, "FAILED"),
                (RunStatus::Canceled, "KILLED"),
            ];
            texts.extend(
                words
                    .iter()
                    .filter(|(status, _)| *status == run.status)
                    .map(|(_, word)| (*word).to_owned()),
            );
            Some(Found { texts, number: None })
        }
        Field::Attribute(other) => match other {
            Attribute::RunId => text(run.id.as_str()),
            Attribute::ExperimentId => text(run.experiment_id.as_str()),
            Attribute::LifecycleStage => text("active"),
            _ => None,
        },
        Field::Any(_) => None,
    }
}

fn is_there(field: &Field, run: &Run) -> bool {
    match field {
        Field::Any(name) => {
            run.params.contains_key(name)
                || run.tags.contains_key(name)
                || run.metrics.keys().any(|key| key.as_str() == name)
        }
        Field::Metric(key, Aggregate::Last) => run.metrics.contains_key(key),
        _ => find(field, run).is_some(),
    }
}

fn passes(clause: &Clause, run: &Run) -> bool {
    match &clause.test {
        Test::Present => return is_there(&clause.field, run),
        Test::Absent => return !is_there(&clause.field, run),
        _ => {}
    }
    let Some(found) = find(&clause.field, run) else {
        return false;
    };
    let is_status = clause.field == Field::Attribute(Attribute::Status);
    let equals = |value: &Value| compare(&found, Comparator::Equal, value, is_status);
    match &clause.test {
        Test::Compare(Comparator::NotEqual, value) => !equals(value) && !is_text_of_a_number(&found, value),
        Test::Compare(comparator, value) => compare(&found, *comparator, value, is_status),
        Test::Between(sense, low, high) => {
            let inside = compare(&found, Comparator::GreaterEqual, low, is_status)
                && compare(&found, Comparator::LessEqual, high, is_status);
            inside == (*sense == Sense::Is)
        }
        Test::OneOf(sense, values) => values.iter().any(equals) == (*sense == Sense::Is),
        Test::Like(..) | Test::Regex(..) if found.texts.is_empty() => false,
        Test::Like(sense, letters, pattern) => {
            let fits = |text: &String| match letters {
                Letters::Exact => like(&text.chars().collect::<Vec<_>>(), &pattern.chars().collect::<Vec<_>>()),
                Letters::AnyCase => like(&folded(text), &folded(pattern)),
            };
            found.texts.iter().any(fits) == (*sense == Sense::Is)
        }
        Test::Regex(sense, pattern) => {
            let fits = |text: &String| regex(pattern, text);
            found.texts.iter().any(fits) == (*sense == Sense::Is)
        }
        Test::Present | Test::Absent => unreachable!("answered above"),
    }
}

/// A metric that is a number does not take part in a comparison of texts.
fn is_text_of_a_number(found: &Found, value: &Value) -> bool {
    found.texts.is_empty() && matches!(value, Value::Text(_))
}

fn compare(found: &Found, comparator: Comparator, value: &Value, is_status: bool) -> bool {
    let wanted = match value {
        Value::Text(wanted) if is_status => return status_is(&found.texts, wanted),
        Value::Text(wanted) => {
            return found.texts.iter().any(|text| match comparator {
                Comparator::Equal => text == wanted,
                Comparator::NotEqual => text != wanted,
                Comparator::Greater => text > wanted,
                Comparator::GreaterEqual => text >= wanted,
                Comparator::Less => text < wanted,
                Comparator::LessEqual => text <= wanted,
            });
        }
        Value::Number(number) => *number,
        Value::FromNow(ms) => (NOW.0 + ms) as f64,
    };
    let Some(number) = found.number else {
        return comparator == Comparator::NotEqual;
    };
    match comparator {
        Comparator::Equal => number == wanted || (number.is_nan() && wanted.is_nan()),
        Comparator::NotEqual => !(number == wanted || (number.is_nan() && wanted.is_nan())),
        Comparator::Greater => number > wanted,
        Comparator::GreaterEqual => number >= wanted,
        Comparator::Less => number < wanted,
        Comparator::LessEqual => number <= wanted,
    }
}

/// `texts` are our word and, where there is one, MLflow's.
fn status_is(texts: &[String], wanted: &str) -> bool {
    texts[0].eq_ignore_ascii_case(wanted.trim()) || texts.get(1).is_some_and(|word| word == wanted)
}

/// Small letters, where a letter has one of its own kind.
fn folded(text: &str) -> Vec<char> {
    let fold = |letter: char| {
        let small: Vec<char> = letter.to_lowercase().collect();
        match small[..] {
            [one] if one.is_ascii() == letter.is_ascii() => one,
            _ => letter,
        }
    };
    text.chars().map(fold).collect()
}

fn like(text: &[char], pattern: &[char]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some(('%', rest)) => (0..=text.len()).any(|skipped| like(&text[skipped..], rest)),
        Some(('_', rest)) => !text.is_empty() && like(&text[1..], rest),
        Some((letter, rest)) => text.first() == Some(letter) && like(&text[1..], rest),
    }
}

/// The few expressions that the laws use, spelled out.
fn regex(pattern: &str, text: &str) -> bool {
    match pattern {
        "a" => text.contains('a'),
        "^A" => text.starts_with('A'),
        "[0-9]" => text.contains(|letter: char| letter.is_ascii_digit()),
        "o$|'" => text.ends_with('o') || text.contains('\''),
        // Rubble may hold others; a run's texts are too short to say much of them.
        _ => regex_lite::Regex::new(pattern).is_ok_and(|regex| regex.is_match(text)),
    }
}
