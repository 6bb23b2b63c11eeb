//! A confusion matrix: counts, or shares of what is true.

use crate::chart::format;
use crate::model::ConfusionMatrix;
use leptos::prelude::*;
use std::sync::Arc;

/// A confusion matrix, rows true, columns predicted; the shade is the share of
/// the row either way.
#[component]
pub fn ConfusionView(
    /// The name of the metric.
    title: String,
    /// The counts.
    matrix: Arc<ConfusionMatrix>,
) -> impl IntoView {
    let as_shares = RwSignal::new(false);
    let button = |label: &'static str, shares: bool| {
        view! {
            <button
                class="button"
                aria-pressed=move || (as_shares.get() == shares).to_string()
                on:click=move |_| as_shares.set(shares)
            >
                {label}
            </button>
        }
    };
    let rows = (0..matrix.matrix.len())
        .map(|place| row(&matrix, place, as_shares))
        .collect_view();
    let heads = matrix.labels.iter().map(|label| head("col", label)).collect_view();
    view! {
        <div class="either either-small confusion-choice" role="group" aria-label="Cells">
            {button("Counts", false)}
            {button("Shares of the row", true)}
        </div>
        <div class="table-scroll confusion-scroll" tabindex="0" role="region" aria-label=format!("{title}, confusion matrix")>
            <table class="confusion">
                <caption>"Rows true, columns predicted"</caption>
                <thead>
                    <tr>
                        <td></td>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn head(scope: &'static str, label: &str) -> impl IntoView + use<> {
    view! { <th scope=scope title=label.to_owned()>{label.to_owned()}</th> }
}

fn row(matrix: &ConfusionMatrix, place: usize, as_shares: RwSignal<bool>) -> impl IntoView + use<> {
    let label = matrix.labels.get(place).cloned().unwrap_or_default();
    let counts = &matrix.matrix[place];
    let cells = counts
        .iter()
        .zip(shares(counts))
        .map(|(&count, share)| {
            let said = match share {
                Some(share) => format!("{} ({} of {label})", format::value(count), percent(share)),
                None => format!("{} (no sample of {label})", format::value(count)),
            };
            let text = move || match (as_shares.get(), share) {
                (true, Some(share)) => percent(share),
                (true, None) => "–".to_owned(),
                (false, _) => format::value(count),
            };
            view! {
                <td class="number" style:--share=format!("{:.3}", share.unwrap_or(0.0)) title=said>
                    {text}
                </td>
            }
        })
        .collect_view();
    view! { <tr>{head("row", &label)}{cells}</tr> }
}

/// Which part of the row each count is, 0 to 1; `None` where the row is empty
/// or the count is no number.
fn shares(counts: &[f64]) -> Vec<Option<f64>> {
    let sum: f64 = counts.iter().filter(|count| count.is_finite()).sum();
    let share = |count: &f64| (sum > 0.0 && count.is_finite()).then(|| (count / sum).clamp(0.0, 1.0));
    counts.iter().map(share).collect()
}

/// A share of 0 to 1 to a tenth of a percent.
fn percent(share: f64) -> String {
    format!("{} %", format::value((share * 1000.0).round() / 10.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_of_the_row() {
        assert_eq!(shares(&[1.0, 3.0]), [Some(0.25), Some(0.75)]);
        assert_eq!(shares(&[0.0, 0.0]), [None, None]);
        assert_eq!(shares(&[f64::NAN, 2.0]), [None, Some(1.0)]);
        assert_eq!([percent(1.0 / 3.0), percent(1.0)], ["33.3 %", "100 %"]);
    }
}
