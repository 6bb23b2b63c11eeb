//! Parallel coordinates with their choices.

use super::plot::ParallelPlot;
use super::verbs::Verbs;
use crate::browser::clock;
use crate::model::RunId;
use crate::query::Column;
use crate::state::{
    ParallelPicture, Runs, column_text, parallel_axes, parallel_color, use_app, use_column_offer, use_theme,
};
use crate::view::chart::ColorKeyView;
use crate::view::compare::keep::KeepChosen;
use crate::view::compare::pick::PickColumn;
use leptos::prelude::*;
use std::sync::Arc;

/// Parallel coordinates of some runs.
#[component]
pub fn ParallelCard(
    /// The runs.
    runs: Memo<Runs>,
) -> impl IntoView {
    let app = use_app();
    let theme = use_theme();
    let offer = use_column_offer(runs.into());
    let parallel = app.part(|workspace| workspace.parallel.clone());
    let best = app.part(|workspace| workspace.table.best.as_ref().map(|best| best.column.clone()));
    let axes = Memo::new(move |_| {
        parallel.with(|parallel| offer.with(|offer| best.with(|best| parallel_axes(parallel, offer, best.as_ref()))))
    });
    let color = Memo::new(move |_| parallel.with(|parallel| axes.with(|axes| parallel_color(parallel, axes))));
    let picture = Memo::new(move |_| {
        let now = app.now();
        let offset = clock::utc_offset_minutes(now.0 as f64);
        let color = color.get();
        runs.with(|runs| {
            parallel.with(|parallel| {
                axes.with(|axes| {
                    let look = (parallel, color.as_ref());
                    Arc::new(ParallelPicture::of(&runs.0, axes, look, theme.ground(), now, offset))
                })
            })
        })
    });
    let verbs = Verbs { app, axes };
    let colors = Memo::new(move |_| picture.with(|picture| picture.colors.clone()));
    let color_text = Signal::derive(move || color.with(|color| color.as_ref().map(column_text).unwrap_or_default()));
    let chosen = Memo::new(move |_| {
        let is_brushed = parallel.with(|parallel| !parallel.brushes.is_empty());
        runs.with(|runs| {
            picture.with(|picture| {
                let lines = runs.0.iter().zip(&picture.lines);
                let passing = lines.filter(|(_, line)| is_brushed && !line.is_pale);
                passing.map(|(run, _)| run.id.clone()).collect::<Vec<RunId>>()
            })
        })
    });
    let clear = Callback::new(move |()| app.adjust(|workspace| workspace.parallel.brushes.clear()));
    let chosen_color = Memo::new(move |_| parallel.with(|parallel| parallel.color.clone()));
    let none = Memo::new(move |_| None::<Column>);
    let is_changed = Memo::new(move |_| parallel.with(|parallel| parallel.axes.is_some()));
    let set_color = Callback::new(move |column| app.adjust(|workspace| workspace.parallel.color = column));
    let add = Callback::new(move |column: Option<Column>| {
        if let Some(column) = column {
            verbs.add(column);
        }
    });
    let none_passes = move || {
        let nobody =
            parallel.with(|parallel| !parallel.brushes.is_empty()) && picture.with(|picture| picture.passing == 0);
        nobody.then(|| view! { <p>"No run is within all of the brushes."</p> })
    };
    view! {
        <section class="card relation" aria-label="Parallel coordinates">
            <header class="card-head"><h2>"Parallel coordinates"</h2></header>
            <div class="toolbar relation-tools" role="group" aria-label="Options of parallel coordinates">
                <PickColumn label="Add axis" offer chosen=none none="Choose…" choose=add forgets=true />
                <PickColumn label="Colour" offer chosen=chosen_color none="Last metric" choose=set_color />
                <button
                    class="button"
                    hidden=move || !is_changed.get()
                    on:click=move |_| app.adjust(|workspace| workspace.parallel.axes = None)
                >
                    "Reset axes"
                </button>
            </div>
            <ParallelPlot runs picture verbs />
            <ColorKeyView what=color_text colors />
            <div class="quiet relation-notes">{none_passes}</div>
            <KeepChosen
                runs
                chosen
                clear
                hint="Drag along axes to choose runs, and names to move axes. Keys on an axis: ↑ ↓ with Shift for its range, N for none, Esc; Alt+← → to move, R to reverse, L for its scale."
            />
        </section>
    }
}
