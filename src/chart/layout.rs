//! Where the plot, the ticks and the titles of a chart go.
//!
//! Margins follow the text: the left one is as wide as the widest label of y,
//! so nothing is cut off and no pixel is spent on nothing.

use super::domain::kind_of;
use super::extent::Extent;
use super::scale::Scale;
use super::scene::{Rect, Tick, Title};
use super::spec::{AxisKind, AxisSpec, ChartSpec, MeasureText, Size};
use super::ticks::{Along, Room, name_ticks, ticks};

/// The length of a tick mark below the axis, in CSS pixels.
pub(super) const TICK_PX: f64 = 4.0;

/// Between a tick mark and its label, in CSS pixels.
const LABEL_GAP_PX: f64 = 3.0;

/// Between the labels of y and the plot, in CSS pixels.
pub(super) const Y_LABEL_GAP_PX: f64 = 8.0;

/// Between any text and the edge of the chart, in CSS pixels.
const EDGE_PX: f64 = 2.0;

/// Between the plot and the right edge, in CSS pixels: room for half a dot, and for half of a label.
const RIGHT_PX: f64 = 12.0;

/// The height of a row of text as a share of the font size.
const ROW: f64 = 1.35;

/// The most that names beside the plot take of the width of the chart.
const NAMES_SHARE: f64 = 0.3;

/// What the layout found.
pub(super) struct Layout {
    pub plot: Rect,
    pub x_scale: Scale,
    pub y_scale: Scale,
    pub x_ticks: Vec<Tick>,
    pub y_ticks: Vec<Tick>,
    pub x_title: Option<Title>,
    pub y_title: Option<Title>,
}

/// The values of an axis, before it is known where they go.
#[derive(Clone, Copy)]
pub(super) struct Domain {
    pub extent: Extent,
    pub linear_within: f64,
}

/// The font of labels.
pub(super) struct Font<'a> {
    pub px: f64,
    pub text: &'a dyn MeasureText,
}

impl Font<'_> {
    /// The width of a text, whatever the one who measures says.
    pub fn width(&self, text: &str) -> f64 {
        let width = self.text.width(text, self.px);
        if width.is_finite() { width.max(0.0) } else { 0.0 }
    }
}

/// The vertical middle of the labels of x below a plot that ends at `bottom`, in CSS pixels.
pub(super) fn x_label_middle(bottom: f64, font_px: f64) -> f64 {
    bottom + TICK_PX + LABEL_GAP_PX + font_px / 2.0
}

/// Lays out a chart; `size` must be [sane](Size::sane).
pub(super) fn layout(spec: &ChartSpec, x: Domain, y: Domain, size: Size, font: &Font) -> Layout {
    let row = font.px * ROW;
    let top = EDGE_PX + row / 2.0 + if titled(&spec.y) { row + 2.0 } else { 0.0 };
    let below = TICK_PX + LABEL_GAP_PX + row + EDGE_PX;
    let bottom = size.height - below - if titled(&spec.x) { row } else { 0.0 };
    // A plot that has no height is drawn as a line, not upside down.
    let (top, bottom) = (
        device(top, size).min(device(bottom, size).max(0.0)),
        device(bottom, size).max(0.0),
    );

    let y_scale = scale(&spec.y, y, Extent::new(bottom, top));
    let y_ticks = ticks_of(
        &spec.y,
        &y_scale,
        &Room {
            along: Along::Y,
            limit_px: Extent::new(0.0, size.height),
            font_px: font.px,
            text: font.text,
        },
        size.width * NAMES_SHARE,
    );
    let widest = y_ticks.iter().map(|tick| font.width(&tick.label)).fold(0.0, f64::max);
    let gutter = EDGE_PX + widest + Y_LABEL_GAP_PX;
    let right = device((size.width - RIGHT_PX).max(0.0), size);
    let left = device(gutter.ceil(), size).min(right);
    let plot = Rect {
        left,
        top,
        right,
        bottom,
    };

    let x_scale = scale(&spec.x, x, Extent::new(left, right));
    let x_ticks = ticks_of(
        &spec.x,
        &x_scale,
        &Room {
            along: Along::X,
            limit_px: Extent::new(EDGE_PX, size.width - EDGE_PX),
            font_px: font.px,
            text: font.text,
        },
        size.width * NAMES_SHARE,
    );
    Layout {
        plot,
        x_scale,
        y_scale,
        x_ticks,
        y_ticks,
        x_title: title(
            &spec.x,
            font,
            right - EDGE_PX,
            (right, bottom + below + row / 2.0 - EDGE_PX),
        ),
        y_title: title(
            &spec.y,
            font,
            size.width - 2.0 * EDGE_PX,
            (EDGE_PX, EDGE_PX + row / 2.0),
        ),
    }
}

fn scale(axis: &AxisSpec, domain: Domain, range_px: Extent) -> Scale {
    Scale {
        kind: kind_of(axis),
        domain: domain.extent,
        range_px,
        linear_within: domain.linear_within,
    }
}

/// The ticks of an axis; names are at most `longest_px` wide.
fn ticks_of(axis: &AxisSpec, scale: &Scale, room: &Room, longest_px: f64) -> Vec<Tick> {
    match &axis.names {
        Some(names) => name_ticks(names, scale, room, longest_px),
        None => ticks(axis.kind, scale, room),
    }
}

fn titled(axis: &AxisSpec) -> bool {
    axis.title.as_ref().is_some_and(|title| !title.is_empty())
}

/// The title, cut where it is wider than `room_px`.
fn title(axis: &AxisSpec, font: &Font, room_px: f64, at: (f64, f64)) -> Option<Title> {
    let whole = axis.title.as_deref().filter(|title| !title.is_empty())?;
    cut(whole, font, room_px).map(|text| Title { text, at })
}

/// A text, cut with an ellipsis where it is wider than `room_px`; `None` where not even a letter fits.
pub(super) fn cut(whole: &str, font: &Font, room_px: f64) -> Option<String> {
    if font.width(whole) <= room_px {
        return Some(whole.to_owned());
    }
    let ends: Vec<usize> = whole.char_indices().map(|(at, _)| at).collect();
    // Widths grow with the text, so the longest that fits can be searched for.
    let fitting = ends.partition_point(|&end| font.width(&format!("{}…", &whole[..end])) <= room_px);
    let end = ends.get(fitting.checked_sub(1)?)?;
    Some(format!("{}…", whole[..*end].trim_end()))
}

/// The nearest place that is a whole device pixel, so that the edge of the plot is crisp.
fn device(px: f64, size: Size) -> f64 {
    (px * size.ratio).round() / size.ratio
}

/// The text of a value in a reading: the name that stands there, or the number by the kind of the axis.
pub fn reading_label(axis: &AxisSpec, x: f64) -> String {
    use super::{civil, format};
    if let Some(names) = &axis.names {
        // Names stand at 0, 1, 2 …; the cast is of such a place.
        let name = (x >= 0.0).then(|| names.get(x as usize)).flatten();
        return name.cloned().unwrap_or_default();
    }
    match axis.kind {
        AxisKind::Number => format::value(x),
        AxisKind::Integer if x.fract() == 0.0 => format::integer(x),
        AxisKind::Integer => format::value(x),
        AxisKind::Elapsed => format::duration(x),
        AxisKind::WallTime { utc_offset_minutes } => {
            let local = x + f64::from(utc_offset_minutes) * 60_000.0;
            civil::date_time(local).unwrap_or_else(|| format::value(x))
        }
    }
}
