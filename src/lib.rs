//! Runlens: a dashboard for machine-learning runs that is nothing but static
//! files.
//!
//! The layers, from the bottom up; each uses only those above it in this list
//! (`tests/layers.rs` holds the house to it):
//!
//! | layer | what it is |
//! |---|---|
//! | [`model`] | what a run is: plain values |
//! | [`text`] | words and numbers as a person reads them |
//! | [`query`] | which runs, in what order, in which columns |
//! | [`chart`] | numbers to a picture |
//! | [`browser`] | every contact with the browser |
//! | [`source`] | where runs come from |
//! | [`state`] | signals, and the verbs that change them |
//! | [`view`] | the page |

pub mod browser;
pub mod chart;
pub mod model;
pub mod query;
pub mod source;
pub mod state;
pub mod text;
pub mod view;
