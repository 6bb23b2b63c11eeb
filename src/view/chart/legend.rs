//! Which line is which.

use crate::chart::{Dash, Line, Stroke};
use leptos::prelude::*;
use std::sync::Arc;

/// As many names as are shown unasked.
const SHOWN: usize = 6;

/// A stroke in small.
#[component]
pub fn Key(
    /// The stroke.
    stroke: Stroke,
) -> impl IntoView {
    let dashes = match stroke.dash {
        Dash::Solid => "",
        Dash::Dash => "5 3",
        Dash::Dot => "2 2",
        Dash::DashDot => "6 2 2 2",
    };
    view! {
        <svg class="swatch" width="16" height="8" viewBox="0 0 16 8" aria-hidden="true">
            <path d="M1 4H15" fill="none" stroke-width="3" stroke=stroke.color.css() stroke-dasharray=dashes />
        </svg>
    }
}

/// The names of the lines, the first few unless asked for more.
#[component]
pub fn Legend(
    /// The lines.
    lines: Signal<Arc<Vec<Line>>>,
) -> impl IntoView {
    let all = RwSignal::new(false);
    view! {
        <ul class="legend" aria-label="Legend">
            {move || lines.with(|lines| {
                let shown = if all.get() { lines.len() } else { SHOWN };
                lines.iter().take(shown).map(|line| view! {
                    <li><Key stroke=line.stroke /><span title=line.label.clone()>{line.label.clone()}</span></li>
                }).collect_view()
            })}
            {move || {
                let hidden = lines.with(|lines| lines.len()).saturating_sub(SHOWN);
                (hidden > 0).then(|| view! {
                    <li>
                        <button class="legend-more" aria-expanded=move || all.get().to_string()
                            on:click=move |_| all.update(|all| *all = !*all)>
                            {move || if all.get() { "fewer".to_owned() } else { format!("{hidden} more") }}
                        </button>
                    </li>
                })
            }}
        </ul>
    }
}
