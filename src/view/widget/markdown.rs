//! Notes.

use crate::text::markdown;
use leptos::prelude::*;

/// A text in markdown. What it makes of the text asks nothing of anybody: see
/// [`markdown`].
pub fn render(text: &str) -> AnyView {
    view! { <div class="prose" inner_html=markdown(text)></div> }.into_any()
}
