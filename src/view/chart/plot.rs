//! Lines on the screen: a canvas, a crosshair above it, a tooltip.

use super::canvas;
use super::measure::CanvasText;
use super::tooltip::Tooltip;
use crate::browser::frame::OncePerFrame;
use crate::browser::pixel_ratio;
use crate::chart::hit::{Direction, Reading, Row, next_x, readings, readings_at};
use crate::chart::{ChartSpec, Line, Rgba, Scene, Size, build};
use crate::state::use_theme;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use leptos_use::{
    UseElementSizeReturn, UseIntersectionObserverOptions, use_element_size, use_intersection_observer_with_options,
};
use std::sync::Arc;

/// An arrow key moves the crosshair to the next point, but at least this part
/// of the width, so that a line of a million points can be walked.
const KEY_STEPS: f64 = 100.0;

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
) -> impl IntoView {
    let theme = use_theme();
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
                canvas::draw_crosshair(
                    &canvas,
                    scene,
                    drawn.as_ref().map(|(x, points)| (*x, points.as_slice())),
                );
            });
        });
    });
    Effect::new(move || {
        reading.track();
        crosshair.request();
    });

    let read_at = move |x: f64, y: f64| {
        let read = scene.with_value(|scene| {
            let scene = scene.as_ref()?;
            lines.with_untracked(|lines| readings(scene, lines, x, y))
        });
        reading.set(read.map(|read| without_shadows(read, shadows.get_untracked(), y)));
    };
    let on_move = move |event: PointerEvent| read_at(f64::from(event.offset_x()), f64::from(event.offset_y()));
    let on_key = move |event: KeyboardEvent| {
        let direction = match event.key().as_str() {
            "ArrowLeft" => Direction::Left,
            "ArrowRight" => Direction::Right,
            "Escape" => {
                reading.set(None);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        let here = reading.with_untracked(|reading| reading.as_ref().map(|reading| reading.x));
        let read = scene.with_value(|scene| {
            let scene = scene.as_ref()?;
            lines.with_untracked(|lines| {
                let next = match here {
                    Some(x) => next_x(scene, lines, x, direction, scene.plot.width() / KEY_STEPS)?,
                    None => match direction {
                        Direction::Left => scene.x_scale.domain.hi,
                        Direction::Right => scene.x_scale.domain.lo,
                    },
                };
                readings_at(scene, lines, next)
            })
        });
        // At the end of the line the crosshair stays where it is.
        if let Some(read) = read {
            let middle = (read.rows.first()).map_or(0.0, |row| row.px.1);
            reading.set(Some(without_shadows(read, shadows.get_untracked(), middle)));
        }
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
                on:pointerdown=on_move
                on:pointerleave=move |_| reading.set(None)
                on:blur=move |_| reading.set(None)
                on:keydown=on_key
            ></canvas>
            <Tooltip reading lines x_kind=Signal::derive(move || spec.with(|spec| spec.x.kind)) width height />
        </div>
    }
}

/// The reading of the lines that are meant to be read; `y` is the pointer's.
fn without_shadows(mut reading: Reading, shadows: usize, y: f64) -> Reading {
    reading.rows.retain(|row| row.line >= shadows);
    if reading.nearest.is_some_and(|line| line < shadows) {
        let distance = |row: &&Row| (row.px.1 - y).abs();
        let nearest = reading.rows.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
        reading.nearest = nearest.map(|row| row.line);
    }
    reading
}

/// The colour of a line; a reading may be one frame older than the lines.
fn color_of(lines: &[Line], line: usize) -> Rgba {
    lines.get(line).map(|line| line.stroke.color).unwrap_or_default()
}
