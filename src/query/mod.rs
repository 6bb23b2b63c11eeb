//! Which runs, in what order, and what a table shows of each. Pure.

mod access;
mod ast;
mod azureml;
mod candidate;
mod clause;
mod column;
mod duration;
mod eval;
mod expect;
mod field;
mod fields;
mod filter;
mod keyword;
mod like;
mod mlflow;
mod parse;
mod plain_text;
mod print;
mod sort;
mod suggest;
mod token;
mod tree;
mod value;

pub use ast::{Clause, Comparator, Expr, Letters, Sense, Test};
pub use azureml::{azureml_children, to_azureml};
pub use column::{Cell, Column, available_columns, default_columns};
pub use field::{Attribute, Field};
pub use fields::Fields;
pub use filter::{Filter, Parsed, Problem};
pub use mlflow::{Pushdown, to_mlflow};
pub use plain_text::PlainText;
pub use sort::{Direction, SortKey, sorted};
pub use suggest::{Suggestion, SuggestionKind, suggest};
pub use tree::{children_below_parents, depths};
pub use value::Value;
