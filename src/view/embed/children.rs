//! The runs that a run in a frame started.

use super::run::{text, title};
use crate::chart::format;
use crate::model::Run;
use crate::query::{Column, chief_columns};
use crate::state::{Catalog, List, use_app};
use crate::text::count;
use crate::view::widget::{RunName, Status};
use leptos::prelude::*;
use std::sync::Arc;

/// More children than this are told by their number.
const MOST_CHILDREN: usize = 10;

/// The newest child runs of a run; nothing when it has none.
#[component]
pub fn Children(
    /// Which run.
    run: Arc<Run>,
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    let app = use_app();
    let list = catalog.runs(&run.experiment_id, &catalog.children_query(&run.id));
    let parent = StoredValue::new(run.id.clone());
    let children = Memo::new(move |_| -> Vec<Arc<Run>> {
        list.with(|list| {
            let items = list
                .shown()
                .map(|list: &List<Run>| list.items.clone())
                .unwrap_or_default();
            let is_child = |run: &&Arc<Run>| parent.with_value(|id| run.parent_id.as_ref() == Some(id));
            items.iter().filter(is_child).cloned().collect()
        })
    });
    let total = Memo::new(move |_| children.with(Vec::len));
    let has_any = Memo::new(move |_| total.get() > 0);
    // One number of each, the same for all.
    let number = Memo::new(move |_| -> Option<Column> {
        children.with(|children| children.iter().find_map(|run| chief_columns(run, 1).pop()))
    });
    let newest =
        Memo::new(move |_| children.with(|children| children.iter().take(MOST_CHILDREN).cloned().collect::<Vec<_>>()));
    let row = move |run: Arc<Run>| {
        let value = number.with(|number| number.as_ref().map(|number| text(&number.cell(&run, app.now()))));
        let took = run
            .duration_ms(app.time_for(&run))
            .map(|ms| format::duration(ms as f64));
        view! {
            <tr>
                <td><RunName run=run.clone() /></td>
                <td><Status status=run.status.clone() /></td>
                <td class="number">{took}</td>
                <td class="number">{value}</td>
            </tr>
        }
    };
    move || {
        has_any.get().then(|| {
            view! {
                <section class="card embed-children" aria-label="Child runs">
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col">{move || count(total.get(), "child run", "child runs")}</th>
                                <th scope="col">"Status"</th>
                                <th scope="col" class="number">"Duration"</th>
                                <th scope="col" class="number">{move || number.get().as_ref().map(title)}</th>
                            </tr>
                        </thead>
                        <tbody>{move || newest.get().into_iter().map(row).collect_view()}</tbody>
                    </table>
                    {move || total.get().checked_sub(MOST_CHILDREN).filter(|more| *more > 0).map(|more| view! {
                        <p class="quiet embed-rest">{format!("and {more} more, in Runlens")}</p>
                    })}
                </section>
            }
        })
    }
}
