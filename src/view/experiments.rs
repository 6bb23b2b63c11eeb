//! The experiments of the source.

use crate::browser::clock;
use crate::model::{Experiment, ExperimentId, in_order};
use crate::query::PlainText;
use crate::state::{Catalog, List, use_app};
use crate::text::{ago, count, instant, paragraphs, thousands};
use crate::view::widget::{Empty, Warnings, WorkspaceLink, load_view, markdown};
use leptos::prelude::*;
use std::collections::HashMap;
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
    // Rows stay where they are while someone is about to click one of them. A pointer
    // that only rests where the table has come up is not.
    let held = RwSignal::new(false);
    let shown = Memo::new(move |before: Option<&Vec<Arc<Experiment>>>| {
        let before = before.filter(|_| held.get());
        list.with(|list| arranged(&list.items, &filter.get(), before))
    });
    let by_id = Memo::new(move |_| {
        let pair = |one: &Arc<Experiment>| (one.id.clone(), one.clone());
        shown.with(|shown| shown.iter().map(pair).collect::<HashMap<_, _>>())
    });
    let all = Memo::new(move |_| list.with(|list| list.items.len()));
    let said = move || {
        let (shown, all) = (shown.with(Vec::len), all.get());
        if shown == all {
            count(all, "experiment", "experiments")
        } else {
            format!("{shown} of {}", count(all, "experiment", "experiments"))
        }
    };
    let is_empty = Memo::new(move |_| shown.with(Vec::is_empty));
    let has_none = Memo::new(move |_| all.get() == 0);
    view! {
        {move || if has_none.get() {
            view! {
                <Empty
                    title="This source has no experiments yet"
                    advice="They appear here once a run is published to it."
                />
            }.into_any()
        } else if is_empty.get() {
            view! { <Empty title="No experiment matches" advice="Change or clear the search." /> }.into_any()
        } else {
            view! {
                <div class="card table-scroll">
                    <table
                        class="table"
                        aria-label="Experiments"
                        on:pointermove=move |_| held.set(true)
                        on:pointerleave=move |_| held.set(false)
                        on:focusin=move |_| held.set(true)
                        on:focusout=move |_| held.set(false)
                    >
                        <thead>
                            <tr>
                                <th scope="col">"Experiment"</th>
                                <th scope="col" class="wide-only">"About"</th>
                                <th scope="col" class="number">"Runs"</th>
                                <th scope="col">"Last activity"</th>
                            </tr>
                        </thead>
                        <tbody>
                            <For
                                each=move || shown.get()
                                key=|experiment| experiment.id.clone()
                                children=move |first| {
                                    let id = first.id.clone();
                                    let experiment = Memo::new(move |_| {
                                        by_id.with(|all| all.get(&id).cloned()).unwrap_or_else(|| first.clone())
                                    });
                                    view! { <ExperimentRow experiment /> }
                                }
                            />
                        </tbody>
                    </table>
                </div>
                <p class="quiet" role="status">{said}</p>
            }.into_any()
        }}
    }
}

/// The experiments that have the words, newest first; in the order of the source
/// where nothing is known. Those that were shown `before` keep their places.
fn arranged(items: &[Arc<Experiment>], words: &str, before: Option<&Vec<Arc<Experiment>>>) -> Vec<Arc<Experiment>> {
    let words = PlainText::new(words);
    let has_words = |experiment: &&Arc<Experiment>| {
        let texts = [&experiment.name, experiment.id.as_str(), &experiment.description];
        words.matches_any(texts.into_iter())
    };
    let shown: Vec<Arc<Experiment>> = items.iter().filter(has_words).cloned().collect();
    let places: HashMap<&ExperimentId, usize> = before
        .into_iter()
        .flatten()
        .enumerate()
        .map(|(place, experiment)| (&experiment.id, place))
        .collect();
    let place = |experiment: &Experiment| places.get(&experiment.id).copied().unwrap_or(usize::MAX);
    in_order(shown, |a, b| {
        place(a).cmp(&place(b)).then(b.last_activity.cmp(&a.last_activity))
    })
}

#[component]
fn ExperimentRow(experiment: Memo<Arc<Experiment>>) -> impl IntoView {
    let app = use_app();
    let now = app.now();
    let id = experiment.with_untracked(|experiment| experiment.id.clone());
    let to = Signal::derive(move || app.workspace().with(|here| here.at_runs(&id)));
    let activity = move || {
        experiment.with(|experiment| experiment.last_activity).map(|at| {
            let local = instant(at, clock::utc_offset_minutes(at.0 as f64));
            view! { <time datetime=at.to_rfc3339() title=local>{ago(at, now)}</time> }
        })
    };
    let name = move || experiment.with(|experiment| experiment.name.clone());
    let about = move || {
        let about = experiment.with(|experiment| paragraphs(&experiment.description));
        about.into_iter().next().unwrap_or_default()
    };
    let runs = move || experiment.with(|experiment| experiment.run_count.map(thousands));
    view! {
        <tr>
            <th scope="row"><WorkspaceLink to class="row-link">{name}</WorkspaceLink></th>
            <td class="wide-only about"><span>{about}</span></td>
            <td class="number">{runs}</td>
            <td>{activity}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Timestamp;

    fn experiment(id: &str, last_activity: Option<i64>) -> Arc<Experiment> {
        Arc::new(Experiment {
            last_activity: last_activity.map(Timestamp),
            ..Experiment::new(ExperimentId::new(id))
        })
    }

    fn ids(shown: &[Arc<Experiment>]) -> Vec<&str> {
        shown.iter().map(|one| one.id.as_str()).collect()
    }

    #[test]
    fn the_newest_come_first_and_the_rest_as_it_came() {
        let items = [("a", None), ("b", Some(1)), ("c", None), ("d", Some(2))].map(|(id, at)| experiment(id, at));
        assert_eq!(ids(&arranged(&items, "", None)), ["d", "b", "a", "c"]);
    }

    #[test]
    fn those_that_are_held_keep_their_places_and_new_ones_come_behind() {
        let before = vec![experiment("a", None), experiment("b", None), experiment("c", None)];
        let items = [("b", Some(1)), ("d", Some(9)), ("c", Some(3)), ("a", Some(2))].map(|(id, at)| experiment(id, at));
        assert_eq!(ids(&arranged(&items, "", Some(&before))), ["a", "b", "c", "d"]);
        assert_eq!(ids(&arranged(&items, "c", Some(&before))), ["c"]);
    }
}
