//! How far the numbers of the table are from those of one run.

use crate::chart::format;
use crate::model::{MetricKey, Run, RunId};
use crate::query::{Cell, Column, Delta, Direction, Verdict, best_direction};
use crate::state::{Runs, use_app};
use crate::view::widget::{Icon, RunName};
use leptos::prelude::*;
use std::sync::Arc;

/// The run that the others are compared with, where it is in the list.
pub fn use_baseline(runs: Memo<Runs>) -> Memo<Option<Arc<Run>>> {
    let app = use_app();
    let chosen = app.part(|workspace| workspace.baseline.0.clone());
    Memo::new(move |_| {
        let id = chosen.get()?;
        runs.with(|runs| runs.0.iter().find(|run| run.id == id).cloned())
    })
}

/// The number of a run in a column.
pub fn number_of(run: &Run, column: &Column) -> Option<f64> {
    match column.cell(run, use_app().now()) {
        Cell::Number(value) => Some(value),
        _ => None,
    }
}

/// What stands in the cell of a metric: the number as it is written, and how
/// far it is from `base`.
pub fn compared(text: AnyView, value: f64, base: f64, key: &MetricKey) -> AnyView {
    let Some(delta) = Delta::of(value, base, best_way(key)) else {
        return text;
    };
    let class = match delta.verdict {
        Verdict::Better => "delta better",
        Verdict::Worse => "delta worse",
        Verdict::Same => "delta",
    };
    let words = match delta.verdict {
        Verdict::Same => "same".to_owned(),
        verdict => format!("{delta} {}", verdict.word()),
    };
    view! { <span class="compared"><span>{text}</span><small class=class>{words}</small></span> }.into_any()
}

/// What stands in the cell of the run that the others are compared with.
pub fn as_base(text: AnyView) -> AnyView {
    view! { <span class="compared"><span>{text}</span><small class="delta">"baseline"</small></span> }.into_any()
}

/// Which way a metric is better: as somebody said, or as its name tells.
fn best_way(key: &MetricKey) -> Direction {
    let said = use_app().workspace().with(|workspace| {
        let best = workspace.table.best.as_ref()?;
        matches!(&best.column, Column::Metric(of, _) if of == key).then_some(best.direction)
    });
    said.unwrap_or_else(|| best_direction(key.as_str()))
}

/// The exact number for who points at a cell.
pub fn exact(value: f64, base: Option<f64>) -> String {
    match base {
        Some(base) => format!("{value}; the baseline has {}", format::value(base)),
        None => value.to_string(),
    }
}

/// The button of a row that makes its run the one to compare with.
#[component]
pub fn BaselineFlag(
    /// Which run.
    run: RunId,
    /// What it is called.
    name: Memo<String>,
) -> impl IntoView {
    let app = use_app();
    let is_base = {
        let run = run.clone();
        app.part(move |workspace| workspace.baseline.0.as_ref() == Some(&run))
    };
    view! {
        <button
            class="flag"
            aria-pressed=move || is_base.get().to_string()
            aria-label=move || name.with(|name| format!("Compare with {name}"))
            title="Compare the others with this run"
            on:click=move |_| app.adjust(|workspace| workspace.baseline.toggle(&run))
        >
            <Icon icon=icondata_lu::LuFlag />
        </button>
    }
}

/// Which run the others are compared with, where there is one.
#[component]
pub fn BaselineBar(
    /// The runs that have come.
    all: Memo<Runs>,
) -> impl IntoView {
    let app = use_app();
    let chosen = app.part(|workspace| workspace.baseline.0.is_some());
    let baseline = use_baseline(all);
    let name = move || match baseline.get() {
        Some(run) => view! { <RunName run /> }.into_any(),
        None => view! { <span class="quiet">"a run that is not in this list"</span> }.into_any(),
    };
    move || {
        chosen.get().then(|| {
            view! {
                <div class="best-bar" role="group" aria-label="Baseline">
                    <Icon icon=icondata_lu::LuFlag />
                    <span>"Compared with"</span>
                    {name}
                    <button
                        class="button baseline-close"
                        aria-label="Compare with no run"
                        on:click=move |_| app.adjust(|workspace| workspace.baseline.0 = None)
                    >
                        <Icon icon=icondata_lu::LuX />
                    </button>
                </div>
            }
        })
    }
}
