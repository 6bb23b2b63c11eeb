//! The scatter chart with its choices.

use super::plot::ScatterPlot;
use crate::browser::clock;
use crate::model::RunId;
use crate::query::Column;
use crate::state::{
    AxisScale, Runs, Scatter, ScatterPicture, column_text, scatter_axes, use_app, use_column_offer, use_run_colors,
    use_theme,
};
use crate::view::chart::ColorKeyView;
use crate::view::compare::keep::KeepChosen;
use crate::view::compare::pick::PickColumn;
use crate::view::widget::choice;
use leptos::prelude::*;
use std::sync::Arc;

/// The scatter chart of some runs: any column over any other, coloured by a third.
#[component]
pub fn ScatterCard(
    /// The runs.
    runs: Memo<Runs>,
) -> impl IntoView {
    let app = use_app();
    let theme = use_theme();
    let offer = use_column_offer(runs.into());
    let scatter = app.part(|workspace| workspace.scatter.clone());
    let best = app.part(|workspace| workspace.table.best.as_ref().map(|best| best.column.clone()));
    let axes = Memo::new(move |_| {
        scatter.with(|scatter| offer.with(|offer| best.with(|best| scatter_axes(scatter, offer, best.as_ref()))))
    });
    let run_colors = use_run_colors();
    let picture = Memo::new(move |_| {
        let now = app.now();
        let offset = clock::utc_offset_minutes(now.0 as f64);
        let (x, y) = axes.get();
        runs.with(|runs| {
            scatter.with(|scatter| {
                let mut picture = ScatterPicture::of(&runs.0, (&x, &y), scatter, theme.ground(), now, offset);
                if scatter.color.is_none() {
                    // As they are coloured elsewhere on the page.
                    run_colors.with(|colors| {
                        for (point, run) in picture.points.iter_mut().zip(runs.0.iter()) {
                            point.color = colors.color(run.id.as_str());
                        }
                    });
                }
                Arc::new(picture)
            })
        })
    });
    let chosen = RwSignal::new(Vec::<RunId>::new());
    let clear = Callback::new(move |()| chosen.set(Vec::new()));
    let x = Memo::new(move |_| axes.with(|(x, _)| Some(x.clone())));
    let y = Memo::new(move |_| axes.with(|(_, y)| Some(y.clone())));
    let color = Memo::new(move |_| scatter.with(|scatter| scatter.color.clone()));
    let set = move |change: fn(&mut Scatter, Option<Column>)| {
        Callback::new(move |column| app.adjust(|workspace| change(&mut workspace.scatter, column)))
    };
    let x_scale = Memo::new(move |_| scatter.with(|scatter| scatter.x_scale));
    let y_scale = Memo::new(move |_| scatter.with(|scatter| scatter.y_scale));
    let colors = Memo::new(move |_| picture.with(|picture| picture.colors.clone()));
    let color_text = Signal::derive(move || color.with(|color| color.as_ref().map(column_text).unwrap_or_default()));
    let notes = move || {
        let notes = picture.with(|picture| picture.notes.clone());
        notes.into_iter().map(|note| view! { <p>{note}</p> }).collect_view()
    };
    let word = |scale: AxisScale| (scale.word(), scale.label());
    view! {
        <section class="card relation" aria-label="Scatter">
            <header class="card-head"><h2>"Scatter"</h2></header>
            <div class="toolbar relation-tools" role="group" aria-label="Scatter options">
                <PickColumn label="Y" offer chosen=y choose=set(|scatter, column| scatter.y = column) />
                {choice("Y scale", AxisScale::ALL, word, y_scale, |workspace, scale| workspace.scatter.y_scale = scale)}
                <PickColumn label="X" offer chosen=x choose=set(|scatter, column| scatter.x = column) />
                {choice("X scale", AxisScale::ALL, word, x_scale, |workspace, scale| workspace.scatter.x_scale = scale)}
                <PickColumn
                    label="Colour"
                    offer
                    chosen=color
                    none="Run"
                    choose=set(|scatter, column| scatter.color = column)
                />
            </div>
            <ScatterPlot runs picture axes color chosen />
            <ColorKeyView what=color_text colors />
            <div class="quiet relation-notes">{notes}</div>
            <KeepChosen
                runs
                chosen
                clear
                hint="Drag over points to choose their runs; a click opens one. Keys: arrows, Space, Enter."
            />
        </section>
    }
}
