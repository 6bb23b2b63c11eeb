//! The address bar: read, written, and heard when the user goes back.

use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;

/// The query string of the page, with its `?`; empty without a window.
pub fn query() -> String {
    web_sys::window()
        .and_then(|window| window.location().search().ok())
        .unwrap_or_default()
}

/// The absolute URL that relative links of the page stand against, without
/// the query, which may have slashes of its own.
pub fn base() -> String {
    let url = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.base_uri().ok().flatten())
        .unwrap_or_default();
    let end = url.find(['?', '#']).unwrap_or(url.len());
    url[..end].to_owned()
}

/// The absolute URL of the page with another query string.
pub fn with_query(query: &str) -> String {
    let path = web_sys::window()
        .map(|window| window.location())
        .and_then(|location| Some(location.origin().ok()? + &location.pathname().ok()?))
        .unwrap_or_default();
    path + query
}

/// Shows `query` in the address bar, as a new entry of the history.
pub fn push(query: &str) {
    write(query, |history, url| {
        history.push_state_with_url(&JsValue::NULL, "", Some(url))
    });
}

/// Shows `query` in the address bar, in place of the entry that is there.
pub fn replace(query: &str) {
    write(query, |history, url| {
        history.replace_state_with_url(&JsValue::NULL, "", Some(url))
    });
}

/// Calls `heard` with the query string whenever the user goes back or forward.
/// It listens as long as the page lives.
pub fn on_travel(heard: impl Fn(String) + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let closure = Closure::<dyn Fn()>::new(move || heard(query()));
    // A browser without the event would only lose the back button.
    let _ = window.add_event_listener_with_callback("popstate", closure.as_ref().unchecked_ref());
    closure.forget();
}

fn write(query: &str, change: impl Fn(&web_sys::History, &str) -> Result<(), JsValue>) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let path = window.location().pathname().unwrap_or_default();
    if let Ok(history) = window.history() {
        // A browser refuses only when asked far too often; the page goes on.
        let _ = change(&history, &format!("{path}{query}"));
    }
}
