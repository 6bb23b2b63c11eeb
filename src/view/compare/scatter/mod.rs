//! One quantity of runs over another. A chunk, for not every comparison is looked at so.

mod card;
mod keep;
mod key;
mod pick;
mod plot;
mod tip;

use crate::browser::chunk::chunk;
use crate::state::Runs;
use card::ScatterCard;
use leptos::prelude::*;

chunk! { relations:
    /// The scatter chart of some runs.
    pub fn scatter_card() -> fn(Memo<Runs>) -> AnyView {
        |runs| view! { <ScatterCard runs /> }.into_any()
    }
}
