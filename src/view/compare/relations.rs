//! The pictures of many runs at once. A chunk, for not every comparison is looked at so.

use super::parallel::ParallelCard;
use super::scatter::ScatterCard;
use crate::browser::chunk::chunk;
use crate::state::Runs;
use leptos::prelude::*;

chunk! { relations:
    /// The scatter chart and the parallel coordinates of some runs.
    pub fn relations() -> fn(Memo<Runs>) -> AnyView {
        |runs| view! {
            <ParallelCard runs />
            <ScatterCard runs />
        }
        .into_any()
    }
}
