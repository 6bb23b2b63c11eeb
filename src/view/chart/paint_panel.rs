//! Giving a line a colour by hand.

use crate::state::{COLOR_NAMES, HandColor, use_app, use_theme};
use leptos::ev::KeyboardEvent;
use leptos::html::{Button, Div};
use leptos::prelude::*;
use leptos_use::on_click_outside;
use web_sys::HtmlElement;

/// A line that is given a colour: its id, and what people call it.
pub type Painted = (String, String);

/// The button that opened the panel, where the keys go on once it is closed.
pub type Opener = StoredValue<Option<HtmlElement>, LocalStorage>;

/// The colours to choose from, for one line. Escape, a choice and a click elsewhere close it.
#[component]
pub fn PaintPanel(
    /// The line; nothing closes the panel.
    painting: RwSignal<Option<Painted>>,
    /// What it was opened by.
    opener: Opener,
    /// How it looks, as CSS.
    #[prop(into)]
    now: Signal<String>,
) -> impl IntoView {
    let (app, theme) = (use_app(), use_theme());
    let Some((id, label)) = painting.get_untracked() else {
        return ().into_any();
    };
    let id = StoredValue::new(id);
    let panel = NodeRef::<Div>::new();
    let _ = on_click_outside(panel, move |_| {
        let _ = painting.try_set(None);
    });
    let chosen = app.part(move |workspace| id.with_value(|id| workspace.coloring.by_hand.get(id).copied()));
    let close = move || {
        painting.set(None);
        opener.with_value(|opener| {
            if let Some(opener) = opener {
                let _ = opener.focus();
            }
        });
    };
    let paint = move |color: Option<HandColor>| {
        let mut workspace = app.workspace().get_untracked();
        id.with_value(|id| workspace.coloring.paint(id, color));
        app.go(workspace);
    };
    // The keys go on within the panel.
    let first = NodeRef::<Button>::new();
    Effect::new(move || {
        if let Some(first) = first.get() {
            let _ = first.focus();
        }
    });
    let names = COLOR_NAMES.iter().zip(0_u8..).map(|(name, place)| {
        let color = HandColor::Named(place);
        view! {
            <button
                class="paint-color"
                node_ref=if place == 0 { first } else { NodeRef::new() }
                aria-label=*name
                title=*name
                aria-pressed=move || (chosen.get() == Some(color)).to_string()
                style:--color=move || color.on(theme.ground()).css()
                on:click=move |_| {
                    paint(Some(color));
                    close();
                }
            ></button>
        }
    });
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            close();
        }
    };
    view! {
        <div class="menu-panel paint-panel" node_ref=panel role="group" aria-label=format!("Colour of {label}") on:keydown=on_key>
            <p class="menu-title">{label.clone()}</p>
            <div class="paint-colors">{names.collect_view()}</div>
            <div class="menu-head">
                <label class="field">
                    <input
                        type="color"
                        prop:value=move || now.get()
                        on:change:target=move |event| {
                            let value = event.target().value();
                            paint(value.strip_prefix('#').and_then(HandColor::parse));
                        }
                    />
                    <span>"Any other"</span>
                </label>
                <button
                    class="button"
                    disabled=move || chosen.get().is_none()
                    on:click=move |_| {
                        paint(None);
                        close();
                    }
                >
                    "Automatic"
                </button>
            </div>
        </div>
    }
    .into_any()
}
