//! How many device pixels a CSS pixel has, and when that changes.

use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// Device pixels per CSS pixel now; 1 without a window.
pub fn current() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio())
}

/// Calls `heard` with the new ratio whenever it changes: the user zooms, or
/// the window moves to another screen. It listens as long as the page lives.
pub fn on_change(heard: impl Fn(f64) + 'static) {
    listen(Rc::new(heard));
}

/// A media query can only ask for one ratio, so each change asks anew.
fn listen(heard: Rc<dyn Fn(f64)>) {
    let query = format!("(resolution: {}dppx)", current());
    let Some(Ok(Some(media))) = web_sys::window().map(|window| window.match_media(&query)) else {
        return;
    };
    let closure = Closure::<dyn Fn()>::new({
        let media = media.clone();
        move || {
            media.set_onchange(None);
            heard(current());
            listen(heard.clone());
        }
    });
    media.set_onchange(Some(closure.as_ref().unchecked_ref()));
    // The handler must outlive this call; one is kept per change of ratio.
    closure.forget();
}
