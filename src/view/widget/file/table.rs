//! A file as a table.

use crate::model::FileRef;
use crate::state::FileStart;
use crate::text::{TextTable, count, mark_of, thousands};
use leptos::prelude::*;

/// Rows that are drawn at first, and again as many when more are wanted.
const ROWS: usize = 200;
/// More columns than this are told by their number.
const MOST_COLUMNS: usize = 100;

/// A file of cells that a mark parts, its first rows.
pub fn table(file: &FileRef, start: &FileStart) -> AnyView {
    let text = start.text();
    let is_tabs = file.name().to_ascii_lowercase().ends_with(".tsv")
        || file.media_type.as_deref() == Some("text/tab-separated-values");
    let mark = if is_tabs { '\t' } else { mark_of(&text) };
    let is_cut = start.rest() > 0;
    let most = RwSignal::new(ROWS);
    (move || {
        let table = TextTable::read(&text, mark, most.get(), is_cut);
        let (shown, total) = (table.rows.len(), table.total);
        let columns = table.names.len();
        let mut said = format!(
            "{}, {}",
            count(total, "row", "rows"),
            count(columns, "column", "columns")
        );
        if shown < total {
            said = format!("The first {} of {said}", thousands(shown as u64));
        }
        if columns > MOST_COLUMNS {
            said = format!("{said}, of which the first {MOST_COLUMNS}");
        }
        view! {
            <div class="card">
                <div class="table-scroll file-table" tabindex="0" role="region" aria-label="Table of the file">
                    {drawn(table)}
                </div>
                <footer class="file-foot">
                    <p class="quiet" role="status">{said}</p>
                    {(shown < total).then(|| view! {
                        <button class="button" on:click=move |_| most.update(|most| *most += ROWS)>
                            {format!("Show {} more", ROWS.min(total - shown))}
                        </button>
                    })}
                </footer>
            </div>
        }
    })
    .into_any()
}

fn drawn(table: TextTable) -> AnyView {
    let is_number = table.is_number;
    let width = is_number.len().min(MOST_COLUMNS);
    let class = |column: usize| if is_number[column] { "number" } else { "" };
    let names = table.names.into_iter().take(width).enumerate();
    let heads: Vec<_> = names
        .map(|(column, name)| view! { <th scope="col" class=class(column)>{name}</th> })
        .collect();
    let rows = table.rows.into_iter().map(|mut row| {
        row.resize(width, String::new());
        let cells = row.into_iter().enumerate();
        let cells: Vec<_> = cells
            .map(|(column, cell)| view! { <td class=class(column) title=cell.clone()>{cell.clone()}</td> })
            .collect();
        view! { <tr>{cells}</tr> }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <table class="table">
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
