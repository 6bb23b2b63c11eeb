//! Where a picture is drawn: how large it is, and when it has to be drawn again.

use crate::browser::frame::OncePerFrame;
use crate::browser::pixel_ratio;
use crate::chart::Size;
use crate::state::use_theme;
use leptos::html::Div;
use leptos::prelude::*;
use leptos_use::{
    UseElementSizeReturn, UseIntersectionObserverOptions, use_element_size, use_intersection_observer_with_options,
};

/// The element around a picture. A handle: cheap to copy.
#[derive(Clone, Copy)]
pub struct Surface {
    /// The element.
    pub root: NodeRef<Div>,
    /// Its width in CSS pixels.
    pub width: Signal<f64>,
    /// Its height in CSS pixels.
    pub height: Signal<f64>,
    ratio: RwSignal<f64>,
    /// What is not on the screen costs nothing.
    on_screen: RwSignal<bool>,
}

impl Surface {
    /// Of the element that will have this reference.
    pub fn new(root: NodeRef<Div>) -> Self {
        let UseElementSizeReturn { width, height } = use_element_size(root);
        let ratio = RwSignal::new(pixel_ratio::current());
        pixel_ratio::on_change(move |now| {
            // The picture may be gone by then.
            let _ = ratio.try_set(now);
        });
        let on_screen = RwSignal::new(false);
        let _ = use_intersection_observer_with_options(
            root,
            move |entries, _| on_screen.set(entries.last().is_some_and(|entry| entry.is_intersecting())),
            UseIntersectionObserverOptions::default().root_margin("200px"),
        );
        Self {
            root,
            width,
            height,
            ratio,
            on_screen,
        }
    }

    /// Draws now and, once a frame at most, whenever something that `track` reads, the
    /// size or the theme becomes another.
    pub fn follow(self, track: impl Fn() + 'static, draw: impl Fn(Size) + 'static) {
        let theme = use_theme();
        let redraw = OncePerFrame::new(move || {
            let sides = (self.width.try_get_untracked(), self.height.try_get_untracked());
            if let ((Some(width), Some(height)), Some(ratio)) = (sides, self.ratio.try_get_untracked())
                && width >= 1.0
                && height >= 1.0
            {
                draw(Size { width, height, ratio });
            }
        });
        Effect::new(move || {
            track();
            self.width.track();
            self.height.track();
            self.ratio.track();
            theme.is_dark();
            if self.on_screen.get() {
                redraw.request();
            }
        });
    }
}
