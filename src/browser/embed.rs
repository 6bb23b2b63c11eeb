//! The page around this one, when this one stands in its frame.

use wasm_bindgen::JsValue;

/// The type of the message that says how high the page is.
const HEIGHT: &str = "runlens:height";

/// Tells the page around this one how high this one is, in CSS pixels; tells nobody
/// where there is none around it.
///
/// Any page may hear it: a height is no secret.
pub fn tell_height(height: f64) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let Ok(Some(parent)) = window.parent() else {
        return;
    };
    // A page that stands for itself is its own parent.
    if parent == window {
        return;
    }
    let message = js_sys::Object::new();
    let put = |key: &str, value: JsValue| js_sys::Reflect::set(&message, &JsValue::from_str(key), &value);
    let is_made = put("type", JsValue::from_str(HEIGHT)).and(put("height", JsValue::from_f64(height)));
    if is_made.is_ok() {
        // A parent that is about to go does not matter.
        let _ = parent.post_message(&message, "*");
    }
}
