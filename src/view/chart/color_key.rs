//! What colours mean, beside a picture.

use crate::chart::{Ground, Rgba, ramp_stops};
use crate::state::{ColorKey, Colors, use_theme};
use leptos::prelude::*;

/// What the colours of `what` mean; nothing where each run has its own.
#[component]
pub fn ColorKeyView(
    /// What the colours tell.
    #[prop(into)]
    what: Signal<String>,
    /// The colours.
    colors: Memo<Colors>,
) -> impl IntoView {
    let theme = use_theme();
    let missing = move || colors.with(|colors| (colors.missing > 0).then_some(colors.none));
    let body = move || {
        let (key, none) = (colors.with(|colors| colors.key.clone()), missing());
        match key {
            ColorKey::Runs => None,
            ColorKey::Nothing => Some(view! { {none.map(|none| entry("none".to_owned(), none))} }.into_any()),
            ColorKey::Ramp { least, most, is_log } => Some(
                view! {
                    <li class="ramp">
                        <span>{least}</span>
                        <span class="ramp-bar" style:background=gradient(theme.ground())></span>
                        <span>{most}{is_log.then_some(" (log)")}</span>
                    </li>
                    {none.map(|none| entry("none".to_owned(), none))}
                }
                .into_any(),
            ),
            ColorKey::Names { named, further } => {
                let rest = match (further, none) {
                    (0, None) => None,
                    (0, Some(none)) => Some(entry("none".to_owned(), none)),
                    (n, _) => Some(entry(format!("{n} more, and none"), colors.with(|colors| colors.none))),
                };
                let named = named.into_iter().map(|(name, color)| entry(name, color)).collect_view();
                Some(view! { {named}{rest} }.into_any())
            }
        }
    };
    move || {
        body().map(|body| {
            view! {
                <ul class="legend legend-still color-key" aria-label="Colours">
                    <li class="color-key-what">{what.get()}</li>
                    {body}
                </ul>
            }
        })
    }
}

fn entry(text: String, color: Rgba) -> impl IntoView {
    view! {
        <li>
            <svg class="swatch" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
                <circle cx="6" cy="6" r="4.5" fill=color.css() />
            </svg>
            <span title=text.clone()>{text.clone()}</span>
        </li>
    }
}

fn gradient(ground: Ground) -> String {
    let stops: Vec<String> = ramp_stops(ground).iter().map(|stop| stop.css()).collect();
    format!("linear-gradient(to right, {})", stops.join(", "))
}
