//! One chart as large as the window, or its points as a table. A chunk, for it is
//! not on the way of every visit.

use super::body::{ChartBody, ChartNotes};
use super::menu::{ChartMenu, show_large};
use super::parts::Chart;
use super::point_table::PointTable;
use crate::browser::chunk::chunk;
use crate::state::{OneChart, use_app};
use crate::view::widget::Icon;
use leptos::ev::{Event, MouseEvent};
use leptos::html::Dialog;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

chunk! { large:
    /// A chart as large as the window.
    pub fn large() -> fn(Chart) -> AnyView {
        |chart| view! { <LargeChart chart /> }.into_any()
    }
}

#[component]
fn LargeChart(chart: Chart) -> impl IntoView {
    let app = use_app();
    let as_table = app.part(|workspace| workspace.one_chart.as_table);
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = dialog.get() {
            // The browser keeps the focus within, and gives it back afterwards.
            let _ = dialog.show_modal();
            let dialog = SendWrapper::new(dialog);
            on_cleanup(move || dialog.close());
        }
    });
    let close = move || {
        let mut workspace = app.workspace().get_untracked();
        workspace.one_chart = OneChart::default();
        app.go(workspace);
    };
    let on_cancel = move |event: Event| {
        // It goes when the workspace says so, as with the back button.
        event.prevent_default();
        close();
    };
    let on_click = move |event: MouseEvent| {
        // All within has an element of its own: what is hit is the ground around.
        if event.target() == event.current_target() {
            close();
        }
    };
    let title = chart.metric.get_value();
    let choice = move |label: &'static str, table: bool| {
        view! {
            <button class="button" aria-pressed=move || (as_table.get() == table).to_string()
                on:click=move |_| show_large(app, chart, table)>
                {label}
            </button>
        }
    };
    view! {
        <dialog class="chart-dialog" node_ref=dialog aria-label=title.clone() on:cancel=on_cancel on:click=on_click>
            <div class="chart-large">
                <header class="chart-head">
                    <h2 title=title.clone()>{title.clone()}</h2>
                    <div class="either" role="group" aria-label="Shown as">
                        {choice("Chart", false)}
                        {choice("Table", true)}
                    </div>
                    <div class="chart-tools">
                        <ChartMenu chart is_large=true />
                        <button class="icon-button" aria-label="Close" title="Close" on:click=move |_| close()>
                            <Icon icon=icondata_lu::LuX />
                        </button>
                    </div>
                </header>
                <div class="chart-body">
                    {move || if as_table.get() {
                        view! { <PointTable chart /> }.into_any()
                    } else {
                        view! { <ChartBody chart /> }.into_any()
                    }}
                </div>
                <ChartNotes chart />
            </div>
        </dialog>
    }
}
