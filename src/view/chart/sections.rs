//! Many charts, in sections that fold, and a search among them.

use crate::model::MetricKey;
use crate::query::{NameSearch, Section, in_sections};
use crate::state::use_app;
use crate::text::{count, thousands};
use crate::view::widget::Empty;
use leptos::html::Details;
use leptos::prelude::*;
use std::hash::Hash;

/// With fewer charts than this there is nothing to search.
const SEARCHED_FROM: usize = 7;

/// Makes the card of a chart.
pub type SectionCard<T> = Box<dyn Fn(MetricKey, T) -> AnyView>;

/// What of the charts is seen.
#[derive(Clone, PartialEq)]
struct Found<T> {
    sections: Vec<(Section, Vec<(MetricKey, T)>)>,
    shown: usize,
}

/// A card for each of some metrics. What goes with a metric decides what card it has.
pub fn chart_sections<T>(charts: Memo<Vec<(MetricKey, T)>>, card: SectionCard<T>) -> AnyView
where
    T: Clone + Eq + Hash + Send + Sync + 'static,
{
    let app = use_app();
    let find = app.part(|workspace| workspace.sections.find.clone());
    let large = app.part(|workspace| workspace.one_chart.metric.clone());
    let card = StoredValue::new_local(card);
    let all = Memo::new(move |_| charts.with(Vec::len));
    let found = Memo::new(move |_| {
        let search = NameSearch::new(&find.get());
        let is_large = |key: &MetricKey| large.with(|large| large.as_deref() == Some(key.as_str()));
        charts.with(|charts| {
            let sections = in_sections(charts, |chart| &chart.0);
            let is_seen = |chart: &&(MetricKey, T)| search.finds(chart.0.as_str()) || is_large(&chart.0);
            let sections: Vec<_> = sections
                .into_iter()
                .map(|(section, charts)| (section, charts.into_iter().filter(is_seen).cloned().collect::<Vec<_>>()))
                .filter(|(_, charts)| !charts.is_empty())
                .collect();
            let shown = sections.iter().map(|(_, charts)| charts.len()).sum();
            Found { sections, shown }
        })
    });
    let shown = Memo::new(move |_| found.with(|found| found.shown));
    let is_searched = Memo::new(move |_| all.get() >= SEARCHED_FROM || !find.with(String::is_empty));
    let names = Memo::new(move |_| {
        let sections = found.with(|found| found.sections.iter().map(|(section, _)| section.clone()).collect());
        let sections: Vec<Section> = sections;
        sections
    });
    let of_section = move |section: Section| {
        Memo::new(move |_| {
            found.with(|found| {
                let of = found.sections.iter().find(|(known, _)| *known == section);
                of.map(|(_, charts)| charts.clone()).unwrap_or_default()
            })
        })
    };
    view! {
        <div class="toolbar chart-search" hidden=move || !is_searched.get()>
            <input
                type="search"
                class="search"
                placeholder="Find charts"
                aria-label="Find charts"
                title="Words of the name, or a regular expression"
                prop:value=move || find.get()
                on:input:target=move |event| {
                    let text = event.target().value();
                    app.adjust(|workspace| workspace.sections.find = text);
                }
            />
            <span class="quiet" role="status">
                {move || match (shown.get(), all.get()) {
                    (shown, all) if shown == all => count(all, "chart", "charts"),
                    (shown, all) => format!("{} of {}", thousands(shown as u64), count(all, "chart", "charts")),
                }}
            </span>
        </div>
        {move || (shown.get() == 0 && all.get() > 0).then(|| view! {
            <Empty title="No chart matches" advice="Change or clear the search." />
        })}
        <For each=move || names.get() key=Clone::clone let:section>
            {section_view(section.clone(), of_section(section), card)}
        </For>
    }
    .into_any()
}

fn section_view<T>(
    section: Section,
    charts: Memo<Vec<(MetricKey, T)>>,
    card: StoredValue<SectionCard<T>, LocalStorage>,
) -> AnyView
where
    T: Clone + Eq + Hash + Send + Sync + 'static,
{
    let cards = move || {
        view! {
            <div class="chart-grid">
                // A card stays as it is while its numbers change.
                <For each=move || charts.get() key=Clone::clone let((key, kind))>
                    {card.with_value(|card| card(key, kind))}
                </For>
            </div>
        }
    };
    if section == Section::All {
        return cards().into_any();
    }
    let app = use_app();
    let is_system = section == Section::System;
    // What is within a closed fold is not shown, be it as large as the window.
    let large = app.part(|workspace| workspace.one_chart.metric.clone());
    let has_large = Memo::new(move |_| {
        let large = large.get();
        large.is_some_and(|large| charts.with(|charts| charts.iter().any(|(key, _)| key.as_str() == large)))
    });
    let code = StoredValue::new(section.code().to_owned());
    let folded = app.part(move |workspace| code.with_value(|code| workspace.sections.is_folded(code)));
    // The machine is looked at now and then, and has many charts.
    let was_opened = RwSignal::new(false);
    let is_open = Memo::new(move |_| has_large.get() || if is_system { was_opened.get() } else { !folded.get() });
    let root = NodeRef::<Details>::new();
    let on_toggle = move |_| {
        let Some(open) = root.get_untracked().map(|details| details.open()) else {
            return;
        };
        if open == is_open.get_untracked() {
            return;
        }
        if is_system {
            was_opened.set(open);
        } else {
            code.with_value(|code| app.adjust(|workspace| workspace.sections.fold(code, !open)));
        }
    };
    let title = section.title().to_owned();
    view! {
        <details
            class="chart-section"
            class:system-metrics=is_system
            node_ref=root
            prop:open=is_open
            on:toggle=on_toggle
        >
            <summary>{move || format!("{title} ({})", thousands(charts.with(Vec::len) as u64))}</summary>
            {cards()}
        </details>
    }
    .into_any()
}
