//! The page within a frame of another page: what the link names, and nothing around it.

use crate::browser::embed;
use crate::state::{Embed, use_app};
use crate::view::embed::embedded;
use crate::view::widget::{Empty, Skeleton, later};
use leptos::html::Main;
use leptos::prelude::*;
use leptos_use::{UseElementSizeReturn, use_element_size};

/// What a frame shows. A run says how high it is, whenever that changes; a chart fills its
/// frame.
#[component]
pub fn Embedded(
    /// What it shows.
    shown: Embed,
) -> impl IntoView {
    let app = use_app();
    let root = NodeRef::<Main>::new();
    let is_run = shown == Embed::Run;
    let UseElementSizeReturn { height, .. } = use_element_size(root);
    Effect::new(move |told: Option<i32>| {
        height.track();
        let now = root.get_untracked().map_or(0, |root| root.offset_height());
        if is_run && now > 0 && told != Some(now) {
            embed::tell_height(f64::from(now));
        }
        now
    });
    view! {
        <main id="content" tabindex="-1" class=if is_run { "embed" } else { "embed embed-chart" } node_ref=root>
            {move || match app.catalog() {
                None => view! { <Skeleton /> }.into_any(),
                Some(Err(reason)) => view! {
                    <Empty title="This link names a source that cannot be opened" advice=reason />
                }.into_any(),
                Some(Ok(catalog)) => later(8, || Box::pin(embedded()), move |draw| draw(shown, catalog.clone())),
            }}
        </main>
    }
}
