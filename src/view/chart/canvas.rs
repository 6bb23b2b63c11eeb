//! A scene on a canvas element.

use crate::browser::canvas::CanvasBackend;
use crate::chart::{Point, Rect, Rgba, Scene, Size, UNITS_PER_PX, paint};
use plotters::prelude::IntoDrawingArea;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

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

/// Draws the crosshair at `x` and a ring at each of the points, or clears them.
pub fn draw_crosshair(
    canvas: &HtmlCanvasElement,
    scene: &Scene,
    crosshair: Option<(f64, &[(Point, Rgba)])>,
) -> Option<()> {
    let context = fit(canvas, scene.size)?;
    let (x, points) = crosshair?;
    let ratio = scene.size.ratio;
    context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok()?;
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
