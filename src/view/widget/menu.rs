//! A button that opens a panel below itself.

use super::Icon;
use leptos::html::Div;
use leptos::prelude::*;
use leptos_use::on_click_outside;

/// What stays free between a panel and the edge of the window, in CSS pixels.
const MARGIN: f64 = 12.0;

/// Closes the menu that is open, and gives the focus back to its button; a
/// context within the panel.
#[derive(Clone, Copy)]
pub struct CloseMenu(pub Callback<()>);

/// A button that opens a panel. Escape, and a click elsewhere, close it.
#[component]
pub fn Menu(
    /// What the button says; empty for a button that is nothing but its icon
    /// and is called as the panel is.
    #[prop(into)]
    label: Signal<String>,
    /// The icon of the button.
    icon: icondata_core::Icon,
    /// What the panel is called.
    #[prop(into)]
    title: String,
    /// What stands in the panel, made when it is opened.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let root = NodeRef::<Div>::new();
    let button = NodeRef::<leptos::html::Button>::new();
    let _ = on_click_outside(root, move |_| open.set(false));
    let panel = NodeRef::<Div>::new();
    // Below its button, but never beyond the edge of the window.
    let shift = RwSignal::new(0.0);
    Effect::new(move || {
        let Some(panel) = panel.get() else {
            return;
        };
        let edge = panel.owner_document().and_then(|document| document.document_element());
        let width = edge.map_or(f64::INFINITY, |edge| f64::from(edge.client_width()));
        let right = panel.get_bounding_client_rect().right() - shift.get_untracked();
        shift.set((width - MARGIN - right).min(0.0));
    });
    let close = move || {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    };
    provide_context(CloseMenu(Callback::new(move |()| close())));
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            // A dialog around the menu stays.
            event.prevent_default();
            close();
        }
    };
    let is_icon = move || label.with(String::is_empty);
    let name = title.clone();
    let hint = StoredValue::new(title.clone());
    view! {
        <div class="menu" node_ref=root on:keydown=on_key>
            <button
                class=move || if is_icon() { "icon-button" } else { "button" }
                node_ref=button
                aria-label=move || is_icon().then(|| name.clone())
                title=move || is_icon().then(|| hint.get_value())
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon icon=icon />
                {move || (!is_icon()).then(|| view! { <span class="button-label">{move || label.get()}</span> })}
            </button>
            {move || open.get().then(|| view! {
                <div
                    class="menu-panel"
                    node_ref=panel
                    role="group"
                    aria-label=title.clone()
                    style:--shift=move || format!("{}px", shift.get())
                >
                    {children()}
                </div>
            })}
        </div>
    }
}
