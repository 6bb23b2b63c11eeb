//! Bytes under addresses of the browser's own, and notes as a browser reads them.

use runlens::browser::blob::ObjectUrl;
use runlens::text::markdown;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

async fn fetched(url: &str) -> Option<Vec<u8>> {
    gloo_net::http::Request::get(url).send().await.ok()?.binary().await.ok()
}

#[wasm_bindgen_test]
async fn bytes_are_found_under_their_address_until_it_is_dropped() {
    let object = ObjectUrl::of_download(b"a\0b").expect("a browser keeps bytes");
    let url = object.as_str().to_owned();
    assert_eq!(fetched(&url).await.as_deref(), Some(b"a\0b".as_slice()));
    drop(object);
    assert_eq!(fetched(&url).await, None);
}

fn read_by_a_browser(html: &str) -> Element {
    let place = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("div").ok())
        .expect("a document makes elements");
    place.set_inner_html(html);
    place
}

#[wasm_bindgen_test]
fn a_browser_finds_nothing_in_a_note_that_runs_or_fetches() {
    for note in [
        "<script>alert(1)</script>\n<img src=https://third.example/a.png onerror=alert(1)>",
        "![a](https://third.example/a.png \"title\" ) [b](javascript:alert(1)) <svg onload=alert(1)>",
        "[a](https://third.example/\"onmouseover=\"alert(1)) `<img src=x>`",
        "``` x\"><img/src=x>\n<iframe src=//third.example>\n```\n\n<style>@import url(//third.example)</style>",
        "|a|\n|-|\n|<math><mtext></mtext><img src=x onerror=alert(1)></math>|\n\n<b>\n\n**x** <!--> <img src=x> -->",
    ] {
        let place = read_by_a_browser(&markdown(note));
        let found = place
            .query_selector("script, img, svg, iframe, style, math, link, object, embed, form, [onerror], [onload], [onmouseover], [style], a[href^='javascript' i]")
            .expect("a good selector");
        assert!(found.is_none(), "{note}: {}", place.inner_html());
    }
}

#[wasm_bindgen_test]
fn what_a_note_says_is_what_a_browser_shows() {
    let place = read_by_a_browser(&markdown("# A & b\n\n<b>c</b> [d](https://e.example/?f=1&g=2)"));
    assert_eq!(place.text_content().as_deref(), Some("A & b<b>c</b> d"));
    let link = place.query_selector("a").expect("a good selector").expect("a link");
    assert_eq!(
        link.get_attribute("href").as_deref(),
        Some("https://e.example/?f=1&g=2")
    );
    assert_eq!(
        link.get_attribute("rel").as_deref(),
        Some("noopener noreferrer nofollow")
    );
}
