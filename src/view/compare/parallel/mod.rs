//! Parallel coordinates of compared runs. A part of the chunk of the scatter chart.

mod axes;
mod card;
mod grip;
mod plot;
mod verbs;

pub use card::ParallelCard;
