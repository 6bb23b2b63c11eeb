//! Notes.

use super::later;
use crate::browser::chunk::chunk;
use leptos::prelude::*;

chunk! { markdown:
    /// What turns markdown into HTML that asks nothing of anybody.
    fn to_html() -> fn(&str) -> String {
        crate::text::markdown
    }
}

/// A text in markdown. What it makes of the text asks nothing of anybody: see
/// [`markdown`](crate::text::markdown).
pub fn render(text: &str) -> AnyView {
    let text = text.to_owned();
    later(
        3,
        || Box::pin(to_html()),
        move |to_html| view! { <div class="prose" inner_html=to_html(&text)></div> }.into_any(),
    )
}
