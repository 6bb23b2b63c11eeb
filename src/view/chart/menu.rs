//! What can be done with one chart.

use super::export::export;
use super::parts::Chart;
use super::table_fields::TableFields;
use crate::state::{App, OneChart, numbers, use_app};
use crate::text::exact;
use crate::view::widget::{CloseMenu, Icon, Menu, later};
use leptos::prelude::*;

/// The button that shows a chart large, and its menu.
#[component]
pub fn ChartTools(
    /// The chart.
    chart: Chart,
) -> impl IntoView {
    let app = use_app();
    let metric = chart.metric.get_value();
    let is_alone = app.is_chart_alone();
    view! {
        <div class="chart-tools">
            <button
                hidden=is_alone
                class="icon-button"
                aria-label=format!("Enlarge {metric}")
                title="Enlarge"
                on:click=move |_| show_large(app, chart, false)
            >
                <Icon icon=icondata_lu::LuMaximize2 />
            </button>
            <ChartMenu chart />
        </div>
    }
}

/// The menu of a chart.
#[component]
pub fn ChartMenu(
    /// The chart.
    chart: Chart,
    /// Whether the chart is shown large already, where a switch leads to its table.
    #[prop(optional)]
    is_large: bool,
) -> impl IntoView {
    let app = use_app();
    let title = chart.metric.with_value(|metric| format!("Options of {metric}"));
    let table = Memo::new(move |_| {
        chart
            .data
            .with(|data| data.table.as_ref().map(|(columns, _)| columns.clone()))
    });
    let to_table = move || {
        let close = use_context::<CloseMenu>();
        let show = move |_| {
            if let Some(CloseMenu(close)) = close {
                close.run(());
            }
            show_large(app, chart, true);
        };
        view! {
            <button class="button" on:click=show>
                <Icon icon=icondata_lu::LuTable2 />
                "Show the points as a table"
            </button>
        }
    };
    view! {
        <Menu label="" icon=icondata_lu::LuEllipsis title>
            {(!is_large && !app.is_chart_alone()).then(to_table)}
            {later(3, || Box::pin(export()), move |draw| draw(chart))}
            {move || table.get().map(|columns| {
                view! { <TableFields metric=chart.metric.get_value() columns /> }
            })}
            <ThresholdField chart />
        </Menu>
    }
}

/// The values that a chart marks with a line, typed.
#[component]
fn ThresholdField(chart: Chart) -> impl IntoView {
    let app = use_app();
    let marked = app.part(move |workspace| chart.metric.with_value(|metric| workspace.thresholds.of(metric)));
    let is_wrong = RwSignal::new(false);
    let text = move || {
        let texts: Vec<String> = marked.with(|values| values.iter().map(|value| exact(*value)).collect());
        texts.join(", ")
    };
    view! {
        <label class="field threshold-field">
            <span>"Lines at"</span>
            <input
                type="text"
                inputmode="text"
                spellcheck="false"
                placeholder="such as 0.5, 0.9"
                aria-invalid=move || is_wrong.get().to_string()
                prop:value=text
                on:change:target=move |event| {
                    let values = numbers(&event.target().value());
                    is_wrong.set(values.is_none());
                    if let Some(values) = values {
                        let mut workspace = app.workspace().get_untracked();
                        chart.metric.with_value(|metric| workspace.thresholds.set(metric, values));
                        app.go(workspace);
                    }
                }
            />
        </label>
        <p class="field-fault" role="status">
            {move || is_wrong.get().then_some("Numbers are needed here, with commas or spaces between them")}
        </p>
    }
}

/// Shows a chart large; the back button returns.
pub fn show_large(app: App, chart: Chart, as_table: bool) {
    let mut workspace = app.workspace().get_untracked();
    workspace.one_chart = OneChart {
        metric: Some(chart.metric.get_value()),
        as_table,
    };
    app.go(workspace);
}
