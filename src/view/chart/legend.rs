//! Which line is which, and which are drawn.

use super::paint_panel::{Opener, PaintPanel};
use super::parts::Chart;
use crate::chart::{Dash, Line, Stroke};
use crate::state::{Drawn, Hidden, use_app};
use crate::view::widget::Icon;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// As many names as are shown unasked.
const SHOWN: usize = 6;
/// More names than this can be searched.
const SEARCHED: usize = 8;

/// A stroke in small.
#[component]
pub fn Key(
    /// The stroke.
    stroke: Stroke,
) -> impl IntoView {
    let dashes = match stroke.dash {
        Dash::Solid => "",
        Dash::Dash => "5 3",
        Dash::Dot => "2 2",
        Dash::DashDot => "6 2 2 2",
    };
    view! {
        <svg class="swatch" width="16" height="8" viewBox="0 0 16 8" aria-hidden="true">
            <path d="M1 4H15" fill="none" stroke-width="3" stroke=stroke.color.css() stroke-dasharray=dashes />
        </svg>
    }
}

/// A line of a legend; equal when it looks the same.
#[derive(Clone, PartialEq)]
struct Entry {
    id: String,
    label: String,
    stroke: Stroke,
    /// The runs behind it.
    runs: Vec<String>,
}

fn entries(drawn: &Drawn) -> Vec<Entry> {
    let entry = |(line, runs): (&Line, &Vec<String>)| Entry {
        id: line.id.clone(),
        label: line.label.clone(),
        stroke: line.stroke,
        runs: runs.clone(),
    };
    drawn.read().iter().zip(drawn.runs.iter()).map(entry).collect()
}

/// The names of the lines, the first few unless asked for more. A click hides a
/// line or shows it again; with Alt or Shift it shows that line alone.
#[component]
pub fn Legend(
    /// The chart.
    chart: Chart,
) -> impl IntoView {
    let app = use_app();
    let is_long = RwSignal::new(false);
    let wanted = RwSignal::new(String::new());
    let all = Memo::new(move |_| chart.whole.with(entries));
    let count = Memo::new(move |_| all.with(Vec::len));
    let shown = Memo::new(move |_| {
        let wanted = wanted.get().to_lowercase();
        let found = |entry: &&Entry| wanted.is_empty() || entry.label.to_lowercase().contains(&wanted);
        let most = if is_long.get() { usize::MAX } else { SHOWN };
        all.with(|all| all.iter().filter(found).take(most).cloned().collect::<Vec<_>>())
    });
    let hidden = app.part(|workspace| workspace.hidden.clone());
    let hidden_here = Memo::new(move |_| {
        hidden.with(|hidden| all.with(|all| all.iter().filter(|entry| hidden.holds_all(&entry.runs)).count()))
    });
    let ids = move || all.with_untracked(|all| all.iter().flat_map(|entry| entry.runs.clone()).collect::<Vec<_>>());
    let change = move |change: &dyn Fn(&mut Hidden)| {
        let mut workspace = app.workspace().get_untracked();
        change(&mut workspace.hidden);
        app.go(workspace);
    };
    let painting = RwSignal::new(None);
    let opener = Opener::new_local(None);
    let color_now = Signal::derive(move || {
        let color = |entry: &Entry| entry.stroke.color.with_alpha(1.0).css();
        painting
            .with(|painting| {
                let (id, _) = painting.as_ref()?;
                all.with(|all| all.iter().find(|entry| entry.id == *id).map(color))
            })
            .unwrap_or_default()
    });
    let search = move || {
        (is_long.get() && count.get() > SEARCHED).then(|| {
            view! {
                <input
                    class="search legend-search"
                    type="search"
                    placeholder="Find a line"
                    aria-label="Find a line"
                    prop:value=move || wanted.get()
                    on:input:target=move |event| wanted.set(event.target().value())
                />
            }
        })
    };
    view! {
        <div class="legend-box">
            {search}
            <ul class="legend" class:legend-long=is_long aria-label="Legend">
                <For each=move || shown.get() key=|entry| (entry.id.clone(), entry.label.clone(), entry.runs.len()) let:entry>
                    {
                        let Entry { id, label, stroke, runs } = entry;
                        let id = StoredValue::new(id);
                        let runs = StoredValue::new(runs);
                        // Another colour is no other entry: the keys stay where they are.
                        let stroke = Memo::new(move |_| {
                            let of = |all: &Vec<Entry>| id.with_value(|id| all.iter().find(|entry| entry.id == *id).map(|entry| entry.stroke));
                            all.with(of).unwrap_or(stroke)
                        });
                        let painted = StoredValue::new(label.clone());
                        let is_off = move || runs.with_value(|runs| hidden.with(|hidden| hidden.holds_all(runs)));
                        let only = move || runs.with_value(|runs| change(&|hidden| hidden.only(runs, &ids())));
                        let on_click = move |event: MouseEvent| {
                            if event.alt_key() || event.shift_key() {
                                only();
                            } else {
                                runs.with_value(|runs| change(&|hidden| hidden.toggle(runs)));
                            }
                        };
                        let raise = move || chart.raised.set(Some(id.get_value()));
                        let lower = move || chart.raised.set(None);
                        view! {
                            <li class="legend-item" class:off=is_off on:pointerenter=move |_| raise() on:pointerleave=move |_| lower()>
                                <button
                                    class="legend-color"
                                    aria-label=format!("Colour of {label}")
                                    title="Choose a colour"
                                    on:click=move |event| {
                                        let button = event.current_target().and_then(|button| button.dyn_into().ok());
                                        opener.set_value(button);
                                        painting.set(Some((id.get_value(), painted.get_value())));
                                    }
                                >
                                    {move || view! { <Key stroke=stroke.get() /> }}
                                </button>
                                <button
                                    class="legend-entry"
                                    aria-pressed=move || (!is_off()).to_string()
                                    title=format!("{label}\nClick to hide or show, Alt+click to show it alone")
                                    on:click=on_click
                                    on:focus=move |_| raise()
                                    on:blur=move |_| lower()
                                >
                                    <span>{label.clone()}</span>
                                </button>
                                {move || (count.get() > 1).then(|| view! {
                                    <button class="legend-only" aria-label=format!("Only {label}") title="Only this" on:click=move |_| only()>
                                        <Icon icon=icondata_lu::LuFocus />
                                    </button>
                                })}
                            </li>
                        }
                    }
                </For>
                {move || {
                    let more = count.get().saturating_sub(SHOWN);
                    (more > 0).then(|| view! {
                        <li>
                            <button class="legend-more" aria-expanded=move || is_long.get().to_string()
                                on:click=move |_| {
                                    is_long.update(|is_long| *is_long = !*is_long);
                                    wanted.set(String::new());
                                }>
                                {move || if is_long.get() { "fewer".to_owned() } else { format!("{more} more") }}
                            </button>
                        </li>
                    })
                }}
                {move || (hidden_here.get() > 0).then(|| view! {
                    <li>
                        <button class="legend-more" on:click=move |_| change(&|hidden| hidden.show(&ids()))>
                            {move || format!("show all ({} hidden)", hidden_here.get())}
                        </button>
                    </li>
                })}
            </ul>
            {move || painting.with(Option::is_some).then(|| view! { <PaintPanel painting opener now=color_now /> })}
        </div>
    }
}
