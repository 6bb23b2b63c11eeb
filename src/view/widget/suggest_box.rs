//! A text box that offers how its text could go on, after the combobox pattern
//! of WAI-ARIA: the focus stays in the box, and an option is taken by hand.

use crate::query::{Suggestion, SuggestionKind};
use leptos::ev::KeyboardEvent;
use leptos::html::{Div, Input, Ul};
use leptos::prelude::*;
use std::ops::Range;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What could stand at a byte of a text.
pub type Suggest = Callback<(String, usize), Vec<Suggestion>>;

/// A search box with suggestions, which marks what is wrong with its text in
/// place. There is one of it on a page.
#[component]
pub fn SuggestBox(
    /// The accessible name.
    label: &'static str,
    /// What it says while it is empty.
    hint: &'static str,
    /// The id of what describes the problem.
    described_by: &'static str,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the text that was typed or chosen.
    set: Callback<String>,
    /// What could stand at the cursor.
    suggest: Suggest,
    /// Is set when the user comes to the box.
    is_awaited: RwSignal<bool>,
    /// Whether suggestions can be given yet.
    #[prop(into)]
    is_ready: Signal<bool>,
    /// The bytes of the text that are wrong.
    #[prop(into)]
    wrong: Signal<Option<Range<usize>>>,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let list = NodeRef::<Ul>::new();
    let marks = NodeRef::<Div>::new();
    let found = RwSignal::new(Vec::<Suggestion>::new());
    let active = RwSignal::new(None::<usize>);
    let is_open = move || found.with(|found| !found.is_empty());
    let close = move || {
        // The box may be gone by the time that its focus is.
        let _ = found.try_set(Vec::new());
        let _ = active.try_set(None);
    };
    let offer = move || {
        active.set(None);
        let Some(input) = input.get_untracked() else {
            return;
        };
        let text = input.value();
        let units = input.selection_start().ok().flatten().unwrap_or(u32::MAX);
        let cursor = byte_of(&text, units);
        found.set(suggest.run((text, cursor)));
    };
    // What was typed before they could be given is answered when they can.
    Effect::new(move |was_ready: Option<bool>| {
        let is_ready = is_ready.get();
        let typed = input.get_untracked().is_some_and(|input| !input.value().is_empty());
        if was_ready == Some(false) && is_ready && typed && has_focus() {
            offer();
        }
        is_ready
    });
    let accept = move |place: usize| {
        let chosen = found.with_untracked(|found| found.get(place).cloned());
        let (Some(chosen), Some(input)) = (chosen, input.get_untracked()) else {
            return;
        };
        let (text, cursor) = completed(&input.value(), &chosen);
        input.set_value(&text);
        let units = units_before(&text, cursor);
        let _ = input.set_selection_range(units, units);
        set.run(text);
        match chosen.kind {
            SuggestionKind::Value => close(),
            _ => offer(),
        }
    };
    let step = move |by: isize| {
        if !is_open() {
            offer();
        }
        let count = found.with_untracked(Vec::len) as isize;
        if count == 0 {
            return;
        }
        active.update(|active| {
            let next = match *active {
                Some(place) => place as isize + by,
                None if by > 0 => 0,
                None => count - 1,
            };
            *active = Some(next.rem_euclid(count) as usize);
        });
        show(&option_id(active.get_untracked().unwrap_or(0)), list);
    };
    let on_key = move |event: KeyboardEvent| {
        if event.is_composing() || event.ctrl_key() || event.meta_key() {
            return;
        }
        match (event.key().as_str(), active.get_untracked()) {
            ("ArrowDown", _) => step(1),
            ("ArrowUp", _) => step(-1),
            ("Enter" | "Tab", Some(place)) if !event.shift_key() => accept(place),
            // Without an option, Enter and Tab do what they do in any box.
            ("Enter" | "Tab", _) => return close(),
            ("Escape", _) if is_open() => close(),
            _ => return,
        }
        event.prevent_default();
    };
    let scroll = move || {
        if let (Some(input), Some(marks)) = (input.get_untracked(), marks.get_untracked()) {
            marks.set_scroll_left(input.scroll_left());
        }
    };
    view! {
        <div class="suggest-box">
            <input
                node_ref=input
                type="search"
                class="search filter-box"
                role="combobox"
                placeholder=hint
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-label=label
                aria-autocomplete="list"
                aria-controls="suggestions"
                aria-expanded=move || is_open().to_string()
                aria-activedescendant=move || active.get().map(option_id)
                aria-describedby=described_by
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                prop:value=move || value.get()
                on:input=move |_| {
                    if let Some(input) = input.get_untracked() {
                        set.run(input.value());
                    }
                    offer();
                    scroll();
                }
                on:keydown=on_key
                on:scroll=move |_| scroll()
                on:focus=move |_| is_awaited.set(true)
                on:blur=move |_| {
                    close();
                    scroll();
                }
            />
            {move || value.with(|text| wrong.get().and_then(|wrong| marked(text, wrong))).map(|(before, wrong)| view! {
                <div class="suggest-marks" aria-hidden="true" node_ref=marks>{before}<span class="suggest-wrong">{wrong}</span></div>
            })}
            <ul class="suggestions" id="suggestions" role="listbox" aria-label="Suggestions" node_ref=list hidden=move || !is_open()>
                {move || found.get().into_iter().enumerate().map(|(place, one)| view! {
                    <li
                        class="suggestion"
                        role="option"
                        id=option_id(place)
                        aria-selected=move || (active.get() == Some(place)).to_string()
                        // The focus stays in the box.
                        on:mousedown=move |event| event.prevent_default()
                        on:click=move |_| accept(place)
                    >
                        <span>{one.label}</span>
                        <small>{kind_word(one.kind)}</small>
                    </li>
                }).collect_view()}
            </ul>
        </div>
    }
}

