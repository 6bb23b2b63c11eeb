//! One cell of a group of runs in the table.

use super::cell::{cell, run_cell, shaded_cell};
use super::delta::{compared, number_of};
use super::look::Look;
use super::table::ShownColumn;
use crate::browser::clock;
use crate::chart::format;
use crate::model::{RunStatus, Timestamp};
use crate::query::{Column, Numbers, Pooled, RunGroup, Stat};
use crate::state::use_app;
use crate::text::{count, instant, short_instant};
use crate::view::widget::StatusCount;
use leptos::prelude::*;

/// The cell of a group in a column.
pub fn group_cell(group: &RunGroup, shown: &ShownColumn, stat: Stat, look: &Look) -> AnyView {
    let app = use_app();
    let [first, ..] = &group.runs[..] else {
        return cell(shown, false, None, ().into_any());
    };
    if group.runs.len() == 1 {
        return run_cell(first, shown, look);
    }
    if shown.column == Column::Status {
        return cell(shown, false, None, states(group));
    }
    let live = group.runs.iter().find(|run| run.status.is_live());
    let now = app.time_for(live.unwrap_or(first));
    let number = |numbers: &Numbers, format: &dyn Fn(f64) -> String, level: Option<f64>| {
        let said = view! { <small class="stat">{stat.word()}</small> " " {format(numbers.value)} };
        let said = said.into_any();
        let said = match (
            &shown.column,
            look.baseline.as_ref().and_then(|base| number_of(base, &shown.column)),
        ) {
            (Column::Metric(key, _), Some(base)) => compared(said, numbers.value, base, key),
            _ => said,
        };
        shaded_cell(shown, Some(hint(numbers, stat, group.runs.len(), format)), said, level)
    };
    match group.pooled(&shown.column, stat, now) {
        Pooled::Missing => cell(shown, false, None, ().into_any()),
        Pooled::Same => run_cell(first, shown, look),
        Pooled::Numbers(numbers) => number(
            &numbers,
            &|number| look.text(&shown.column, number),
            look.level(&shown.column, numbers.value),
        ),
        Pooled::Durations(numbers) => number(&numbers, &format::duration, None),
        Pooled::Instants(numbers) => {
            // The casts give back what was cast before.
            let (least, most) = (Timestamp(numbers.least as i64), Timestamp(numbers.most as i64));
            let words = |at: Timestamp| instant(at, clock::utc_offset_minutes(at.0 as f64));
            let hint = format!("From {} to {}", words(least), words(most));
            let said = short_instant(most, now, clock::utc_offset_minutes(numbers.most));
            let time = view! { <time datetime=most.to_rfc3339()>{said}</time> };
            cell(shown, false, Some(hint), time.into_any())
        }
        Pooled::Texts(texts) => {
            let said = view! { <span class="quiet">{count(texts, "value", "values")}</span> };
            cell(shown, false, None, said.into_any())
        }
    }
}

/// Of how many runs a number is, and between which it lies.
fn hint(numbers: &Numbers, stat: Stat, runs: usize, format: &dyn Fn(f64) -> String) -> String {
    if numbers.count == 0 {
        return format!("None of {runs} runs has a finite number");
    }
    let of = match numbers.count == runs {
        true => format!("{runs} runs"),
        false => format!("{} of {runs} runs", numbers.count),
    };
    let (least, most) = (format(numbers.least), format(numbers.most));
    format!("{} of {of}, from {least} to {most}", stat.label())
}

/// How many runs are in each state, in the order in which they first come.
fn states(group: &RunGroup) -> AnyView {
    let mut counts: Vec<(RunStatus, usize)> = Vec::new();
    for run in &group.runs {
        match counts.iter_mut().find(|(status, _)| *status == run.status) {
            Some((_, count)) => *count += 1,
            None => counts.push((run.status.clone(), 1)),
        }
    }
    let counts = counts
        .into_iter()
        .map(|(status, count)| view! { <StatusCount status count /> });
    view! { <span class="states">{counts.collect_view()}</span> }.into_any()
}
