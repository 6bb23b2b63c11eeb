//! The curves of a classifier: which ones, and a legend that chooses among them.

use super::drawing::{accuracy, label, long_label, named_curves};
use crate::model::evaluation::{AccuracyTable, CurveKind};
use crate::state::use_theme;
use crate::text::count;
use crate::view::chart::{Key, Plot};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Up to so many classes have curves from the start; of more the averages do.
const CLASSES_SHOWN: usize = 5;

/// A table of accuracy as curves.
#[component]
pub fn AccuracyView(
    /// The name of the metric.
    title: String,
    /// The table.
    table: AccuracyTable,
) -> impl IntoView {
    let theme = use_theme();
    let kind = RwSignal::new(CurveKind::Roc);
    let hides_classes = table.labels().len() > CLASSES_SHOWN;
    let said = said_of(&table);
    let without_sample: Vec<String> = table
        .labels()
        .iter()
        .enumerate()
        .filter(|(class, _)| table.support(*class) == 0.0)
        .map(|(_, label)| label.clone())
        .collect();
    // Those a person turned on or off: they are not as they would be.
    let turned = RwSignal::new(BTreeSet::<(bool, String)>::new());
    let curves = Memo::new(move |_| named_curves(&table, kind.get(), theme.ground()));
    let is_shown = move |is_class: bool, label: &str| {
        let is_turned = turned.with(|turned| turned.contains(&(is_class, label.to_owned())));
        is_turned == (hides_classes && is_class)
    };
    let drawing = Memo::new(move |_| {
        let shown: Vec<_> = curves.with(|curves| {
            let shown = curves
                .iter()
                .filter(|curve| is_shown(curve.is_class, &curve.line.label));
            shown.map(|curve| curve.line.clone()).collect()
        });
        accuracy(kind.get(), &shown, theme.ground())
    });
    let lines = Signal::derive(move || drawing.with(|drawing| drawing.lines.clone()));
    let spec = Signal::derive(move || drawing.with(|drawing| drawing.spec.clone()));
    let silent = Signal::derive(move || drawing.with(|drawing| drawing.silent));
    let name = Signal::derive(move || {
        let read = drawing.with(|drawing| drawing.lines.len() - drawing.silent);
        format!("{title}, {}, {}", long_label(kind.get()), count(read, "line", "lines"))
    });
    let choice = CurveKind::ALL.map(|option| {
        view! {
            <button
                class="button"
                title=long_label(option)
                aria-pressed=move || (kind.get() == option).to_string()
                on:click=move |_| kind.set(option)
            >
                {label(option)}
            </button>
        }
    });
    let entry = move |place: usize| {
        let found = curves.with(|curves| curves.get(place).cloned())?;
        let (is_class, label) = (found.is_class, found.line.label.clone());
        let turn = {
            let label = label.clone();
            move |_| {
                let key = (is_class, label.clone());
                turned.update(|turned| {
                    if !turned.remove(&key) {
                        turned.insert(key);
                    }
                });
            }
        };
        let of = label.clone();
        let is_on = Memo::new(move |_| is_shown(is_class, &of));
        let (is_pressed, is_off) = (move || is_on.get().to_string(), move || !is_on.get());
        Some(view! {
            <li class="legend-item" class:off=is_off>
                <button class="legend-entry" aria-pressed=is_pressed title=label.clone() on:click=turn>
                    <Key stroke=found.line.stroke />
                    <span>{label.clone()}</span>
                    <span class="quiet">{found.score}</span>
                </button>
            </li>
        })
    };
    view! {
        <div class="chart-body curves-body">
            <div class="either either-small" role="group" aria-label="Curve">{choice}</div>
            <Plot lines spec name shadows=silent />
        </div>
        <footer class="chart-foot">
            <ul class="legend legend-long" aria-label="Legend">
                {move || (0..curves.with(Vec::len)).map(entry).collect_view()}
            </ul>
            <p class="quiet">{said}</p>
            {(!without_sample.is_empty()).then(|| view! {
                <p class="quiet">{format!("Without a sample, so without a curve: {}", without_sample.join(", "))}</p>
            })}
        </footer>
    }
}

fn said_of(table: &AccuracyTable) -> String {
    let samples = table.sample_count().round() as usize;
    format!(
        "{} · {} · {}",
        count(samples, "sample", "samples"),
        count(table.labels().len(), "class", "classes"),
        count(table.thresholds().len(), "threshold", "thresholds"),
    )
}