fn option_id(place: usize) -> String {
    format!("suggestion-{place}")
}

fn kind_word(kind: SuggestionKind) -> &'static str {
    match kind {
        SuggestionKind::Field => "field",
        SuggestionKind::Operator => "operator",
        SuggestionKind::Value => "value",
        SuggestionKind::Keyword => "keyword",
    }
}

/// Scrolls the list until an option is in its middle.
fn show(id: &str, list: NodeRef<Ul>) {
    let option = document()
        .get_element_by_id(id)
        .and_then(|option| option.dyn_into::<HtmlElement>().ok());
    if let (Some(option), Some(list)) = (option, list.get_untracked()) {
        list.set_scroll_top(option.offset_top() - list.client_height() / 2);
    }
}

/// Whether the box is where the keys go.
fn has_focus() -> bool {
    let active = document().active_element();
    active.is_some_and(|active| active.get_attribute("aria-controls").as_deref() == Some("suggestions"))
}

/// The text with the suggestion in it, and the byte behind it, where the
/// cursor belongs: a space is put between it and what comes next.
fn completed(text: &str, chosen: &Suggestion) -> (String, usize) {
    let (before, after) = match (text.get(..chosen.replace.start), text.get(chosen.replace.end..)) {
        (Some(before), Some(after)) => (before, after),
        _ => (text, ""),
    };
    let is_open = chosen.insert.ends_with(['.', '(', ':']);
    let space = match is_open || after.starts_with([' ', ')', ',']) {
        true => "",
        false => " ",
    };
    let head = format!("{before}{}{space}", chosen.insert);
    let cursor = head.len() + usize::from(!is_open && after.starts_with(' '));
    (head + after, cursor)
}

/// The text before what is wrong, and what is wrong; a blank where the text breaks off.
fn marked(text: &str, wrong: Range<usize>) -> Option<(String, String)> {
    let part = match text.get(wrong.clone())? {
        "" => "\u{a0}\u{a0}",
        part => part,
    };
    Some((text.get(..wrong.start)?.to_owned(), part.to_owned()))
}

/// The byte at which the browser's unit of that number begins; it counts in UTF-16.
fn byte_of(text: &str, units: u32) -> usize {
    let mut passed = 0;
    let letter = text.char_indices().find(|(_, letter)| {
        let is_there = passed >= units;
        passed += letter.len_utf16() as u32;
        is_there
    });
    letter.map_or(text.len(), |(at, _)| at)
}

/// How many of the browser's units stand before a byte.
fn units_before(text: &str, byte: usize) -> u32 {
    text[..text.floor_char_boundary(byte)].encode_utf16().count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_the_same_place_in_bytes_and_in_units_of_the_browser() {
        let text = "é😀a";
        for (units, byte) in [(0, 0), (1, 2), (3, 6), (4, 7)] {
            assert_eq!((byte_of(text, units), units_before(text, byte)), (byte, units));
        }
        assert_eq!(byte_of(text, u32::MAX), text.len());
        assert_eq!(byte_of(text, 2), 6, "within a letter");
    }

    #[test]
    fn a_space_follows_what_is_complete() {
        for (text, replace, insert, expected) in [
            ("par", 0..3, "params.lr", "params.lr |"),
            ("par > 1", 0..3, "params.lr", "params.lr |> 1"),
            ("me", 0..2, "metrics.", "metrics.|"),
            ("(lr)", 1..3, "params.lr", "(params.lr|)"),
            ("m < 1 AND min( = 2", 10..14, "min(", "m < 1 AND min(| = 2"),
        ] {
            let chosen = Suggestion {
                replace,
                insert: insert.to_owned(),
                label: insert.to_owned(),
                kind: SuggestionKind::Field,
            };
            let (mut text, cursor) = completed(text, &chosen);
            text.insert(cursor, '|');
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn what_is_wrong_is_marked_even_where_there_is_nothing() {
        assert_eq!(marked("a < b", 2..3), Some(("a ".to_owned(), "<".to_owned())));
        assert_eq!(marked("a <", 3..3), Some(("a <".to_owned(), "\u{a0}\u{a0}".to_owned())));
        assert_eq!(marked("a", 3..9), None);
    }
}
