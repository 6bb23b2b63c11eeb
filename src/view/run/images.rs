//! The images that a run logged.

use super::page::part;
use crate::model::{Image, Metric, MetricKey, MetricKind, Run};
use crate::state::{Catalog, LoadedMetric, Watched};
use crate::text::count;
use crate::view::widget::{Empty, Fault, Picture, Skeleton};
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// From so many steps on, one is shown at a time until all are asked for.
const MANY_STEPS: usize = 25;

/// The images of a run, metric by metric, in logged order.
#[component]
pub fn Images(
    /// Which run.
    run: Signal<Arc<Run>>,
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    let keys = part(run, |run| -> Vec<MetricKey> {
        let images = run
            .metrics
            .iter()
            .filter(|(_, summary)| summary.kind == MetricKind::Image);
        images.map(|(key, _)| key.clone()).collect()
    });
    let catalog = StoredValue::new_local(catalog);
    view! {
        {move || keys.with(Vec::is_empty).then(|| view! {
            <Empty title="This run logged no image" advice="Images that a run logs appear here." />
        })}
        <For each=move || keys.get() key=Clone::clone let:key>
            {
                let catalog = catalog.get_value();
                let loaded = catalog.metric(&run.get_untracked(), &key);
                view! { <ImageMetric title=key.to_string() loaded catalog /> }
            }
        </For>
    }
}

/// One metric: all its images, or those of one step.
#[component]
fn ImageMetric(title: String, loaded: Watched<LoadedMetric>, catalog: Catalog) -> impl IntoView {
    let retry = loaded.retry();
    let images = Memo::new({
        let loaded = loaded.clone();
        move |_| {
            loaded.with(|loaded| match loaded.shown() {
                Some(LoadedMetric {
                    metric: Metric::Images(images),
                    ..
                }) => Some(images.clone()),
                _ => None,
            })
        }
    });
    let has_images = Memo::new(move |_| images.with(Option::is_some));
    let images = Memo::new(move |_| images.get().unwrap_or_default());
    let error = Memo::new({
        let loaded = loaded.clone();
        move |_| loaded.with(|loaded| loaded.error().cloned())
    });
    let is_other = Memo::new(move |_| loaded.with(|loaded| loaded.shown().is_some()));
    let name = title.clone();
    view! {
        <section class="card" aria-label=title.clone()>
            <header class="card-head"><h2>{title.clone()}</h2></header>
            {move || error.get().map(|error| view! { <Fault error what="These images" retry /> })}
            {move || match (has_images.get(), is_other.get(), error.with(Option::is_some)) {
                (true, ..) => view! { <Gallery title=name.clone() images catalog=catalog.clone() /> }.into_any(),
                (false, true, _) => view! { <Empty title="This metric holds no images" /> }.into_any(),
                (false, false, true) => ().into_any(),
                (false, false, false) => view! { <Skeleton lines=4 /> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Gallery(title: String, images: Memo<Arc<Vec<Image>>>, catalog: Catalog) -> impl IntoView {
    let steps = Memo::new(move |_| -> Vec<Option<i64>> {
        let steps: BTreeSet<_> = images.with(|images| images.iter().map(|image| image.step).collect());
        steps.into_iter().collect()
    });
    let chosen = RwSignal::new(None::<bool>);
    let one_step = Memo::new(move |_| {
        chosen
            .get()
            .unwrap_or_else(|| steps.with(|steps| steps.len() >= MANY_STEPS))
    });
    // None is the last step, whichever that comes to be.
    let place = RwSignal::new(None::<usize>);
    let place = Memo::new(move |_| {
        let last = steps.with(|steps| steps.len().saturating_sub(1));
        (place.get().unwrap_or(last).min(last), last, place)
    });
    let shown = move || {
        let step = one_step
            .get()
            .then(|| steps.with(|steps| steps.get(place.get().0).copied()))
            .flatten();
        images.with(|images| {
            let places = images.iter().enumerate();
            let wanted = places.filter(|(_, image)| step.is_none_or(|step| image.step == step));
            wanted
                .map(|(place, image)| (place, image.clone()))
                .collect::<Vec<(usize, Image)>>()
        })
    };
    let name = title.clone();
    let total = move || count(images.with(|images| images.len()), "image", "images");
    view! {
        {move || (steps.with(Vec::len) > 1).then(|| view! {
            <StepBar title=name.clone() steps one_step chosen place />
        })}
        <div class="gallery" class:gallery-large=move || one_step.get()>
            <For each=shown key=|(place, image)| (*place, image.url.clone()) let((_, image))>
                <Figure title=title.clone() image catalog=catalog.clone() />
            </For>
        </div>
        <p class="quiet card-body">{total}</p>
    }
}

/// Which step is shown: all, or the one of a slider.
#[component]
fn StepBar(
    title: String,
    steps: Memo<Vec<Option<i64>>>,
    one_step: Memo<bool>,
    chosen: RwSignal<Option<bool>>,
    place: Memo<(usize, usize, RwSignal<Option<usize>>)>,
) -> impl IntoView {
    let said = move || {
        let (place, last, _) = place.get();
        let step = steps.with(|steps| steps.get(place).copied().flatten());
        let step = step.map_or_else(|| "No step".to_owned(), |step| format!("Step {step}"));
        format!("{step} · {} of {}", place + 1, last + 1)
    };
    view! {
        <div class="step-bar">
            <label class="field">
                <input
                    type="checkbox"
                    prop:checked=move || one_step.get()
                    on:change:target=move |event| chosen.set(Some(event.target().checked()))
                />
                "One step at a time"
            </label>
            {move || one_step.get().then(|| view! {
                <label class="field step-slider">
                    <input
                        type="range"
                        min="0"
                        max=move || place.get().1.to_string()
                        prop:value=move || place.get().0.to_string()
                        aria-label=format!("Step of {title}")
                        aria-valuetext=said
                        on:input:target=move |event| {
                            if let Ok(at) = event.target().value().parse() {
                                place.get_untracked().2.set(Some(at));
                            }
                        }
                    />
                    <output>{said}</output>
                </label>
            })}
        </div>
    }
}

/// One image with what is known of it.
#[component]
fn Figure(title: String, image: Image, catalog: Catalog) -> impl IntoView {
    let step = image.step.map(|step| format!("Step {step}"));
    let said = [step, (!image.caption.is_empty()).then_some(image.caption)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    let alt = if said.is_empty() {
        title
    } else {
        format!("{title}, {said}")
    };
    view! {
        <figure>
            {(!image.url.is_empty()).then(|| view! { <Picture url=image.url alt catalog /> })}
            {image.fault.map(|fault| view! { <p class="picture-fault">{format!("{fault}.")}</p> })}
            <figcaption>{said}</figcaption>
        </figure>
    }
}
