//! A chart as a file: its picture, and its points. A chunk, for it is rarely asked for.

use super::canvas;
use super::measure::CanvasText;
use super::parts::Chart;
use crate::browser::blob::{ObjectUrl, copy_picture, png_of};
use crate::browser::chunk::chunk;
use crate::chart::{Line, Scene, Size, Theme, build, sheet, svg};
use crate::model::{Cells, ExperimentId, Metric, MetricTable, Run, RunId, TableColumn};
use crate::state::{is_of_run, use_app, use_theme};
use crate::text::{RunPoints, count, file_name, points_csv, points_json};
use crate::view::widget::{CloseMenu, Icon};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlCanvasElement};

/// Pictures have at least this many pixels to a CSS pixel.
const SHARP: f64 = 2.0;

chunk! { export:
    /// The buttons that save a chart, for its menu.
    pub fn export() -> fn(Chart) -> AnyView {
        |chart| view! { <ExportButtons chart /> }.into_any()
    }
}

#[component]
fn ExportButtons(chart: Chart) -> impl IntoView {
    let colors = use_theme().chart_untracked();
    let close = use_context::<CloseMenu>();
    let done = move || {
        if let Some(CloseMenu(close)) = close {
            close.run(());
        }
    };
    let said = RwSignal::new(None::<&'static str>);
    let drawn_as = StoredValue::new(colors);
    let scene = move || drawn_as.with_value(|colors| chart.scene(colors));
    let to_png = move |_| {
        spawn_local(async move {
            match picture(&scene()).await.as_ref().and_then(ObjectUrl::of_blob) {
                Some(object) => {
                    object.save_as(&chart.file_name("png"));
                    done();
                }
                None => said.set(Some("The browser made no picture of it")),
            }
        });
    };
    let to_clipboard = move |_| {
        spawn_local(async move {
            let copied = match picture(&scene()).await {
                Some(picture) => copy_picture(&picture).await,
                None => false,
            };
            // The menu may be closed by then.
            said.try_set(Some(if copied {
                "Copied"
            } else {
                "The browser does not let the page copy pictures; save it instead"
            }));
        });
    };
    let save_text = move |ending: &str, text: String| match ObjectUrl::of_download(text.as_bytes()) {
        Some(object) => {
            object.save_as(&chart.file_name(ending));
            done();
        }
        None => said.set(Some("The browser made no file of it")),
    };
    view! {
        <p class="menu-title">"Save or copy"</p>
        <div class="button-row" role="group" aria-label="Picture">
            <button class="button" on:click=to_png title="Save the picture as PNG">"PNG"</button>
            <button class="button" on:click=move |_| save_text("svg", svg(&scene())) title="Save the picture as SVG">"SVG"</button>
            <button class="button" on:click=to_clipboard>
                <Icon icon=icondata_lu::LuCopy />
                "Copy picture"
            </button>
        </div>
        <div class="button-row" role="group" aria-label="Points">
            <button class="button" on:click=move |_| save_text("csv", points_csv(&chart.points())) title="Save all points as CSV">
                "CSV"
            </button>
            <button class="button" on:click=move |_| save_text("json", chart.json()) title="Save all points as JSON">"JSON"</button>
            <span class="quiet">{move || chart.what_is_here()}</span>
        </div>
        <p class="quiet" role="status">{move || said.get()}</p>
    }
}

impl Chart {
    fn scene(self, colors: &Theme) -> Scene {
        let text = CanvasText {
            family: &colors.font_family,
        };
        let size = self.size.run(());
        let size = Size {
            ratio: size.ratio.max(SHARP),
            ..size
        };
        let built = self
            .drawn
            .with_untracked(|drawn| self.spec.with_untracked(|spec| build(spec, drawn, size, colors, &text)));
        self.metric
            .with_value(|metric| self.lines.with_untracked(|lines| sheet(built, metric, lines, &text)))
    }

    /// The points of the lines that are shown: as they were logged, or, of a chart that
    /// computes its own, as they are drawn.
    fn points(self) -> Vec<RunPoints> {
        if self.data.with_untracked(|data| data.sources.is_empty()) {
            return self.computed();
        }
        let shown = |id: &str| {
            self.logged
                .with_untracked(|lines| lines.iter().any(|line| is_of_run(&line.id, id)))
        };
        self.data.with_untracked(|data| {
            let sources = data.sources.iter().filter(|(run, _)| shown(run.id.as_str()));
            let points = sources.filter_map(|(run, metric)| {
                let metric = metric.with_untracked(|loaded| loaded.shown().map(|shown| shown.metric.clone()));
                Some((run.clone(), metric?))
            });
            points.collect()
        })
    }

    fn computed(self) -> Vec<RunPoints> {
        let column = |name: &str, values: &[f64]| TableColumn {
            name: name.to_owned(),
            cells: Cells::Numbers(values.iter().copied().map(Some).collect()),
        };
        let metric = self.metric.get_value();
        let x = use_app().workspace().with_untracked(|workspace| workspace.x.word());
        self.data.with_untracked(|data| {
            let x = data.columns.as_ref().map_or(x, |(x, _)| x);
            let points = |(line, series): (&Line, &String)| {
                let y = if series.is_empty() { &metric } else { series };
                let mut run = Run::new(RunId::new(line.id.as_str()), ExperimentId::new(""));
                run.name = line.label.clone();
                let columns = vec![column(x, &line.x), column(y, &line.y)];
                (Arc::new(run), Metric::Table(Arc::new(MetricTable { columns })))
            };
            let is_shown = |id: &str| {
                self.logged
                    .with_untracked(|lines| lines.iter().any(|line| line.id == id))
            };
            let all = data.lines.iter().zip(data.series.iter());
            all.filter(|(line, _)| is_shown(&line.id)).map(points).collect()
        })
    }

    fn json(self) -> String {
        self.metric.with_value(|metric| points_json(metric, &self.points()))
    }

    fn file_name(self, ending: &str) -> String {
        self.metric
            .with_value(|metric| format!("{}.{ending}", file_name(metric)))
    }

    /// How many points a file would hold, and whether there are more.
    fn what_is_here(self) -> String {
        let points = self.logged.with(|lines| lines.iter().map(Line::len).sum());
        let points = count(points, "point", "points");
        self.data.with(|data| match (data.sampled > 0, data.pending > 0) {
            (true, _) => format!("{points} of a sample"),
            (false, true) => format!("{points} so far"),
            (false, false) => points,
        })
    }
}

/// The scene as a PNG.
async fn picture(scene: &Scene) -> Option<Blob> {
    let canvas: HtmlCanvasElement = web_sys::window()?
        .document()?
        .create_element("canvas")
        .ok()?
        .dyn_into()
        .ok()?;
    canvas::draw(&canvas, scene)?;
    png_of(&canvas).await
}
