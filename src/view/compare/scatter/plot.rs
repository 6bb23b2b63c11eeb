//! The picture of a scatter chart: points to look at, to choose and to open.

use crate::chart::{Dot, Point, Rect, Scene, Walk, dots_within, nearest_dot, scatter, walk};
use crate::model::RunId;
use crate::query::Column;
use crate::state::{Runs, ScatterPicture, column_text, use_app, use_theme};
use crate::text::count;
use crate::view::chart::{CanvasText, Surface, draw, draw_rings};
use crate::view::compare::tip::{PointTip, Tip};
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// A pointer that moves less than this between press and release clicks, in CSS pixels.
const MOST_OF_A_CLICK: f64 = 4.0;

/// A point answers a pointer so far away, in CSS pixels.
const REACH_PX: f64 = 14.0;

/// Dots nearer to each other than this lie at one place, in CSS pixels.
const SAME_PLACE_PX: f64 = 0.5;

/// Points that can be looked at, chosen and opened.
#[component]
pub fn ScatterPlot(
    /// The runs.
    runs: Memo<Runs>,
    /// What is drawn of them, point by point.
    picture: Memo<Arc<ScatterPicture>>,
    /// The columns along x and y.
    axes: Memo<(Column, Column)>,
    /// The column that the colours tell.
    color: Memo<Option<Column>>,
    /// The runs that are chosen.
    chosen: RwSignal<Vec<RunId>>,
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
    let brush = RwSignal::new(None::<(Point, Point)>);

    surface.follow(
        move || {
            picture.track();
            chosen.track();
        },
        move |size| {
            let Some(Some(canvas)) = canvas.try_get_untracked() else {
                return;
            };
            let colors = theme.chart_untracked();
            let text = CanvasText {
                family: &colors.font_family,
            };
            let (mut points, spec) = picture.with_untracked(|picture| (picture.points.clone(), picture.spec.clone()));
            chosen.with_untracked(|chosen| {
                let these: HashSet<&RunId> = chosen.iter().collect();
                runs.with_untracked(|runs| {
                    for (point, run) in points.iter_mut().zip(runs.0.iter()) {
                        point.is_pale = !these.is_empty() && !these.contains(&run.id);
                    }
                });
            });
            let built = scatter(&spec, &points, size, &colors, &text);
            draw(&canvas, &built);
            scene.set(Some(Arc::new(built)));
        },
    );
    // The point that is looked at, wherever it went.
    Effect::new(move || {
        let Some(canvas) = overlay.get() else {
            return;
        };
        scene.with(|scene| {
            let Some(scene) = scene else {
                return;
            };
            let dot = here
                .get()
                .and_then(|line| scene.dots.iter().find(|dot| dot.line == line));
            let rings: Vec<_> = dot.iter().map(|dot| (dot.at, dot.color.with_alpha(1.0))).collect();
            draw_rings(&canvas, scene, &rings, dot.map_or(0.0, |dot| dot.radius));
            tip.set(dot.and_then(|dot| {
                let run = runs.with_untracked(|runs| runs.0.get(dot.line).cloned())?;
                Some(Tip {
                    run,
                    at: dot.at,
                    others: at_one_place(scene, dot) - 1,
                })
            }));
        });
    });
    let id_at = move |line: usize| runs.with_untracked(|runs| runs.0.get(line).map(|run| run.id.clone()));
    let open = move |line: usize| {
        let run = runs.with_untracked(|runs| runs.0.get(line).cloned());
        if let Some(run) = run {
            let to = app
                .workspace()
                .with_untracked(|now| now.at_run(&run.experiment_id, &run.id));
            app.go(to);
        }
    };
    let turn = move |line: usize| {
        if let Some(id) = id_at(line) {
            chosen.update(|chosen| match chosen.iter().position(|one| *one == id) {
                Some(place) => drop(chosen.remove(place)),
                None => chosen.push(id),
            });
        }
    };
    let pointed = move |at: Point| {
        let scene = scene.get_untracked()?;
        let place = nearest_dot(&scene, at, REACH_PX)?;
        scene.dots.get(place).map(|dot| dot.line)
    };
    let place_of = |event: &PointerEvent| (f64::from(event.offset_x()), f64::from(event.offset_y()));
    let on_down = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        if let Some(canvas) = overlay.get_untracked() {
            // A drag may leave the picture and come back.
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
        let at = place_of(&event);
        brush.set(Some((at, at)));
    };
    let on_move = move |event: PointerEvent| {
        let at = place_of(&event);
        match brush.get_untracked() {
            Some((from, _)) => brush.set(Some((from, at))),
            None => here.set(pointed(at)),
        }
    };
    let on_up = move |event: PointerEvent| {
        let Some((from, to)) = brush.get_untracked() else {
            return;
        };
        brush.set(None);
        let adds = event.shift_key() || event.ctrl_key() || event.meta_key();
        if (from.0 - to.0).hypot(from.1 - to.1) < MOST_OF_A_CLICK {
            match pointed(to) {
                // A finger has no other way to look first.
                Some(line) if adds || event.pointer_type() == "touch" => turn(line),
                Some(line) => open(line),
                None => chosen.set(Vec::new()),
            }
            return;
        }
        let Some(scene) = scene.get_untracked() else {
            return;
        };
        let inside: Vec<RunId> = dots_within(&scene, area(from, to))
            .into_iter()
            .filter_map(id_at)
            .collect();
        let mut found = if adds { chosen.get_untracked() } else { Vec::new() };
        let these: HashSet<&RunId> = inside.iter().collect();
        found.retain(|id| !these.contains(id));
        found.extend(inside);
        chosen.set(found);
    };
    let on_key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let to = match (event.key().as_str(), here.get_untracked()) {
            ("ArrowRight", _) => Walk::Right,
            ("ArrowLeft", _) => Walk::Left,
            ("ArrowUp", _) => Walk::Up,
            ("ArrowDown", _) => Walk::Down,
            ("Home", _) => Walk::First,
            ("End", _) => Walk::Last,
            ("Enter", Some(line)) => {
                event.prevent_default();
                return open(line);
            }
            (" ", Some(line)) => {
                event.prevent_default();
                return turn(line);
            }
            ("Escape", _) => {
                brush.set(None);
                here.set(None);
                return chosen.set(Vec::new());
            }
            _ => return,
        };
        event.prevent_default();
        let Some(scene) = scene.get_untracked() else {
            return;
        };
        let next = walk(&scene, here.get_untracked(), to).and_then(|place| scene.dots.get(place));
        if let Some(dot) = next {
            here.set(Some(dot.line));
        }
    };
    let name = move || {
        let shown = picture.with(|picture| picture.seen);
        let (x, y) = axes.with(|(x, y)| (column_text(x), column_text(y)));
        format!("{y} over {x}, {}", count(shown, "run", "runs"))
    };
    let columns = Signal::derive(move || {
        let (x, y) = axes.get();
        let mut told = vec![y, x];
        told.extend(color.get().filter(|color| !told.contains(color)));
        told
    });
    view! {
        <div class="relation-plot">
            <div class="plot" node_ref=root>
                <canvas class="plot-canvas" node_ref=canvas aria-hidden="true"></canvas>
                <canvas
                    class="plot-canvas plot-overlay"
                    node_ref=overlay
                    role="img"
                    tabindex="0"
                    aria-label=name
                    on:pointerdown=on_down
                    on:pointermove=on_move
                    on:pointerup=on_up
                    on:pointercancel=move |_| brush.set(None)
                    on:pointerleave=move |_| if brush.get_untracked().is_none() { here.set(None) }
                    on:blur=move |_| { let _ = here.try_set(None); }
                    on:keydown=on_key
                ></canvas>
                {move || brush.get().map(|(from, to)| {
                    let Rect { left, top, right, bottom } = area(from, to);
                    let px = |px: f64| format!("{px}px");
                    view! {
                        <div
                            class="plot-selection"
                            style:left=px(left)
                            style:top=px(top)
                            style:width=px(right - left)
                            style:height=px(bottom - top)
                        ></div>
                    }
                })}
                <PointTip tip columns surface />
            </div>
        </div>
    }
}

fn area(from: Point, to: Point) -> Rect {
    Rect {
        left: from.0.min(to.0),
        top: from.1.min(to.1),
        right: from.0.max(to.0),
        bottom: from.1.max(to.1),
    }
}

/// How many dots lie where this one does, itself among them.
fn at_one_place(scene: &Scene, dot: &Dot) -> usize {
    let is_there = |other: &&Dot| (other.at.0 - dot.at.0).hypot(other.at.1 - dot.at.1) < SAME_PLACE_PX;
    scene.dots.iter().filter(is_there).count().max(1)
}
