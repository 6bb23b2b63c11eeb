//! The pages that not every visit needs: files of their own.

use crate::browser::chunk::chunk;
use crate::model::{ExperimentId, RunId};
use crate::state::Catalog;
use crate::view::compare::ComparePage;
use crate::view::compute::ComputePage;
use crate::view::run::RunPage;
use crate::view::runs::RunsPage;
use leptos::prelude::*;

chunk! { runs:
    /// The table of the runs of an experiment. The list of experiments does without.
    pub fn runs() -> fn(ExperimentId, Catalog) -> AnyView {
        |id, catalog| view! { <RunsPage id catalog /> }.into_any()
    }
}

chunk! { pages:
    /// The page of a run.
    pub fn run() -> fn(RunId, Catalog) -> AnyView {
        |id, catalog| view! { <RunPage id catalog /> }.into_any()
    }
}

chunk! { pages:
    /// The page that shows several runs side by side.
    pub fn compare() -> fn(Catalog) -> AnyView {
        |catalog| view! { <ComparePage catalog /> }.into_any()
    }
}

chunk! { pages:
    /// The page of the compute targets.
    pub fn compute() -> fn(Catalog) -> AnyView {
        |catalog| view! { <ComputePage catalog /> }.into_any()
    }
}
