//! A picture of the source.

use crate::browser::blob::ObjectUrl;
use crate::state::Catalog;
use leptos::html::Div;
use leptos::prelude::*;
use leptos_use::{UseIntersectionObserverOptions, use_intersection_observer_with_options};
use send_wrapper::SendWrapper;

/// How far off the screen a picture begins to load.
const AHEAD: &str = "400px";

/// A picture of the source. It loads when it comes near the screen, and says
/// why when it does not come.
///
/// The browser fetches it by its address; where that needs credentials, or
/// failed without a reason, the catalog does.
#[component]
pub fn Picture(
    /// Where it is.
    url: String,
    /// What it shows.
    alt: String,
    /// Where it comes from.
    catalog: Catalog,
    /// Its class.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let by_catalog = RwSignal::new(catalog.has_credentials());
    move || {
        let (url, alt) = (url.clone(), alt.clone());
        if by_catalog.get() {
            view! { <Fetched url alt catalog=catalog.clone() class /> }.into_any()
        } else {
            let ask_why = move |_| by_catalog.set(true);
            view! { <img class=class src=url alt=alt loading="lazy" on:error=ask_why /> }.into_any()
        }
    }
}

/// A picture whose bytes the catalog fetches.
#[component]
fn Fetched(url: String, alt: String, catalog: Catalog, class: &'static str) -> impl IntoView {
    let near = RwSignal::new(false);
    let root = NodeRef::<Div>::new();
    let _ = use_intersection_observer_with_options(
        root,
        move |entries, _| {
            // Once asked for, it stays: scrolling back must not load again.
            if entries.iter().any(|entry| entry.is_intersecting()) {
                near.set(true);
            }
        },
        UseIntersectionObserverOptions::default().root_margin(AHEAD),
    );
    view! {
        <div class="picture" node_ref=root>
            {move || near.get().then(|| {
                let bytes = catalog.bytes(&url);
                let retry = bytes.retry();
                let alt = alt.clone();
                move || bytes.with(|bytes| match (bytes.shown(), bytes.error()) {
                    (Some(bytes), _) => drawn(bytes, alt.clone(), class, retry),
                    (None, Some(error)) => missing(&alt, &error.to_string(), retry),
                    (None, None) => view! { <span class="picture-wait" role="status" aria-label=format!("Loading {alt}")></span> }.into_any(),
                })
            })}
        </div>
    }
}

fn drawn(bytes: &[u8], alt: String, class: &'static str, retry: Callback<()>) -> AnyView {
    let Some(object) = ObjectUrl::of_picture(bytes) else {
        return missing(&alt, "The browser cannot keep it", retry);
    };
    let src = object.as_str().to_owned();
    let held = SendWrapper::new(object);
    on_cleanup(move || drop(held.take()));
    let is_broken = RwSignal::new(false);
    (move || match is_broken.get() {
        true => missing(&alt, "It came, but the browser can make no picture of it", retry),
        false => {
            let broken = move |_| is_broken.set(true);
            view! { <img class=class src=src.clone() alt=alt.clone() on:error=broken /> }.into_any()
        }
    })
    .into_any()
}

/// The place of a picture that did not come.
fn missing(alt: &str, reason: &str, retry: Callback<()>) -> AnyView {
    view! {
        <div class="picture-fault">
            <p><strong>{format!("{alt} could not be shown.")}</strong> " " {format!("{reason}.")}</p>
            <button class="button" on:click=move |_| retry.run(())>"Try again"</button>
        </div>
    }
    .into_any()
}
