//! A scene onto any plotters backend; the only file that knows plotters.
//!
//! Plotters' coordinates are whole numbers, which would give thin lines stairs.
//! So everything is drawn in eighths of a device pixel, and whoever shows the
//! drawing shrinks it by [`UNITS_PER_PX`]: a canvas by its transform, SVG by
//! its view box. Lines then fall anywhere, and hairlines on whole device pixels.

use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, RGBAColor, ShapeStyle, TextStyle};

use super::columns::{Bar, Part};
use super::cover::seen;
use super::dash::dashes;
use super::extent::Extent;
use super::layout::{TICK_PX, Y_LABEL_GAP_PX, x_label_middle};
use super::palette::{Dash, Rgba, Stroke};
use super::parallel::LABEL_GAP_PX;
use super::scene::{Mark, MarkKind, Point, Rect, Scene, Title, Upright};
use super::spec::{EstimatedText, MeasureText};
use super::units::{UNITS_PER_PX, Units};

/// Half the width of the triangle of a mark, in CSS pixels.
const MARK_PX: f64 = 4.5;

/// Why a scene could not be painted: what the backend said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The chart could not be painted: {0}")]
pub struct PaintError(String);

/// Paints a scene from the upper left corner of `area`, one CSS pixel being
/// `UNITS_PER_PX * scene.size.ratio` of its units.
///
/// The area may be smaller than that, as that of a canvas is: plotters would
/// move what lies outside to the edge, so it is enlarged here. The canvas must
/// be scaled by `1 / UNITS_PER_PX` before, and should join lines round, because
/// mitres would reach beyond the extremes of the data.
pub fn paint<DB: DrawingBackend>(scene: &Scene, area: &DrawingArea<DB, Shift>) -> Result<(), PaintError> {
    let units = Units::of(scene.size);
    let (width, height) = area.dim_in_pixel();
    let missing = |have: u32, want: i32| i32::try_from(have).unwrap_or(i32::MAX) - want;
    let (wide, tall) = units.size();
    let painter = Painter {
        scene,
        units,
        area: area.margin(0, missing(height, tall), 0, missing(width, wide)),
    };
    painter.background()?;
    painter.grid()?;
    painter.ribbons()?;
    painter.lines()?;
    painter.marks()?;
    painter.thresholds()?;
    painter.axes()?;
    painter.uprights()?;
    painter.words()
}

/// The scene as an SVG document of its size in CSS pixels.
pub fn svg(scene: &Scene) -> String {
    let units = Units::of(scene.size);
    let (width, height) = units.size();
    let mut drawing = String::new();
    {
        let size = (width.unsigned_abs(), height.unsigned_abs());
        let area = SVGBackend::with_string(&mut drawing, size).into_drawing_area();
        paint(scene, &area).expect("writing to a string cannot fail");
        area.present().expect("a string needs no flush");
    }
    let body = drawing.split_once(">\n").map_or("", |(_, body)| body);
    let header = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {width} {height}\" stroke-linejoin=\"round\" style=\"font-variant-numeric:tabular-nums\">",
        scene.size.width, scene.size.height,
    );
    // The backend shrinks fonts by a constant of its own, and centres text on the height of an x
    // rather than on that of a digit. Neither attribute can occur in a text: quotes are escaped.
    let mut body = body.replace("dy=\"0.5ex\"", "dy=\"0.35em\"");
    for px in [scene.theme.label_px(), scene.theme.heading_px()] {
        let font = units.font(px);
        let shrunk = format!("font-size=\"{}\"", font / 1.24);
        body = body.replace(&shrunk, &format!("font-size=\"{font}\""));
    }
    format!("{header}\n{body}")
}

struct Painter<'a, DB: DrawingBackend> {
    scene: &'a Scene,
    units: Units,
    area: DrawingArea<DB, Shift>,
}

