//! A filter as a tree: it can be printed, compared and put in a link.

use super::field::Field;
use super::value::Value;

/// Which runs are wanted.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Expr {
    /// Every run.
    #[default]
    All,
    /// Runs that all of these want.
    And(Vec<Expr>),
    /// Runs that at least one of these wants.
    Or(Vec<Expr>),
    /// Runs that this does not want, those without the field among them.
    Not(Box<Expr>),
    /// A test of one field.
    Clause(Clause),
    /// A word or a quoted phrase, to be found anywhere in what a run says of itself.
    Text(String),
}

/// A test of one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// What is tested.
    pub field: Field,
    /// How.
    pub test: Test,
}

/// How a field is tested. A run without the field passes none of these but
/// [`Test::Absent`], not even a negated one, as in MLflow and SQL.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Against one value.
    Compare(Comparator, Value),
    /// From a value to another, both included.
    Between(Sense, Value, Value),
    /// Against a list.
    OneOf(Sense, Vec<Value>),
    /// Against a pattern of all the text, with `%` for any letters and `_` for one.
    Like(Sense, Letters, String),
    /// Against a regular expression that is found anywhere in the text.
    Regex(Sense, String),
    /// The run has the field.
    Present,
    /// The run lacks the field.
    Absent,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
}

impl Comparator {
    /// All of them, in the order of a menu.
    pub const ALL: [Self; 6] = [
        Self::Equal,
        Self::NotEqual,
        Self::Greater,
        Self::GreaterEqual,
        Self::Less,
        Self::LessEqual,
    ];

    /// The sign, as MLflow writes it too.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::Less => "<",
            Self::LessEqual => "<=",
        }
    }

    /// Whether it asks which of two is larger.
    pub fn is_ordering(self) -> bool {
        !matches!(self, Self::Equal | Self::NotEqual)
    }

    /// Whether `a` and `b` stand so. A NaN differs from everything and has
    /// no order, but equals a NaN: there is no other way to ask for it.
    pub fn holds_for_numbers(self, a: f64, b: f64) -> bool {
        match self {
            Self::Equal => a == b || (a.is_nan() && b.is_nan()),
            Self::NotEqual => !Self::Equal.holds_for_numbers(a, b),
            Self::Greater => a > b,
            Self::GreaterEqual => a >= b,
            Self::Less => a < b,
            Self::LessEqual => a <= b,
        }
    }

    /// Whether `a` and `b` stand so in the order of their letters.
    pub fn holds_for_texts(self, a: &str, b: &str) -> bool {
        match self {
            Self::Equal => a == b,
            Self::NotEqual => a != b,
            Self::Greater => a > b,
            Self::GreaterEqual => a >= b,
            Self::Less => a < b,
            Self::LessEqual => a <= b,
        }
    }
}

/// Whether a test is meant as it stands or turned round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// As it stands.
    Is,
    /// Turned round.
    IsNot,
}

impl Sense {
    /// The answer in this sense.
    pub fn of(self, answer: bool) -> bool {
        match self {
            Self::Is => answer,
            Self::IsNot => !answer,
        }
    }
}

/// Whether capital and small letters are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// They differ: `LIKE`.
    Exact,
    /// They are the same: `ILIKE`.
    AnyCase,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nan_has_no_order_but_can_be_asked_for() {
        let holding = |a: f64, b: f64| Comparator::ALL.map(|comparator| comparator.holds_for_numbers(a, b));
        assert_eq!(holding(f64::NAN, 1.0), [false, true, false, false, false, false]);
        assert_eq!(holding(f64::NAN, f64::NAN), [true, false, false, false, false, false]);
        assert_eq!(holding(f64::INFINITY, 1.0), [false, true, true, true, false, false]);
    }
}
