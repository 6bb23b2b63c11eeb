//! A file of JSON as a tree that folds.

use super::text;
use crate::model::FileRef;
use crate::source::JsonNode;
use crate::state::FileStart;
use crate::text::{count, thousands};
use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// What an object or list holds beyond this is shown when it is wanted.
const MOST_CHILDREN: usize = 100;
/// Letters of a text that are shown before somebody asks for all.
const MOST_LETTERS: usize = 300;
/// An object or list of no more letters is open from the start.
const OPEN_LETTERS: usize = 400;

/// A file of JSON as a tree; as its text when it is no JSON, or only a part.
pub fn tree(file: &FileRef, start: &FileStart) -> AnyView {
    let text = start.text();
    let reason = match JsonNode::parse(&text, &file.url) {
        _ if start.rest() > 0 => "It is shown as text until all of it is loaded.".to_owned(),
        Ok(root) => {
            return view! {
                <div class="card json" role="region" aria-label="Tree of the file">{value(None, root, true)}</div>
            }
            .into_any();
        }
        Err(error) => format!("It is shown as text. {error}."),
    };
    view! {
        <p class="quiet file-note">{reason}</p>
        {text::text(start)}
    }
    .into_any()
}

fn value(name: Option<String>, node: JsonNode, is_root: bool) -> AnyView {
    let name = name.map(|name| view! { <span class="json-name">{name}</span> ": " });
    if node.is_object() || node.is_list() {
        let is_open = is_root || node.text().len() <= OPEN_LETTERS;
        return container(name.into_any(), node, is_open);
    }
    let (class, shown) = match node.letters() {
        Some(letters) => ("json-text", letters),
        None => ("json-word", node.text().to_owned()),
    };
    view! { <div class="json-leaf">{name} <span class=class>{long(shown)}</span></div> }.into_any()
}

/// A text; of a long one the start, until somebody asks for all.
fn long(text: String) -> AnyView {
    let letters = text.chars().count();
    if letters <= MOST_LETTERS {
        return text.into_any();
    }
    let all = RwSignal::new(false);
    (move || {
        if all.get() {
            return text.clone().into_any();
        }
        let start: String = text.chars().take(MOST_LETTERS).collect();
        view! {
            {start} "… "
            <button class="button" on:click=move |_| all.set(true)>
                {format!("Show all {} letters", thousands(letters as u64))}
            </button>
        }
        .into_any()
    })
    .into_any()
}

/// An object or list. What it holds is made when it is opened.
fn container(name: AnyView, node: JsonNode, is_open: bool) -> AnyView {
    let children = node.children();
    let said = match node.is_list() {
        true => format!("[ {} ]", count(children.len(), "item", "items")),
        false => format!("{{ {} }}", count(children.len(), "entry", "entries")),
    };
    if children.is_empty() {
        let brackets = if node.is_list() { "[ ]" } else { "{ }" };
        return view! { <div class="json-leaf">{name} <span class="quiet">{brackets}</span></div> }.into_any();
    }
    drop(children);
    let open = RwSignal::new(is_open);
    let on_toggle = move |event: Event| {
        let details = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    view! {
        <details class="json-node" open=is_open on:toggle=on_toggle>
            <summary>{name} <span class="quiet">{said}</span></summary>
            {move || open.get().then(|| children_of(&node))}
        </details>
    }
    .into_any()
}

fn children_of(node: &JsonNode) -> AnyView {
    let is_list = node.is_list();
    let all = StoredValue::new(node.children());
    let total = all.with_value(Vec::len);
    let most = RwSignal::new(MOST_CHILDREN);
    let shown = move || {
        let most = most.get().min(total);
        (0..most).collect::<Vec<usize>>()
    };
    let draw = move |place: usize| {
        let child = all.with_value(|all| all.get(place).cloned());
        child.map(|(name, node)| value(name.or_else(|| is_list.then(|| place.to_string())), node, false))
    };
    view! {
        <div class="json-children">
            <For each=shown key=|place| *place children=draw />
            {move || {
                let rest = total.saturating_sub(most.get());
                (rest > 0).then(|| view! {
                    <button class="button" on:click=move |_| most.update(|most| *most += MOST_CHILDREN)>
                        {format!("Show {} more of {}", rest.min(MOST_CHILDREN), thousands(total as u64))}
                    </button>
                })
            }}
        </div>
    }
    .into_any()
}
