//! Work that waits for the next frame.

use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// Runs its work at most once per animation frame, however often it is asked.
#[derive(Clone)]
pub struct OncePerFrame {
    waiting: Rc<Cell<bool>>,
    work: Rc<dyn Fn()>,
}

impl OncePerFrame {
    /// Work to be run on request.
    pub fn new(work: impl Fn() + 'static) -> Self {
        Self {
            waiting: Rc::new(Cell::new(false)),
            work: Rc::new(work),
        }
    }

    /// Asks for the work to be done before the next frame is shown.
    pub fn request(&self) {
        if self.waiting.replace(true) {
            return;
        }
        let this = self.clone();
        let run = Closure::once_into_js(move || {
            this.waiting.set(false);
            (this.work)();
        });
        let asked = web_sys::window().map(|window| window.request_animation_frame(run.unchecked_ref()));
        if !matches!(asked, Some(Ok(_))) {
            self.waiting.set(false);
        }
    }
}
