//! The page as a whole.

use super::crumbs::Crumbs;
use super::embedded::Embedded;
use super::parts;
use super::side::Side;
use crate::browser::page;
use crate::state::{Catalog, Embed, Page, provide_app, provide_live, provide_theme, use_app};
use crate::view::experiments::ExperimentsPage;
use crate::view::widget::{Empty, Skeleton, later};
use leptos::prelude::*;

/// The page as a whole.
#[component]
pub fn Root() -> impl IntoView {
    provide_theme();
    provide_app();
    page::remove_boot_screen();
    let app = use_app();
    provide_live(app);
    let embed = app.part(|workspace| workspace.embed);
    move || match embed.get() {
        Embed::None => view! { <Shell /> }.into_any(),
        shown => view! { <Embedded shown /> }.into_any(),
    }
}

/// The page that stands for itself.
#[component]
fn Shell() -> impl IntoView {
    let app = use_app();
    let shown = app.part(|workspace| workspace.page);
    let config_fault = move || {
        app.config_fault().map(|fault| view! {
            <p class="notice" role="alert">
                {format!("The file config.json beside this page could not be used: {fault}. The demo is shown instead.")}
            </p>
        })
    };
    view! {
        <a class="skip" href="#content">"Skip to content"</a>
        <div class="shell">
            <Side />
            <div class="main">
                <Crumbs />
                {config_fault}
                <main id="content" tabindex="-1">
                    {move || match app.catalog() {
                        None => view! { <Skeleton /> }.into_any(),
                        Some(Err(reason)) => bad_source(reason).into_any(),
                        Some(Ok(catalog)) => view! { <Shown page=shown.get() catalog /> }.into_any(),
                    }}
                </main>
            </div>
        </div>
    }
}

fn bad_source(reason: String) -> impl IntoView {
    view! {
        <Empty
            title="This link names a source that cannot be opened"
            advice=format!("{reason}. Choose another one from the menu of sources.")
        />
    }
}

/// The page of that kind; it asks for an id where the link lacks one.
#[component]
fn Shown(page: Page, catalog: Catalog) -> impl IntoView {
    let app = use_app();
    let experiment = app.part(|workspace| workspace.experiment.clone());
    let run = app.part(|workspace| workspace.run.clone());
    match page {
        Page::Experiments => view! { <ExperimentsPage catalog /> }.into_any(),
        Page::Runs => (move || match experiment.get() {
            Some(id) => {
                let catalog = catalog.clone();
                later(
                    12,
                    || Box::pin(parts::runs()),
                    move |draw| draw(id.clone(), catalog.clone()),
                )
            }
            None => incomplete("experiment").into_any(),
        })
        .into_any(),
        Page::Run => (move || match run.get() {
            Some(id) => {
                let catalog = catalog.clone();
                later(
                    12,
                    || Box::pin(parts::run()),
                    move |draw| draw(id.clone(), catalog.clone()),
                )
            }
            None => incomplete("run").into_any(),
        })
        .into_any(),
        Page::Compare => later(12, || Box::pin(parts::compare()), move |draw| draw(catalog.clone())),
        Page::Compute => later(6, || Box::pin(parts::compute()), move |draw| draw(catalog.clone())),
    }
}

fn incomplete(what: &'static str) -> impl IntoView {
    view! {
        <Empty
            title=format!("This link names no {what}")
            advice="Choose one from the list of experiments."
        />
    }
}
