//! The navigation.

use super::connect::Connect;
use crate::source::Capabilities;
use crate::state::{Page, use_app, use_theme};
use crate::view::widget::{Icon, WorkspaceLink};
use leptos::prelude::*;

/// The navigation: source, pages, theme.
#[component]
pub fn Side() -> impl IntoView {
    let app = use_app();
    let page = app.part(|workspace| workspace.page);
    let picked = app.part(|workspace| workspace.runs.len());
    let to_experiments = Signal::derive(move || app.workspace().with(|here| here.at_experiments()));
    let to_compute = Signal::derive(move || app.workspace().with(|here| here.at_compute()));
    let to_compare = Signal::derive(move || app.workspace().with(|here| here.at_compare()));
    let is_experiments = Signal::derive(move || matches!(page.get(), Page::Experiments | Page::Runs | Page::Run));
    let is_compute = Signal::derive(move || page.get() == Page::Compute);
    let is_compare = Signal::derive(move || page.get() == Page::Compare);
    // A page that the source cannot fill is not offered.
    let capabilities = Memo::new(move |_| {
        let Some(Ok(catalog)) = app.catalog() else {
            return Capabilities::default();
        };
        catalog
            .info()
            .with(|info| info.shown().map(|info| info.capabilities).unwrap_or_default())
    });
    view! {
        <nav class="side" aria-label="Main">
            <WorkspaceLink to=to_experiments class="brand">
                <Brand />
                <span>"Runlens"</span>
            </WorkspaceLink>
            <Connect />
            <div class="side-links">
                <WorkspaceLink to=to_experiments current=is_experiments class="side-link">
                    <Icon icon=icondata_lu::LuFlaskConical />
                    <span>"Experiments"</span>
                </WorkspaceLink>
                {move || (picked.get() > 0).then(|| view! {
                    <WorkspaceLink to=to_compare current=is_compare class="side-link">
                        <Icon icon=icondata_lu::LuGitCompareArrows />
                        <span>"Compare"</span>
                        <span class="side-count">{picked}</span>
                    </WorkspaceLink>
                })}
                {move || capabilities.get().compute_targets.then(|| view! {
                    <WorkspaceLink to=to_compute current=is_compute class="side-link">
                        <Icon icon=icondata_lu::LuServer />
                        <span>"Compute"</span>
                    </WorkspaceLink>
                })}
            </div>
            <ThemeSwitch />
        </nav>
    }
}

/// The sign of the product: a curve under a lens.
#[component]
fn Brand() -> impl IntoView {
    view! {
        <svg class="brand-sign" width="22" height="22" viewBox="0 0 24 24" fill="none" aria-hidden="true">
            <circle cx="10.5" cy="10.5" r="7.5" stroke="currentColor" stroke-width="2" />
            <path d="M16 16l5 5" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
            <path d="M6.5 8c1.5 5 4 5.5 8 5.5" stroke="var(--accent)" stroke-width="2" stroke-linecap="round" />
        </svg>
    }
}

#[component]
fn ThemeSwitch() -> impl IntoView {
    use crate::state::ThemeChoice;
    let theme = use_theme();
    let said = move || match theme.choice() {
        ThemeChoice::System => "System",
        ThemeChoice::Light => "Light",
        ThemeChoice::Dark => "Dark",
    };
    view! {
        <button
            class="side-link theme-switch"
            title="Change between the system's colours, light and dark"
            aria-label=move || format!("Colours: {}", said())
            on:click=move |_| theme.turn()
        >
            {move || match theme.choice() {
                ThemeChoice::System => view! { <Icon icon=icondata_lu::LuSunMoon /> },
                ThemeChoice::Light => view! { <Icon icon=icondata_lu::LuSun /> },
                ThemeChoice::Dark => view! { <Icon icon=icondata_lu::LuMoon /> },
            }}
            <span>{said}</span>
        </button>
    }
}
