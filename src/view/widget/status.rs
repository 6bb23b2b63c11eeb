//! The state of a run: a word and a sign, never colour alone.

use super::Icon;
use crate::model::RunStatus;
use leptos::prelude::*;

/// The state of a run.
#[component]
pub fn Status(
    /// The state.
    status: RunStatus,
) -> impl IntoView {
    let (icon, class) = sign(&status);
    view! {
        <span class=format!("status status-{class}")>
            <Icon icon=icon />
            {status.label().to_owned()}
        </span>
    }
}

/// How many runs are in a state: a sign and a number.
#[component]
pub fn StatusCount(
    /// The state.
    status: RunStatus,
    /// How many.
    count: usize,
) -> impl IntoView {
    let (icon, class) = sign(&status);
    let words = format!("{count} {}", status.label());
    view! {
        <span class=format!("status status-{class}") role="img" aria-label=words.clone() title=words>
            <Icon icon=icon />
            {count}
        </span>
    }
}

fn sign(status: &RunStatus) -> (icondata_core::Icon, &'static str) {
    match status {
        RunStatus::Queued => (icondata_lu::LuClock, "queued"),
        RunStatus::Running | RunStatus::Active(_) => (icondata_lu::LuLoaderCircle, "running"),
        RunStatus::Finished => (icondata_lu::LuCircleCheck, "finished"),
        RunStatus::Failed => (icondata_lu::LuCircleX, "failed"),
        RunStatus::Canceled => (icondata_lu::LuBan, "canceled"),
        RunStatus::Unknown(_) => (icondata_lu::LuCircleHelp, "unknown"),
    }
}
