//! The picture of parallel coordinates, and its axes to be brushed.

use super::axes::AxisControls;
use super::verbs::Verbs;
use crate::chart::{Point, Scene, nearest_line, parallel};
use crate::query::Column;
use crate::state::{AxisChoice, ParallelPicture, Runs, use_app, use_theme};
use crate::text::count;
use crate::view::chart::{CanvasText, Raised, Surface, draw, draw_overlay};
use crate::view::compare::tip::{PointTip, Tip};
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use std::sync::Arc;

/// A line answers a pointer so far away, in CSS pixels.
const REACH_PX: f64 = 8.0;

/// Runs as lines across axes.
#[component]
pub fn ParallelPlot(
    /// The runs.
    runs: Memo<Runs>,
    /// What is drawn of them.
    picture: Memo<Arc<ParallelPicture>>,
    /// What can be done with the axes.
    verbs: Verbs,
) -> impl IntoView {
    let app = use_app();
    let theme = use_theme();
    let root = NodeRef::<Div>::new();
    let canvas = NodeRef::<Canvas>::new();
    let overlay = NodeRef::<Canvas>::new();
    let surface = Surface::new(root);
    let scene = RwSignal::new(None::<Arc<Scene>>);
    // The place of the run that is looked at.
    let here = RwSignal::new(None::<usize>);
    let tip = RwSignal::new(None::<Tip>);
    surface.follow(
        move || picture.track(),
        move |size| {
            let Some(Some(canvas)) = canvas.try_get_untracked() else {
                return;
            };
            let colors = theme.chart_untracked();
            let text = CanvasText {
                family: &colors.font_family,
            };
            let built = picture.with_untracked(|picture| parallel(&picture.axes, &picture.lines, size, &colors, &text));
            draw(&canvas, &built);
            scene.set(Some(Arc::new(built)));
        },
    );
    let at = StoredValue::new((0.0, 0.0));
    Effect::new(move || {
        let Some(canvas) = overlay.get() else {
            return;
        };
        scene.with(|scene| {
            let Some(scene) = scene else {
                return;
            };
            let raised = here.get().map(|line| Raised { line, dims: false });
            draw_overlay(&canvas, scene, raised, None);
            tip.set(here.get().and_then(|line| {
                let run = runs.with_untracked(|runs| runs.0.get(line).cloned())?;
                Some(Tip {
                    run,
                    at: at.get_value(),
                    others: 0,
                })
            }));
        });
    });
    let open = move |line: usize| {
        let run = runs.with_untracked(|runs| runs.0.get(line).cloned());
        if let Some(run) = run {
            let to = app
                .workspace()
                .with_untracked(|now| now.at_run(&run.experiment_id, &run.id));
            app.go(to);
        }
    };
    let pointed = move |at: Point| {
        let scene = scene.get_untracked()?;
        picture.with_untracked(|picture| nearest_line(&scene, &picture.lines, at, REACH_PX))
    };
    let place = |event: &PointerEvent| (f64::from(event.offset_x()), f64::from(event.offset_y()));
    let on_move = move |event: PointerEvent| {
        at.set_value(place(&event));
        here.set(pointed(at.get_value()));
    };
    let on_up = move |event: PointerEvent| {
        if let Some(line) = pointed(place(&event)).filter(|_| event.button() == 0) {
            open(line);
        }
    };
    let walk = move |by: isize| {
        // In the order of the last axis, from the top.
        let Some(scene) = scene.get_untracked() else {
            return;
        };
        let is_pale =
            |line: usize| picture.with_untracked(|picture| picture.lines.get(line).is_none_or(|line| line.is_pale));
        let ends = scene.polylines.iter().filter(|polyline| !is_pale(polyline.line));
        let mut ends: Vec<(f64, usize, Point)> = ends
            .filter_map(|polyline| polyline.points.last().map(|end| (end.1, polyline.line, *end)))
            .collect();
        ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let now = here
            .get_untracked()
            .and_then(|line| ends.iter().position(|end| end.1 == line));
        let next = match now {
            Some(now) => now.checked_add_signed(by),
            None if by > 0 => Some(0),
            None => ends.len().checked_sub(1),
        };
        if let Some((_, line, end)) = next.and_then(|next| ends.get(next)) {
            at.set_value(*end);
            here.set(Some(*line));
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match (event.key().as_str(), here.get_untracked()) {
            ("ArrowDown" | "ArrowRight", _) => walk(1),
            ("ArrowUp" | "ArrowLeft", _) => walk(-1),
            ("Enter", Some(line)) => open(line),
            ("Escape", Some(_)) => here.set(None),
            _ => return,
        }
        event.prevent_default();
    };
    let name = move || {
        let (axes, passing) = picture.with(|picture| (picture.axes.len(), picture.passing));
        format!(
            "Parallel coordinates, {}, {}",
            count(axes, "axis", "axes"),
            count(passing, "run", "runs")
        )
    };
    let columns = Signal::derive(move || {
        let axes = verbs.axes.get();
        axes.into_iter()
            .map(|axis: AxisChoice| axis.column)
            .collect::<Vec<Column>>()
    });
    // The headings stay while their axes move.
    let headings = Memo::new(move |_| columns.get());
    let axes_count = move || verbs.axes.with(|axes| axes.len().to_string());
    view! {
        <div class="parallel-scroll">
            <div class="parallel" style:--axes=axes_count>
                <div class="plot" node_ref=root>
                    <canvas class="plot-canvas" node_ref=canvas aria-hidden="true"></canvas>
                    <canvas
                        class="plot-canvas plot-overlay"
                        node_ref=overlay
                        role="img"
                        tabindex="0"
                        aria-label=name
                        on:pointermove=on_move
                        on:pointerup=on_up
                        on:pointerleave=move |_| here.set(None)
                        on:blur=move |_| { let _ = here.try_set(None); }
                        on:keydown=on_key
                    ></canvas>
                    <For each=move || headings.get() key=|column| column.code() let:column>
                        <AxisControls column verbs picture scene />
                    </For>
                    <PointTip tip columns surface />
                </div>
            </div>
        </div>
    }
}
