//! A scene on a real canvas.

use plotters::prelude::IntoDrawingArea;
use runlens::browser::canvas::CanvasBackend;
use runlens::chart::{
    ChartSpec, EstimatedText, Ground, Line, Size, Summary, Theme, UNITS_PER_PX, build, paint, run_style,
};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// The share of the pixels of a painted chart that have the colour of its line.
fn inked_share(ratio: f64) -> f64 {
    let size = Size {
        width: 400.0,
        height: 240.0,
        ratio,
    };
    let canvas: HtmlCanvasElement = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("canvas").ok())
        .and_then(|canvas| canvas.dyn_into().ok())
        .expect("a document makes canvases");
    let (width, height) = ((size.width * ratio) as u32, (size.height * ratio) as u32);
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas
        .get_context("2d")
        .ok()
        .flatten()
        .and_then(|context| context.dyn_into().ok())
        .expect("a canvas has a context");
    let unit = 1.0 / f64::from(UNITS_PER_PX);
    context
        .set_transform(unit, 0.0, 0.0, unit, 0.0, 0.0)
        .expect("a good transform");

    let stroke = run_style("a", Ground::Light);
    let line = Line {
        id: "a".to_owned(),
        label: "a".to_owned(),
        stroke,
        x: (0..500).map(f64::from).collect(),
        y: (0..500).map(|x| (f64::from(x) / 40.0).sin()).collect::<Arc<[f64]>>(),
        steps: None,
        summary: Summary::default(),
    };
    let scene = build(&ChartSpec::default(), &[line], size, &Theme::light(), &EstimatedText);
    let area = CanvasBackend::new(&canvas).expect("a canvas").into_drawing_area();
    paint(&scene, &area).expect("a canvas takes everything");

    let pixels = context
        .get_image_data(0.0, 0.0, f64::from(width), f64::from(height))
        .expect("the pixels of our own canvas")
        .data();
    let near = |a: u8, b: u8| a.abs_diff(b) < 40;
    let inked = pixels
        .chunks_exact(4)
        .filter(|pixel| {
            near(pixel[0], stroke.color.r) && near(pixel[1], stroke.color.g) && near(pixel[2], stroke.color.b)
        })
        .count();
    inked as f64 / f64::from(width * height)
}

#[wasm_bindgen_test]
fn a_line_is_inked_at_every_pixel_ratio_alike() {
    let once = inked_share(1.0);
    assert!(once > 0.002, "the line is not there: {once}");
    for ratio in [1.5, 2.0, 3.0] {
        let share = inked_share(ratio);
        assert!(
            (0.6..1.8).contains(&(share / once)),
            "at ratio {ratio} the line covers {share}, at 1 {once}"
        );
    }
}
