//! Messages of the system, outside of the page.

use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationPermission};

/// Asks for the permission to show messages; at once when it was given before. `false` when
/// it was refused, or the browser has none.
pub async fn ask() -> bool {
    if !is_offered() {
        return false;
    }
    if Notification::permission() == NotificationPermission::Granted {
        return true;
    }
    let Ok(asked) = Notification::request_permission() else {
        return false;
    };
    let answer = JsFuture::from(asked).await.ok().and_then(|answer| answer.as_string());
    answer.as_deref() == Some("granted")
}

/// Shows a message; silently not where that is not allowed.
pub fn tell(text: &str) {
    if is_offered() && Notification::permission() == NotificationPermission::Granted {
        // Some phones have the name and refuse to make one.
        let _ = Notification::new(text);
    }
}

/// Whether the browser has such messages: not everywhere, and not outside a secure context.
fn is_offered() -> bool {
    let window = web_sys::window();
    window.is_some_and(|window| js_sys::Reflect::has(&window, &"Notification".into()).unwrap_or(false))
}
