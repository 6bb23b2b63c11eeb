//! Several runs side by side.

mod page;
mod params;

pub use page::ComparePage;
