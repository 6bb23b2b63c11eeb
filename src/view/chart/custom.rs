//! Charts that the user makes: several metrics in one, formulas, one metric over another.

use super::card::chart_card;
use crate::model::MetricKind;
use crate::query::PlainText;
use crate::state::{Catalog, CustomChart, Runs, use_app, use_custom_lines};
use crate::view::widget::{CloseMenu, Menu};
use leptos::prelude::*;

/// As many names as are offered at a time.
const MOST_OFFERED: usize = 50;

/// The charts that the user made, in their order.
#[component]
pub fn CustomCharts(
    /// Whose metrics.
    #[prop(into)]
    runs: Signal<Runs>,
    /// Where they come from.
    catalog: Catalog,
) -> impl IntoView {
    let app = use_app();
    let charts = app.part(|workspace| workspace.charts.clone());
    let catalog = StoredValue::new_local(catalog);
    let is_empty = Memo::new(move |_| charts.with(Vec::is_empty));
    move || {
        (!is_empty.get()).then(|| {
            view! {
                <div class="chart-grid custom-charts">
                    <For each=move || charts.get() key=Clone::clone let:chart>
                        {custom_card(runs, catalog.get_value(), chart)}
                    </For>
                </div>
            }
        })
    }
}

/// One chart that the user made, with a menu to edit it.
pub fn custom_card(runs: Signal<Runs>, catalog: Catalog, chart: CustomChart) -> AnyView {
    let app = use_app();
    let asked = chart.clone();
    let lines = move |wanted| use_custom_lines(app, catalog, runs, asked, wanted);
    let title = chart.title();
    let tools = view! {
        <Menu label="" icon=icondata_lu::LuPencil title=format!("Edit {title}")>
            <ChartForm runs chart=chart.clone() />
        </Menu>
    };
    chart_card(runs, title, false, tools.into_any(), Box::new(lines)).into_any()
}

/// The menu in which a chart is made.
#[component]
pub fn AddChart(
    /// Whose metrics are offered.
    #[prop(into)]
    runs: Signal<Runs>,
) -> impl IntoView {
    view! {
        <Menu label=Signal::stored("Add chart".to_owned()) icon=icondata_lu::LuChartLine title="A chart of your own">
            <ChartForm runs />
        </Menu>
    }
}

/// What a chart shows, to be written: a new one, or one that is there.
#[component]
fn ChartForm(runs: Signal<Runs>, #[prop(optional, into)] chart: Option<CustomChart>) -> impl IntoView {
    let app = use_app();
    let names = Memo::new(move |_| {
        let drawn = |kind: &MetricKind| matches!(kind, MetricKind::Series | MetricKind::Table);
        let metrics = runs.with(Runs::metrics).into_iter();
        metrics
            .filter(|(_, summary)| drawn(&summary.kind))
            .map(|(key, _)| key)
            .collect::<Vec<_>>()
    });
    let before = StoredValue::new(chart.clone());
    let is_new = chart.is_none();
    let chart = chart.unwrap_or_default();
    let series = RwSignal::new(chart.series.join("\n"));
    let over = RwSignal::new(chart.over.unwrap_or_default());
    let written = move || CustomChart {
        series: series.with(|text| {
            text.lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect()
        }),
        over: Some(over.get().trim().to_owned()).filter(|over| !over.is_empty()),
    };
    let problem = Memo::new(move |_| {
        let chart = written();
        names.with(|names| {
            let over = chart.resolved_over(names).and_then(Result::err);
            let (found, faults) = chart.resolved(names);
            let nothing = (found.is_empty() && faults.is_empty() && !chart.series.is_empty())
                .then(|| "No metric has such a name".to_owned());
            faults
                .first()
                .map(ToString::to_string)
                .or(over.map(|fault| fault.to_string()))
                .or(nothing)
        })
    });
    let is_ready = Memo::new(move |_| !written().series.is_empty() && problem.with(Option::is_none));
    let close = use_context::<CloseMenu>();
    let keep = move |_| {
        let chart = written();
        let before = before.get_value();
        app.adjust(|workspace| {
            let charts = &mut workspace.charts;
            let place = before.and_then(|before| charts.iter().position(|known| *known == before));
            let is_there = charts
                .iter()
                .zip(0..)
                .any(|(known, at)| *known == chart && Some(at) != place);
            match place {
                // Two that are alike are one.
                Some(place) if is_there => drop(charts.remove(place)),
                Some(place) => charts[place] = chart,
                None if is_there => {}
                None => charts.push(chart),
            }
        });
        if let Some(CloseMenu(close)) = close {
            close.run(());
        }
    };
    view! {
        <label class="chart-field">
            <span>"Lines: a metric, a formula such as " <code>"1 - accuracy"</code> ", or a pattern such as " <code>"/loss$/"</code> ", each in a row of its own"</span>
            <textarea rows="3" spellcheck="false" autocapitalize="off" bind:value=series></textarea>
        </label>
        <Offer names pick=Callback::new(move |name: String| series.update(|text| {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            *text += &name;
        })) />
        <label class="chart-field">
            <span>"Over a metric or a formula, instead of the x axis of all charts"</span>
            <input type="text" spellcheck="false" autocapitalize="off" bind:value=over />
        </label>
        <p class="field-fault" role="status">{move || problem.get().map(|problem| format!("{problem}."))}</p>
        <div class="chart-form-buttons">
            <button class="button button-primary" disabled=move || !is_ready.get() on:click=keep>
                {if is_new { "Add" } else { "Apply" }}
            </button>
            {(!is_new).then(|| view! { <Arrange chart=before /> })}
        </div>
    }
}

/// The names of metrics, to be taken over by a click.
#[component]
fn Offer(names: Memo<Vec<crate::model::MetricKey>>, pick: Callback<String>) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let shown = move || {
        let words = PlainText::new(&search.get());
        names.with(|names| {
            let found = names
                .iter()
                .filter(|name| words.matches_any([name.as_str()].into_iter()));
            found.take(MOST_OFFERED).map(ToString::to_string).collect::<Vec<_>>()
        })
    };
    view! {
        <input type="search" class="search" placeholder="Search metrics" aria-label="Search metrics" bind:value=search />
        <ul class="menu-list chart-offer">
            <For each=shown key=Clone::clone let:name>
                <li>
                    <button class="menu-item" on:click={
                        let name = name.clone();
                        move |_| pick.run(name.clone())
                    }>{name.clone()}</button>
                </li>
            </For>
        </ul>
    }
}

/// Where a chart stands, and whether it does.
#[component]
fn Arrange(chart: StoredValue<Option<CustomChart>>) -> impl IntoView {
    let app = use_app();
    let charts = app.part(|workspace| workspace.charts.clone());
    let place = move || {
        charts.with(|charts| {
            charts
                .iter()
                .position(|known| Some(known) == chart.get_value().as_ref())
        })
    };
    let is_last = move || place().is_none_or(|place| place + 1 >= charts.with(Vec::len));
    let change = move |change: fn(&mut Vec<CustomChart>, usize)| {
        if let Some(place) = place() {
            app.adjust(|workspace| change(&mut workspace.charts, place));
        }
    };
    view! {
        <button class="button" disabled=move || place().is_none_or(|place| place == 0)
            on:click=move |_| change(|charts, place| charts.swap(place - 1, place))>"Earlier"</button>
        <button class="button" disabled=is_last
            on:click=move |_| change(|charts, place| charts.swap(place, place + 1))>"Later"</button>
        <button class="button" on:click=move |_| change(|charts, place| drop(charts.remove(place)))>"Remove"</button>
    }
}
