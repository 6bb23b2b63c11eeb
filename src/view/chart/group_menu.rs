//! Choosing by what runs are put together in charts, and how a group is drawn.

use crate::chart::{Center, Grid, Spread};
use crate::query::{GroupKey, group_keys, pattern_problem};
use crate::state::{Grouping, Runs, use_app};
use crate::view::widget::Menu;
use leptos::prelude::*;

/// The menu of groups.
#[component]
pub fn GroupMenu(
    /// The runs that are put together.
    #[prop(into)]
    runs: Signal<Runs>,
) -> impl IntoView {
    let app = use_app();
    let grouping = app.part(|workspace| workspace.grouping.clone());
    let label = Signal::derive(move || {
        grouping.with(|grouping| match &grouping.by[..] {
            [] => "Group".to_owned(),
            keys => format!("By {}", keys.iter().map(GroupKey::title).collect::<Vec<_>>().join(", ")),
        })
    });
    let change = move |change: &dyn Fn(&mut Grouping)| app.adjust(|workspace| change(&mut workspace.grouping));
    view! {
        <Menu label icon=icondata_lu::LuGroup title="Groups of runs">
            <div class="menu-head">
                <p class="menu-title">"One line for all runs with the same"</p>
                <button class="button" on:click=move |_| change(&|grouping| grouping.by.clear())>"None"</button>
            </div>
            <KeyList runs grouping />
            <NamePattern grouping />
            {choice("Line", Center::ALL.map(|one| (one.word(), one.label())), grouping, |grouping| grouping.center.word(),
                |grouping, place| grouping.center = Center::ALL[place])}
            {choice("Band", Spread::ALL.map(|one| (one.word(), one.label())), grouping, |grouping| grouping.spread.word(),
                |grouping, place| grouping.spread = Spread::ALL[place])}
            {choice("Match x", Grid::ALL.map(|one| (one.word(), one.label())), grouping, |grouping| grouping.grid.word(),
                |grouping, place| grouping.grid = Grid::ALL[place])}
            <label class="field">
                <input
                    type="checkbox"
                    prop:checked=move || grouping.with(|grouping| grouping.members)
                    on:change:target=move |event| {
                        let members = event.target().checked();
                        change(&|grouping| grouping.members = members);
                    }
                />
                <span>"Show the runs behind"</span>
            </label>
        </Menu>
    }
}

/// What the runs differ in, to tick.
#[component]
fn KeyList(runs: Signal<Runs>, grouping: Memo<Grouping>) -> impl IntoView {
    let app = use_app();
    let keys = Memo::new(move |_| {
        let mut keys = runs.with(|runs| group_keys(&runs.0));
        // What was chosen stays, also when these runs are all alike in it.
        for key in grouping.with_untracked(|grouping| grouping.by.clone()) {
            if matches!(key, GroupKey::Column(_)) && !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    });
    let option = move |key: GroupKey| {
        let title = key.title();
        let is_chosen = {
            let key = key.clone();
            move || grouping.with(|grouping| grouping.by.contains(&key))
        };
        let toggle = move |_| {
            app.adjust(|workspace| {
                let by = &mut workspace.grouping.by;
                match by.iter().position(|chosen| *chosen == key) {
                    Some(place) => drop(by.remove(place)),
                    None => by.push(key.clone()),
                }
            });
        };
        view! {
            <li>
                <label class="menu-item">
                    <input type="checkbox" prop:checked=is_chosen on:change=toggle />
                    <span>{title}</span>
                </label>
            </li>
        }
    };
    view! {
        {move || keys.with(Vec::is_empty).then(|| view! { <p class="quiet">"These runs differ in no param and no tag."</p> })}
        <ul class="menu-list group-keys">
            <For each=move || keys.get() key=GroupKey::code children=option />
        </ul>
    }
}

/// A regular expression over the names of the runs.
#[component]
fn NamePattern(grouping: Memo<Grouping>) -> impl IntoView {
    let app = use_app();
    let is_name = |key: &GroupKey| matches!(key, GroupKey::Name(_));
    let pattern = Memo::new(move |_| {
        grouping.with(|grouping| {
            let mut names = grouping.by.iter().filter_map(|key| match key {
                GroupKey::Name(pattern) => Some(pattern.clone()),
                GroupKey::Column(_) => None,
            });
            names.next().unwrap_or_default()
        })
    });
    view! {
        <label class="field group-pattern">
            <span>"Part of the name"</span>
            <input
                type="text"
                spellcheck="false"
                autocapitalize="off"
                placeholder="such as ^[a-z]+"
                title="A regular expression; what it finds in the name, or what its first brackets find, tells groups apart"
                aria-describedby="group-pattern-problem"
                prop:value=move || pattern.get()
                on:change:target=move |event| {
                    let text = event.target().value();
                    app.adjust(|workspace| {
                        workspace.grouping.by.retain(|key| !is_name(key));
                        if !text.is_empty() {
                            workspace.grouping.by.push(GroupKey::Name(text.clone()));
                        }
                    });
                }
            />
        </label>
        <p class="field-fault" id="group-pattern-problem" role="status">
            {move || pattern.with(|pattern| pattern_problem(pattern))}
        </p>
    }
}

fn choice<const N: usize>(
    label: &'static str,
    options: [(&'static str, &'static str); N],
    grouping: Memo<Grouping>,
    chosen: fn(&Grouping) -> &'static str,
    choose: fn(&mut Grouping, usize),
) -> AnyView {
    let app = use_app();
    view! {
        <label class="field">
            <span>{label}</span>
            <select on:change:target=move |event| {
                let word = event.target().value();
                if let Some(place) = options.iter().position(|option| option.0 == word) {
                    app.adjust(|workspace| choose(&mut workspace.grouping, place));
                }
            }>
                {options.map(|(word, label)| view! {
                    <option value=word selected=move || grouping.with(chosen) == word>{label}</option>
                })}
            </select>
        </label>
    }
    .into_any()
}
