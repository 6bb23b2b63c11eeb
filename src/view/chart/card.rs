//! One metric of several runs as a card: title, chart, legend, what is missing.

use super::body::{ChartBody, ChartNotes, points_text};
use super::large::large;
use super::menu::ChartTools;
use super::parts::Chart;
use crate::browser::{clock, pixel_ratio};
use crate::chart::{AxisKind, AxisSpec, ChartSpec, Extent, Line, ScaleKind, Size, accessible_name};
use crate::model::MetricKey;
use crate::state::{
    AxisScale, Catalog, ChartData, Drawn, Embed, Grouping, Runs, Treatment, Workspace, axis_kind, use_app, use_lines,
    use_run_colors,
};
use crate::view::widget::later;
use leptos::html::Section;
use leptos::prelude::*;
use leptos_use::{UseIntersectionObserverOptions, use_intersection_observer_with_options};
use std::sync::Arc;

/// How far off the screen a chart begins to load.
const AHEAD: &str = "400px";

/// The chart of one metric over several runs. It loads when it comes near the
/// screen.
#[component]
pub fn MetricChart(
    /// Whose metric.
    #[prop(into)]
    runs: Signal<Runs>,
    /// Which metric.
    key: MetricKey,
    /// Where it comes from.
    catalog: Catalog,
    /// Whether the page says already which run this is.
    #[prop(optional)]
    without_legend: bool,
) -> impl IntoView {
    let name = key.to_string();
    let app = use_app();
    chart_card(
        runs,
        name,
        without_legend,
        ().into_any(),
        Box::new(move |wanted| use_lines(app, catalog, runs, key, wanted)),
    )
}

/// Makes the lines of a chart, from when they are wanted on.
pub type MakeLines = Box<dyn FnOnce(Signal<bool>) -> Memo<ChartData>>;

/// A chart with its name, its options, its legend, and what is missing. The range of its y is kept
/// under its name; `without_legend` where the page says already which run this is; `tools` stand
/// beside the name.
pub fn chart_card(
    runs: Signal<Runs>,
    name: String,
    without_legend: bool,
    tools: AnyView,
    lines: MakeLines,
) -> impl IntoView {
    let app = use_app();
    let root = NodeRef::<Section>::new();
    let near = RwSignal::new(false);
    let _ = use_intersection_observer_with_options(
        root,
        move |entries, _| {
            // Once asked for, it stays: scrolling back must not load again.
            if entries.iter().any(|entry| entry.is_intersecting()) {
                near.set(true);
            }
        },
        UseIntersectionObserverOptions::default().root_margin(AHEAD),
    );
    let metric = name.clone();
    // In a frame of its own it is as large as it gets.
    let is_large = app.part(move |workspace| workspace.embed != Embed::Chart && workspace.one_chart.is(&metric));
    let wanted = Signal::derive(move || near.get() || is_large.get());
    let data = lines(wanted);
    let treatment = app.part(move |workspace| Treatment {
        // One run is no group.
        grouping: if without_legend {
            Grouping::default()
        } else {
            workspace.grouping.clone()
        },
        smoother: workspace.smoother,
        smoothing: workspace.smoothing,
    });
    let colors = use_run_colors();
    let whole = Memo::new_with_compare(
        move |before: Option<&Drawn>| {
            let how = treatment.get();
            // A run that is told anew is drawn anew only where that may put it into another group.
            let runs = if how.grouping.by.is_empty() {
                Runs::default()
            } else {
                runs.get()
            };
            colors.with(|look| data.with(|data| Drawn::of((&data.lines, &data.series), &runs, &how, look, before)))
        },
        |_, _| true,
    );
    let hidden = app.part(|workspace| workspace.hidden.clone());
    let drawn = Memo::new_with_compare(
        move |_| whole.with(|whole| hidden.with(|hidden| whole.without(hidden))),
        |_, _| true,
    );
    let logged = Memo::new_with_compare(
        move |_| {
            let all = data.with(|data| data.lines.clone());
            hidden.with(|hidden| {
                if hidden.is_empty() {
                    return all;
                }
                Arc::new(all.iter().filter(|line| !hidden.holds(&line.id)).cloned().collect())
            })
        },
        |_, _| true,
    );
    let all_lines = Signal::derive(move || drawn.with(|drawn| drawn.lines.clone()));
    let shadows = Signal::derive(move || drawn.with(|drawn| drawn.shadows));
    let lines = Memo::new_with_compare(
        move |_| drawn.with(|drawn| Arc::new(drawn.read().to_vec())),
        |_, _| true,
    );
    let x = app.part(|workspace| workspace.x);
    let metric = name.clone();
    let axes = app.part(move |workspace| {
        let ranges = &workspace.ranges;
        Axes {
            scales: (workspace.x_scale, workspace.y_scale),
            ranges: (ranges.x, ranges.y_of(&metric)),
            ignore_outliers: workspace.ignore_outliers,
        }
    });
    let steps = app.part(Workspace::steps_shown);
    let metric = name.clone();
    let thresholds = app.part(move |workspace| workspace.thresholds.of(&metric));
    let spec = Memo::new(move |_| ChartSpec {
        thresholds: thresholds.get(),
        bands: drawn.with(|drawn| drawn.bands.clone()),
        ..data.with(|data| spec_of(data, x.get(), axes.get()))
    });
    let points = move || logged.with(|lines| lines.iter().map(Line::len).sum::<usize>());
    let said = {
        let title = name.clone();
        Signal::derive(move || accessible_name(&title, logged.with(|lines| lines.len()), points()))
    };
    let chart = Chart {
        metric: StoredValue::new(name.clone()),
        whole,
        raised: RwSignal::new(None),
        drawn: all_lines,
        shadows,
        lines: lines.into(),
        logged: logged.into(),
        spec: spec.into(),
        data,
        name: said,
        points: Signal::derive(move || data.with(|data| points_text(data, points(), steps.get()))),
        without_legend,
        size: Callback::new(move |()| plot_size(root)),
    };
    view! {
        <section class="card chart-card" node_ref=root aria-label=name.clone()>
            <header class="chart-head">
                <h3 title=name.clone()>{name.clone()}</h3>
                {tools}
                <ChartTools chart />
            </header>
            <div class="chart-body"><ChartBody chart /></div>
            <ChartNotes chart />
            {move || is_large.get().then(|| later(1, || Box::pin(large()), move |draw| draw(chart)))}
        </section>
    }
}

