//! One run in the table.

use super::header::column_kind;
use crate::browser::clock;
use crate::chart::format;
use crate::model::{MetricKind, Run};
use crate::query::{Cell, Column};
use crate::state::use_app;
use crate::text::{instant, short_instant};
use crate::view::widget::{Icon, RunName, Status};
use leptos::prelude::*;
use std::sync::Arc;

/// One run in the table.
#[component]
pub fn RunRow(
    /// Which run.
    run: Arc<Run>,
    /// Its place in the order, from 0.
    place: usize,
    /// How many of its ancestors stand above it.
    depth: u8,
    /// The columns behind the name.
    columns: Memo<Vec<Column>>,
) -> impl IntoView {
    let app = use_app();
    let id = run.id.clone();
    let picked = app.part({
        let id = id.clone();
        move |workspace| workspace.runs.contains(&id)
    });
    let label = format!("Select {}", run.name);
    let is_child = run.parent_id.is_some();
    let cells = {
        let run = run.clone();
        move || {
            columns.with(|columns| {
                columns
                    .iter()
                    .map(|column| view! { <RunCell run=run.clone() column=column.clone() /> })
                    .collect_view()
            })
        }
    };
    view! {
        // The heading is row 1.
        <tr aria-rowindex=place + 2 class:picked=picked aria-selected=move || picked.get().to_string()>
            <th scope="row" class="col-name">
                <span class="name-cell" style:padding-left=format!("{}px", u32::from(depth.saturating_sub(1)) * 14)>
                    <input
                        type="checkbox"
                        aria-label=label
                        prop:checked=picked
                        on:change=move |_| app.adjust(|workspace| workspace.toggle_run(&id))
                    />
                    {is_child.then(|| view! {
                        <span class="child-sign" title="Child run"><Icon icon=icondata_lu::LuCornerDownRight /></span>
                    })}
                    <RunName run=run.clone() />
                </span>
            </th>
            {cells}
        </tr>
    }
}

#[component]
fn RunCell(run: Arc<Run>, column: Column) -> impl IntoView {
    let kind = column_kind(&column);
    if column == Column::Status {
        return view! { <td class="col-status"><Status status=run.status.clone() /></td> }.into_any();
    }
    let app = use_app();
    let now = app.now();
    match column.cell(&run, now) {
        Cell::Missing if wants_points(&column, &run) => view! { <PointsCell run column /> }.into_any(),
        Cell::Missing => view! { <td class=format!("col-{kind}")></td> }.into_any(),
        Cell::Number(value) => view! {
            <td class=format!("number col-{kind}") title=value.to_string()>{number(&column, &run, value)}</td>
        }
        .into_any(),
        Cell::Text(text) => view! {
            <td class=format!("col-{kind}") title=text.to_string()>{text.to_string()}</td>
        }
        .into_any(),
        Cell::Instant(at) => view! {
            <td class=format!("col-{kind}")>
                <time datetime=at.to_rfc3339() title=instant(at, clock::utc_offset_minutes(at.0 as f64))>
                    {short_instant(at, now, clock::utc_offset_minutes(at.0 as f64))}
                </time>
            </td>
        }
        .into_any(),
        Cell::Duration(ms) => view! { <td class="number col-duration">{format::duration(ms as f64)}</td> }.into_any(),
    }
}

/// Whether the cell can be told from the points of a series that the source
/// did not summarise.
fn wants_points(column: &Column, run: &Run) -> bool {
    let Column::Metric(key, _) = column else {
        return false;
    };
    run.metrics
        .get(key)
        .is_some_and(|summary| summary.kind == MetricKind::Series)
}

/// A value that is computed from all points of a series, while its row is on
/// the screen.
#[component]
fn PointsCell(run: Arc<Run>, column: Column) -> impl IntoView {
    let Column::Metric(key, aggregate) = column else {
        return ().into_any();
    };
    let Some(Ok(catalog)) = use_app().catalog() else {
        return view! { <td class="col-metric"></td> }.into_any();
    };
    let summary = catalog.summary(&run, &key);
    let title = {
        let summary = summary.clone();
        move || {
            summary.with(|summary| match (summary.shown(), summary.error()) {
                (Some(summary), _) => summary.value(aggregate).map(|value| value.to_string()),
                (None, Some(error)) => Some(error.to_string()),
                (None, None) => Some("Computing from all points".to_owned()),
            })
        }
    };
    let text = move || {
        summary.with(|summary| match (summary.shown(), summary.error()) {
            (Some(summary), _) => summary.value(aggregate).map(format::value).unwrap_or_default(),
            (None, Some(_)) => "?".to_owned(),
            (None, None) => "…".to_owned(),
        })
    };
    view! { <td class="number col-metric" title=title>{text}</td> }.into_any()
}

/// A param is shown as it was logged, a metric to the digits that matter.
fn number(column: &Column, run: &Run, value: f64) -> String {
    match column {
        Column::Param(name) => run.params.get(name).map(ToString::to_string).unwrap_or_default(),
        _ => format::value(value),
    }
}
