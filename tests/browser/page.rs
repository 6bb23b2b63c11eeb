//! The page as a whole, on a host that has no demo: it must say so and live.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

fn body() -> HtmlElement {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.body())
        .expect("a test page has a body")
}

/// Waits until `found` says yes; fails after ten seconds.
async fn until(what: &str, found: impl Fn() -> bool) {
    for _ in 0..200 {
        if found() {
            return;
        }
        gloo_timers::future::TimeoutFuture::new(50).await;
    }
    panic!("waited in vain for {what}: {}", body().inner_text());
}

#[wasm_bindgen_test]
async fn without_a_source_the_page_says_what_failed_and_offers_to_try_again() {
    let place = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("div").ok())
        .and_then(|place| place.dyn_into::<HtmlElement>().ok())
        .expect("a document makes elements");
    body().append_child(&place).expect("the body takes children");
    let page = leptos::mount::mount_to(place.clone(), || view! { <runlens::view::Root /> });

    until("the message", || {
        place.inner_text().contains("The list of experiments could not be read")
    })
    .await;
    assert!(place.inner_text().contains("Try again"));
    let nav = place.query_selector("nav[aria-label='Main']").expect("a good selector");
    assert!(nav.is_some(), "the navigation lives on");
    drop(page);
    place.remove();
}
