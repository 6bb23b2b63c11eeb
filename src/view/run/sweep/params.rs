//! The metric of a search over each param.

use super::{Found, card, history_points};
use crate::chart::{AxisKind, RunPoint, dots, dots_spec, format};
use crate::query::{ParamValues, varied_params};
use crate::state::use_theme;
use crate::text::count;
use leptos::prelude::*;
use std::sync::Arc;

/// More params than this are told by their number.
const MOST_PARAMS: usize = 12;
/// More words of a param than this are told by their number.
const MOST_WORDS: usize = 8;

/// The metric over each param that differs between the children.
#[component]
pub fn Params(
    /// What was found.
    found: Memo<Option<Found>>,
) -> impl IntoView {
    let varied = Memo::new(move |_| {
        found.with(|found| {
            let found = found.as_ref();
            found.map_or_else(Vec::new, |found| {
                varied_params(&found.trials, found.objective.direction)
            })
        })
    });
    // A card stays while its numbers change.
    let names = Memo::new(move |_| {
        varied.with(|varied| {
            let named = varied.iter().take(MOST_PARAMS);
            let is_words = |values: &ParamValues| matches!(values, ParamValues::Words(_));
            named
                .map(|(name, values)| (name.clone(), is_words(values)))
                .collect::<Vec<_>>()
        })
    });
    let rest = Memo::new(move |_| varied.with(Vec::len).saturating_sub(MOST_PARAMS));
    view! {
        <For each=move || names.get() key=Clone::clone let((name, is_words))>
            {
                let of = name.clone();
                let values = Memo::new(move |_| {
                    varied.with(|varied| varied.iter().find(|(known, _)| *known == of).map(|(_, values)| values.clone()))
                });
                match is_words {
                    true => words_card(name, values),
                    false => scatter_card(name, values, found),
                }
            }
        </For>
        {move || (rest.get() > 0).then(|| view! {
            <p class="quiet">{format!("{} more differ", count(rest.get(), "param", "params"))}</p>
        })}
    }
}

fn scatter_card(param: String, values: Memo<Option<ParamValues>>, found: Memo<Option<Found>>) -> AnyView {
    let theme = use_theme();
    let points = Memo::new(move |_| -> Vec<RunPoint> {
        let Some(ParamValues::Numbers(numbers)) = values.get() else {
            return Vec::new();
        };
        found.with(|found| {
            let Some(found) = found else {
                return Vec::new();
            };
            let all = history_points(found);
            let at = |(place, x): (usize, f64)| {
                Some(RunPoint {
                    x,
                    ..all.get(place)?.clone()
                })
            };
            numbers.into_iter().filter_map(at).collect()
        })
    });
    let lines = Memo::new(move |_| Arc::new(points.with(|points| dots(points, theme.ground()))));
    let title = StoredValue::new(param);
    let spec =
        Memo::new(move |_| title.with_value(|title| points.with(|points| dots_spec(points, title, AxisKind::Number))));
    let name = Signal::derive(move || {
        let metric = found.with(|found| found.as_ref().map(|found| found.objective.metric.to_string()));
        let of = count(points.with(Vec::len), "run", "runs");
        format!("{} over {}, {of}", metric.unwrap_or_default(), title.get_value())
    });
    card(Signal::derive(move || title.get_value()), name, lines, spec)
}

fn words_card(param: String, values: Memo<Option<ParamValues>>) -> AnyView {
    let rows = move || {
        let Some(ParamValues::Words(words)) = values.get() else {
            return Vec::new();
        };
        words
    };
    let rest = move || rows().len().checked_sub(MOST_WORDS).filter(|rest| *rest > 0);
    view! {
        <section class="card chart-card sweep-card" aria-label=param.clone()>
            <header class="chart-head"><h3 title=param.clone()>{param.clone()}</h3></header>
            <div class="sweep-words">
                <table class="table">
                    <thead>
                        <tr><th scope="col">"Value"</th><th scope="col" class="number">"Runs"</th><th scope="col" class="number">"Best"</th></tr>
                    </thead>
                    <tbody>
                        {move || rows().into_iter().take(MOST_WORDS).map(|(word, count, best)| view! {
                            <tr>
                                <td title=word.clone()>{word.clone()}</td>
                                <td class="number">{count}</td>
                                <td class="number" title=best.to_string()>{format::value(best)}</td>
                            </tr>
                        }).collect_view()}
                    </tbody>
                </table>
                {move || rest().map(|rest| view! { <p class="quiet">{format!("and {}", count(rest, "more value", "more values"))}</p> })}
            </div>
        </section>
    }
    .into_any()
}