impl<DB: DrawingBackend> Painter<'_, DB> {
    fn background(&self) -> Result<(), PaintError> {
        let color = self.scene.theme.background;
        if color.a <= 0.0 {
            return Ok(());
        }
        self.area.fill(&rgba(color)).map_err(painting)
    }

    /// Level lines at the ticks of y; the lowest may be the base line itself.
    fn grid(&self) -> Result<(), PaintError> {
        let plot = self.scene.plot;
        let base = self.units.crisp(plot.bottom);
        for tick in &self.scene.y_ticks {
            let y = self.units.crisp(tick.at);
            if y != base {
                let ends = [(self.units.length(plot.left), y), (self.units.length(plot.right), y)];
                self.hairline(ends, self.scene.theme.grid)?;
            }
        }
        Ok(())
    }

    fn ribbons(&self) -> Result<(), PaintError> {
        for ribbon in &self.scene.ribbons {
            let corners: Vec<_> = ribbon.outline.iter().map(|&at| self.units.point(at)).collect();
            let style = filled(ribbon.color);
            self.area.draw(&Polygon::new(corners, style)).map_err(painting)?;
        }
        Ok(())
    }

    fn lines(&self) -> Result<(), PaintError> {
        let polylines = &self.scene.polylines;
        for (polyline, parts) in polylines.iter().zip(seen(polylines, self.scene.size.ratio)) {
            let style = self.style(polyline.stroke);
            for part in parts {
                match part {
                    Part::Dense(bars) => self.bars(&bars, polyline.stroke.color)?,
                    Part::Sparse(points) => {
                        for piece in dashes(points, polyline.stroke.dash) {
                            self.path(&piece, style)?;
                        }
                    }
                }
            }
        }
        for dot in &self.scene.dots {
            let style = filled(dot.color);
            let circle = Circle::new(self.units.point(dot.at), self.units.width(dot.radius), style);
            self.area.draw(&circle).map_err(painting)?;
        }
        Ok(())
    }

    fn bars(&self, bars: &[Bar], color: Rgba) -> Result<(), PaintError> {
        let style = filled(color);
        for bar in bars {
            let left = bar.column.saturating_mul(UNITS_PER_PX);
            let row = |device: f64| (device * f64::from(UNITS_PER_PX)).round() as i32;
            let corners = [(left, row(bar.top)), (left + UNITS_PER_PX, row(bar.bottom))];
            self.area.draw(&Rectangle::new(corners, style)).map_err(painting)?;
        }
        Ok(())
    }

    fn marks(&self) -> Result<(), PaintError> {
        for mark in &self.scene.marks {
            // A rim in the colour of the ground keeps the mark apart from the lines it lies on.
            let rim = self.scene.theme.background.with_alpha(1.0);
            self.triangle(mark, MARK_PX + 1.2, rim)?;
            self.triangle(mark, MARK_PX, mark.color)?;
        }
        Ok(())
    }

    /// Dashed hairlines across the plot, their values on a ground that lines shine through.
    fn thresholds(&self) -> Result<(), PaintError> {
        let Scene { plot, theme, .. } = self.scene;
        for threshold in &self.scene.thresholds {
            let across = [(plot.left, threshold.at), (plot.right, threshold.at)];
            let y = self.units.crisp(threshold.at);
            for piece in dashes(&across, Dash::Dash) {
                if let [from, .., to] = piece[..] {
                    let ends = [(self.units.length(from.0), y), (self.units.length(to.0), y)];
                    self.hairline(ends, theme.text)?;
                }
            }
            let Rect {
                left,
                top,
                right,
                bottom,
            } = threshold.label_box;
            let corners = [self.units.point((left, top)), self.units.point((right, bottom))];
            let ground = filled(theme.background.with_alpha(0.8));
            self.area.draw(&Rectangle::new(corners, ground)).map_err(painting)?;
            self.text(
                &threshold.label,
                (right - 1.0, (top + bottom) / 2.0),
                HPos::Right,
                theme.text,
            )?;
        }
        Ok(())
    }

    /// An equilateral triangle about a mark; at an edge it keeps inside the plot.
    fn triangle(&self, mark: &Mark, half: f64, color: Rgba) -> Result<(), PaintError> {
        let (x, y) = mark.at;
        let (up, inset) = match mark.kind {
            MarkKind::NotANumber => (1.0, 0.0),
            MarkKind::PosInf => (1.0, MARK_PX),
            MarkKind::NegInf => (-1.0, -MARK_PX),
        };
        let y = y + inset;
        let corners = [
            (x - half, y + up * half * 0.7),
            (x + half, y + up * half * 0.7),
            (x, y - up * half),
        ];
        let corners: Vec<_> = corners.iter().map(|&at| self.units.point(at)).collect();
        self.area.draw(&Polygon::new(corners, filled(color))).map_err(painting)
    }

    fn axes(&self) -> Result<(), PaintError> {
        let scene = self.scene;
        let (plot, theme, units) = (scene.plot, &scene.theme, self.units);
        let base = units.crisp(plot.bottom);
        if scene.uprights.is_empty() {
            let ends = [(units.length(plot.left), base), (units.length(plot.right), base)];
            self.hairline(ends, theme.axis)?;
        }
        let font_px = theme.label_px();
        let below = x_label_middle(plot.bottom, font_px);
        for tick in &scene.x_ticks {
            let x = units.crisp(tick.at);
            let end = base + units.length(TICK_PX);
            self.hairline([(x, base), (x, end)], theme.axis)?;
            self.text(&tick.label, (tick.label_at, below), HPos::Center, theme.muted)?;
        }
        let beside = plot.left - Y_LABEL_GAP_PX;
        for tick in &scene.y_ticks {
            self.text(&tick.label, (beside, tick.label_at), HPos::Right, theme.muted)?;
        }
        if let Some(title) = &scene.x_title {
            self.text(&title.text, title.at, HPos::Right, theme.text)?;
        }
        if let Some(title) = &scene.y_title {
            self.text(&title.text, title.at, HPos::Left, theme.text)?;
        }
        Ok(())
    }

    /// Upright axes, their values on a ground that lines shine through.
    fn uprights(&self) -> Result<(), PaintError> {
        let Scene { theme, uprights, .. } = self.scene;
        let units = self.units;
        for upright in uprights {
            let x = units.crisp(upright.at);
            let Extent { lo, hi } = upright.scale.range_px;
            self.hairline([(x, units.length(lo)), (x, units.length(hi))], theme.muted)?;
            let none = upright.has_none.then_some((upright.none, upright.none, Upright::NONE));
            let ticks = upright.ticks.iter();
            let ticks = ticks.map(|tick| (tick.at, tick.label_at, tick.label.as_str()));
            for (at, label_at, label) in ticks.chain(none) {
                let y = units.crisp(at);
                self.hairline([(x - units.length(TICK_PX), y), (x, y)], theme.muted)?;
                self.on_ground(label, (upright.at - LABEL_GAP_PX, label_at))?;
            }
        }
        Ok(())
    }

    /// A text that ends at a place, on a ground that lines shine through.
    fn on_ground(&self, text: &str, at: Point) -> Result<(), PaintError> {
        let theme = &self.scene.theme;
        if text.is_empty() {
            return Ok(());
        }
        let half = theme.label_px() * 0.62;
        let width = EstimatedText.width(text, theme.label_px()) * 0.92 + 2.0;
        let corners = [(at.0 - width, at.1 - half), (at.0 + 1.0, at.1 + half)];
        let corners = corners.map(|corner| self.units.point(corner));
        let ground = filled(theme.background.with_alpha(0.75));
        self.area.draw(&Rectangle::new(corners, ground)).map_err(painting)?;
        self.text(text, at, HPos::Right, theme.text)
    }

    fn hairline(&self, ends: [(i32, i32); 2], color: Rgba) -> Result<(), PaintError> {
        let style = ShapeStyle {
            color: rgba(color),
            filled: false,
            stroke_width: (self.units.hairline_px() * UNITS_PER_PX).unsigned_abs(),
        };
        self.area.draw(&PathElement::new(ends, style)).map_err(painting)
    }

    fn path(&self, points: &[Point], style: ShapeStyle) -> Result<(), PaintError> {
        let points: Vec<_> = points.iter().map(|&at| self.units.point(at)).collect();
        self.area.draw(&PathElement::new(points, style)).map_err(painting)
    }

    fn text(&self, text: &str, at: Point, anchor: HPos, color: Rgba) -> Result<(), PaintError> {
        let style = FontStyle::Normal;
        self.styled(text, at, anchor, color, (self.scene.theme.label_px(), style))
    }

    fn styled(
        &self,
        text: &str,
        at: Point,
        anchor: HPos,
        color: Rgba,
        (font_px, style): (f64, FontStyle),
    ) -> Result<(), PaintError> {
        if text.is_empty() {
            return Ok(());
        }
        let family = FontFamily::from(self.scene.theme.font_family.as_str());
        let color = rgba(color);
        let style = TextStyle::from(FontDesc::new(family, self.units.font(font_px), style))
            .color(&color)
            .pos(Pos::new(anchor, VPos::Center));
        self.area
            .draw(&Text::new(text, self.units.point(at), style))
            .map_err(painting)
    }

    /// What a sheet has around its chart.
    fn words(&self) -> Result<(), PaintError> {
        let theme = &self.scene.theme;
        if let Some(Title { text, at }) = &self.scene.heading {
            let font = (theme.heading_px(), FontStyle::Bold);
            self.styled(text, *at, HPos::Left, theme.text, font)?;
        }
        for entry in &self.scene.legend {
            if let Some((stroke, ends)) = entry.key {
                let style = self.style(stroke);
                for piece in dashes(&ends, stroke.dash) {
                    self.path(&piece, style)?;
                }
            }
            self.text(&entry.label, entry.at, HPos::Left, theme.text)?;
        }
        Ok(())
    }

    fn style(&self, stroke: Stroke) -> ShapeStyle {
        ShapeStyle {
            color: rgba(stroke.color),
            filled: false,
            stroke_width: self.units.width(stroke.width),
        }
    }
}

fn painting(fault: impl std::fmt::Display) -> PaintError {
    PaintError(fault.to_string())
}

fn rgba(color: Rgba) -> RGBAColor {
    RGBAColor(color.r, color.g, color.b, color.a.clamp(0.0, 1.0))
}

fn filled(color: Rgba) -> ShapeStyle {
    ShapeStyle {
        color: rgba(color),
        filled: true,
        stroke_width: 0,
    }
}

#[cfg(test)]
mod tests;
