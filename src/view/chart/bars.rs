//! One value a run, as bars.

use crate::chart::format;
use crate::model::{Aggregate, MetricKey};
use crate::state::{Runs, use_run_colors};
use crate::text::count;
use crate::view::widget::Swatch;
use leptos::prelude::*;

/// More runs than this are told by their number.
const MOST_BARS: usize = 40;

/// A metric that was logged once in each run, as bars from zero.
#[component]
pub fn BarCard(
    /// Whose metric.
    #[prop(into)]
    runs: Signal<Runs>,
    /// Which metric.
    key: MetricKey,
) -> impl IntoView {
    let colors = use_run_colors();
    let title = key.to_string();
    let bars = Memo::new(move |_| {
        runs.with(|runs| {
            runs.0
                .iter()
                .filter_map(|run| {
                    let value = run.metrics.get(&key)?.value(Aggregate::Last)?;
                    Some((run.id.clone(), run.name.clone(), value))
                })
                .collect::<Vec<_>>()
        })
    });
    let name = {
        let title = title.clone();
        move || {
            let n = bars.with(Vec::len);
            crate::chart::accessible_name(&title, n, n)
        }
    };
    view! {
        <section class="card chart-card" aria-label=title.clone()>
            <header class="chart-head"><h3 title=title.clone()>{title.clone()}</h3></header>
            <div class="chart-body bars-body" role="group" tabindex="0" aria-label=name>
                {move || {
                    let colors = colors.get();
                    bars.with(|bars| {
                        let largest = bars
                            .iter()
                            .map(|(_, _, value)| value.abs())
                            .filter(|size| size.is_finite())
                            .fold(0.0, f64::max);
                        bars.iter().take(MOST_BARS).map(|(id, name, value)| {
                            let share = if largest > 0.0 && value.is_finite() { value.abs() / largest * 100.0 } else { 0.0 };
                            let color = colors.color(id.as_str()).css();
                            view! {
                                <div class="bar-row">
                                    <Swatch run=id.clone() />
                                    <span class="bar-name" title=name.clone()>{name.clone()}</span>
                                    <span class="bar-track">
                                        <span class="bar" style:width=format!("{share}%") style:background=color></span>
                                    </span>
                                    <span class="number" title=value.to_string()>{format::value(*value)}</span>
                                </div>
                            }
                        }).collect_view()
                    })
                }}
            </div>
            <footer class="chart-foot">
                <p class="quiet">
                    {move || {
                        let n = bars.with(Vec::len);
                        let mut text = count(n, "run", "runs");
                        if n > MOST_BARS {
                            text += &format!(", the first {MOST_BARS} shown");
                        }
                        text
                    }}
                </p>
            </footer>
        </section>
    }
}
