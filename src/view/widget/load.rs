//! A value in all its states: on its way, here, failed.

use super::{Fault, Skeleton};
use crate::source::SourceError;
use crate::state::Watched;
use leptos::prelude::*;

#[derive(Clone, PartialEq)]
enum Phase {
    Waiting,
    Shown,
    Failed(SourceError),
}

/// Draws a value while it loads, when it is here, and when it did not come.
///
/// The drawing is made once and follows the value as parts arrive; a failure
/// after some parts is told above what has come. `what` names the value in the
/// message of a failure, `lines` is the room kept free while it loads.
pub fn load_view<T, V>(
    value: Watched<T>,
    what: String,
    lines: usize,
    draw: impl Fn(Signal<T>) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Default + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let retry = value.retry();
    let phase = Memo::new({
        let value = value.clone();
        move |_| {
            value.with(|value| match (value.shown(), value.error()) {
                (Some(_), _) => Phase::Shown,
                (None, Some(error)) => Phase::Failed(error.clone()),
                (None, None) => Phase::Waiting,
            })
        }
    });
    let late_fault = Memo::new({
        let value = value.clone();
        move |_| value.with(|value| value.shown().and(value.error()).cloned())
    });
    let shown = Signal::derive(move || value.with(|value| value.shown().cloned().unwrap_or_default()));
    let told = what.clone();
    view! {
        {move || late_fault.get().map(|error| view! {
            <Fault error what=format!("The rest of {}", lower_first(&told)) retry />
        })}
        {move || match phase.get() {
            Phase::Waiting => view! { <Skeleton lines /> }.into_any(),
            Phase::Failed(error) => view! { <Fault error what=what.clone() retry /> }.into_any(),
            Phase::Shown => draw(shown).into_any(),
        }}
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
