//! A file as its text.

use crate::state::FileStart;
use crate::text::plain_lines;
use leptos::prelude::*;

/// The lines of a file with their numbers.
pub fn text(start: &FileStart) -> AnyView {
    let lines = plain_lines(&start.text());
    let numbers: String = (1..=lines.len()).map(|line| format!("{line}\n")).collect();
    view! {
        <div class="file-text" tabindex="0" role="region" aria-label="Text of the file">
            <pre class="file-numbers" aria-hidden="true">{numbers}</pre>
            <pre>{lines.join("\n")}</pre>
        </div>
    }
    .into_any()
}
