//! A table metric as a table.

use crate::chart::format;
use crate::model::{Cells, MetricTable};
use crate::text::count;
use leptos::prelude::*;
use std::sync::Arc;

/// More rows than this are told by their number.
const MOST_ROWS: usize = 200;

/// A table metric as a table, its first rows.
#[component]
pub fn TableView(
    /// The name of the metric.
    name: String,
    /// Its columns.
    table: Arc<MetricTable>,
) -> impl IntoView {
    let rows = table.row_count();
    let shown = rows.min(MOST_ROWS);
    let head = table
        .columns
        .iter()
        .map(|column| {
            let class = if matches!(column.cells, Cells::Numbers(_)) {
                "number"
            } else {
                ""
            };
            view! { <th scope="col" class=class>{column.name.clone()}</th> }
        })
        .collect_view();
    let body = (0..shown)
        .map(|row| {
            let cells = table
                .columns
                .iter()
                .map(|column| match &column.cells {
                    Cells::Numbers(cells) => {
                        let value = cells.get(row).copied().flatten();
                        view! {
                            <td class="number" title=value.map(|value| value.to_string())>{value.map(format::value)}</td>
                        }
                        .into_any()
                    }
                    Cells::Texts(cells) => {
                        let text = cells.get(row).cloned().flatten().map(|text| text.to_string());
                        let title = text.clone();
                        view! { <td title=title>{text}</td> }.into_any()
                    }
                    Cells::Booleans(cells) => {
                        let value = cells.get(row).copied().flatten();
                        view! { <td>{value.map(|value| if value { "true" } else { "false" })}</td> }.into_any()
                    }
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    let said = if shown < rows {
        format!("The first {shown} of {}", count(rows, "row", "rows"))
    } else {
        count(rows, "row", "rows")
    };
    view! {
        <div class="table-scroll table-metric" tabindex="0" role="region" aria-label=format!("{name}, table")>
            <table class="table">
                <thead><tr>{head}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        <footer class="chart-foot"><p class="quiet">{said}</p></footer>
    }
}
