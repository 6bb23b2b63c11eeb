//! The heading of an axis: it is dragged to another place, and has its buttons.

use super::verbs::Verbs;
use crate::chart::Scene;
use crate::query::Column;
use crate::state::{AxisChoice, AxisScale, column_text};
use crate::view::widget::Icon;
use leptos::ev::PointerEvent;
use leptos::html::Div;
use leptos::prelude::*;
use std::sync::Arc;

/// The heading of an axis.
#[component]
pub fn AxisGrip(
    /// The column of the axis.
    column: Column,
    /// What can be done with it.
    verbs: Verbs,
    /// How the axis is.
    choice: Memo<AxisChoice>,
    /// Where it is, in CSS pixels.
    upright: Signal<Option<f64>>,
    /// Where the others are.
    scene: RwSignal<Option<Arc<Scene>>>,
) -> impl IntoView {
    let title = column_text(&column);
    let key = StoredValue::new(column);
    // Where a drag began, and where it is, in CSS pixels of the window.
    let drag = RwSignal::new(None::<(f64, f64)>);
    let name = NodeRef::<Div>::new();
    let moved = move || drag.get().map_or(0.0, |(from, to)| to - from);
    let on_down = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        if let Some(name) = name.get_untracked() {
            let _ = name.set_pointer_capture(event.pointer_id());
        }
        let at = f64::from(event.client_x());
        drag.set(Some((at, at)));
    };
    let on_move = move |event: PointerEvent| {
        drag.update(|drag| {
            if let Some((_, to)) = drag {
                *to = f64::from(event.client_x());
            }
        });
    };
    let on_up = move |_: PointerEvent| {
        let (Some((from, to)), Some(at)) = (drag.get_untracked(), upright.get_untracked()) else {
            return;
        };
        drag.set(None);
        let nearest = scene.with_untracked(|scene| {
            let uprights = scene.as_ref().map(|scene| scene.uprights.iter());
            let distances = uprights
                .into_iter()
                .flatten()
                .map(|upright| (upright.at - at - to + from).abs());
            distances
                .enumerate()
                .min_by(|a, b| a.1.total_cmp(&b.1))
                .map(|(place, _)| place)
        });
        if let Some(place) = nearest {
            key.with_value(|column| verbs.move_to(column, place));
        }
    };
    let scale = move || match choice.with(|choice| choice.scale) {
        AxisScale::Linear => "lin",
        scale => scale.word(),
    };
    let label = |act: &str| format!("{act} {title}");
    let (reverse, turn, remove) = (label("Reverse"), label("Scale of"), label("Remove"));
    view! {
        <div
            class="axis-head"
            class:dragged=move || drag.with(Option::is_some)
            style:left=move || format!("{}px", upright.get().unwrap_or(0.0) + moved())
        >
            <div
                class="axis-name"
                node_ref=name
                title=format!("{}: drag to move", key.with_value(Column::code))
                on:pointerdown=on_down
                on:pointermove=on_move
                on:pointerup=on_up
                on:pointercancel=move |_| drag.set(None)
            >
                {title.clone()}
            </div>
            <div class="axis-tools">
                <button
                    class="axis-tool"
                    aria-label=reverse.clone()
                    title=reverse
                    aria-pressed=move || choice.with(|choice| choice.is_reversed.to_string())
                    on:click=move |_| key.with_value(|column| verbs.reverse(column))
                >
                    <Icon icon=icondata_lu::LuArrowUpDown />
                </button>
                <button
                    class="axis-tool"
                    aria-label=move || format!("{turn}: {}", choice.with(|choice| choice.scale.label()))
                    title="Linear, log, symlog"
                    on:click=move |_| key.with_value(|column| verbs.turn_scale(column))
                >
                    {scale}
                </button>
                <button
                    class="axis-tool"
                    aria-label=remove.clone()
                    title=remove
                    on:click=move |_| key.with_value(|column| verbs.remove(column))
                >
                    <Icon icon=icondata_lu::LuX />
                </button>
            </div>
        </div>
    }
}
