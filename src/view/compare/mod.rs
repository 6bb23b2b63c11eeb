//! Several runs side by side.

mod page;
mod params;
mod scatter;

pub use page::ComparePage;
