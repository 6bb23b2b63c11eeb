//! The page as a whole.

use super::crumbs::Crumbs;
use super::side::Side;
use crate::browser::page;
use crate::state::{Catalog, Page, provide_app, provide_theme, use_app};
use crate::view::compare::ComparePage;
use crate::view::compute::ComputePage;
use crate::view::experiments::ExperimentsPage;
use crate::view::run::RunPage;
use crate::view::runs::RunsPage;
use crate::view::widget::{Empty, Skeleton};
use leptos::prelude::*;

/// The page as a whole.
#[component]
pub fn Root() -> impl IntoView {
    provide_theme();
    provide_app();
    page::remove_boot_screen();
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
            Some(id) => view! { <RunsPage id catalog=catalog.clone() /> }.into_any(),
            None => incomplete("experiment").into_any(),
        })
        .into_any(),
        Page::Run => (move || match run.get() {
            Some(id) => view! { <RunPage id catalog=catalog.clone() /> }.into_any(),
            None => incomplete("run").into_any(),
        })
        .into_any(),
        Page::Compare => view! { <ComparePage catalog /> }.into_any(),
        Page::Compute => view! { <ComputePage catalog /> }.into_any(),
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
