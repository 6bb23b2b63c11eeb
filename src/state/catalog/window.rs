//! Which steps are on the screen, so that a source can be asked for those first.

use crate::browser::fetch::sleep;
use crate::source::StepWindow;
use futures_channel::oneshot;
use std::cell::RefCell;

/// Milliseconds for which a window has to stay before the source is asked for
/// it: who zooms by a wheel passes many.
const SETTLE_MS: u64 = 200;

/// The steps on the screen, and who wants to know when they change.
#[derive(Default)]
pub struct Looked(RefCell<View>);

#[derive(Default)]
struct View {
    window: Option<StepWindow>,
    told: Vec<oneshot::Sender<()>>,
}

impl Looked {
    /// Says which steps are on the screen; `None` is all there are.
    pub fn at(&self, window: Option<StepWindow>) {
        let mut view = self.0.borrow_mut();
        if view.window != window {
            view.window = window;
            // Whoever waits is told by the end of its channel.
            view.told.clear();
        }
    }

    /// The steps on the screen, once they are others than `known` and stay.
    pub async fn at_other_than(&self, known: Option<StepWindow>) -> Option<StepWindow> {
        loop {
            let now = self.0.borrow().window;
            if now == known {
                let (tell, told) = oneshot::channel();
                self.0.borrow_mut().told.push(tell);
                let _ = told.await;
                continue;
            }
            sleep(SETTLE_MS).await;
            if self.0.borrow().window == now {
                return now;
            }
        }
    }
}
