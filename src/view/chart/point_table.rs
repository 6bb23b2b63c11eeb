//! The points of a chart as a table. Only the rows near the screen exist.

use super::legend::Key;
use super::parts::Chart;
use crate::chart::{AxisSpec, Line, PointColumn, PointRow, format, point_rows, reading_label};
use crate::state::use_app;
use crate::text::{count, exact};
use crate::view::widget::Icon;
use leptos::html::Div;
use leptos::prelude::*;
use leptos_use::{UseElementSizeReturn, use_element_size};

/// The height of a row in CSS pixels; the style sheet says the same.
const ROW_PX: f64 = 28.0;
/// Rows that exist above and below the visible ones.
const SPARE: usize = 10;
/// More rows than this are told by their number: browsers end an element at some height.
const MOST_ROWS: usize = 400_000;

/// All points of the lines of a chart, one a row, sorted by a column.
#[component]
pub fn PointTable(
    /// The chart.
    chart: Chart,
) -> impl IntoView {
    let app = use_app();
    let x = app.part(|workspace| workspace.x);
    let sort = RwSignal::new(None::<(PointColumn, bool)>);
    let rows = Memo::new_with_compare(
        move |_| chart.logged.with(|lines| point_rows(lines, sort.get())),
        |_, _| true,
    );
    let total = Memo::new(move |_| rows.with(Vec::len));
    let length = move || total.get().min(MOST_ROWS);
    let viewport = NodeRef::<Div>::new();
    let UseElementSizeReturn { height, .. } = use_element_size(viewport);
    let scrolled = RwSignal::new(0.0);
    let window = Memo::new(move |_| {
        // Both casts are of small positive numbers.
        let first = (scrolled.get() / ROW_PX).floor().max(0.0) as usize;
        let visible = (height.get() / ROW_PX).ceil().max(1.0) as usize + 1;
        let length = length();
        let start = first.saturating_sub(SPARE).min(length);
        (start, (first + visible + SPARE).min(length).max(start))
    });
    let on_scroll = move |_| {
        if let Some(viewport) = viewport.get_untracked() {
            scrolled.set(f64::from(viewport.scroll_top()));
        }
    };
    let names = move || {
        let columns = chart.data.with(|data| data.columns.clone());
        columns.unwrap_or_else(|| (x.get().label().to_owned(), "Value".to_owned()))
    };
    let head = move |column: PointColumn, name: Signal<String>| {
        let sorted = move || sort.get().filter(|sort| sort.0 == column).map(|sort| sort.1);
        let turn = move |_| {
            sort.set(match sorted() {
                None => Some((column, false)),
                Some(false) => Some((column, true)),
                Some(true) => None,
            });
            if let Some(viewport) = viewport.get_untracked() {
                viewport.set_scroll_top(0);
            }
        };
        let class = if column == PointColumn::Line { "" } else { "number" };
        view! {
            <th scope="col" class=class
                aria-sort=move || sorted().map(|descending| if descending { "descending" } else { "ascending" })>
                <button class="sort-button" on:click=turn>
                    <span class="sort-name">{move || name.get()}</span>
                    {move || sorted().map(|descending| view! {
                        <Icon icon=if descending { icondata_lu::LuArrowDown } else { icondata_lu::LuArrowUp } />
                    })}
                </button>
            </th>
        }
    };
    let shown = move || {
        let (start, end) = window.get();
        let axis = chart.spec.with(|spec| spec.x.clone());
        chart.logged.with(|lines| {
            rows.with(|rows| {
                let seen = rows.get(start..end.min(rows.len())).unwrap_or_default();
                let row = |(place, row): (usize, &PointRow)| row_view(lines, *row, start + place, &axis);
                seen.iter().enumerate().map(row).collect_view()
            })
        })
    };
    let above = move || format!("{}px", window.get().0 as f64 * ROW_PX);
    let below = move || format!("{}px", length().saturating_sub(window.get().1) as f64 * ROW_PX);
    let label = chart.metric.with_value(|metric| format!("Points of {metric}"));
    let of_table = label.clone();
    view! {
        <div class="points-viewport" node_ref=viewport tabindex="0" role="region" aria-label=label on:scroll=on_scroll>
            <table class="table points-table" aria-label=of_table aria-rowcount=move || total.get() + 1>
                <thead>
                    <tr aria-rowindex="1">
                        {head(PointColumn::Line, Signal::stored("Run".to_owned()))}
                        {head(PointColumn::X, Signal::derive(move || names().0))}
                        {head(PointColumn::Y, Signal::derive(move || names().1))}
                    </tr>
                </thead>
                <tbody>
                    <tr class="spacer" aria-hidden="true" style:height=above></tr>
                    {shown}
                    <tr class="spacer" aria-hidden="true" style:height=below></tr>
                </tbody>
            </table>
        </div>
        {move || (total.get() > MOST_ROWS).then(|| view! {
            <p class="quiet points-note">
                {format!(
                    "The first {} of {}, in this order; saved as CSV or JSON there are all",
                    crate::text::thousands(MOST_ROWS as u64),
                    count(total.get(), "point", "points"),
                )}
            </p>
        })}
    }
}

fn row_view(lines: &[Line], (line, at): PointRow, place: usize, axis: &AxisSpec) -> Option<AnyView> {
    let line = lines.get(line)?;
    let (x, y) = (*line.x.get(at)?, *line.y.get(at)?);
    let step = line.steps.as_ref().and_then(|steps| steps.get(at));
    let x_text = step.map_or_else(|| reading_label(axis, x), |step| format::exact_integer(*step));
    let row = view! {
        <tr aria-rowindex=place + 2>
            <td><span class="run-name"><Key stroke=line.stroke /><span class="run-link">{line.label.clone()}</span></span></td>
            <td class="number" title=step.is_none().then(|| exact(x))>{x_text}</td>
            <td class="number">{exact(y)}</td>
        </tr>
    };
    Some(row.into_any())
}
