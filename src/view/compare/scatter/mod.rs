//! One quantity of runs over another.

mod card;
mod plot;

pub use card::ScatterCard;