/// The size of the plot in a card; of a usual one while there is none.
fn plot_size(card: NodeRef<Section>) -> Size {
    let plot = card
        .get_untracked()
        .and_then(|card| {
            let plot = |selector: &str| card.query_selector(selector).ok().flatten();
            plot(".chart-dialog .plot").or_else(|| plot(".plot"))
        })
        .map(|plot| (f64::from(plot.client_width()), f64::from(plot.client_height())))
        .filter(|(width, height)| *width > 1.0 && *height > 1.0);
    let (width, height) = plot.unwrap_or((640.0, 320.0));
    Size {
        width,
        height,
        ratio: pixel_ratio::current(),
    }
}

/// What the user arranged about the axes of a chart: x, then y.
#[derive(Clone, Copy, PartialEq)]
struct Axes {
    scales: (AxisScale, AxisScale),
    ranges: (Option<Extent>, Option<Extent>),
    ignore_outliers: bool,
}

fn scale_kind(scale: AxisScale) -> ScaleKind {
    match scale {
        AxisScale::Linear => ScaleKind::Linear,
        AxisScale::Log => ScaleKind::Log10,
        AxisScale::Symlog => ScaleKind::Symlog,
    }
}

fn spec_of(data: &ChartData, x: crate::state::XAxis, axes: Axes) -> ChartSpec {
    let offset = clock::utc_offset_minutes(clock::now_ms());
    let (kind, x_title, y_title) = match &data.columns {
        Some((x, y)) => (AxisKind::Number, Some(x.clone()), Some(y.clone())),
        None => (axis_kind(x, offset), None, None),
    };
    ChartSpec {
        x: AxisSpec {
            kind,
            scale: scale_kind(axes.scales.0),
            title: x_title,
            // The first column of a table is not what the other charts have on x.
            range: axes.ranges.0.filter(|_| data.columns.is_none()),
            names: data.x_names.clone(),
        },
        y: AxisSpec {
            scale: scale_kind(axes.scales.1),
            title: y_title.filter(|title| !title.is_empty()),
            range: axes.ranges.1,
            ..AxisSpec::default()
        },
        draw_as: data.table.as_ref().map(|(_, draw_as)| *draw_as).unwrap_or_default(),
        ignore_outliers: axes.ignore_outliers,
        ..ChartSpec::default()
    }
}
