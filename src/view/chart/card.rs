//! One metric of several runs as a card: title, chart, legend, what is missing.

use super::legend::Legend;
use super::plot::Plot;
use crate::browser::clock;
use crate::chart::{AxisKind, AxisSpec, ChartSpec, Extent, Line, ScaleKind, accessible_name};
use crate::model::MetricKey;
use crate::source::{StepWindow, holds};
use crate::state::{
    AxisScale, Catalog, ChartData, Drawn, Failure, Grouping, Runs, Treatment, Watched, Workspace, axis_kind, use_app,
    use_lines, use_theme,
};
use crate::text::count;
use crate::view::widget::Icon;
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
    let theme = use_theme();
    let data = use_lines(app, theme, catalog, runs, key.clone(), near.into());
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
    let drawn = Memo::new_with_compare(
        move |before: Option<&Drawn>| {
            let how = treatment.get();
            data.with(|data| runs.with(|runs| Drawn::of(&data.lines, runs, &how, theme.ground(), before)))
        },
        |_, _| true,
    );
    let all_lines = Signal::derive(move || drawn.with(|drawn| drawn.lines.clone()));
    let shadows = Signal::derive(move || drawn.with(|drawn| drawn.shadows));
    let lines = Signal::derive(move || drawn.with(|drawn| Arc::new(drawn.read().to_vec())));
    let x = app.part(|workspace| workspace.x);
    let metric = key.to_string();
    let axes = app.part(move |workspace| {
        let ranges = &workspace.ranges;
        Axes {
            scales: (workspace.x_scale, workspace.y_scale),
            ranges: (ranges.x, ranges.y_of(&metric)),
            ignore_outliers: workspace.ignore_outliers,
        }
    });
    let steps = app.part(Workspace::steps_shown);
    let spec = Memo::new(move |_| ChartSpec {
        bands: drawn.with(|drawn| drawn.bands.clone()),
        ..data.with(|data| spec_of(data, x.get(), axes.get()))
    });
    let metric = key.to_string();
    let points = move || data.with(|data| data.lines.iter().map(Line::len).sum::<usize>());
    let name = {
        let title = key.to_string();
        Signal::derive(move || accessible_name(&title, data.with(|data| data.lines.len()), points()))
    };
    view! {
        <section class="card chart-card" node_ref=root aria-label=key.to_string()>
            <header class="chart-head"><h3 title=key.to_string()>{key.to_string()}</h3></header>
            <div class="chart-body">
                {move || if data.with(|data| data.lines.is_empty()) {
                    data.with(placeholder).into_any()
                } else {
                    view! { <Plot lines=all_lines spec name shadows metric=metric.clone() /> }.into_any()
                }}
            </div>
            <footer class="chart-foot">
                {(!without_legend).then(|| view! { <Legend lines /> })}
                <p class="quiet">
                    {move || data.with(|data| points_text(data, points(), steps.get()))}
                    {move || stop_button(data)}
                </p>
            </footer>
            {move || data.with(missing)}
        </section>
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
        },
        y: AxisSpec {
            scale: scale_kind(axes.scales.1),
            title: y_title,
            range: axes.ranges.1,
            ..AxisSpec::default()
        },
        ignore_outliers: axes.ignore_outliers,
        ..ChartSpec::default()
    }
}

/// What stands where the lines will be.
fn placeholder(data: &ChartData) -> AnyView {
    if data.pending > 0 {
        return view! { <div class="plot plot-waiting" role="status" aria-label="Loading"></div> }.into_any();
    }
    let said = if data.without_time > 0 {
        "The points of this metric have no time; choose another x axis"
    } else if data.without_curve > 0 {
        "This table has no two columns of numbers; open a run to read it"
    } else if data.failures.is_empty() {
        "None of these runs logged this metric"
    } else {
        "No line could be read"
    };
    view! { <div class="plot plot-empty"><p>{said}</p></div> }.into_any()
}

/// The button that gives up the points that are still on their way.
fn stop_button(data: Memo<ChartData>) -> Option<impl IntoView> {
    let is_reading = data.with(|data| !data.stoppable.is_empty());
    is_reading.then(|| {
        let stop = move |_| data.with_untracked(|data| data.stoppable.iter().for_each(Watched::stop));
        view! { " " <button class="legend-more" on:click=stop>"Stop"</button> }
    })
}

/// How many points there are, and what stands in for them; `steps` are those on the screen.
fn points_text(data: &ChartData, points: usize, steps: Option<StepWindow>) -> String {
    let nonfinite: usize = data
        .lines
        .iter()
        .map(|line| line.y.iter().filter(|value| !value.is_finite()).count())
        .sum();
    if data.sampled > 0 {
        let all = data.announced.filter(|all| *all > points as u64);
        let of = all.map_or_else(String::new, |all| format!(" of {}", crate::text::thousands(all)));
        let is_whole_here = (data.whole_between.zip(steps)).is_some_and(|(whole, steps)| holds(whole, steps));
        // Of about the same length, so that the line does not break while one becomes the other.
        let how = if is_whole_here {
            "sampled, exact in range"
        } else {
            "sampled by the source"
        };
        let mut text = format!("{}{of} points, {how}", crate::text::thousands(points as u64));
        if data.pending > 0 {
            text += &format!(" · {} read…", crate::text::thousands(data.behind_samples as u64));
        }
        return text;
    }
    let mut text = match data.announced {
        Some(announced) if data.pending > 0 && announced > points as u64 => {
            format!(
                "{} of {}",
                crate::text::thousands(points as u64),
                count(announced as usize, "point", "points")
            )
        }
        _ => count(points, "point", "points"),
    };
    if nonfinite > 0 {
        text += &format!(" · {nonfinite} NaN or infinite");
    }
    if data.pending > 0 {
        text += " · loading…";
    }
    text
}

/// What could not be drawn, beside what could.
fn missing(data: &ChartData) -> Option<impl IntoView + use<>> {
    let mut parts = Vec::new();
    if !data.lines.is_empty() && data.without_time > 0 {
        parts.push(format!("{} without times", count(data.without_time, "run", "runs")));
    }
    if !data.lines.is_empty() && data.without_curve > 0 {
        parts.push(format!(
            "{} without two columns of numbers",
            count(data.without_curve, "run", "runs")
        ));
    }
    let failures: Vec<_> = data
        .failures
        .iter()
        .take(20)
        .map(|Failure { run, error, .. }| view! { <li>{format!("{run}: {error}. {}", error.advice())}</li> })
        .collect();
    if !data.failures.is_empty() {
        parts.push(format!(
            "{} could not be read",
            count(data.failures.len(), "run", "runs")
        ));
    }
    let failed: Vec<_> = data.failures.iter().map(|failure| failure.metric.clone()).collect();
    let again = (!failed.is_empty()).then(|| {
        let again = move |_| failed.iter().for_each(Watched::reload);
        view! { <button class="button" on:click=again>"Try again"</button> }
    });
    (!parts.is_empty()).then(|| {
        view! {
            <div class="warnings with-button" role="status">
                <details>
                    <summary><Icon icon=icondata_lu::LuTriangleAlert />{parts.join(", ")}</summary>
                    <ul>{failures}</ul>
                </details>
                {again}
            </div>
        }
    })
}
