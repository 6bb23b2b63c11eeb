//! What stands above each axis, and the strip along it that is brushed.

use super::grip::AxisGrip;
use super::verbs::{Verbs, shares, top_and_bottom};
use crate::browser::clock;
use crate::chart::{Scale, Scene};
use crate::query::{Column, QuantityKind};
use crate::state::{AxisChoice, Brush, ParallelPicture, column_text, use_app, value_text};
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;
use std::sync::Arc;

/// A pointer that moves less than this between press and release clicks, in CSS pixels.
const MOST_OF_A_CLICK: f64 = 4.0;

/// One axis: its heading, and the strip along it.
#[component]
pub fn AxisControls(
    /// The column of the axis.
    column: Column,
    /// What can be done with it.
    verbs: Verbs,
    /// The picture.
    picture: Memo<Arc<ParallelPicture>>,
    /// Where everything is.
    scene: RwSignal<Option<Arc<Scene>>>,
) -> impl IntoView {
    let app = use_app();
    let key = StoredValue::new(column.clone());
    let title = column_text(&column);
    let place = Memo::new(move |_| {
        key.with_value(|column| {
            verbs
                .axes
                .with(|axes| axes.iter().position(|axis| axis.column == *column))
        })
    });
    let choice = Memo::new(move |_| {
        key.with_value(|column| {
            verbs
                .axes
                .with(|axes| axes.iter().find(|axis| axis.column == *column).cloned())
        })
        .unwrap_or_else(|| AxisChoice::of(key.get_value()))
    });
    // Where the axis is; a scene may be one frame older than the choice of axes.
    let upright = Memo::new(move |_| {
        let place = place.get()?;
        scene.with(|scene| {
            let upright = scene.as_ref()?.uprights.get(place)?;
            Some((upright.at, upright.scale, upright.none, upright.has_none))
        })
    });
    let scale = move || upright.get_untracked().map(|(_, scale, ..)| scale);
    let brush = app.part(move |workspace| key.with_value(|column| workspace.parallel.brush(column)));
    // What is being chosen by a pointer, in CSS pixels of the picture.
    let drag = RwSignal::new(None::<(f64, f64)>);
    let strip = NodeRef::<Div>::new();
    let shown = move || {
        let (_, scale, none, _) = upright.get()?;
        let (top, bottom) = top_and_bottom(&scale);
        if let Some((from, to)) = drag.get() {
            return Some((from.min(to).max(0.0), from.max(to).min(none + 10.0)));
        }
        match brush.get()? {
            Brush::Missing => Some((none - 8.0, none + 8.0)),
            Brush::Within(range) => {
                let (low, high) = shares(&scale, range)?;
                let px = |share: f64| bottom - share * (bottom - top);
                // However narrow, it can be seen.
                Some((px(high) - 1.5, px(low) + 1.5))
            }
        }
    };
    let kind = move || {
        let place = place.get()?;
        picture.with(|picture| picture.kinds.get(place).cloned())
    };
    let said = {
        let title = title.clone();
        move || {
            let kind = kind().unwrap_or(QuantityKind::Number);
            let offset = clock::utc_offset_minutes(clock::now_ms());
            let brushed = match brush.get() {
                None => "all".to_owned(),
                Some(Brush::Missing) => "without a value".to_owned(),
                Some(Brush::Within(range)) => range_text(&kind, range, offset),
            };
            let choice = choice.get();
            let reversed = if choice.is_reversed { ", reversed" } else { "" };
            let scale = choice.scale.label().to_lowercase();
            format!("Axis {title}, {scale}{reversed}: {brushed}")
        }
    };
    let at = |event: &PointerEvent| f64::from(event.offset_y());
    let on_down = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        if let Some(strip) = strip.get_untracked() {
            let _ = strip.set_pointer_capture(event.pointer_id());
        }
        let at = at(&event);
        drag.set(Some((at, at)));
    };
    let on_move = move |event: PointerEvent| {
        let at = at(&event);
        drag.update(|drag| {
            if let Some((_, to)) = drag {
                *to = at;
            }
        });
    };
    let on_up = move |_: PointerEvent| {
        let (Some((from, to)), Some(scale)) = (drag.get_untracked(), scale()) else {
            return;
        };
        drag.set(None);
        key.with_value(|column| match (from - to).abs() < MOST_OF_A_CLICK {
            true => verbs.brush(column, None),
            false => verbs.brush_between(column, &scale, from, to),
        });
    };
    let on_key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() {
            return;
        }
        let Some(scale) = scale() else {
            return;
        };
        let is_known = key.with_value(|column| {
            act(
                verbs,
                column,
                &scale,
                (event.key().as_str(), event.alt_key(), event.shift_key()),
            )
        });
        if is_known {
            event.prevent_default();
        }
    };
    let px = |px: f64| format!("{px}px");
    view! {
        <AxisGrip column verbs choice upright=Signal::derive(move || upright.get().map(|(at, ..)| at)) scene />
        <div
            class="axis-strip"
            node_ref=strip
            tabindex="0"
            role="group"
            aria-label=said
            style:left=move || px(upright.get().map_or(0.0, |(at, ..)| at))
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=on_up
            on:pointercancel=move |_| drag.set(None)
            on:keydown=on_key
        >
            {move || shown().map(|(top, bottom)| view! {
                <span class="axis-brush" style:top=px(top) style:height=px(bottom - top)></span>
            })}
        </div>
    }
}

/// What a key does to an axis; `false` when it does nothing.
fn act(verbs: Verbs, column: &Column, scale: &Scale, (key, alt, shift): (&str, bool, bool)) -> bool {
    match (key, alt, shift) {
        ("ArrowLeft", true, _) => verbs.move_by(column, -1),
        ("ArrowRight", true, _) => verbs.move_by(column, 1),
        (_, true, _) => return false,
        ("ArrowUp", _, false) => verbs.nudge(column, scale, 1.0, 0.0),
        ("ArrowDown", _, false) => verbs.nudge(column, scale, -1.0, 0.0),
        ("ArrowUp", _, true) => verbs.nudge(column, scale, 0.0, 1.0),
        ("ArrowDown", _, true) => verbs.nudge(column, scale, 0.0, -1.0),
        ("n", ..) => verbs.brush(column, Some(Brush::Missing)),
        ("r", ..) => verbs.reverse(column),
        ("l", ..) => verbs.turn_scale(column),
        ("Escape" | "Backspace", ..) => verbs.brush(column, None),
        ("Delete", ..) => verbs.remove(column),
        _ => return false,
    }
    true
}

/// A range in words; of names the names in it.
fn range_text(kind: &QuantityKind, range: crate::chart::Extent, utc_offset_minutes: i32) -> String {
    match kind {
        QuantityKind::Names(names) => {
            let inside = names
                .iter()
                .enumerate()
                .filter(|(place, _)| range.contains(*place as f64));
            let names: Vec<&str> = inside.map(|(_, name)| name.as_str()).collect();
            names.join(", ")
        }
        kind => {
            let text = |value| value_text(kind, value, utc_offset_minutes);
            format!("{} to {}", text(range.lo), text(range.hi))
        }
    }
}
