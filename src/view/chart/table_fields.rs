//! Choosing what of a table is drawn, and how.

use crate::state::{TableHead, TableLook, TablePicture, use_app};
use crate::view::widget::Menu;
use leptos::prelude::*;
use std::sync::Arc;

/// The menu of a table that is not drawn.
#[component]
pub fn TableTools(
    /// The name of the metric.
    metric: String,
    /// Its columns.
    columns: Arc<[TableHead]>,
) -> impl IntoView {
    let title = format!("Options of {metric}");
    view! {
        <div class="chart-tools">
            <Menu label="" icon=icondata_lu::LuEllipsis title>
                <TableFields metric=metric.clone() columns=columns.clone() />
            </Menu>
        </div>
    }
}

/// What a table is drawn as, and which of its columns.
#[component]
pub fn TableFields(
    /// The name of the metric.
    metric: String,
    /// Its columns.
    columns: Arc<[TableHead]>,
) -> impl IntoView {
    let app = use_app();
    let metric = StoredValue::new(metric);
    let picture = app.part(move |workspace| metric.with_value(|metric| workspace.tables.of(metric)));
    let change = move |change: &dyn Fn(&mut TablePicture)| {
        let mut workspace = app.workspace().get_untracked();
        metric.with_value(|metric| {
            let mut picture = workspace.tables.of(metric);
            change(&mut picture);
            workspace.tables.set(metric, picture);
        });
        app.go(workspace);
    };
    let column = move |label: &'static str, none: &'static str, options: Vec<String>, part: Part| {
        let chosen = Memo::new(move |_| picture.with(|picture| part.of(picture).clone().unwrap_or_default()));
        let option = move |name: String| {
            let value = name.clone();
            view! { <option value=value.clone() selected=move || chosen.with(|chosen| *chosen == value)>{name}</option> }
        };
        view! {
            <label class="field">
                <span>{label}</span>
                <select on:change:target=move |event| {
                    let value = event.target().value();
                    change(&|picture| *part.of_mut(picture) = (!value.is_empty()).then(|| value.clone()));
                }>
                    <option value="" selected=move || chosen.with(String::is_empty)>{none}</option>
                    {options.into_iter().map(option).collect_view()}
                </select>
            </label>
        }
    };
    let all = || columns.iter().map(|head| head.name.clone()).collect::<Vec<_>>();
    let numbers = columns
        .iter()
        .filter(|head| head.is_number)
        .map(|head| head.name.clone());
    let look = Memo::new(move |_| picture.with(|picture| picture.look));
    view! {
        <label class="field">
            <span>"Draw as"</span>
            <select on:change:target=move |event| {
                let word = event.target().value();
                let mut looks = TableLook::ALL.into_iter();
                let look = looks.find(|look| look.word() == word).unwrap_or_default();
                change(&|picture| picture.look = look);
            }>
                {TableLook::ALL.map(|one| view! {
                    <option value=one.word() selected=move || look.get() == one>{one.label()}</option>
                })}
            </select>
        </label>
        {column("X column", "The first", all(), Part::X)}
        {column("Y column", "The next of numbers", numbers.collect(), Part::Y)}
        {column("One line for each", "None", all(), Part::By)}
    }
}

/// A column that is chosen.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    X,
    Y,
    By,
}

impl Part {
    fn of(self, picture: &TablePicture) -> &Option<String> {
        match self {
            Self::X => &picture.x,
            Self::Y => &picture.y,
            Self::By => &picture.by,
        }
    }

    fn of_mut(self, picture: &mut TablePicture) -> &mut Option<String> {
        match self {
            Self::X => &mut picture.x,
            Self::Y => &mut picture.y,
            Self::By => &mut picture.by,
        }
    }
}
