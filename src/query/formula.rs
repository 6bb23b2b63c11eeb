//! Formulas over metrics, such as `1 - val/accuracy` or `loss / sqrt(n)`.
//!
//! ```text
//! sum     = product { ("+" | "-") product }
//! product = sign { ("*" | "/") sign }
//! sign    = "-" sign | power
//! power   = atom [ "^" sign ]
//! atom    = number | metric | function "(" sum { "," sum } ")" | "(" sum ")"
//! ```
//! A metric is written as it is called, or between back ticks. A name that is known wins over
//! what its letters could mean otherwise: where there is a metric `val/loss`, that is what
//! `val/loss` is, and `val / loss` is a division.

use crate::model::MetricKey;
use regex_lite::Regex;

/// Names that a pattern may stand for; a chart of more is not readable.
const MOST_NAMES: usize = 30;
/// Brackets within brackets.
const DEEPEST: usize = 64;

/// A formula, ready to be evaluated many times.
#[derive(Clone, Debug)]
pub struct Formula {
    /// The metrics it speaks of, each once; [`value`](Self::value) takes their values in this order.
    pub metrics: Vec<MetricKey>,
    /// In the order in which a stack is worked on.
    steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Number(f64),
    Metric(usize),
    Negate,
    Two(fn(f64, f64) -> f64),
    One(fn(f64) -> f64),
}

/// Why a formula cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason} at “{rest}”")]
pub struct FormulaError {
    /// What was expected.
    pub reason: String,
    /// What stands there; `the end` when nothing does.
    pub rest: String,
}

impl Formula {
    /// The formula of one metric alone.
    pub fn of(metric: MetricKey) -> Self {
        Self {
            metrics: vec![metric],
            steps: vec![Step::Metric(0)],
        }
    }

    /// Reads a formula, given the names that metrics have.
    pub fn parse(text: &str, names: &[MetricKey]) -> Result<Self, FormulaError> {
        let mut parser = Parser {
            rest: text.trim_start(),
            names,
            made: Self {
                metrics: Vec::new(),
                steps: Vec::new(),
            },
            depth: 0,
        };
        parser.sum()?;
        if !parser.rest.is_empty() {
            return Err(parser.expected("An operator was expected"));
        }
        Ok(parser.made)
    }

    /// The metric, where the formula is nothing else.
    pub fn as_metric(&self) -> Option<&MetricKey> {
        match &self.steps[..] {
            [Step::Metric(0)] => self.metrics.first(),
            _ => None,
        }
    }

    /// The same formula, for values of these metrics. What is not among them has no value.
    pub fn of_all(&self, metrics: &[MetricKey]) -> Self {
        let place = |own: usize| metrics.iter().position(|metric| Some(metric) == self.metrics.get(own));
        let steps = self.steps.iter().map(|step| match *step {
            Step::Metric(own) => Step::Metric(place(own).unwrap_or(usize::MAX)),
            step => step,
        });
        Self {
            metrics: metrics.to_vec(),
            steps: steps.collect(),
        }
    }

    /// Its value for these values of its metrics; NaN where it has none.
    pub fn value(&self, metrics: &[f64]) -> f64 {
        let mut stack: Vec<f64> = Vec::with_capacity(8);
        for step in &self.steps {
            let value = match *step {
                Step::Number(number) => number,
                Step::Metric(place) => metrics.get(place).copied().unwrap_or(f64::NAN),
                Step::Negate => -stack.pop().unwrap_or(f64::NAN),
                Step::One(of) => of(stack.pop().unwrap_or(f64::NAN)),
                Step::Two(of) => {
                    let right = stack.pop().unwrap_or(f64::NAN);
                    of(stack.pop().unwrap_or(f64::NAN), right)
                }
            };
            stack.push(value);
        }
        stack.pop().unwrap_or(f64::NAN)
    }
}

/// What a person wrote as one line of a chart: a metric, a formula, or, between slashes, a
/// regular expression that stands for every metric whose name it finds. Each with its name.
pub fn formulas(text: &str, names: &[MetricKey]) -> Result<Vec<(String, Formula)>, FormulaError> {
    let text = text.trim();
    if let Some(known) = names.iter().find(|name| name.as_str() == text) {
        return Ok(vec![(text.to_owned(), Formula::of(known.clone()))]);
    }
    let pattern = text.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    if let Some(pattern) = pattern.filter(|pattern| !pattern.is_empty()) {
        let pattern = Regex::new(pattern).map_err(|error| FormulaError {
            reason: error.to_string(),
            rest: text.to_owned(),
        })?;
        let found = names.iter().filter(|name| pattern.is_match(name.as_str()));
        return Ok(found
            .take(MOST_NAMES)
            .map(|name| (name.to_string(), Formula::of(name.clone())))
            .collect());
    }
    Ok(vec![(text.to_owned(), Formula::parse(text, names)?)])
}

struct Parser<'a> {
    rest: &'a str,
    names: &'a [MetricKey],
    made: Formula,
    depth: usize,
}

