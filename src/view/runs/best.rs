//! The best run by a metric, with its params.

use crate::chart::format;
use crate::query::{Cell, Column, Direction, SortKey, best_runs};
use crate::state::{ColumnOffer, Runs, use_app};
use crate::text::count;
use crate::view::widget::{Icon, RunName};
use leptos::prelude::*;

/// Ties beyond this many are counted and not named.
const MOST_NAMED: usize = 3;

/// Which run is the best, where somebody asked for it.
#[component]
pub fn BestBar(
    /// The runs that are shown.
    rows: Memo<Runs>,
    /// What is known of their columns.
    offer: Memo<ColumnOffer>,
) -> impl IntoView {
    let app = use_app();
    let asked = app.part(|workspace| workspace.table.best.clone());
    move || asked.get().map(|key| bar(key, rows, offer))
}

fn bar(key: SortKey, rows: Memo<Runs>, offer: Memo<ColumnOffer>) -> AnyView {
    let app = use_app();
    let SortKey { column, direction } = key;
    let title = match &column {
        Column::Metric(key, aggregate) => format!("{} {key}", aggregate.word()),
        column => column.title(),
    };
    let found = {
        let column = column.clone();
        Memo::new(move |_| {
            let (best, of) = rows.with(|rows| best_runs(&rows.0, &column, direction, app.now()));
            (Runs::new(best), of)
        })
    };
    let said = {
        let column = column.clone();
        move || {
            found.with(
                |(best, of)| match best.0.first().map(|run| column.cell(run, app.now())) {
                    Some(Cell::Number(value)) => format!("{} of {}:", format::value(value), count(*of, "run", "runs")),
                    _ => "No run has a value".to_owned(),
                },
            )
        }
    };
    let names = move || {
        found.with(|(best, _)| {
            let named = best.0.iter().take(MOST_NAMED);
            let named = named.map(|run| view! { <RunName run=run.clone() /> }).collect_view();
            let rest = best.0.len().saturating_sub(MOST_NAMED);
            (named, (rest > 0).then(|| format!("and {rest} more")))
        })
    };
    // Of runs that tie, the params they have in common.
    let params = move || {
        let params = offer.with(|offer| {
            let params = offer.defaults.iter().filter_map(|column| match column {
                Column::Param(name) => Some(name.clone()),
                _ => None,
            });
            params.collect::<Vec<_>>()
        });
        found.with(|(best, _)| {
            let first = best.0.first()?;
            let common = params.iter().filter_map(|name| {
                let value = first.params.get(name)?;
                let is_common = best.0.iter().all(|run| run.params.get(name) == Some(value));
                is_common.then(|| format!("{name}={value}"))
            });
            Some(common.collect::<Vec<_>>().join("  "))
        })
    };
    let select = move |_| {
        let ids = found.with_untracked(|(best, _)| best.0.iter().map(|run| run.id.clone()).collect());
        app.adjust(|workspace| workspace.runs = ids);
    };
    let compare = move |_| {
        let first = found.with_untracked(|(best, _)| best.0.first().map(|run| run.id.clone()));
        app.adjust(|workspace| workspace.baseline.0 = first);
    };
    let turn = move |word: String| {
        let direction = match word.as_str() {
            "lowest" => Direction::Ascending,
            _ => Direction::Descending,
        };
        let column = column.clone();
        app.adjust(|workspace| workspace.table.best = Some(SortKey { column, direction }));
    };
    view! {
        <div class="best-bar" role="group" aria-label="Best run">
            <Icon icon=icondata_lu::LuTrophy />
            <select class="aggregate" aria-label="Which is best" on:change:target=move |event| turn(event.target().value())>
                <option value="lowest" selected=direction == Direction::Ascending>"Lowest"</option>
                <option value="highest" selected=direction == Direction::Descending>"Highest"</option>
            </select>
            <strong>{title}</strong>
            <span role="status">{said}</span>
            {names}
            <span class="best-params quiet">{params}</span>
            <button class="button" on:click=select>"Select"</button>
            <button class="button" on:click=compare>"Baseline"</button>
            <button
                class="button"
                aria-label="Close the best run"
                on:click=move |_| app.adjust(|workspace| workspace.table.best = None)
            >
                <Icon icon=icondata_lu::LuX />
            </button>
        </div>
    }
    .into_any()
}
