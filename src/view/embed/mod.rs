//! One run or one chart within a page of somebody else, such as a notebook.

mod chart;
mod children;
mod run;

use crate::browser::chunk::chunk;
use crate::state::{Catalog, Embed};
use leptos::prelude::*;

chunk! { embed:
    /// What a frame shows.
    pub fn embedded() -> fn(Embed, Catalog) -> AnyView {
        |embed, catalog| match embed {
            Embed::Chart => view! { <chart::EmbedChart catalog /> }.into_any(),
            _ => view! { <run::EmbedRun catalog /> }.into_any(),
        }
    }
}
