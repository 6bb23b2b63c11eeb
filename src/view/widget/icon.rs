//! Icons beside words.

use leptos::prelude::*;
use leptos::svg::InertElement;

/// An icon as large as the text around it. It only accompanies words, so it is
/// no image to those who do not see it.
#[component]
pub fn Icon(
    /// Which icon.
    icon: icondata_core::Icon,
) -> impl IntoView {
    let drawing = InertElement::new(format!("<g>{}</g>", icon.data));
    view! {
        <svg
            aria-hidden="true"
            width="1em"
            height="1em"
            viewBox=icon.view_box
            stroke-linecap=icon.stroke_linecap
            stroke-linejoin=icon.stroke_linejoin
            stroke-width=icon.stroke_width
            stroke=icon.stroke
            fill=icon.fill.unwrap_or("currentColor")
        >
            {drawing}
        </svg>
    }
}
