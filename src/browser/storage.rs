//! Small settings that outlive the page. Never a token.

/// The value kept under `key`; `None` when there is none or storage is off.
pub fn read(key: &str) -> Option<String> {
    local()?.get_item(key).ok().flatten()
}

/// Keeps a value; silently not when storage is off or full, for a page
/// without its settings still works.
pub fn write(key: &str, value: &str) {
    if let Some(storage) = local() {
        let _ = storage.set_item(key, value);
    }
}

fn local() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
