//! Choosing by what runs are put together, in the table as in charts.

use crate::query::{GroupKey, group_keys, pattern_problem};
use crate::state::{Runs, use_app};
use leptos::prelude::*;

/// What a button says that opens such a choice.
pub fn group_label(by: &[GroupKey]) -> String {
    match by {
        [] => "Group".to_owned(),
        keys => format!("By {}", keys.iter().map(GroupKey::title).collect::<Vec<_>>().join(", ")),
    }
}

/// The choice of what runs of a group have in common.
#[component]
pub fn GroupBy(
    /// The runs that are put together.
    #[prop(into)]
    runs: Signal<Runs>,
    /// What stands above it.
    title: &'static str,
    /// With what the ids of its elements begin.
    id: &'static str,
) -> impl IntoView {
    let app = use_app();
    let by = app.part(|workspace| workspace.grouping.by.clone());
    view! {
        <div class="menu-head">
            <p class="menu-title">{title}</p>
            <button class="button" on:click=move |_| app.adjust(|workspace| workspace.regroup(Vec::clear))>"None"</button>
        </div>
        <KeyList runs by />
        <NamePattern by id />
    }
}

/// What the runs differ in, to tick.
#[component]
fn KeyList(runs: Signal<Runs>, by: Memo<Vec<GroupKey>>) -> impl IntoView {
    let app = use_app();
    let keys = Memo::new(move |_| {
        let mut keys = runs.with(|runs| group_keys(&runs.0));
        // What was chosen stays, also when these runs are all alike in it.
        for key in by.get_untracked() {
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
            move || by.with(|by| by.contains(&key))
        };
        let toggle = move |_| {
            app.adjust(|workspace| {
                workspace.regroup(|by| match by.iter().position(|chosen| *chosen == key) {
                    Some(place) => drop(by.remove(place)),
                    None => by.push(key.clone()),
                });
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
fn NamePattern(by: Memo<Vec<GroupKey>>, id: &'static str) -> impl IntoView {
    let app = use_app();
    let is_name = |key: &GroupKey| matches!(key, GroupKey::Name(_));
    let pattern = Memo::new(move |_| {
        by.with(|by| {
            let mut names = by.iter().filter_map(|key| match key {
                GroupKey::Name(pattern) => Some(pattern.clone()),
                GroupKey::Column(_) => None,
            });
            names.next().unwrap_or_default()
        })
    });
    let problem_id = format!("{id}-problem");
    view! {
        <label class="field group-pattern">
            <span>"Part of the name"</span>
            <input
                type="text"
                spellcheck="false"
                autocapitalize="off"
                placeholder="such as ^[a-z]+"
                title="A regular expression; what it finds in the name, or what its first brackets find, tells groups apart"
                aria-describedby=problem_id.clone()
                prop:value=move || pattern.get()
                on:change:target=move |event| {
                    let text = event.target().value();
                    app.adjust(|workspace| {
                        workspace.regroup(|by| {
                            by.retain(|key| !is_name(key));
                            if !text.is_empty() {
                                by.push(GroupKey::Name(text));
                            }
                        });
                    });
                }
            />
        </label>
        <p class="field-fault" id=problem_id.clone() role="status">
            {move || pattern.with(|pattern| pattern_problem(pattern))}
        </p>
    }
}
