//! The images that a run logged.

use crate::model::{Image, Metric, MetricKind, Run};
use crate::state::{Catalog, LoadedMetric};
use crate::text::count;
use crate::view::widget::{Empty, Fault, Skeleton};
use leptos::prelude::*;
use std::sync::Arc;

/// The images of a run, metric by metric, in logged order.
#[component]
pub fn Images(
    /// Which run.
    run: Arc<Run>,
    /// Where it comes from.
    catalog: Catalog,
) -> impl IntoView {
    let keys: Vec<_> = run
        .metrics
        .iter()
        .filter(|(_, summary)| summary.kind == MetricKind::Image)
        .map(|(key, _)| key.clone())
        .collect();
    if keys.is_empty() {
        return view! { <Empty title="This run logged no image" advice="Images that a run logs appear here." /> }
            .into_any();
    }
    keys.into_iter()
        .map(|key| {
            let loaded = catalog.metric(&run, &key);
            let retry = loaded.retry();
            let title = key.to_string();
            let (name, heading) = (title.clone(), title.clone());
            view! {
                <section class="card" aria-label=name>
                    <header class="card-head"><h2>{heading}</h2></header>
                    {move || loaded.with(|loaded| match (loaded.shown(), loaded.error()) {
                        (Some(LoadedMetric { metric: Metric::Images(images), .. }), _) => gallery(&title, images).into_any(),
                        (Some(_), _) => view! { <Empty title="This metric holds no images" /> }.into_any(),
                        (None, Some(error)) => view! { <Fault error=error.clone() what="These images" retry /> }.into_any(),
                        (None, None) => view! { <Skeleton lines=4 /> }.into_any(),
                    })}
                </section>
            }
        })
        .collect_view()
        .into_any()
}

fn gallery(title: &str, images: &[Image]) -> impl IntoView + use<> {
    let title = title.to_owned();
    view! {
        <div class="gallery">
            {images.iter().map(|image| {
                let step = image.step.map(|step| format!("Step {step}"));
                let said = [step, (!image.caption.is_empty()).then(|| image.caption.clone())]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" · ");
                let alt = if said.is_empty() { title.clone() } else { format!("{title}, {said}") };
                view! {
                    <figure>
                        <img src=image.url.clone() alt=alt loading="lazy" />
                        <figcaption>{said}</figcaption>
                    </figure>
                }
            }).collect_view()}
        </div>
        <p class="quiet card-body">{count(images.len(), "image", "images")}</p>
    }
}
