//! Bytes under an address of the browser's own.

use futures_channel::oneshot;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, ClipboardItem, HtmlCanvasElement, HtmlElement, Url};

/// An address under which the page finds bytes again, until it is dropped.
#[derive(Debug)]
pub struct ObjectUrl(String);

impl ObjectUrl {
    /// The address of a picture; `None` when the browser gives none.
    ///
    /// A browser looks at the bytes of a picture itself. It is never called
    /// what could run within this page, such as HTML or SVG.
    pub fn of_picture(bytes: &[u8]) -> Option<Self> {
        Self::new(bytes, "image/png")
    }

    /// The address of bytes that are to be kept and not to be shown.
    pub fn of_download(bytes: &[u8]) -> Option<Self> {
        Self::new(bytes, "application/octet-stream")
    }

    fn new(bytes: &[u8], media_type: &str) -> Option<Self> {
        let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
        Self::of_blob(&blob)
    }

    /// The address of what the browser holds already.
    pub fn of_blob(blob: &Blob) -> Option<Self> {
        Url::create_object_url_with_blob(blob).ok().map(Self)
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Lets the user keep the bytes as a file of this name.
    pub fn save_as(&self, name: &str) {
        let link = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.create_element("a").ok());
        let Some(link) = link else {
            return;
        };
        // Only names that are no names could be refused.
        let _ = link.set_attribute("href", &self.0);
        let _ = link.set_attribute("download", name);
        link.unchecked_ref::<HtmlElement>().click();
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        // What the browser still reads from it goes on.
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// What is on the canvas as a PNG; `None` when the browser makes none of it.
pub async fn png_of(canvas: &HtmlCanvasElement) -> Option<Blob> {
    let (done, made) = oneshot::channel();
    let heard = Closure::once_into_js(move |blob: JsValue| {
        // Nobody waits any more when the page that asked is gone.
        let _ = done.send(blob.dyn_into::<Blob>().ok());
    });
    canvas.to_blob(heard.unchecked_ref()).ok()?;
    made.await.ok().flatten()
}

/// Puts a picture on the clipboard; `false` when the browser does not let us.
pub async fn copy_picture(picture: &Blob) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let clipboard = window.navigator().clipboard();
    // Outside a secure context there is neither a clipboard nor an item for it.
    let has_items = js_sys::Reflect::has(&js_sys::global(), &"ClipboardItem".into()) == Ok(true);
    if clipboard.is_undefined() || !has_items {
        return false;
    }
    let record = js_sys::Object::new();
    let is_set = js_sys::Reflect::set(&record, &"image/png".into(), picture);
    let Ok(item) = ClipboardItem::new_with_record_from_str_to_blob_promise(&record) else {
        return false;
    };
    let items = js_sys::Array::of1(&item);
    is_set.is_ok()
        && wasm_bindgen_futures::JsFuture::from(clipboard.write(&items))
            .await
            .is_ok()
}
