//! Choosing a column, and of a metric the value that stands for it.

use crate::model::Aggregate;
use crate::query::Column;
use crate::state::{ColumnOffer, column_text};
use leptos::prelude::*;

/// What an option says where no column is chosen.
const NO_COLUMN: &str = "";

/// The title of a group of columns, and which are of it.
type Group = (&'static str, fn(&Column) -> bool);

/// The groups of columns in the order of the list.
const GROUPS: [Group; 4] = [
    ("Metrics", |column| matches!(column, Column::Metric(..))),
    ("Params", |column| matches!(column, Column::Param(_))),
    ("Run", |column| {
        matches!(
            column,
            Column::Status | Column::Start | Column::Duration | Column::User | Column::Compute
        )
    }),
    ("Tags", |column| matches!(column, Column::Tag(_))),
];

/// A choice of a column.
#[component]
pub fn PickColumn(
    /// What it is chosen for.
    label: &'static str,
    /// The columns to choose from.
    offer: Memo<ColumnOffer>,
    /// The one in force.
    chosen: Memo<Option<Column>>,
    /// What choosing none is called, where that can be chosen.
    #[prop(optional)]
    none: Option<&'static str>,
    /// Chooses.
    choose: Callback<Option<Column>>,
    /// Whether nothing is chosen again at once.
    #[prop(optional)]
    forgets: bool,
) -> impl IntoView {
    // A metric by its name, whatever stands for it.
    let key = Memo::new(move |_| {
        chosen.with(|chosen| match chosen {
            Some(Column::Metric(key, _)) => Some(Column::Metric(key.clone(), Aggregate::Last)),
            other => other.clone(),
        })
    });
    let aggregate = Memo::new(move |_| {
        chosen.with(|chosen| match chosen {
            Some(Column::Metric(_, aggregate)) => Some(*aggregate),
            _ => None,
        })
    });
    // A column of the link that no run has can still be seen to be chosen.
    let unknown = Memo::new(move |_| {
        let key = key.get();
        key.filter(|key| offer.with(|offer| !offer.available.contains(key)))
    });
    let option = move |column: Column| {
        let (code, text) = (column.code(), column_text(&column));
        let is_chosen = move || key.with(|key| key.as_ref() == Some(&column));
        view! { <option value=code selected=is_chosen>{text}</option> }.into_any()
    };
    let options = move || {
        let group = |(title, is_of): Group| {
            let of_group = offer.with(|offer| {
                offer
                    .available
                    .iter()
                    .filter(|column| is_of(column))
                    .cloned()
                    .collect::<Vec<_>>()
            });
            let options = of_group.into_iter().map(option).collect_view();
            view! { <optgroup label=title>{options}</optgroup> }
        };
        GROUPS.map(group).collect_view()
    };
    let choose_column = move |code: String| {
        let column = Column::parse(&code).map(|column| match (column, aggregate.get_untracked()) {
            // One who looks at the least of one metric will of another.
            (Column::Metric(key, _), Some(aggregate)) => Column::Metric(key, aggregate),
            (column, _) => column,
        });
        choose.run(column);
    };
    let choose_aggregate = move |word: String| {
        if let (Some(Column::Metric(key, _)), Some(aggregate)) = (chosen.get_untracked(), Aggregate::parse(&word)) {
            choose.run(Some(Column::Metric(key, aggregate)));
        }
    };
    view! {
        <label class="field">
            <span>{label}</span>
            <select class="pick" on:change:target=move |event| {
                let select = event.target();
                choose_column(select.value());
                if forgets {
                    select.set_value(NO_COLUMN);
                }
            }>
                {none.map(|none| view! {
                    <option value=NO_COLUMN selected=move || key.with(Option::is_none)>{none}</option>
                })}
                {move || unknown.get().map(option)}
                {options}
            </select>
        </label>
        {move || aggregate.get().is_some().then(|| view! {
            <span class="field">
            <select
                aria-label=format!("Value of the metric for {label}")
                on:change:target=move |event| choose_aggregate(event.target().value())
            >
                {Aggregate::ALL.map(|one| view! {
                    <option value=one.word() selected=move || aggregate.get() == Some(one)>{one.word()}</option>
                })}
            </select>
            </span>
        })}
    }
}
