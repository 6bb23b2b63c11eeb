//! What a point says of its run.

use crate::browser::clock;
use crate::chart::{Point, beside};
use crate::model::Run;
use crate::query::Column;
use crate::state::{cell_text, column_text, use_app};
use crate::view::chart::{Surface, seen_around};
use crate::view::widget::Swatch;
use leptos::prelude::*;
use std::sync::Arc;

/// A point that is looked at.
#[derive(Clone)]
pub struct Tip {
    /// Its run.
    pub run: Arc<Run>,
    /// Where it is, in CSS pixels of the picture.
    pub at: Point,
    /// How many other runs lie at the same place.
    pub others: usize,
}

impl PartialEq for Tip {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.run, &other.run) && (self.at, self.others) == (other.at, other.others)
    }
}

/// The name of a run and what it has in some columns, beside its point.
#[component]
pub fn PointTip(
    /// The point, if any is looked at.
    tip: RwSignal<Option<Tip>>,
    /// The columns that are told.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// The picture.
    surface: Surface,
) -> impl IntoView {
    let app = use_app();
    move || {
        let Tip { run, at, others } = tip.get()?;
        let place = beside(
            at.0,
            (surface.width.get(), surface.height.get()),
            seen_around(surface.root)?,
        );
        let px = |value: Option<f64>| value.map_or_else(|| "auto".to_owned(), |px| format!("{px}px"));
        let now = app.time_for(&run);
        let offset = clock::utc_offset_minutes(now.0 as f64);
        let row = |column: Column| {
            let (title, text) = (column_text(&column), cell_text(&column, &run, now, offset));
            view! {
                <tr>
                    <td class="tooltip-name" title=title.clone()>{title.clone()}</td>
                    <td class="number">{text}</td>
                </tr>
            }
        };
        let rows = columns.get().into_iter().map(row).collect_view();
        Some(view! {
            <div
                class="tooltip"
                style:left=px(place.left)
                style:right=px(place.right)
                style:top=px(place.top)
                style:bottom=px(place.bottom)
                style:max-width=px(Some(place.max_width))
                style:--room=px(Some(place.max_width))
                role="status"
            >
                <p class="tooltip-run"><Swatch run=run.id.clone() />{run.name.clone()}</p>
                <table><tbody>{rows}</tbody></table>
                {(others > 0).then(|| view! {
                    <p class="tooltip-more">{format!("and {others} more at the same place")}</p>
                })}
            </div>
        })
    }
}
