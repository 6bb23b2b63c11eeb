//! The box with suggestions: what the keys do, and what assistive technology is told.

use leptos::prelude::*;
use runlens::query::{Field, Fields, suggest};
use runlens::view::{Suggest, SuggestBox};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent, KeyboardEventInit};

/// The box in a page, and the text that it gave last.
struct Mounted {
    place: HtmlElement,
    text: RwSignal<String>,
}

impl Mounted {
    fn new<M: 'static>(mount: impl FnOnce(HtmlElement, RwSignal<String>) -> M) -> (Self, M) {
        let document = document();
        let place: HtmlElement = document.create_element("div").expect("an element").unchecked_into();
        document.body().expect("a body").append_child(&place).expect("room");
        let text = RwSignal::new(String::new());
        let handle = mount(place.clone(), text);
        (Self { place, text }, handle)
    }

    fn input(&self) -> HtmlInputElement {
        self.one("input").expect("the box").unchecked_into()
    }

    fn one(&self, selector: &str) -> Option<Element> {
        self.place.query_selector(selector).expect("a good selector")
    }

    /// Types a text, with the cursor behind it.
    async fn put(&self, text: &str) {
        self.input().set_value(text);
        let event = Event::new("input").expect("an event");
        self.input().dispatch_event(&event).expect("it is taken");
        breath().await;
    }

    /// Whether the browser would have gone on to do what the key does by itself.
    async fn press(&self, key: &str) -> bool {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).expect("a key");
        let is_left = self.input().dispatch_event(&event).expect("it is taken");
        breath().await;
        is_left
    }

    fn options(&self) -> usize {
        let all = self.place.query_selector_all("[role=option]").expect("a good selector");
        all.length() as usize
    }

    fn attribute(&self, name: &str) -> Option<String> {
        self.input().get_attribute(name)
    }

    /// The label of the option that the box points to.
    fn active(&self) -> Option<String> {
        let id = self.attribute("aria-activedescendant")?;
        let option = self.one(&format!("#{id}"))?;
        assert_eq!(option.get_attribute("aria-selected").as_deref(), Some("true"));
        option.query_selector("span").expect("a good selector")?.text_content()
    }
}

async fn breath() {
    gloo_timers::future::TimeoutFuture::new(20).await;
}

#[wasm_bindgen_test]
async fn a_suggestion_is_taken_by_hand_and_enter_is_left_alone_without_one() {
    let (page, handle) = Mounted::new(|place, text| {
        let mut fields = Fields::default();
        for (name, values) in [
            ("params.lr", vec!["0.1", "0.01"]),
            ("params.layers", vec![]),
            ("metrics.loss", vec![]),
        ] {
            fields.add(&known(name), values);
        }
        let suggest = Suggest::new(move |(text, cursor): (String, usize)| suggest(&text, cursor, &fields));
        let set = Callback::new(move |typed| text.set(typed));
        leptos::mount::mount_to(place, move || {
            view! {
                <SuggestBox label="Filter" hint="" described_by="none" value=text set suggest is_awaited=RwSignal::new(false) is_ready=Signal::stored(true) wrong=Signal::stored(Some(0..2)) />
            }
        })
    });
    assert_eq!(page.attribute("role").as_deref(), Some("combobox"));
    assert_eq!(page.attribute("aria-expanded").as_deref(), Some("false"));
    assert!(
        page.press("Enter").await && page.press("Escape").await && page.press("Tab").await,
        "closed, it takes no key"
    );

    page.put("params.l").await;
    assert_eq!(page.attribute("aria-expanded").as_deref(), Some("true"));
    assert_eq!(
        (page.options() >= 2, page.active()),
        (true, None),
        "nothing is chosen unasked"
    );
    assert_eq!(
        page.one(".suggest-wrong")
            .and_then(|mark| mark.text_content())
            .as_deref(),
        Some("pa")
    );
    assert!(page.press("Enter").await, "without an option Enter is left alone");
    assert_eq!((page.options(), page.text.get_untracked()), (0, "params.l".to_owned()));

    assert!(!page.press("ArrowDown").await, "an arrow opens the list");
    assert_eq!(page.active().as_deref(), Some("params.layers"));
    page.press("ArrowUp").await;
    page.press("ArrowUp").await;
    page.press("ArrowDown").await;
    page.press("ArrowDown").await;
    assert_eq!(
        page.active().as_deref(),
        Some("params.layers"),
        "round the end and back"
    );
    page.press("ArrowDown").await;
    assert_eq!(page.active().as_deref(), Some("params.lr"));
    assert!(!page.press("Enter").await);
    assert_eq!(page.text.get_untracked(), "params.lr ");
    assert_eq!(page.input().selection_start(), Ok(Some(10)));
    assert!(page.options() > 0, "what may follow is offered at once");

    assert!(
        !page.press("Escape").await,
        "Escape closes the list and leaves the text"
    );
    assert_eq!(
        (page.options(), page.text.get_untracked()),
        (0, "params.lr ".to_owned())
    );
    page.put("params.lr = ").await;
    page.press("ArrowDown").await;
    assert!(!page.press("Tab").await, "Tab takes an option");
    assert_eq!(
        (page.options(), page.text.get_untracked()),
        (0, "params.lr = 0.01 ".to_owned())
    );

    page.put("par").await;
    let option: HtmlElement = page.one("[role=option]").expect("an option").unchecked_into();
    option.click();
    breath().await;
    assert_ne!(page.text.get_untracked(), "par", "a click takes an option");
    drop(handle);
    page.place.remove();
}

fn known(name: &str) -> Field {
    match name.split_once('.') {
        Some(("params", key)) => Field::Param(key.to_owned()),
        _ => Field::Metric(runlens::model::MetricKey::new("loss"), runlens::model::Aggregate::Last),
    }
}
