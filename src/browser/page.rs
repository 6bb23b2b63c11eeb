//! The document as a whole.

use web_sys::HtmlElement;

/// The root element of the document.
fn root() -> Option<HtmlElement> {
    use wasm_bindgen::JsCast;
    web_sys::window()?.document()?.document_element()?.dyn_into().ok()
}

/// Sets an attribute of the root element, or takes it away.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = root() else {
        return;
    };
    // Only a name that is no name could be refused.
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Names the tab.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Takes the picture away that stands in the page until the program runs.
pub fn remove_boot_screen() {
    if let Some(boot) = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("boot"))
    {
        boot.remove();
    }
}

/// Puts a text on the clipboard; `false` when the browser does not let us.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    // Outside a secure context there is no clipboard, and the getter would
    // hand out an undefined object.
    let clipboard = window.navigator().clipboard();
    if clipboard.is_undefined() {
        return false;
    }
    wasm_bindgen_futures::JsFuture::from(clipboard.write_text(text))
        .await
        .is_ok()
}

/// Whether nobody sees the page: another tab is in front, or the window is away.
pub fn is_hidden() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.hidden())
}

/// Calls `f` when the page comes to be seen, or hidden, for as long as the page is open.
pub fn on_visibility_change(f: impl Fn() + 'static) {
    use wasm_bindgen::JsCast;
    use wasm_bindgen::prelude::Closure;
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let listen = Closure::<dyn Fn()>::new(f);
    // Refused by no browser.
    let _ = document.add_event_listener_with_callback("visibilitychange", listen.as_ref().unchecked_ref());
    listen.forget();
}
