//! A part of the page whose code is fetched when it is first shown.

use super::{Icon, Skeleton};
use crate::browser::chunk::MissingChunk;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;

/// The fetching of a part's code; `Ok` is the function that draws it.
pub type Part<F> = Pin<Box<dyn Future<Output = Result<F, MissingChunk>>>>;

/// Draws a part of the page once its code is here: what `load` brings is handed
/// to `draw`, which runs under the owner of the caller. Room for `lines` lines
/// is kept free meanwhile; where the code does not come, that is said, with a
/// button to fetch it again.
pub fn later<F>(lines: usize, load: fn() -> Part<F>, draw: impl Fn(F) -> AnyView + Send + 'static) -> AnyView
where
    F: Copy + Send + Sync + 'static,
{
    let part = RwSignal::new(None::<Result<F, MissingChunk>>);
    let fetch = move || {
        spawn_local(async move {
            let fetched = load().await;
            // The user may have left the page meanwhile, and the signal with it.
            part.try_set(Some(fetched));
        });
    };
    fetch();
    (move || match part.get() {
        Some(Ok(function)) => draw(function),
        None => view! { <Skeleton lines /> }.into_any(),
        Some(Err(missing)) => not_fetched(
            missing,
            Callback::new(move |()| {
                part.set(None);
                fetch();
            }),
        ),
    })
    .into_any()
}

fn not_fetched(missing: MissingChunk, retry: Callback<()>) -> AnyView {
    view! {
        <div class="fault" role="alert">
            <Icon icon=icondata_lu::LuTriangleAlert />
            <div class="fault-text">
                <p class="fault-title">"This view could not be opened"</p>
                <p>
                    {format!("{missing}. ")}
                    "The connection may be gone, or the page was replaced by a newer one: try again, then reload the page. Your link stays as it is."
                </p>
            </div>
            <button class="button" on:click=move |_| retry.run(())>"Try again"</button>
        </div>
    }
    .into_any()
}
