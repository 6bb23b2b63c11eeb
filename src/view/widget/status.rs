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
    let (icon, class) = match &status {
        RunStatus::Queued => (icondata_lu::LuClock, "queued"),
        RunStatus::Running | RunStatus::Active(_) => (icondata_lu::LuLoaderCircle, "running"),
        RunStatus::Finished => (icondata_lu::LuCircleCheck, "finished"),
        RunStatus::Failed => (icondata_lu::LuCircleX, "failed"),
        RunStatus::Canceled => (icondata_lu::LuBan, "canceled"),
        RunStatus::Unknown(_) => (icondata_lu::LuCircleHelp, "unknown"),
    };
    view! {
        <span class=format!("status status-{class}")>
            <Icon icon=icon />
            {status.label().to_owned()}
        </span>
    }
}
