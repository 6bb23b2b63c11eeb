//! Which steps are on the screen, so that a source can be asked for those first.

use crate::browser::fetch::sleep;
use crate::source::StepWindow;
use event_listener::Event;
use std::cell::Cell;

/// Milliseconds for which a window has to stay before the source is asked for
/// it: who zooms by a wheel passes many.
const SETTLE_MS: u64 = 200;

/// The steps on the screen, and who wants to know when they change.
#[derive(Default)]
pub struct Looked {
    window: Cell<Option<StepWindow>>,
    changed: Event,
}

impl Looked {
    /// Says which steps are on the screen; `None` is all there are.
    pub fn at(&self, window: Option<StepWindow>) {
        if self.window.replace(window) != window {
            self.changed.notify(usize::MAX);
        }
    }

    /// The steps on the screen, once they are others than `known` and stay.
    pub async fn at_other_than(&self, known: Option<StepWindow>) -> Option<StepWindow> {
        loop {
            let changed = self.changed.listen();
            let now = self.window.get();
            if now == known {
                changed.await;
                continue;
            }
            sleep(SETTLE_MS).await;
            if self.window.get() == now {
                return now;
            }
        }
    }
}
