//! Components in a real browser.
#![cfg(target_arch = "wasm32")]

mod browser {
    mod canvas;
    mod files;
    mod page;
    mod smooth;
    mod suggest_box;
}

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
