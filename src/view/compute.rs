//! The compute targets of the source, and what runs on them.

use crate::chart::format;
use crate::model::{ComputeTarget, Experiment, ExperimentId, Run};
use crate::state::{Catalog, List, Watched};
use crate::text::count;
use crate::view::widget::{Empty, RunName, Status, Warnings, WorkspaceLink, load_view};
use leptos::prelude::*;
use std::sync::Arc;

/// The compute targets, each with its runs that have not ended.
#[component]
pub fn ComputePage(
    /// Where they come from.
    catalog: Catalog,
) -> impl IntoView {
    let targets = catalog.compute_targets();
    // Runs name their experiments by id only.
    let experiments = catalog.experiments();
    let names = Signal::derive(move || experiments.with(|list| list.shown().cloned().unwrap_or_default()));
    let catalog = StoredValue::new_local(catalog);
    view! {
        <div class="page page-scrolls">
            {load_view(targets, "The list of compute targets".to_owned(), 6, move |list: Signal<List<ComputeTarget>>| view! {
                    <Warnings warnings=Signal::derive(move || list.get().warnings) />
                    {move || is_empty(list).then(|| view! {
                        <Empty
                            title="This source names no compute targets"
                            advice="Runs are listed under their experiments."
                        />
                    })}
                    // The address tells a target that was read anew from the old one.
                    <For each=move || list.get().items.to_vec() key=|target| (target.name.clone(), Arc::as_ptr(target) as usize) let:target>
                        {
                            let runs = catalog.with_value(|catalog| catalog.runs_of_target(&target));
                            view! { <Target target runs names /> }
                        }
                    </For>
                })}
        </div>
    }
}

fn is_empty(list: Signal<List<ComputeTarget>>) -> bool {
    list.with(|list| list.items.is_empty())
}

#[component]
fn Target(target: Arc<ComputeTarget>, runs: Watched<List<Run>>, names: Signal<List<Experiment>>) -> impl IntoView {
    let facts = [&target.kind, &target.size, &target.state]
        .into_iter()
        .filter(|fact| !fact.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(" · ");
    let nodes = target
        .nodes
        .iter()
        .map(|(state, n)| format!("{n} {state}"))
        .collect::<Vec<_>>()
        .join(", ");
    view! {
        <section class="card target" aria-label=target.name.clone()>
            <header class="card-head">
                <h2>{target.name.clone()}</h2>
                <span class="quiet">{facts}</span>
                {(!nodes.is_empty()).then(|| view! { <span class="quiet">{format!("Nodes: {nodes}")}</span> })}
            </header>
            {load_view(runs, format!("The runs on {}", target.name), 2, move |list: Signal<List<Run>>| {
                move || active_runs(&list.get(), names)
            })}
        </section>
    }
}

/// A link to an experiment, by its name where that is known.
#[component]
fn ExperimentLink(id: ExperimentId, names: Signal<List<Experiment>>) -> impl IntoView {
    let app = crate::state::use_app();
    let of = id.clone();
    let to = Signal::derive(move || app.workspace().with(|here| here.at_runs(&of)));
    let name = move || {
        let known = names.with(|list| {
            list.items
                .iter()
                .find(|known| known.id == id)
                .map(|known| known.name.clone())
        });
        known.unwrap_or_else(|| id.to_string())
    };
    view! { <WorkspaceLink to>{name}</WorkspaceLink> }
}

fn active_runs(list: &List<Run>, names: Signal<List<Experiment>>) -> impl IntoView + use<> {
    let app = crate::state::use_app();
    let active: Vec<Arc<Run>> = list.items.iter().filter(|run| run.status.is_live()).cloned().collect();
    // A source may leave out what has ended.
    let ended = list.items.len() - active.len();
    let said = (ended > 0).then(|| format!("{} ended", count(ended, "run", "runs")));
    if active.is_empty() {
        let said = said.map(|said| format!("; {said}")).unwrap_or_default();
        return view! { <p class="quiet card-body">{format!("Nothing is queued or running{said}")}</p> }.into_any();
    }
    view! {
        <div class="table-scroll">
            <table class="table" aria-label="Active runs">
                <thead>
                    <tr>
                        <th scope="col">"Run"</th>
                        <th scope="col">"Status"</th>
                        <th scope="col">"Experiment"</th>
                        <th scope="col" class="number">"For"</th>
                    </tr>
                </thead>
                <tbody>
                    {active.into_iter().map(|run| view! {
                        <tr>
                            <th scope="row">
                                <RunName run=run.clone() />
                                {run.parent_id.is_some().then(|| view! { <span class="tag">"child"</span> })}
                            </th>
                            <td><Status status=run.status.clone() /></td>
                            <td><ExperimentLink id=run.experiment_id.clone() names /></td>
                            <td class="number">{run.duration_ms(app.time_for(&run)).map(|ms| format::duration(ms as f64))}</td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
        {said.map(|said| view! { <p class="quiet card-body">{said}</p> })}
    }
    .into_any()
}
