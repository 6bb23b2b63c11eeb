//! Several runs side by side.

mod keep;
mod page;
mod parallel;
mod params;
mod pick;
mod relations;
mod scatter;
mod tip;

pub use page::ComparePage;
