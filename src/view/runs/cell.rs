//! One cell of the table of runs.

use super::delta::{as_base, compared, exact, number_of};
use super::header::column_kind;
use super::look::Look;
use super::table::ShownColumn;
use crate::browser::clock;
use crate::chart::format;
use crate::model::{MetricKind, Run};
use crate::query::{AlarmKind, Cell, Column, is_not_finite};
use crate::state::{Workspace, use_app};
use crate::text::{count, instant, short_instant};
use crate::view::widget::{Icon, Status};
use leptos::prelude::*;
use std::sync::Arc;

/// The cell of a run in a column; a metric is compared with that of the baseline.
pub fn run_cell(run: &Arc<Run>, shown: &ShownColumn, look: &Look) -> AnyView {
    let column = &shown.column;
    let now = use_app().time_for(run);
    if *column == Column::Status {
        let status = view! { {not_finite_sign(run)}<Status status=run.status.clone() /> }.into_any();
        return cell(shown, false, None, status);
    }
    match column.cell(run, now) {
        Cell::Missing if wants_points(column, run) => points_cell(run, shown, look),
        Cell::Missing => cell(shown, false, None, ().into_any()),
        Cell::Number(value) => {
            let said = number(column, run, value, look).into_any();
            number_cell(run, shown, (value, said), look)
        }
        Cell::Text(text) => cell(shown, false, Some(text.to_owned()), text.to_owned().into_any()),
        Cell::Instant(at) => {
            let offset = clock::utc_offset_minutes(at.0 as f64);
            let time = view! {
                <time datetime=at.to_rfc3339() title=instant(at, offset)>{short_instant(at, now, offset)}</time>
            };
            cell(shown, false, None, time.into_any())
        }
        Cell::Duration(ms) => cell(shown, true, None, format::duration(ms as f64).into_any()),
    }
}

/// The sign of a run that logged NaN or infinity, unless such warnings are hidden.
fn not_finite_sign(run: &Run) -> Option<AnyView> {
    let tells = |here: &Workspace| here.quiet.tells(AlarmKind::NotFinite);
    if !use_app().workspace().with_untracked(tells) {
        return None;
    }
    let mut odd = run
        .metrics
        .iter()
        .filter(|(key, summary)| !key.is_system() && is_not_finite(summary));
    let (first, others) = (odd.next()?.0, odd.count());
    let said = match others {
        0 => format!("{first} holds NaN or infinity"),
        more => format!(
            "{first} and {} hold NaN or infinity",
            count(more, "other metric", "other metrics")
        ),
    };
    let sign = view! {
        <span class="alarm-sign" role="img" aria-label=said.clone() title=said>
            <Icon icon=icondata_lu::LuTriangleAlert />
        </span>
    };
    Some(sign.into_any())
}

/// The cell of a number: as it is written, and how far it is from the number of
/// the baseline, which says of itself that it is it.
fn number_cell(run: &Run, shown: &ShownColumn, (value, said): (f64, AnyView), look: &Look) -> AnyView {
    let level = look.level(&shown.column, value);
    let (Column::Metric(key, _), Some(base)) = (&shown.column, &look.baseline) else {
        return shaded_cell(shown, Some(value.to_string()), said, level);
    };
    let is_base = base.id == run.id;
    let of_base = number_of(base, &shown.column);
    let said = match of_base {
        _ if is_base => as_base(said),
        Some(of_base) => compared(said, value, of_base, key),
        None => said,
    };
    shaded_cell(shown, Some(exact(value, of_base.filter(|_| !is_base))), said, level)
}

/// A cell with a number in it, and how deep its colour is, from 0 to 1.
pub fn shaded_cell(shown: &ShownColumn, title: Option<String>, content: AnyView, level: Option<f64>) -> AnyView {
    let mut class = cell_class(shown, true);
    if level.is_some() {
        class += " shaded";
    }
    view! {
        <td
            class=class
            style:left=shown.left()
            style:--share=level.map(|level| format!("{level:.3}"))
            aria-colindex=shown.place + 1
            title=title
        >
            {content}
        </td>
    }
    .into_any()
}

/// A cell with what stands in it.
pub fn cell(shown: &ShownColumn, is_number: bool, title: Option<String>, content: AnyView) -> AnyView {
    view! {
        <td
            class=cell_class(shown, is_number)
            style:left=shown.left()
            aria-colindex=shown.place + 1
            title=title
        >
            {content}
        </td>
    }
    .into_any()
}

fn cell_class(shown: &ShownColumn, is_number: bool) -> String {
    let mut class = format!("col-{}", column_kind(&shown.column));
    if shown.pinned_at.is_some() {
        class += " pinned";
    }
    if is_number {
        class += " number";
    }
    class
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
fn points_cell(run: &Arc<Run>, shown: &ShownColumn, look: &Look) -> AnyView {
    let baseline = look.baseline.as_ref();
    let (Column::Metric(key, aggregate), Some(Ok(catalog))) = (&shown.column, use_app().catalog()) else {
        return cell(shown, false, None, ().into_any());
    };
    let aggregate = *aggregate;
    let summary = catalog.summary(run, key);
    // What the baseline has may have to be computed as well.
    let is_base = baseline.is_some_and(|base| base.id == run.id);
    let of_base = baseline.map(|base| {
        let known = number_of(base, &shown.column);
        let computed = (known.is_none() && wants_points(&shown.column, base)).then(|| catalog.summary(base, key));
        move || match (known, &computed) {
            (None, Some(summary)) => {
                summary.with(|summary| summary.shown().and_then(|summary| summary.value(aggregate)))
            }
            (known, _) => known,
        }
    });
    let (key, column, look) = (key.clone(), shown.column.clone(), look.clone());
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
            (Some(summary), _) => {
                let value = summary.value(aggregate);
                let said = value
                    .map(|value| look.text(&column, value))
                    .unwrap_or_default()
                    .into_any();
                match (value, of_base.as_ref().and_then(|of_base| of_base())) {
                    (Some(_), _) if is_base => as_base(said),
                    (Some(value), Some(base)) => compared(said, value, base, &key),
                    _ => said,
                }
            }
            (None, Some(_)) => "?".into_any(),
            (None, None) => "…".into_any(),
        })
    };
    view! {
        <td class=cell_class(shown, true) style:left=shown.left() aria-colindex=shown.place + 1 title=title>{text}</td>
    }
    .into_any()
}

/// A param is shown as it was logged, a metric to the digits that matter, unless
/// somebody chose another way.
fn number(column: &Column, run: &Run, value: f64, look: &Look) -> String {
    match column {
        Column::Param(name) if !look.is_chosen(column) => {
            run.params.get(name).map(ToString::to_string).unwrap_or_default()
        }
        _ => look.text(column, value),
    }
}
