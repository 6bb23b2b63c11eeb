//! The experiments of the source.

use crate::browser::clock;
use crate::model::{Experiment, in_order};
use crate::query::PlainText;
use crate::state::{Catalog, List, use_app};
use crate::text::{ago, count, instant, paragraphs, thousands};
use crate::view::widget::{Empty, Warnings, WorkspaceLink, load_view, markdown};
use leptos::prelude::*;
use std::sync::Arc;

/// The experiments of the source, to search and to open.
#[component]
pub fn ExperimentsPage(
    /// Where they come from.
    catalog: Catalog,
) -> impl IntoView {
    let app = use_app();
    let filter = app.part(|workspace| workspace.filter.clone());
    let about = {
        let info = catalog.info();
        move || {
            info.with(|info| info.shown().map(|info| info.description.clone()))
                .filter(|about| !about.trim().is_empty())
                .map(|about| view! { <div class="lead">{markdown::render(&about)}</div> })
        }
    };
    let experiments = catalog.experiments();
    view! {
        <div class="page page-scrolls">
            {about}
            <div class="toolbar">
                <input
                    type="search"
                    class="search"
                    placeholder="Search experiments"
                    aria-label="Search experiments"
                    prop:value=move || filter.get()
                    on:input:target=move |event| {
                        let text = event.target().value();
                        app.adjust(|workspace| workspace.filter = text);
                    }
                />
            </div>
            {load_view(experiments, "The list of experiments".to_owned(), 6, move |list: Signal<List<Experiment>>| view! {
                    <Warnings warnings=Signal::derive(move || list.get().warnings) />
                    <ExperimentTable list filter />
                })}
        </div>
    }
}

#[component]
fn ExperimentTable(list: Signal<List<Experiment>>, filter: Memo<String>) -> impl IntoView {
    let shown = move || {
        let words = PlainText::new(&filter.get());
        list.with(|list| {
            let shown: Vec<Arc<Experiment>> = list
                .items
                .iter()
                .filter(|experiment| {
                    let texts = [
                        experiment.name.as_str(),
                        experiment.id.as_str(),
                        experiment.description.as_str(),
                    ];
                    words.matches_any(texts.into_iter())
                })
                .cloned()
                .collect();
            // Newest first; the order of the source where nothing is known.
            in_order(shown, |a, b| b.last_activity.cmp(&a.last_activity))
        })
    };
    let said = move || {
        let (shown, all) = (shown().len(), list.with(|list| list.items.len()));
        if shown == all {
            count(all, "experiment", "experiments")
        } else {
            format!("{shown} of {}", count(all, "experiment", "experiments"))
        }
    };
    view! {
        {move || if list.with(|list| list.items.is_empty()) {
            view! {
                <Empty
                    title="This source has no experiments yet"
                    advice="They appear here once a run is published to it."
                />
            }.into_any()
        } else if shown().is_empty() {
            view! { <Empty title="No experiment matches" advice="Change or clear the search." /> }.into_any()
        } else {
            view! {
                <div class="card table-scroll">
                    <table class="table" aria-label="Experiments">
                        <thead>
                            <tr>
                                <th scope="col">"Experiment"</th>
                                <th scope="col" class="wide-only">"About"</th>
                                <th scope="col" class="number">"Runs"</th>
                                <th scope="col">"Last activity"</th>
                            </tr>
                        </thead>
                        <tbody>
                            {shown().into_iter().map(|experiment| view! { <ExperimentRow experiment /> }).collect_view()}
                        </tbody>
                    </table>
                </div>
                <p class="quiet" role="status">{said}</p>
            }.into_any()
        }}
    }
}

#[component]
fn ExperimentRow(experiment: Arc<Experiment>) -> impl IntoView {
    let app = use_app();
    let now = app.now();
    let id = experiment.id.clone();
    let to = Signal::derive(move || app.workspace().with(|here| here.at_runs(&id)));
    let activity = experiment.last_activity.map(|at| {
        let local = instant(at, clock::utc_offset_minutes(at.0 as f64));
        view! { <time datetime=at.to_rfc3339() title=local>{ago(at, now)}</time> }
    });
    let name = experiment.name.clone();
    let about = paragraphs(&experiment.description)
        .into_iter()
        .next()
        .unwrap_or_default();
    view! {
        <tr>
            <th scope="row"><WorkspaceLink to class="row-link">{name}</WorkspaceLink></th>
            <td class="wide-only about"><span>{about}</span></td>
            <td class="number">{experiment.run_count.map(thousands)}</td>
            <td>{activity}</td>
        </tr>
    }
}
