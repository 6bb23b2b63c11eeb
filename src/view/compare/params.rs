//! One property a row, one run a column; what differs is marked.

use crate::chart::format;
use crate::model::{Aggregate, Run};
use crate::state::Runs;
use crate::view::widget::{Icon, RunName, Status};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What stands in the rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// Input settings.
    Params,
    /// The last value of each metric.
    Metrics,
    /// Labels.
    Tags,
}

impl Rows {
    fn names(self, run: &Run) -> Vec<String> {
        match self {
            Self::Params => run.params.keys().cloned().collect(),
            Self::Metrics => run
                .metrics
                .iter()
                .filter(|(_, summary)| summary.value(Aggregate::Last).is_some())
                .map(|(key, _)| key.to_string())
                .collect(),
            Self::Tags => run.tags.keys().cloned().collect(),
        }
    }

    /// The text of a cell, and its exact form.
    fn cell(self, run: &Run, name: &str) -> Option<(String, String)> {
        match self {
            Self::Params => run.params.get(name).map(|value| (value.to_string(), value.to_string())),
            Self::Metrics => {
                let key = crate::model::MetricKey::new(name);
                let value = run.metrics.get(&key)?.value(Aggregate::Last)?;
                Some((format::value(value), value.to_string()))
            }
            Self::Tags => run.tags.get(name).map(|value| (value.clone(), value.clone())),
        }
    }
}

type Row = (String, Vec<Option<(String, String)>>, bool);

/// A table with a row for each name and a column for each run.
#[component]
pub fn SideBySide(
    /// What it shows.
    title: &'static str,
    /// What stands in the rows.
    rows: Rows,
    /// The runs, in order.
    runs: Memo<Runs>,
    /// Whether rows that are the same in all runs are left out.
    differences_only: Memo<bool>,
) -> impl IntoView {
    let table = Memo::new(move |_| -> Vec<Row> {
        runs.with(|runs| {
            let mut names = BTreeSet::new();
            names.extend(runs.0.iter().flat_map(|run| rows.names(run)));
            names
                .into_iter()
                .map(|name| {
                    let cells: Vec<_> = runs.0.iter().map(|run| rows.cell(run, &name)).collect();
                    let differs = cells.windows(2).any(|pair| pair[0] != pair[1]);
                    (name, cells, differs)
                })
                .collect()
        })
    });
    let is_numeric = rows == Rows::Metrics;
    let shown = move || {
        let only = differences_only.get();
        table.with(|table| table.iter().filter(|row| row.2 || !only).cloned().collect::<Vec<_>>())
    };
    let differing = move || table.with(|table| table.iter().filter(|row| row.2).count());
    view! {
        <section class="card" aria-label=title hidden=move || table.with(Vec::is_empty)>
            <header class="card-head">
                <h2>{title}</h2>
                <span class="quiet">
                    {move || format!("{} of {} differ", differing(), table.with(Vec::len))}
                </span>
            </header>
            <div class="table-scroll" tabindex="0" role="region" aria-label=format!("{title} side by side")>
                <table class="table side-by-side">
                    <thead>
                        <tr>
                            <th scope="col">"Name"</th>
                            <For each=move || runs.get().0.to_vec() key=|run| (run.id.clone(), run.name.clone()) let:run>
                                {
                                    let id = run.id.clone();
                                    let status = Memo::new(move |_| runs.with(|runs| {
                                        let now = runs.0.iter().find(|run| run.id == id);
                                        now.map(|run| run.status.clone())
                                    }));
                                    view! {
                                        <th scope="col">
                                            <RunName run />
                                            {move || status.get().map(|status| view! { <Status status /> })}
                                        </th>
                                    }
                                }
                            </For>
                        </tr>
                    </thead>
                    <tbody>
                        // A row stays while it says the same.
                        <For each=shown key=Clone::clone let((name, cells, differs))>
                            <tr class:differs=differs>
                                <th scope="row">
                                    <span class="row-title">
                                        {name}
                                        {differs.then(|| view! {
                                            <span class="differs-sign" title="Differs between the runs" role="img" aria-label="differs">
                                                <Icon icon=icondata_lu::LuEqualNot />
                                            </span>
                                        })}
                                    </span>
                                </th>
                                {cells.into_iter().map(|cell| {
                                    let (shown, exact) = cell.unzip();
                                    view! { <td class:number=is_numeric title=exact>{shown}</td> }
                                }).collect_view()}
                            </tr>
                        </For>
                    </tbody>
                </table>
            </div>
        </section>
    }
}
