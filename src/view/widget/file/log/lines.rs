//! The lines of a log. Only those near the screen exist.

use super::reader::{Goal, Reader};
use crate::browser::frame::OncePerFrame;
use crate::state::LogRead;
use crate::text::{
    LogFrame, LogLine, LogPattern, LogPlace, LogText, Style, StyledText, count, marked, styled_line, thousands,
};
use leptos::ev::MouseEvent;
use leptos::html::Div;
use leptos::prelude::*;
use leptos_use::{UseElementSizeReturn, use_element_size};

/// The height of a line in CSS pixels; the style sheet says the same.
const LINE_PX: f64 = 18.0;
/// Letters of a line that are shown; nobody reads a line of megabytes.
const MOST_LETTERS: usize = 10_000;
/// A log of no more lines is in the page as a whole, where the browser finds words in it.
const MOST_IN_PAGE: usize = 1_000;
/// A click so near to the left edge is on the number of a line, in CSS pixels.
const GUTTER_PX: f64 = 24.0;
/// So many CSS pixels from the end still are the end.
const NEARLY_PX: f64 = 4.0;

/// A line that exists.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Shown {
    at: u64,
    length: usize,
    /// Its number in the file, from 1, when that is known.
    number: Option<usize>,
    /// What stands in it, with whether it was looked for; with a line end where another
    /// line follows.
    pieces: Vec<(StyledText, bool)>,
    is_last: bool,
}

impl Shown {
    fn new(line: LogLine<'_>, number: Option<usize>, is_last: bool, pattern: Option<&LogPattern>) -> Self {
        let letters = String::from_utf8_lossy(line.bytes);
        let mut pieces = styled_line(&letters);
        let mut room = MOST_LETTERS;
        let mut more = 0;
        for piece in &mut pieces {
            if let Some((cut, _)) = piece.text.char_indices().nth(room) {
                more += piece.text[cut..].chars().count() as u64;
                piece.text.truncate(cut);
            }
            room -= piece.text.chars().count().min(room);
        }
        let places = pattern.map(|pattern| {
            let letters: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            pattern.places(&letters)
        });
        let mut pieces = marked(pieces, &places.unwrap_or_default());
        let mut end = match more {
            0 => String::new(),
            more => format!("… and {} letters more", thousands(more)),
        };
        if !is_last {
            end.push('\n');
        }
        let style = Style::default();
        pieces.push((StyledText { style, text: end }, false));
        Self {
            at: line.at,
            length: line.bytes.len(),
            number,
            pieces,
            is_last,
        }
    }
}

/// A piece of a line.
fn piece((piece, is_marked): (StyledText, bool)) -> AnyView {
    let classes = piece.style.classes();
    match (is_marked, classes.is_empty()) {
        (true, _) => view! { <mark class=classes>{piece.text}</mark> }.into_any(),
        (false, true) => piece.text.into_any(),
        (false, false) => view! { <span class=classes>{piece.text}</span> }.into_any(),
    }
}

