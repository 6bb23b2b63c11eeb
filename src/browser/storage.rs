//! Small settings: some outlive the page, some end with the tab.

/// The value that the tab keeps under `key`, until it is closed.
pub fn read_tab(key: &str) -> Option<String> {
    tab()?.get_item(key).ok().flatten()
}

/// Lets the tab keep a value until it is closed.
pub fn write_tab(key: &str, value: &str) {
    if let Some(storage) = tab() {
        let _ = storage.set_item(key, value);
    }
}

/// Lets the tab forget a value.
pub fn remove_tab(key: &str) {
    if let Some(storage) = tab() {
        let _ = storage.remove_item(key);
    }
}

fn tab() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

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
