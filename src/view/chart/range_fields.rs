//! Ranges of charts, typed.

use crate::chart::Extent;
use crate::state::{Workspace, use_app};
use leptos::prelude::*;

/// The ranges of x and y of all charts, as numbers: both ends, or nothing for all there is.
#[component]
pub fn RangeFields() -> impl IntoView {
    view! {
        {range_field("X", |workspace| &mut workspace.ranges.x)}
        {range_field("Y", |workspace| &mut workspace.ranges.y)}
    }
}

fn range_field(axis: &'static str, part: fn(&mut Workspace) -> &mut Option<Extent>) -> AnyView {
    let app = use_app();
    let range = app.part(move |workspace| *part(&mut workspace.clone()));
    // What is typed waits for the other end.
    let typed = RwSignal::new([const { String::new() }; 2]);
    Effect::new(move |_| {
        let ends = range.get().map(|range| [range.lo.to_string(), range.hi.to_string()]);
        typed.set(ends.unwrap_or_default());
    });
    let field = move |end: usize, label: &'static str| {
        view! {
            <input
                class="range-end"
                inputmode="decimal"
                placeholder=label
                aria-label=format!("{axis} {label}")
                prop:value=move || typed.with(|typed| typed[end].clone())
                on:change:target=move |event| {
                    typed.update(|typed| typed[end] = event.target().value().trim().to_owned());
                    let ends = typed.get_untracked();
                    let number = |end: usize| ends[end].parse::<f64>().ok();
                    let chosen = number(0).zip(number(1)).and_then(|(lo, hi)| Extent::new(lo, hi).ordered());
                    if chosen.is_some() || ends.iter().all(String::is_empty) {
                        let mut workspace = app.workspace().get_untracked();
                        *part(&mut workspace) = chosen;
                        app.go(workspace);
                    }
                }
            />
        }
    };
    view! {
        <div class="field" role="group" aria-label=format!("{axis} range")>
            <span>{format!("{axis} range")}</span>
            {field(0, "from")}
            {field(1, "to")}
        </div>
    }
    .into_any()
}
