//! How wide a text is, asked of a canvas that is not part of the page, so that
//! no layout is forced.

use crate::chart::MeasureText;
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Labels repeat from frame to frame; more than this many are not kept.
const KEPT: usize = 4_096;

thread_local! {
    static CONTEXT: Option<CanvasRenderingContext2d> = context();
    static WIDTHS: RefCell<HashMap<(String, u64), f64>> = RefCell::default();
}

fn context() -> Option<CanvasRenderingContext2d> {
    let canvas: HtmlCanvasElement = web_sys::window()?
        .document()?
        .create_element("canvas")
        .ok()?
        .dyn_into()
        .ok()?;
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// Measures with the font of the page.
pub struct CanvasText<'a> {
    /// The CSS font family.
    pub family: &'a str,
}

impl MeasureText for CanvasText<'_> {
    fn width(&self, text: &str, font_px: f64) -> f64 {
        let key = (text.to_owned(), font_px.to_bits());
        if let Some(width) = WIDTHS.with_borrow(|widths| widths.get(&key).copied()) {
            return width;
        }
        let measured = CONTEXT.with(|context| {
            let context = context.as_ref()?;
            context.set_font(&format!("{font_px}px {}", self.family));
            context.measure_text(text).ok().map(|metrics| metrics.width())
        });
        // Without a canvas nothing can be drawn either; any width will do.
        let width = measured.unwrap_or(font_px * 0.6 * text.chars().count() as f64);
        WIDTHS.with_borrow_mut(|widths| {
            if widths.len() >= KEPT {
                widths.clear();
            }
            widths.insert(key, width);
        });
        width
    }
}
