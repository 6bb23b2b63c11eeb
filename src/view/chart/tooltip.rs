//! What the lines say at the crosshair.

use super::legend::Key;
use super::reading::Reader;
use crate::chart::hit::{Reading, Row};
use crate::chart::{AxisSpec, Bands, Beside, Extent, Line, Rect, RowOrder, Stroke, beside, format};
use crate::state::use_app;
use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use leptos_use::on_click_outside;

/// More lines than this are told by their number, until they are pinned.
const MOST_ROWS: usize = 12;
/// More lines than this are told by their number.
const MOST_PINNED: usize = 500;
/// What cuts off what is within it.
const FRAMES: &str = ".chart-dialog, .charts-pane, main";

/// Names run, x and y of each line at the crosshair, the nearest line marked.
/// Pinned by a click it stays, and can be scrolled and copied from.
#[component]
pub fn Tooltip(
    /// What the lines say.
    reader: Reader,
    /// The chart.
    plot: NodeRef<Div>,
    /// How what is on x is written.
    #[prop(into)]
    x_axis: Signal<AxisSpec>,
    /// The width of the chart in CSS pixels.
    #[prop(into)]
    width: Signal<f64>,
    /// The height of the chart in CSS pixels.
    #[prop(into)]
    height: Signal<f64>,
    /// The spread of the lines that are read, one for each or none at all.
    #[prop(into)]
    bands: Signal<Bands>,
) -> impl IntoView {
    let order = use_app().part(|workspace| workspace.tooltip);
    let Reader {
        reading,
        lines,
        is_pinned,
        ..
    } = reader;
    let is_read = Memo::new(move |_| reading.with(Option::is_some));
    let place = Memo::new(move |_| {
        let x = reading.with(|reading| reading.as_ref().map(|reading| reading.x_px))?;
        let size = (width.get(), height.get());
        Some(beside(x, size, seen_around(plot)?))
    });
    let px = |value: Option<f64>| value.map_or_else(|| "auto".to_owned(), |px| format!("{px}px"));
    let edge = move |edge: fn(&Beside) -> Option<f64>| move || px(place.with(|place| place.as_ref().and_then(edge)));
    let told = move || {
        reading.with(|reading| {
            let (reading, y) = (reading.as_ref()?, reader.y.get_value());
            let most = if is_pinned.get() { MOST_PINNED } else { MOST_ROWS };
            let behind = reader.shadows.get();
            let spread = |row: &Row| {
                bands.with(|bands| {
                    let band = bands.0.get(row.line.checked_sub(behind)?)?;
                    band.at(row.x).map(spread_text)
                })
            };
            Some(lines.with(|lines| x_axis.with(|x| Told::of(reading, lines, (order.get(), y), most, x, &spread))))
        })
    };
    let words = move || {
        told().map(|Told { head, rows, more }| {
            let row = |row: RowText| {
                view! {
                    <tr class:nearest=row.is_nearest>
                        <td><Key stroke=row.stroke /></td>
                        <td class="tooltip-name" title=row.label.clone()>{row.label.clone()}</td>
                        <td class="tooltip-exact">{row.x}</td>
                        <td class="number">{row.y}</td>
                    </tr>
                    {row.spread.map(|spread| view! {
                        <tr class="tooltip-spread"><td></td><td colspan="3">{spread}</td></tr>
                    })}
                }
            };
            view! {
                <p class="tooltip-x">{head}</p>
                <table>
                    <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                </table>
                {(more > 0).then(|| view! {
                    <p class="tooltip-more">
                        {format!("and {more} more")}
                        {move || (!is_pinned.get()).then_some("; click to see them")}
                    </p>
                })}
            }
        })
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && reader.close() {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    move || {
        is_read.get().then(|| {
            view! {
                <div
                    class="tooltip"
                    class:pinned=is_pinned
                    style:left=edge(|place| place.left)
                    style:right=edge(|place| place.right)
                    style:top=edge(|place| place.top)
                    style:bottom=edge(|place| place.bottom)
                    style:max-width=edge(|place| Some(place.max_width))
                    style:--room=edge(|place| Some(place.max_width))
                    style:max-height=edge(|place| Some(place.max_height))
                    role="status"
                    tabindex=move || is_pinned.get().then_some("0")
                    on:keydown=on_key
                >
                    {words}
                </div>
                {move || is_pinned.get().then(|| view! { <ClickAway plot reader /> })}
            }
        })
    }
}

/// Ends a pinned reading with a click anywhere else.
#[component]
fn ClickAway(plot: NodeRef<Div>, reader: Reader) -> impl IntoView {
    let _ = on_click_outside(plot, move |_| {
        reader.close();
    });
}

/// What is seen of a chart and of its surroundings, in CSS pixels from its corner.
pub fn seen_around(plot: NodeRef<Div>) -> Option<Rect> {
    let plot = plot.get_untracked()?;
    let root = web_sys::window()?.document()?.document_element()?;
    let corner = plot.get_bounding_client_rect();
    let (mut left, mut top) = (0.0_f64, 0.0_f64);
    let (mut right, mut bottom) = (f64::from(root.client_width()), f64::from(root.client_height()));
    if let Some(frame) = plot.closest(FRAMES).ok().flatten() {
        let frame = frame.get_bounding_client_rect();
        (left, top) = (left.max(frame.left()), top.max(frame.top()));
        (right, bottom) = (right.min(frame.right()), bottom.min(frame.bottom()));
    }
    Some(Rect {
        left: left - corner.left(),
        top: top - corner.top(),
        right: right - corner.left(),
        bottom: bottom - corner.top(),
    })
}

struct RowText {
    stroke: Stroke,
    label: String,
    x: String,
    y: String,
    spread: Option<String>,
    is_nearest: bool,
}

/// The edges of a band, and of how many runs they are.
fn spread_text((edges, n): (Extent, Option<u32>)) -> String {
    let edges = format!("{} to {}", format::short(edges.lo), format::short(edges.hi));
    match n {
        Some(n) => format!("{edges}, n = {n}"),
        None => edges,
    }
}

/// The words of a reading.
struct Told {
    head: String,
    rows: Vec<RowText>,
    more: usize,
}

impl Told {
    fn of(
        reading: &Reading,
        lines: &[Line],
        (order, y): (RowOrder, f64),
        most: usize,
        x_axis: &AxisSpec,
        spread: &dyn Fn(&Row) -> Option<String>,
    ) -> Self {
        let mut rows: Vec<Row> = order.of(reading, lines, y);
        // The nearest line is told even when there are too many to tell.
        if let Some(place) = rows.iter().position(|row| Some(row.line) == reading.nearest)
            && place >= most
        {
            let nearest = rows.remove(place);
            rows.insert(most - 1, nearest);
        }
        let more = rows.len().saturating_sub(most);
        let same_x = rows
            .windows(2)
            .all(|pair| (pair[0].x, pair[0].step) == (pair[1].x, pair[1].step));
        let text = |row: Row| RowText {
            stroke: lines[row.line].stroke,
            label: lines[row.line].label.clone(),
            // Each line answers with its own nearest point; say where when they differ.
            x: if same_x {
                String::new()
            } else {
                format!("@ {}", row.x_label(x_axis))
            },
            y: format::value(row.y),
            spread: spread(&row),
            is_nearest: Some(row.line) == reading.nearest,
        };
        Self {
            head: reading.x_label.clone(),
            rows: rows.into_iter().take(most).map(text).collect(),
            more,
        }
    }
}
