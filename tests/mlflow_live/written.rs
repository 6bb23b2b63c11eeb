//! Filters that nobody thought of, always the same ones: texts as MLflow's
//! grammar has them, and trees of the whole language.

use runlens::model::{Aggregate, MetricKey, Run};
use runlens::query::{Attribute, Clause, Comparator, Expr, Field, Letters, Sense, Test, Value};

/// What is thrown is the same in every test run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `count`, by xorshift*.
    pub fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % count
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    fn is(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }
}

/// What the runs hold, to ask for: names with one that no run has, and values.
pub struct Pool {
    metrics: Vec<String>,
    params: Vec<String>,
    tags: Vec<String>,
    texts: Vec<String>,
    run_names: Vec<String>,
    ids: Vec<String>,
    times: Vec<f64>,
}

const NUMBERS: [&str; 12] = [
    "0",
    "0.1",
    "0.30000000000000004",
    "-3.5",
    "1e300",
    "1e-3",
    "5e-324",
    "0.3333333333333333",
    "-1e10",
    "9007199254740992",
    "1",
    "-0.0",
];

impl Pool {
    pub fn of(runs: &[Run]) -> Self {
        let distinct = |texts: &mut dyn Iterator<Item = String>| {
            let set: std::collections::BTreeSet<String> = texts.collect();
            set.into_iter().collect::<Vec<_>>()
        };
        let nobody = || std::iter::once("nobody".to_owned());
        let tags = || {
            runs.iter()
                .flat_map(|run| &run.tags)
                .filter(|(name, _)| !name.starts_with("mlflow."))
        };
        let params = || runs.iter().flat_map(|run| &run.params);
        Self {
            metrics: distinct(
                &mut runs
                    .iter()
                    .flat_map(|run| run.metrics.keys())
                    .map(MetricKey::to_string)
                    .chain(nobody()),
            ),
            params: distinct(&mut params().map(|(name, _)| name.clone()).chain(nobody())),
            tags: distinct(&mut tags().map(|(name, _)| name.clone()).chain(nobody())),
            texts: distinct(
                &mut params()
                    .map(|(_, value)| value.as_str().to_owned())
                    .chain(tags().map(|(_, value)| value.clone())),
            ),
            run_names: distinct(&mut runs.iter().map(|run| run.name.clone())),
            ids: runs.iter().map(|run| run.id.to_string()).collect(),
            times: runs
                .iter()
                .filter_map(|run| run.start_time)
                .map(|time| time.0 as f64)
                .collect(),
        }
    }

    /// A text as MLflow's grammar has it.
    pub fn mlflow_text(&self, dice: &mut Dice) -> String {
        let clauses: Vec<String> = (0..1 + dice.below(3)).map(|_| self.mlflow_clause(dice)).collect();
        clauses.join(dice.pick(&[" and ", " AND ", "  And\n"]))
    }

    fn mlflow_clause(&self, dice: &mut Dice) -> String {
        let comparator = dice.pick(&Comparator::ALL).sign();
        match dice.below(8) {
            0 | 1 => {
                let name = mlflow_name(dice, &["metrics", "metric"], &self.metrics);
                format!("{name} {comparator} {}", dice.pick(&NUMBERS))
            }
            2 | 3 => mlflow_text_test(dice, &["params", "param", "parameter"], &self.params, &self.texts),
            4 => mlflow_text_test(dice, &["tags", "tag"], &self.tags, &self.texts),
            5 => {
                let name = dice.pick(&["attributes.run_name", "run_name", "attr.`run_name`"]);
                let run_name = dice.pick(&self.run_names);
                format!("{name} {}", text_test(dice, &run_name))
            }
            6 => {
                let states = ["FINISHED", "FAILED", "KILLED", "RUNNING", "SCHEDULED"];
                format!("attributes.status {} '{}'", dice.pick(&["=", "!="]), dice.pick(&states))
            }
            _ if dice.is(2) => {
                let ids: Vec<String> = (0..1 + dice.below(9))
                    .map(|_| format!("'{}'", dice.pick(&self.ids)))
                    .collect();
                format!(
                    "attributes.run_id {} ({})",
                    dice.pick(&["IN", "NOT IN"]),
                    ids.join(", ")
                )
            }
            _ => format!(
                "{} {comparator} {}",
                dice.pick(&["attributes.start_time", "end_time"]),
                dice.pick(&self.times)
            ),
        }
    }

    /// A tree of the whole language.
    pub fn tree(&self, dice: &mut Dice, depth: usize) -> Expr {
        let parts = |dice: &mut Dice| (0..2 + dice.below(2)).map(|_| self.tree(dice, depth - 1)).collect();
        match dice.below(if depth == 0 { 8 } else { 14 }) {
            0 => {
                let text = self.text(dice);
                match text.trim() {
                    "" => Expr::Text("plain".to_owned()),
                    word => Expr::Text(word.to_owned()),
                }
            }
            1..8 => Expr::Clause(self.clause(dice)),
            8..11 => Expr::And(parts(dice)),
            11 | 12 => Expr::Or(parts(dice)),
            _ => Expr::Not(Box::new(self.tree(dice, depth - 1))),
        }
    }

