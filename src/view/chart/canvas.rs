//! A scene on a canvas element.

use crate::browser::canvas::CanvasBackend;
use crate::chart::{Point, Rect, Rgba, Scene, Size, UNITS_PER_PX, dash_pattern, paint};
use plotters::prelude::IntoDrawingArea;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// How much of their colour other lines keep while one stands out.
const STEPPED_BACK: f64 = 0.3;
/// How far a dot reaches over the edge of the plot, in CSS pixels.
const DOT_PX: f64 = 4.0;
/// How much wider a line is that stands out, in CSS pixels.
const RAISED_BY_PX: f64 = 1.25;

/// Gives the canvas as many device pixels as the size asks for, and clears it.
fn fit(canvas: &HtmlCanvasElement, size: Size) -> Option<CanvasRenderingContext2d> {
    // The range makes the casts exact: `Size` is sane.
    let width = (size.width * size.ratio).round().max(1.0) as u32;
    let height = (size.height * size.ratio).round().max(1.0) as u32;
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    // Setting the size clears the canvas but also throws its memory away.
    if canvas.width() != width || canvas.height() != height {
        canvas.set_width(width);
        canvas.set_height(height);
    } else {
        context.reset_transform().ok()?;
        context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
    }
    Some(context)
}

/// Paints the scene; `None` when the browser gives no canvas context.
pub fn draw(canvas: &HtmlCanvasElement, scene: &Scene) -> Option<()> {
    let context = fit(canvas, scene.size)?;
    // The scene is painted in fractions of a device pixel, for plotters knows
    // whole numbers only and lines would get stairs.
    let unit = 1.0 / f64::from(UNITS_PER_PX);
    context.set_transform(unit, 0.0, 0.0, unit, 0.0, 0.0).ok()?;
    // A mitre would draw peaks that are not in the data.
    context.set_line_join("round");
    let area = CanvasBackend::new(canvas)?.into_drawing_area();
    paint(scene, &area).ok()
}

/// A line that stands out.
#[derive(Clone, Copy, PartialEq)]
pub struct Raised {
    /// Its index.
    pub line: usize,
    /// Whether the others step back.
    pub dims: bool,
}

/// Draws what stands out above the picture, the crosshair at `x` and a ring at each
/// of the points, or clears them.
pub fn draw_overlay(
    canvas: &HtmlCanvasElement,
    scene: &Scene,
    raised: Option<Raised>,
    crosshair: Option<(f64, &[(Point, Rgba)])>,
) -> Option<()> {
    let context = fit(canvas, scene.size)?;
    let ratio = scene.size.ratio;
    context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok()?;
    if let Some(raised) = raised {
        draw_raised(&context, scene, raised)?;
    }
    let (x, points) = crosshair?;
    let Rect { top, bottom, .. } = scene.plot;
    // On the middle of a device pixel, so that the hairline is one pixel wide.
    let x = ((x * ratio).floor() + 0.5) / ratio;
    context.set_stroke_style_str(&scene.theme.axis.css());
    context.set_line_width(1.0 / ratio);
    context.begin_path();
    context.move_to(x, top);
    context.line_to(x, bottom);
    context.stroke();
    for ((x, y), color) in points {
        context.begin_path();
        context.arc(*x, *y, 4.0, 0.0, std::f64::consts::TAU).ok()?;
        context.set_fill_style_str(&scene.theme.background.css());
        context.fill();
        context.begin_path();
        context.arc(*x, *y, 3.0, 0.0, std::f64::consts::TAU).ok()?;
        context.set_fill_style_str(&color.css());
        context.fill();
    }
    Some(())
}

/// Draws dots once more, with a rim, above all others; clears what was there.
pub fn draw_rings(canvas: &HtmlCanvasElement, scene: &Scene, dots: &[(Point, Rgba)], radius: f64) -> Option<()> {
    let context = fit(canvas, scene.size)?;
    let ratio = scene.size.ratio;
    context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok()?;
    let discs = [
        (radius + 3.0, None),
        (radius + 2.0, Some(scene.theme.background.with_alpha(1.0))),
    ];
    for ((x, y), color) in dots {
        // A dark or light circle, a gap in the colour of the ground, the dot itself.
        let discs = discs.map(|(radius, fill)| (radius, fill.unwrap_or(scene.theme.text)));
        for (radius, fill) in discs.into_iter().chain([(radius, *color)]) {
            context.begin_path();
            context.arc(*x, *y, radius, 0.0, std::f64::consts::TAU).ok()?;
            context.set_fill_style_str(&fill.css());
            context.fill();
        }
    }
    Some(())
}

/// Draws the line once more, wider; the thinned points of the scene are all it needs.
fn draw_raised(context: &CanvasRenderingContext2d, scene: &Scene, raised: Raised) -> Option<()> {
    if raised.dims {
        let Rect { left, top, .. } = scene.plot;
        context.set_fill_style_str(&scene.theme.background.with_alpha(1.0 - STEPPED_BACK).css());
        // With the dots that reach over the edge.
        let (width, height) = (scene.plot.width(), scene.plot.height());
        context.fill_rect(left - DOT_PX, top - DOT_PX, width + 2.0 * DOT_PX, height + DOT_PX);
    }
    for bar in scene.ribbons.iter().filter(|bar| bar.line == Some(raised.line)) {
        context.begin_path();
        for (place, (x, y)) in bar.outline.iter().enumerate() {
            if place == 0 {
                context.move_to(*x, *y);
            } else {
                context.line_to(*x, *y);
            }
        }
        context.set_fill_style_str(&bar.color.css());
        context.fill();
    }
    context.set_line_join("round");
    for polyline in scene.polylines.iter().filter(|polyline| polyline.line == raised.line) {
        let dashes: js_sys::Array = dash_pattern(polyline.stroke.dash)
            .iter()
            .map(|&px| JsValue::from(px))
            .collect();
        context.set_line_dash(&dashes).ok()?;
        context.set_stroke_style_str(&polyline.stroke.color.css());
        context.set_line_width(polyline.stroke.width + RAISED_BY_PX);
        context.begin_path();
        for (place, (x, y)) in polyline.points.iter().enumerate() {
            if place == 0 {
                context.move_to(*x, *y);
            } else {
                context.line_to(*x, *y);
            }
        }
        context.stroke();
    }
    context.set_line_dash(&js_sys::Array::new()).ok()?;
    for dot in scene.dots.iter().filter(|dot| dot.line == raised.line) {
        context.begin_path();
        context
            .arc(
                dot.at.0,
                dot.at.1,
                dot.radius + RAISED_BY_PX / 2.0,
                0.0,
                std::f64::consts::TAU,
            )
            .ok()?;
        context.set_fill_style_str(&dot.color.css());
        context.fill();
    }
    Some(())
}
