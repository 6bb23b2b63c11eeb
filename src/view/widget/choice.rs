//! A choice of one of a few.

use crate::state::{Workspace, use_app};
use leptos::prelude::*;

/// A labelled choice of one of a few values; `texts` gives the word of each, no
/// two alike, and what people read.
pub fn choice<T, const N: usize>(
    label: &'static str,
    options: [T; N],
    texts: fn(T) -> (&'static str, &'static str),
    chosen: Memo<T>,
    choose: fn(&mut Workspace, T),
) -> AnyView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let app = use_app();
    view! {
        <label class="field">
            <span>{label}</span>
            <select on:change:target=move |event| {
                let word = event.target().value();
                if let Some(option) = options.into_iter().find(|option| texts(*option).0 == word) {
                    app.adjust(|workspace| choose(workspace, option));
                }
            }>
                {options.map(|option| {
                    let (word, text) = texts(option);
                    view! { <option value=word selected=move || chosen.get() == option>{text}</option> }
                })}
            </select>
        </label>
    }
    .into_any()
}
