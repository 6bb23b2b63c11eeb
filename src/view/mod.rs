//! The page. Thin: components read memos and call verbs.

mod chart;
mod compare;
mod compute;
mod embed;
mod experiments;
mod run;
mod runs;
mod shell;
mod widget;

pub use shell::Root;
pub use widget::{Suggest, SuggestBox};
