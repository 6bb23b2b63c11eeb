//! What a person needs to know of a token: how to get one, and when it ends.

use crate::browser::clock;
use crate::chart::format;
use crate::source::{GET_TOKEN, token_expiry};
use crate::state::use_app;
use crate::text::instant;
use leptos::prelude::*;

/// How to get a token for Azure, and when the one that is being entered ends.
#[component]
pub fn TokenHelp(
    /// The token as far as it is entered.
    #[prop(into)]
    token: Signal<String>,
) -> impl IntoView {
    let end = move || token.with(|token| token_expiry(token));
    view! {
        <p class="quiet">"A token comes from the Azure command line:"</p>
        <pre class="token-command"><code>{GET_TOKEN}</code></pre>
        <p class="quiet">"It goes to the services of this workspace alone, and into no link."</p>
        <p class="token-end" role="status">{move || end().map(|end| said_of_end(end.0))}</p>
    }
}

/// A sentence on a token that was refused, and that ends at that instant.
pub fn said_of_refused(end_ms: i64) -> String {
    let end = crate::model::Timestamp(end_ms);
    if end.since(use_app().now()) <= 0 {
        return said_of_end(end_ms);
    }
    let at = instant(end, clock::utc_offset_minutes(end_ms as f64));
    format!("This token was refused, though it ends only at {at}: it may be one for another service or tenant")
}

/// A sentence on a token that ends at that instant.
fn said_of_end(end_ms: i64) -> String {
    let end = crate::model::Timestamp(end_ms);
    let left = end.since(use_app().now());
    let at = instant(end, clock::utc_offset_minutes(end_ms as f64));
    match left > 0 {
        true => format!("This token is good until {at}, for {}", format::duration(left as f64)),
        false => format!("This token ended at {at}"),
    }
}
