//! The clock and the time zone of the browser.

/// Milliseconds since 1970 UTC.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// How far the local time is ahead of UTC at that instant, in minutes.
pub fn utc_offset_minutes(at_ms: f64) -> i32 {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at_ms));
    // JavaScript counts the other way round; NaN (an impossible date) becomes 0.
    -(date.get_timezone_offset() as i32)
}