    fn clause(&self, dice: &mut Dice) -> Clause {
        let of_text = [
            Attribute::RunName,
            Attribute::Status,
            Attribute::UserId,
            Attribute::ParentId,
            Attribute::RunId,
        ];
        let of_time = [Attribute::StartTime, Attribute::EndTime, Attribute::Duration];
        let (field, is_number) = match dice.below(10) {
            0 | 1 => (
                Field::Metric(MetricKey::new(dice.pick(&self.metrics)), Aggregate::Last),
                true,
            ),
            2 => {
                let aggregate = dice.pick(&Aggregate::ALL);
                (Field::Metric(MetricKey::new(dice.pick(&self.metrics)), aggregate), true)
            }
            3 | 4 => (Field::Param(dice.pick(&self.params)), dice.is(2)),
            5 | 6 => (Field::Tag(dice.pick(&self.tags)), dice.is(2)),
            7 => (Field::Attribute(dice.pick(&of_time)), true),
            8 => (Field::Attribute(dice.pick(&of_text)), false),
            _ => {
                let names = dice.pick(&[&self.params, &self.tags, &self.metrics]);
                let field = Field::Any(dice.pick(names));
                return Clause {
                    field,
                    test: Test::Present,
                };
            }
        };
        let test = match is_number {
            true => self.number_test(dice, &field),
            false => self.text_test(dice),
        };
        Clause { field, test }
    }

    fn number_test(&self, dice: &mut Dice, field: &Field) -> Test {
        let is_time = matches!(field, Field::Attribute(Attribute::StartTime | Attribute::EndTime));
        let number = |dice: &mut Dice| match field {
            Field::Attribute(Attribute::Duration) => Value::Number(dice.pick(&[0.0, 5_000.0, 1e9])),
            _ if is_time && dice.is(3) => Value::FromNow(-86_400_000 * dice.below(40) as i64),
            _ if is_time => Value::Number(dice.pick(&self.times)),
            _ if dice.is(4) => Value::Number(dice.pick(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX])),
            _ => Value::Number(dice.pick(&NUMBERS).parse().expect("a number")),
        };
        let sense = dice.pick(&[Sense::Is, Sense::IsNot]);
        match dice.below(8) {
            0 => Test::Between(sense, number(dice), number(dice)),
            1 => Test::OneOf(sense, (0..1 + dice.below(3)).map(|_| number(dice)).collect()),
            2 => dice.pick(&[Test::Present, Test::Absent]),
            _ => Test::Compare(dice.pick(&Comparator::ALL), number(dice)),
        }
    }

    fn text_test(&self, dice: &mut Dice) -> Test {
        let sense = dice.pick(&[Sense::Is, Sense::Is, Sense::IsNot]);
        match dice.below(8) {
            0 => Test::OneOf(
                sense,
                (0..1 + dice.below(3)).map(|_| Value::Text(self.text(dice))).collect(),
            ),
            1 => dice.pick(&[Test::Present, Test::Absent]),
            2 => Test::Regex(sense, dice.pick(&["a", "^A", "[0-9]", "o$|'"]).to_owned()),
            3..5 => {
                let text = self.text(dice);
                Test::Like(
                    sense,
                    dice.pick(&[Letters::Exact, Letters::AnyCase]),
                    pattern(dice, &text),
                )
            }
            _ => Test::Compare(
                dice.pick(&[Comparator::Equal, Comparator::NotEqual]),
                Value::Text(self.text(dice)),
            ),
        }
    }

    fn text(&self, dice: &mut Dice) -> String {
        let words: Vec<String> = ["finished", "KILLED", "Running", "ana"].map(str::to_owned).into();
        let from = dice.pick(&[&self.texts, &self.texts, &self.run_names, &self.ids, &words]);
        dice.pick(from)
    }
}

fn mlflow_name(dice: &mut Dice, kinds: &[&str], names: &[String]) -> String {
    let (kind, name) = (dice.pick(kinds), dice.pick(names));
    match name.bytes().all(|byte| byte.is_ascii_alphanumeric()) && dice.is(2) {
        true => format!("{kind}.{name}"),
        false => format!("{kind}.{quote}{name}{quote}", quote = dice.pick(&["`", "\""])),
    }
}

fn mlflow_text_test(dice: &mut Dice, kinds: &[&str], names: &[String], texts: &[String]) -> String {
    let (name, text) = (mlflow_name(dice, kinds, names), dice.pick(texts));
    format!("{name} {}", text_test(dice, &text))
}

/// A comparison with a text, or with a pattern of it, in quotes that fit.
fn text_test(dice: &mut Dice, text: &str) -> String {
    let operator = dice.pick(&["=", "!=", "=", "!=", "LIKE", "ILIKE"]);
    // The databases differ in escapes, and SQLite folds letters of ASCII only.
    let text = match operator {
        "LIKE" | "ILIKE" => pattern(dice, &text.replace(['\\', '['], "")),
        _ => text.to_owned(),
    };
    let text = match operator {
        "ILIKE" => text.chars().filter(char::is_ascii).collect(),
        _ => text,
    };
    // MLflow reads a backslash before the last quote as part of the text.
    let text = text.trim_end_matches('\\');
    let quote = match text.contains('\'') {
        true => '"',
        false if text.contains('"') => '\'',
        false => dice.pick(&['\'', '"']),
    };
    format!("{operator} {quote}{text}{quote}")
}

/// A pattern that is made of a text: its start, its end, its middle, or with a hole.
fn pattern(dice: &mut Dice, text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let cut = dice.below(letters.len() + 1);
    let (head, tail): (String, String) = (letters[..cut].iter().collect(), letters[cut..].iter().collect());
    match dice.below(5) {
        0 => format!("{head}%"),
        1 => format!("%{tail}"),
        2 => format!("%{}%", tail.to_uppercase()),
        3 if !tail.is_empty() => format!("{head}_{}", tail.chars().skip(1).collect::<String>()),
        _ => text.to_owned(),
    }
}
