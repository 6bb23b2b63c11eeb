//! What the lines say at the crosshair.

use super::legend::Key;
use crate::chart::hit::Reading;
use crate::chart::{AxisKind, Line, format};
use crate::model::in_order;
use leptos::prelude::*;
use std::sync::Arc;

/// More lines than this are told by their number.
const MOST_ROWS: usize = 12;
/// CSS pixels between the crosshair and the tooltip.
const GAP: f64 = 12.0;

/// Names run, x and y of each line at the crosshair, largest y first, the
/// nearest line marked.
#[component]
pub fn Tooltip(
    /// What the lines say.
    reading: RwSignal<Option<Reading>>,
    /// The lines.
    lines: Signal<Arc<Vec<Line>>>,
    /// How the numbers on x are written.
    #[prop(into)]
    x_kind: Signal<AxisKind>,
    /// The width of the chart in CSS pixels.
    #[prop(into)]
    width: Signal<f64>,
    /// The height of the chart in CSS pixels.
    #[prop(into)]
    height: Signal<f64>,
) -> impl IntoView {
    // On the side with more room, so that it never leaves the chart.
    let x = move || reading.with(|reading| reading.as_ref().map_or(0.0, |reading| reading.x_px));
    let left = move || {
        let x = x();
        if x < width.get() / 2.0 {
            format!("{}px", x + GAP)
        } else {
            "auto".to_owned()
        }
    };
    let right = move || {
        let x = x();
        if x < width.get() / 2.0 {
            "auto".to_owned()
        } else {
            format!("{}px", width.get() - x + GAP)
        }
    };
    let rows = move || {
        reading.with(|reading| {
            let reading = reading.as_ref()?;
            Some(lines.with(|lines| tooltip_rows(reading, lines, x_kind.get())))
        })
    };
    view! {
        {move || rows().map(|(head, rows, more)| view! {
            <div class="tooltip" style:left=left style:right=right style:max-height=move || format!("{}px", height.get()) role="status">
                <p class="tooltip-x">{head}</p>
                <table>
                    <tbody>
                        {rows.into_iter().map(|row| view! {
                            <tr class:nearest=row.is_nearest>
                                <td><Key stroke=row.stroke /></td>
                                <td class="tooltip-name">{row.label}</td>
                                <td class="tooltip-exact">{row.x}</td>
                                <td class="number">{row.y}</td>
                            </tr>
                        }).collect_view()}
                    </tbody>
                </table>
                {(more > 0).then(|| view! { <p class="tooltip-more">{format!("and {more} more")}</p> })}
            </div>
        })}
    }
}

struct RowText {
    stroke: crate::chart::Stroke,
    label: String,
    x: String,
    y: String,
    is_nearest: bool,
}

fn tooltip_rows(reading: &Reading, lines: &[Line], x_kind: AxisKind) -> (String, Vec<RowText>, usize) {
    let mut rows: Vec<_> = reading.rows.iter().filter(|row| row.line < lines.len()).collect();
    rows = in_order(rows, |a, b| b.y.total_cmp(&a.y));
    // The nearest line is told even when there are too many to tell.
    if let Some(place) = rows.iter().position(|row| Some(row.line) == reading.nearest)
        && place >= MOST_ROWS
    {
        let nearest = rows.remove(place);
        rows.insert(MOST_ROWS - 1, nearest);
    }
    let more = rows.len().saturating_sub(MOST_ROWS);
    let same_x = rows
        .windows(2)
        .all(|pair| (pair[0].x, pair[0].step) == (pair[1].x, pair[1].step));
    let texts = rows
        .into_iter()
        .take(MOST_ROWS)
        .map(|row| RowText {
            stroke: lines[row.line].stroke,
            label: lines[row.line].label.clone(),
            // Each line answers with its own nearest point; say where when they differ.
            x: if same_x {
                String::new()
            } else {
                format!("@ {}", row.x_label(x_kind))
            },
            y: format::value(row.y),
            is_nearest: Some(row.line) == reading.nearest,
        })
        .collect();
    (reading.x_label.clone(), texts, more)
}
