//! The chart of the page, drawn as often as its peer in `uplot.js`: the same
//! points, the same size, the same way of forcing the drawing out.

use js_sys::{Array, Reflect};
use plotters::prelude::IntoDrawingArea;
use runlens::browser::canvas::CanvasBackend;
use runlens::chart::{
    ChartSpec, EstimatedText, Extent, Ground, Line, Size, Stroke, Summary, Theme, UNITS_PER_PX, build, paint, palette,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Performance};

const POINTS: u32 = 1_000_000;
const WARM_UPS: usize = 3;
const REDRAWS: usize = 20;
const PANS: usize = 20;
/// How much of the points a panned window shows.
const WINDOW: f64 = 0.3;

fn main() {
    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(async {
        if run().await.is_none() {
            web_sys::console::error_1(&JsValue::from_str("there is no canvas to draw on"));
        }
    });
}

/// The generator of `uplot.js`, so that both draw the same noise.
struct Mulberry32(u32);

impl Mulberry32 {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x6d2b_79f5);
        let mut t = (self.0 ^ (self.0 >> 15)).wrapping_mul(1 | self.0);
        t = t.wrapping_add((t ^ (t >> 7)).wrapping_mul(61 | t)) ^ t;
        f64::from(t ^ (t >> 14)) / 4_294_967_296.0
    }
}

/// A line of noise; `seed` from 1 on.
fn line(seed: u32, points: u32) -> Line {
    let mut random = Mulberry32(seed);
    let mut last = 0.0;
    let colors = palette(Ground::Light);
    let y = (0..points).map(|_| {
        last = 0.98 * last + random.next() - 0.5;
        last
    });
    Line {
        id: "a".to_owned(),
        label: "a".to_owned(),
        stroke: Stroke {
            color: colors[(seed as usize + 1) % colors.len()],
            width: 1.0,
            ..Stroke::default()
        },
        y: y.collect(),
        steps: None,
        x: (0..points).map(f64::from).collect(),
        summary: Summary::default(),
    }
}

async fn run() -> Option<()> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let ratio = window.device_pixel_ratio();
    let size = Size {
        width: 1200.0,
        height: 500.0,
        ratio,
    };
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width((size.width * ratio) as u32);
    canvas.set_height((size.height * ratio) as u32);
    document.body()?.append_child(&canvas).ok()?;
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let clock = window.performance()?;

    let result = js_sys::Object::new();
    let put = |name: &str, value: &JsValue| Reflect::set(&result, &JsValue::from_str(name), value).is_ok();
    Reflect::set(&window, &JsValue::from_str("__bench"), &result).ok()?;

    let many = window.location().search().ok()?.contains("lines=100");
    let (count, points) = if many { (100, POINTS / 100) } else { (1, POINTS) };
    let lines: Vec<Line> = (1..=count).map(|seed| line(seed, points)).collect();
    let (redraws, pans, parts) = (Array::new(), Array::new(), Array::new());
    put("redraw_ms", &redraws);
    put("pan_ms", &pans);
    put("build_paint_raster_ms", &parts);
    let draw = |range: Option<Extent>| draw(&clock, &canvas, &context, &lines, size, range);
    for at in 0..WARM_UPS + REDRAWS {
        let took = draw(None)?;
        if at >= WARM_UPS {
            redraws.push(&JsValue::from_f64(took.iter().sum()));
            parts.push(&took.iter().map(|&part| JsValue::from_f64(part)).collect::<Array>());
        }
        gloo_timers::future::TimeoutFuture::new(16).await;
    }
    let all = f64::from(points);
    for at in 0..PANS {
        let lo = all * (1.0 - WINDOW) * at as f64 / PANS as f64;
        let took = draw(Some(Extent {
            lo,
            hi: lo + all * WINDOW,
        }))?;
        pans.push(&JsValue::from_f64(took.iter().sum()));
        parts.push(&took.iter().map(|&part| JsValue::from_f64(part)).collect::<Array>());
        gloo_timers::future::TimeoutFuture::new(16).await;
    }
    put("done", &JsValue::TRUE);
    Some(())
}

/// Draws everything, axes and labels included, and reads one pixel back so
/// that it is really drawn; milliseconds of building, painting, and reading.
fn draw(
    clock: &Performance,
    canvas: &HtmlCanvasElement,
    context: &CanvasRenderingContext2d,
    lines: &[Line],
    size: Size,
    range: Option<Extent>,
) -> Option<[f64; 3]> {
    let started = clock.now();
    let mut spec = ChartSpec::default();
    spec.x.range = range;
    let scene = build(&spec, lines, size, &Theme::light(), &EstimatedText);
    let built = clock.now();
    let unit = 1.0 / f64::from(UNITS_PER_PX);
    context.set_transform(unit, 0.0, 0.0, unit, 0.0, 0.0).ok()?;
    context.set_line_join("round");
    let area = CanvasBackend::new(canvas)?.into_drawing_area();
    paint(&scene, &area).ok()?;
    let painted = clock.now();
    let ratio = size.ratio;
    context.get_image_data(600.0 * ratio, 250.0 * ratio, 1.0, 1.0).ok()?;
    Some([built - started, painted - built, clock.now() - painted])
}