/// The lines of a log. Whoever stands at the end stays there while lines come; whoever
/// stands elsewhere keeps the line that is read.
#[component]
pub fn LogLines(
    /// What has been read.
    read: Signal<LogRead>,
    /// Who reads it.
    reader: Reader,
) -> impl IntoView {
    let viewport = NodeRef::<Div>::new();
    let UseElementSizeReturn { height, .. } = use_element_size(viewport);
    let text = Memo::new(move |_| read.with(|read| read.text.clone()));
    let frame = Memo::new(move |_| LogFrame {
        lines: text.with(LogText::lines),
        line: LINE_PX,
        view: height.get(),
    });
    let place = RwSignal::new(LogPlace::default());
    // The byte at which the line of that place begins: it finds the line among others.
    let anchor = StoredValue::new(0_u64);
    let moving = Moving::new(viewport);
    // The byte up to which the reader has seen the end; far behind it, where that is not
    // what is read.
    let seen_to = RwSignal::new(u64::MAX);
    let unseen = Memo::new(move |_| {
        let seen = seen_to.get();
        text.with(|text| match seen < text.to() {
            true => text.lines() - text.place_of(seen),
            false => 0,
        })
    });

    let stand = move |now: LogPlace| {
        anchor.set_value(text.with_untracked(|text| text.line(now.line as usize).map_or(text.to(), |line| line.at)));
        place.set(now);
    };
    let on_scroll = move |_| {
        if let Some(scrolled) = moving.of_a_person() {
            stand(frame.with_untracked(|frame| frame.place(scrolled)));
            let is_end = scrolled + NEARLY_PX >= moving.way();
            // A setting would be heard as a wish to go there.
            *reader.goal.write_untracked() = if is_end { Goal::End } else { Goal::Stay };
            if is_end {
                seen_to.set(text.with_untracked(LogText::to));
            }
        }
    };
    Effect::new(move || {
        let (frame, goal) = (frame.get(), reader.goal.get());
        let to = text.with(LogText::to);
        match goal {
            Goal::End => seen_to.set(to),
            Goal::Start if !read.with_untracked(LogRead::is_at_end) => seen_to.set(u64::MAX),
            Goal::Start | Goal::Stay | Goal::Line(_) => {}
        }
        let now = match goal {
            Goal::End => frame.place(frame.way()),
            Goal::Start => LogPlace::default(),
            Goal::Line(at) => {
                let line = text.with_untracked(|text| text.place_of(at)) as f64;
                let y = frame.view / 3.0;
                frame.place(frame.scrolled(LogPlace { line, y }))
            }
            Goal::Stay => {
                let old = place.get_untracked();
                let line = text.with_untracked(|text| text.place_of(anchor.get_value()));
                let line = line as f64 + old.line.fract();
                let scrolled = frame.scrolled(LogPlace { line, ..old });
                frame.place(scrolled)
            }
        };
        stand(now);
        moving.go(match goal {
            // A browser stops at its end.
            Goal::End => f64::from(i32::MAX),
            _ => frame.scrolled(now),
        });
        if matches!(goal, Goal::Start | Goal::Line(_)) {
            *reader.goal.write_untracked() = Goal::Stay;
        }
    });

    let is_all = Memo::new(move |_| frame.with(|frame| frame.lines <= MOST_IN_PAGE));
    let drawn = Memo::new(move |_| match is_all.get() {
        true => 0..frame.with(|frame| frame.lines),
        false => frame.with(|frame| frame.drawn(place.get())),
    });
    let shown = Memo::new(move |_| -> Vec<Shown> {
        let drawn = drawn.get();
        let pattern = reader.pattern.get();
        text.with(|text| {
            let number = |place: usize| (text.from() == 0).then_some(place + 1);
            let line = |place: usize| {
                let is_last = place + 1 == text.lines();
                text.line(place)
                    .map(|line| Shown::new(line, number(place), is_last, pattern.as_ref()))
            };
            drawn.filter_map(line).collect()
        })
    });
    let above = move || match is_all.get() {
        true => "0px".to_owned(),
        false => format!("{}px", -frame.get().above(place.get(), drawn.get().start)),
    };
    let columns = Memo::new(move |_| text.with(LogText::longest).min(MOST_LETTERS + 30));
    let digits = Memo::new(move |_| {
        text.with(|text| match text.from() {
            0 => text.lines().to_string().len(),
            _ => 0,
        })
    });
    view! {
            <div class="log-frame">
            <div
                class="file-text log-text"
                class:in-page=is_all
                tabindex="0"
                role="region"
                aria-label="Text of the file"
                node_ref=viewport
                on:scroll=on_scroll
                style:--log-height=move || format!("{}px", frame.get().height())
                style:--log-view=move || format!("{}px", height.get())
                style:--log-above=above
                style:--log-columns=move || columns.get().to_string()
                style:--log-digits=move || digits.get().to_string()
            >
                <div class="log-room">
                    <pre class="log-lines">
                        <span class="log-drawn">
                            <For each=move || shown.get() key=Clone::clone let:line>
                                <span
                                    class="log-line"
                                    class:found=move || reader.found.get() == Some(line.at)
                                    data-number=line.number
                                    on:click=move |event| if is_number(&event) { reader.found.set(Some(line.at)) }
                                >
    {line.pieces.into_iter().map(piece).collect_view()}
    </span>
                            </For>
                        </span>
                    </pre>
                </div>
            </div>
            <div class="log-unseen" role="status">
                {move || (unseen.get() > 0).then(|| view! {
                    <button class="button" on:click=move |_| reader.goal.set(Goal::End)>
                        {move || format!("{} · Go to end", count(unseen.get(), "new line", "new lines"))}
                    </button>
                })}
            </div>
            </div>
        }
}

/// Whether a click was on the number of a line, which is no element of its own.
fn is_number(event: &MouseEvent) -> bool {
    use wasm_bindgen::JsCast;
    let line = event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    line.is_some_and(|line| {
        let left = line.get_bounding_client_rect().left();
        f64::from(event.client_x()) - left < GUTTER_PX
    })
}

/// The scrolling of the view, by us and by a person.
#[derive(Clone, Copy)]
struct Moving {
    viewport: NodeRef<Div>,
    /// How far it shall be scrolled before the next frame is shown.
    wanted: StoredValue<Option<f64>>,
    /// How far we scrolled it last.
    set: StoredValue<f64>,
    frame: StoredValue<OncePerFrame, LocalStorage>,
}

impl Moving {
    fn new(viewport: NodeRef<Div>) -> Self {
        let (wanted, set) = (StoredValue::new(None::<f64>), StoredValue::new(-1.0));
        let work = OncePerFrame::new(move || {
            let wanted = wanted.try_update_value(Option::take).flatten();
            if let (Some(wanted), Some(Some(viewport))) = (wanted, viewport.try_get_untracked()) {
                viewport.set_scroll_top(wanted.round() as i32);
                set.set_value(f64::from(viewport.scroll_top()));
            }
        });
        Self {
            viewport,
            wanted,
            set,
            frame: StoredValue::new_local(work),
        }
    }

    /// Scrolls to there once the page has the height for it.
    fn go(self, scrolled: f64) {
        self.wanted.set_value(Some(scrolled));
        self.frame.with_value(OncePerFrame::request);
    }

    /// How far it can be scrolled.
    fn way(self) -> f64 {
        let viewport = self.viewport.get_untracked();
        viewport.map_or(0.0, |viewport| {
            f64::from(viewport.scroll_height() - viewport.client_height())
        })
    }

    /// How far a person scrolled; `None` when it was us.
    fn of_a_person(self) -> Option<f64> {
        let scrolled = f64::from(self.viewport.get_untracked()?.scroll_top());
        let is_ours = self.wanted.with_value(Option::is_some) || (scrolled - self.set.get_value()).abs() < 1.0;
        if is_ours {
            return None;
        }
        self.set.set_value(-1.0);
        Some(scrolled)
    }
}
