//! Lines on the screen: a canvas, a crosshair above it, a tooltip.

use super::canvas::{self, Raised};
use super::measure::CanvasText;
use super::reading::{Reader, color_of, to_be_read};
use super::tooltip::Tooltip;
use super::zoom::{ASIDE, FURTHER, Gesture, NEARER, Zoom, pinch, place};
use crate::browser::frame::OncePerFrame;
use crate::browser::pixel_ratio;
use crate::chart::hit::{Direction, Reading};
use crate::chart::zoom::{range_about, range_beside};
use crate::chart::{ChartSpec, Extent, Line, Point, Scale, Scene, Size, build};
use crate::state::{use_app, use_theme};
use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};
use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use leptos_use::{
    UseElementSizeReturn, UseIntersectionObserverOptions, use_element_size, use_intersection_observer_with_options,
};
use std::sync::Arc;

/// A pointer that moves less than this between press and release clicks, in CSS pixels.
const MOST_OF_A_CLICK: f64 = 4.0;

/// A chart of lines.
#[component]
pub fn Plot(
    /// What is drawn.
    #[prop(into)]
    lines: Signal<Arc<Vec<Line>>>,
    /// How.
    #[prop(into)]
    spec: Signal<ChartSpec>,
    /// How many of the first lines are only the pale background of others,
    /// and are not read out.
    #[prop(into)]
    shadows: Signal<usize>,
    /// The accessible name.
    #[prop(into)]
    name: Signal<String>,
    /// The name of the metric, under which its range is kept; a chart without
    /// one does not zoom, nor does it follow the others.
    #[prop(optional)]
    metric: Option<String>,
    /// The id of the line that stands out, as long as its name is pointed at.
    #[prop(optional)]
    raised: Option<RwSignal<Option<String>>>,
) -> impl IntoView {
    let theme = use_theme();
    let zoom = Zoom::of(use_app(), metric);
    let root = NodeRef::<Div>::new();
    let picture = NodeRef::<Canvas>::new();
    let overlay = NodeRef::<Canvas>::new();
    let UseElementSizeReturn { width, height } = use_element_size(root);
    let ratio = RwSignal::new(pixel_ratio::current());
    pixel_ratio::on_change(move |now| {
        // The chart may be gone by then.
        let _ = ratio.try_set(now);
    });
    // What is not on screen costs nothing.
    let on_screen = RwSignal::new(false);
    let _ = use_intersection_observer_with_options(
        root,
        move |entries, _| on_screen.set(entries.last().is_some_and(|entry| entry.is_intersecting())),
        UseIntersectionObserverOptions::default().root_margin("200px"),
    );
    let scene = StoredValue::new(None::<Arc<Scene>>);
    let reading = RwSignal::new(None::<Reading>);
    let readable = Memo::new_with_compare(
        move |_| lines.with(|lines| to_be_read(lines, shadows.get())),
        |_, _| true,
    );
    let reader = Reader {
        scene,
        lines: readable.into(),
        shadows,
        reading,
        is_pinned: RwSignal::new(false),
        y: StoredValue::new(0.0),
    };
    // Where a pointer was pressed: where it is let go tells a click from a drag.
    let pressed = StoredValue::new(None::<Point>);
    // What will be seen with the next frame: several events may come before it.
    let coming = StoredValue::new(None::<Scale>);

    // The line whose name is pointed at, else the one that is; one line has nobody to stand out from.
    let standing_out = move || {
        lines.with_untracked(|lines| {
            let named = raised.and_then(|raised| raised.get_untracked());
            if let Some(line) = named.and_then(|id| lines.iter().rposition(|line| line.id == id)) {
                return Some(Raised { line, dims: true });
            }
            let line = reading.with_untracked(|reading| reading.as_ref()?.nearest)?;
            (lines.len() > shadows.get_untracked() + 1).then_some(Raised { line, dims: false })
        })
    };
    let crosshair = OncePerFrame::new(move || {
        let Some(Some(canvas)) = overlay.try_get_untracked() else {
            return;
        };
        scene.with_value(|scene| {
            let Some(scene) = scene else {
                return;
            };
            reading.with_untracked(|reading| {
                let drawn = reading.as_ref().map(|reading| {
                    let points: Vec<_> = lines.with_untracked(|lines| {
                        reading
                            .rows
                            .iter()
                            .map(|row| (row.px, color_of(lines, row.line)))
                            .collect()
                    });
                    (reading.x_px, points)
                });
                canvas::draw_overlay(
                    &canvas,
                    scene,
                    standing_out(),
                    drawn.as_ref().map(|(x, points)| (*x, points.as_slice())),
                );
            });
        });
    });
    let above = crosshair.clone();
    let redraw = OncePerFrame::new(move || {
        let Some(Some(canvas)) = picture.try_get_untracked() else {
            return;
        };
        let size = Size {
            width: width.get_untracked(),
            height: height.get_untracked(),
            ratio: ratio.get_untracked(),
        };
        if size.width < 1.0 || size.height < 1.0 {
            return;
        }
        let colors = theme.chart_untracked();
        let built = lines.with_untracked(|lines| {
            spec.with_untracked(|spec| {
                let text = CanvasText {
                    family: &colors.font_family,
                };
                build(spec, lines, size, &colors, &text)
            })
        });
        canvas::draw(&canvas, &built);
        scene.set_value(Some(Arc::new(built)));
        coming.set_value(None);
        // The points move when others come: the crosshair stays with those it is at.
        reader.again();
        if standing_out().is_some() {
            above.request();
        }
    });
    Effect::new({
        let redraw = redraw.clone();
        move || {
            lines.track();
            spec.track();
            width.track();
            height.track();
            ratio.track();
            theme.is_dark();
            if on_screen.get() {
                redraw.request();
            }
        }
    });

    Effect::new(move || {
        reading.track();
        if let Some(raised) = raised {
            raised.track();
        }
        crosshair.request();
    });

    let walk = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowLeft" => reader.walk(Direction::Left),
            "ArrowRight" => reader.walk(Direction::Right),
            "Enter" | " " => reader.turn_pin(),
            // A dialog around the chart stays when there was something to close in it.
            "Escape" if reader.close() => {}
            _ => return,
        }
        event.prevent_default();
    };

    let gesture = RwSignal::new(None::<Gesture>);
    // The fingers on the chart, for two of them zoom.
    let fingers = StoredValue::new(Vec::<(i32, f64)>::new());
    let x_seen = move || scene.with_value(|scene| scene.as_ref().map(|scene| scene.x_scale));
    let show = move |range: &dyn Fn(Scale) -> Option<Extent>| {
        let Some(all) = scene.with_value(|scene| scene.as_ref().map(|scene| scene.x_all)) else {
            return;
        };
        let Some(scale) = coming.get_value().or_else(x_seen).filter(|_| zoom.is_free()) else {
            return;
        };
        if let Some(range) = range(scale) {
            coming.set_value(Some(Scale { domain: range, ..scale }));
            zoom.show(range, all);
        }
    };
    let on_down = move |event: PointerEvent| {
        let at = place(&event);
        pressed.set_value(Some(at));
        reader.at(at.0, at.1);
        if !zoom.is_free() {
            return;
        }
        if event.pointer_type() == "touch" {
            fingers.update_value(|fingers| fingers.push((event.pointer_id(), at.0)));
            return;
        }
        let begun = match event.button() {
            button if button == 1 || (button == 0 && (event.ctrl_key() || event.alt_key())) => {
                let Some(scale) = x_seen() else {
                    return;
                };
                Gesture::Pan { from: at.0, scale }
            }
            0 => Gesture::Select {
                from: at,
                to: at,
                is_box: event.shift_key(),
            },
            _ => return,
        };
        if event.button() == 1 {
            // Else the browser begins to scroll by itself.
            event.prevent_default();
        }
        if let Some(canvas) = overlay.get_untracked() {
            // A drag may leave the chart and come back.
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
        gesture.set(Some(begun));
    };
    let on_move = move |event: PointerEvent| {
        let at = place(&event);
        match gesture.get_untracked() {
            Some(Gesture::Select { from, is_box, .. }) => {
                gesture.set(Some(Gesture::Select { from, to: at, is_box }));
            }
            Some(Gesture::Pan { from, scale }) => show(&|_| range_beside(&scale, from - at.0)),
            None => {}
        }
        let pinch = fingers.try_update_value(|fingers| pinch(fingers, event.pointer_id(), at.0));
        match pinch.flatten() {
            Some((middle, share)) => show(&|scale| range_about(&scale, middle, share)),
            None => reader.at(at.0, at.1),
        }
    };
    let on_up = move |event: PointerEvent| {
        fingers.update_value(|fingers| fingers.retain(|finger| finger.0 != event.pointer_id()));
        let at = place(&event);
        let is_click = (pressed.get_value()).is_some_and(|from| (from.0 - at.0).hypot(from.1 - at.1) < MOST_OF_A_CLICK);
        pressed.set_value(None);
        if is_click && event.button() == 0 {
            reader.turn_pin();
            reader.at(at.0, at.1);
        }
        if let Some(done) = gesture.get_untracked() {
            gesture.set(None);
            if let Some(scene) = scene.get_value() {
                zoom.select(&scene, done);
            }
        }
    };
    let on_cancel = move |event: PointerEvent| {
        fingers.update_value(|fingers| fingers.retain(|finger| finger.0 != event.pointer_id()));
        gesture.set(None);
    };
    let on_wheel = move |event: WheelEvent| {
        let page = web_sys::window().and_then(|window| window.document());
        let focused = page.and_then(|page| page.active_element());
        let is_focused = overlay.get_untracked().is_some_and(|canvas| {
            let canvas: &web_sys::Element = &canvas;
            focused.as_ref() == Some(canvas)
        });
        // The page is scrolled over a chart that nobody uses.
        if !zoom.is_free() || (!event.ctrl_key() && !is_focused) {
            return;
        }
        event.prevent_default();
        let share = if event.delta_y() < 0.0 { NEARER } else { FURTHER };
        show(&|scale| range_about(&scale, f64::from(event.offset_x()), share));
    };
    let on_key = move |event: KeyboardEvent| {
        let key = event.key();
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let here = reading.with_untracked(|reading| reading.as_ref().map(|reading| reading.x_px));
        let aside = |share: f64| show(&|scale| range_beside(&scale, share * scale.range_px.span()));
        let step = |share: f64| {
            show(&|scale| {
                let middle = (scale.range_px.lo + scale.range_px.hi) / 2.0;
                range_about(&scale, here.unwrap_or(middle), share)
            });
        };
        match key.as_str() {
            "+" | "=" => step(NEARER),
            "-" | "_" => step(FURTHER),
            "0" | "Home" => zoom.reset(),
            "ArrowLeft" if event.shift_key() => aside(-ASIDE),
            "ArrowRight" if event.shift_key() => aside(ASIDE),
            "Escape" if gesture.get_untracked().is_some() => gesture.set(None),
            _ => return walk(event),
        }
        event.prevent_default();
    };
    view! {
        <div class="plot" node_ref=root>
            <canvas class="plot-canvas" node_ref=picture aria-hidden="true"></canvas>
            <canvas
                class="plot-canvas plot-overlay"
                node_ref=overlay
                role="img"
                tabindex="0"
                aria-label=move || name.get()
                on:pointermove=on_move
                on:pointerdown=on_down
                on:pointerup=on_up
                on:pointercancel=on_cancel
                on:pointerleave=move |_| reader.leave()
                on:dblclick=move |_: MouseEvent| zoom.reset()
                on:wheel=on_wheel
                on:blur=move |_| reader.leave()
                on:keydown=on_key
            ></canvas>
            {move || {
                let area = gesture.get()?.area(&*scene.get_value()?)?;
                let [left, top, width, height] = area.map(|px| px.to_string() + "px");
                Some(view! {
                    <div class="plot-selection" style:left=left style:top=top style:width=width style:height=height></div>
                })
            }}
            <Tooltip
                reader
                plot=root
                x_axis=Signal::derive(move || spec.with(|spec| spec.x.clone()))
                width
                height
                bands=Signal::derive(move || spec.with(|spec| spec.bands.clone()))
            />
        </div>
    }
}
