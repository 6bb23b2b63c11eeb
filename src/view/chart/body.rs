//! What is within a card: the picture, or why there is none, and the notes below it.

use super::legend::Legend;
use super::parts::Chart;
use super::plot::Plot;
use crate::source::{StepWindow, holds};
use crate::state::{ChartData, Failure, Watched};
use crate::text::count;
use crate::view::widget::Icon;
use leptos::prelude::*;

/// The picture of a chart, or why there is none.
#[component]
pub fn ChartBody(
    /// The chart.
    chart: Chart,
) -> impl IntoView {
    let is_empty = Memo::new(move |_| chart.drawn.with(|lines| lines.is_empty()));
    move || {
        if is_empty.get() {
            return (move || chart.data.with(placeholder)).into_any();
        }
        let Chart {
            drawn,
            spec,
            name,
            shadows,
            metric,
            ..
        } = chart;
        view! { <Plot lines=drawn spec name shadows metric=metric.get_value() raised=chart.raised /> }.into_any()
    }
}

/// The legend of a chart, how many points it has, and what is missing.
#[component]
pub fn ChartNotes(
    /// The chart.
    chart: Chart,
) -> impl IntoView {
    // Lines of one run that show several things are to be told apart, too.
    let is_told = |data: &ChartData| data.lines.len() > 1 && data.series.iter().any(|shown| !shown.is_empty());
    let has_legend = Memo::new(move |_| !chart.without_legend || chart.data.with(is_told));
    view! {
        <footer class="chart-foot">
            {move || has_legend.get().then(|| view! { <Legend chart /> })}
            <p class="quiet">
                {move || chart.points.get()}
                {move || stop_button(chart.data)}
            </p>
        </footer>
        {move || chart.data.with(missing)}
    }
}

/// What stands where the lines will be.
fn placeholder(data: &ChartData) -> AnyView {
    if data.pending > 0 {
        return view! { <div class="plot plot-waiting" role="status" aria-label="Loading"></div> }.into_any();
    }
    let unread = data.unread.first().map(|fault| format!("{fault}; edit this chart"));
    let said = if let Some(unread) = &unread {
        unread
    } else if !data.lines.is_empty() {
        "All lines are hidden; their names below show them again"
    } else if data.without_time > 0 {
        "The points of this metric have no time; choose another x axis"
    } else if data.without_curve > 0 {
        "This table has no two columns of numbers; open a run to read it"
    } else if data.failures.is_empty() {
        "None of these runs logged this metric"
    } else {
        "No line could be read"
    };
    view! { <div class="plot plot-empty"><p>{said.to_owned()}</p></div> }.into_any()
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
pub fn points_text(data: &ChartData, points: usize, steps: Option<StepWindow>) -> String {
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
    // Without any line the reason stands in its place.
    if !data.lines.is_empty() {
        parts.extend(data.unread.iter().map(|fault| format!("Not drawn: {fault}")));
    }
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