impl Parser<'_> {
    fn expected(&self, reason: &str) -> FormulaError {
        let rest: String = self.rest.chars().take(24).collect();
        FormulaError {
            reason: reason.to_owned(),
            rest: if rest.is_empty() { "the end".to_owned() } else { rest },
        }
    }

    /// Takes one of these letters, with the blanks behind it.
    fn take(&mut self, letters: &[char]) -> Option<char> {
        let letter = self.rest.chars().next().filter(|letter| letters.contains(letter))?;
        self.skip(letter.len_utf8());
        Some(letter)
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default().trim_start();
    }

    fn sum(&mut self) -> Result<(), FormulaError> {
        self.product()?;
        while let Some(sign) = self.take(&['+', '-']) {
            self.product()?;
            self.made
                .steps
                .push(Step::Two(if sign == '+' { |a, b| a + b } else { |a, b| a - b }));
        }
        Ok(())
    }

    fn product(&mut self) -> Result<(), FormulaError> {
        self.sign()?;
        while let Some(sign) = self.take(&['*', '/']) {
            self.sign()?;
            self.made
                .steps
                .push(Step::Two(if sign == '*' { |a, b| a * b } else { |a, b| a / b }));
        }
        Ok(())
    }

    fn sign(&mut self) -> Result<(), FormulaError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.expected("This is nested too deeply"));
        }
        if self.take(&['-']).is_some() {
            self.sign()?;
            self.made.steps.push(Step::Negate);
        } else {
            self.atom()?;
            if self.take(&['^']).is_some() {
                self.sign()?;
                self.made.steps.push(Step::Two(f64::powf));
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn atom(&mut self) -> Result<(), FormulaError> {
        if self.take(&['(']).is_some() {
            self.sum()?;
            return self.close();
        }
        if let Some(rest) = self.rest.strip_prefix('`') {
            let Some((name, _)) = rest.split_once('`') else {
                return Err(self.expected("A second back tick is missing"));
            };
            let bytes = name.len() + 2;
            let name = MetricKey::new(name);
            self.skip(bytes);
            self.metric(name);
            return Ok(());
        }
        let letters: usize = self
            .rest
            .chars()
            .take_while(|letter| is_of_name(*letter))
            .map(char::len_utf8)
            .sum();
        let word = self.rest[..letters].to_owned();
        let known = self.known();
        // A metric may be called as a function is.
        let is_longer = known.as_ref().is_some_and(|known| known.as_str().len() > letters);
        if let Some(function) =
            function(&word).filter(|_| !is_longer && self.rest[letters..].trim_start().starts_with('('))
        {
            self.skip(letters);
            return self.call(function);
        }
        if let Some(known) = known {
            self.skip(known.as_str().len());
            self.metric(known);
            return Ok(());
        }
        let digits = number_at(self.rest);
        if digits > 0 {
            let Ok(number) = self.rest[..digits].parse() else {
                return Err(self.expected("A number was expected"));
            };
            self.made.steps.push(Step::Number(number));
            self.skip(digits);
            return Ok(());
        }
        if letters == 0 {
            return Err(self.expected("A metric or a number was expected"));
        }
        Err(self.expected("No metric has that name"))
    }

    /// The longest name of a metric that stands here as a whole.
    fn known(&self) -> Option<MetricKey> {
        let is_here = |name: &&MetricKey| {
            let behind = self.rest.strip_prefix(name.as_str());
            !name.as_str().is_empty() && behind.is_some_and(|behind| !behind.chars().next().is_some_and(is_of_name))
        };
        self.names
            .iter()
            .filter(is_here)
            .max_by_key(|name| name.as_str().len())
            .cloned()
    }

    fn metric(&mut self, key: MetricKey) {
        let metrics = &mut self.made.metrics;
        let place = metrics.iter().position(|known| *known == key).unwrap_or_else(|| {
            metrics.push(key);
            metrics.len() - 1
        });
        self.made.steps.push(Step::Metric(place));
    }

    fn call(&mut self, step: Step) -> Result<(), FormulaError> {
        self.take(&['(']);
        self.sum()?;
        if let Step::Two(_) = step {
            // `max(a, b, c)` is the largest of the first two, and then of that and the third.
            while self.take(&[',']).is_some() {
                self.sum()?;
                self.made.steps.push(step);
            }
        } else {
            self.made.steps.push(step);
        }
        self.close()
    }

    fn close(&mut self) -> Result<(), FormulaError> {
        match self.take(&[')']) {
            Some(_) => Ok(()),
            None => Err(self.expected("A closing bracket is missing")),
        }
    }
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '.'
}

/// How many bytes of a number stand at the start, such as `1`, `.5`, `2e-3`.
fn number_at(text: &str) -> usize {
    let digits = |from: usize| {
        let all = text.as_bytes().get(from..).unwrap_or_default();
        all.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let whole = digits(0);
    let point = usize::from(text.as_bytes().get(whole) == Some(&b'.'));
    let part = if point > 0 { digits(whole + 1) } else { 0 };
    if whole + part == 0 {
        return 0;
    }
    let mut end = whole + point + part;
    if matches!(text.as_bytes().get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.as_bytes().get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + sign);
        end += if exponent > 0 { 1 + sign + exponent } else { 0 };
    }
    end
}

fn function(word: &str) -> Option<Step> {
    Some(match word {
        "abs" => Step::One(f64::abs),
        "sqrt" => Step::One(f64::sqrt),
        "exp" => Step::One(f64::exp),
        "log" | "ln" => Step::One(f64::ln),
        "log10" => Step::One(f64::log10),
        "log2" => Step::One(f64::log2),
        "min" => Step::Two(f64::min),
        "max" => Step::Two(f64::max),
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
