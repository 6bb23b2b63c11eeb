//! Where the user is, and the link to it.

use super::live::LiveMenu;
use crate::browser::page as document;
use crate::model::ExperimentId;
use crate::state::{Page, use_app};
use crate::view::widget::{CopyButton, WorkspaceLink};
use leptos::prelude::*;

/// The breadcrumb, and the button that copies the link.
#[component]
pub fn Crumbs() -> impl IntoView {
    let app = use_app();
    let page = app.part(|workspace| workspace.page);
    let experiment = app.part(|workspace| workspace.experiment.clone());
    let run = app.part(|workspace| workspace.run.clone());
    let to_experiments = Signal::derive(move || app.workspace().with(|here| here.at_experiments()));

    let experiment_name = Memo::new(move |_| experiment.get().map(|id| name_of_experiment(&id)));
    let run_name = Memo::new(move |_| {
        let id = run.get()?;
        let Some(Ok(catalog)) = app.catalog() else {
            return Some(id.to_string());
        };
        let name = catalog.run(&id).with(|run| run.shown().map(|run| run.name.clone()));
        Some(name.unwrap_or_else(|| id.to_string()))
    });
    let here = Memo::new(move |_| match page.get() {
        Page::Experiments => "Experiments".to_owned(),
        Page::Runs => experiment_name.get().unwrap_or_else(|| "Runs".to_owned()),
        Page::Run => run_name.get().unwrap_or_else(|| "Run".to_owned()),
        Page::Compare => "Compare".to_owned(),
        Page::Compute => "Compute".to_owned(),
    });
    Effect::new(move || document::set_title(&format!("{} · Runlens", here.get())));

    view! {
        <header class="crumbs">
            <nav aria-label="Breadcrumb">
                <ol>
                    <li><WorkspaceLink to=to_experiments>{move || app.source_name()}</WorkspaceLink></li>
                    {move || {
                        let above = matches!(page.get(), Page::Run | Page::Compare);
                        experiment.get().filter(|_| above).map(|id| {
                            let to = Signal::derive(move || app.workspace().with(|here| here.at_runs(&id)));
                            view! { <li><WorkspaceLink to>{move || experiment_name.get()}</WorkspaceLink></li> }
                        })
                    }}
                    <li aria-current="page"><h1>{here}</h1></li>
                </ol>
            </nav>
            <div class="crumbs-tools"><LiveMenu /><CopyLink /></div>
        </header>
    }
}

/// The name of an experiment where it is known, else its id.
fn name_of_experiment(id: &ExperimentId) -> String {
    let name = use_app().catalog().and_then(Result::ok).and_then(|catalog| {
        catalog.experiments().with(|list| {
            let list = list.shown()?;
            let experiment = list.items.iter().find(|experiment| experiment.id == *id)?;
            Some(experiment.name.clone())
        })
    });
    name.unwrap_or_else(|| id.to_string())
}

#[component]
fn CopyLink() -> impl IntoView {
    let app = use_app();
    view! {
        <CopyButton
            label="Copy link"
            title="Copy the link to what is shown"
            icon=icondata_lu::LuLink
            instead="Copy it from the address bar"
            text=Callback::new(move |()| app.share_url())
        />
    }
}
