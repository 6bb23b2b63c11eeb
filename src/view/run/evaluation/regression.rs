//! Residuals as a histogram, predictions over the truth.

use super::drawing::{Drawing, predictions as drawn_predictions, residuals as drawn_residuals};
use crate::chart::format;
use crate::model::evaluation::{Predictions, Residuals};
use crate::state::use_theme;
use crate::text::count;
use crate::view::chart::{Key, Plot};
use leptos::prelude::*;

/// Residuals as a histogram.
#[component]
pub fn ResidualsView(
    /// The name of the metric.
    title: String,
    /// The residuals.
    residuals: Residuals,
) -> impl IntoView {
    let theme = use_theme();
    let said = said_of_residuals(&residuals);
    let ends = said_of_ends(&residuals);
    let name = format!("{title}, histogram, {}", count(residuals.counts.len(), "bar", "bars"));
    let drawing = Memo::new(move |_| drawn_residuals(&residuals, theme.ground()));
    view! {
        <Drawn drawing name />
        <footer class="chart-foot">
            <p class="quiet">{said}</p>
            {ends.map(|ends| view! { <p class="quiet">{ends}</p> })}
        </footer>
    }
}

/// What was predicted over what is true.
#[component]
pub fn PredictionsView(
    /// The name of the metric.
    title: String,
    /// The predictions.
    predictions: Predictions,
) -> impl IntoView {
    let theme = use_theme();
    let bins = predictions.counts.len();
    let said = format!(
        "{} · {}",
        count(predictions.count().round() as usize, "sample", "samples"),
        count(bins, "bin", "bins")
    );
    let name = format!("{title}, predicted over true values, {}", count(bins, "bin", "bins"));
    let drawing = Memo::new(move |_| drawn_predictions(&predictions, theme.ground()));
    let key = move |place: usize, label: &'static str| {
        let stroke = drawing.with(|drawing| drawing.lines.get(place).map(|line| line.stroke))?;
        Some(view! { <li><Key stroke /><span>{label}</span></li> })
    };
    view! {
        <Drawn drawing name />
        <footer class="chart-foot">
            <ul class="legend legend-still" aria-label="Legend">
                {move || key(1, "Mean ± standard deviation")}
                {move || key(0, "Ideal")}
            </ul>
            <p class="quiet">{said}</p>
        </footer>
    }
}

#[component]
fn Drawn(drawing: Memo<Drawing>, name: String) -> impl IntoView {
    let lines = Signal::derive(move || drawing.with(|drawing| drawing.lines.clone()));
    let spec = Signal::derive(move || drawing.with(|drawing| drawing.spec.clone()));
    let silent = Signal::derive(move || drawing.with(|drawing| drawing.silent));
    view! {
        <div class="chart-body">
            <Plot lines spec name=Signal::stored(name) shadows=silent />
        </div>
    }
}

fn said_of_residuals(residuals: &Residuals) -> String {
    let mut said = count(residuals.count().round() as usize, "residual", "residuals");
    if let Some(mean) = residuals.mean {
        said += &format!(" · mean {}", format::value(mean));
    }
    if let Some(stddev) = residuals.stddev {
        said += &format!(" · standard deviation {}", format::value(stddev));
    }
    said
}

/// How far the outer bars would reach, where they are drawn narrower.
fn said_of_ends(residuals: &Residuals) -> Option<String> {
    let bins = residuals.bins();
    let (first, last) = (bins.first()?, bins.last()?);
    let is_cut = first.drawn.0 > first.lo || last.drawn.1 < last.hi;
    is_cut.then(|| {
        format!(
            "The outer bars hold all down to {} and up to {}",
            format::value(first.lo),
            format::value(last.hi)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_residuals_is_said() {
        let mut residuals = Residuals {
            edges: vec![-9.0, -1.0, 0.0, 1.0],
            counts: vec![1.0, 2.0, 4.0],
            ..Residuals::default()
        };
        assert_eq!(said_of_residuals(&residuals), "7 residuals");
        residuals.mean = Some(0.25);
        assert_eq!(said_of_residuals(&residuals), "7 residuals · mean 0.25");
        let ends = said_of_ends(&residuals);
        assert_eq!(ends.as_deref(), Some("The outer bars hold all down to -9 and up to 1"));
        residuals.edges[0] = -2.0;
        assert_eq!(said_of_ends(&residuals), None);
    }
}
