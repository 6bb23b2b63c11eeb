//! Parallel coordinates: an upright axis for each quantity, a line for each run.

use super::domain::{Padding, domain, kind_of, linear_within};
use super::extent::Extent;
use super::layout::Font;
use super::palette::{Rgba, Stroke};
use super::scale::{Scale, ScaleKind};
use super::scene::{Point, Polyline, Rect, Scene, Tick, Upright};
use super::spec::{AxisSpec, MeasureText, Size};
use super::theme::Theme;
use super::ticks::{Along, Room, name_ticks, ticks};

/// Room at both ends of an axis, as a share of its extent.
const PADDING: Padding = Padding(0.02);

/// Between an axis and its labels, in CSS pixels.
pub(super) const LABEL_GAP_PX: f64 = 7.0;

/// From the lower end of the axes to where lines without a value pass, in CSS pixels.
const NONE_PX: f64 = 22.0;

/// The most that the labels of an axis take of the room between two, as a share.
const LABEL_SHARE: f64 = 0.45;

/// At the sides of the outermost axes, in CSS pixels: half of the headings above them.
const ASIDE_PX: f64 = 50.0;

/// From so many lines on they are drawn fainter, so that bundles are seen.
const MANY: usize = 300;

/// One axis of parallel coordinates.
#[derive(Clone, Debug, PartialEq)]
pub struct ParallelAxis {
    /// What its numbers mean, and how they spread.
    pub spec: AxisSpec,
    /// Whether the largest is at the lower end.
    pub is_reversed: bool,
    /// The value of each line, `None` where it has none; what has no place on the axis
    /// counts as none.
    pub values: Vec<Option<f64>>,
}

/// How one line looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParallelLine {
    /// Its colour.
    pub color: Rgba,
    /// Whether it steps back behind the others.
    pub is_pale: bool,
}

/// Lays out parallel coordinates: a scene with an upright for each axis and a polyline for
/// each line, whose `line` is its place among `lines`. Lines without a value on an axis pass
/// below its lower end.
pub fn parallel(
    axes: &[ParallelAxis],
    lines: &[ParallelLine],
    size: Size,
    theme: &Theme,
    text: &dyn MeasureText,
) -> Scene {
    let size = size.sane();
    let font = Font {
        px: theme.label_px(),
        text,
    };
    let top = font.px;
    let bottom = (size.height - NONE_PX - font.px).max(top);
    let between = size.width / axes.len().max(1) as f64;
    let longest = between * LABEL_SHARE;
    let mut uprights: Vec<Upright> = axes
        .iter()
        .map(|axis| upright(axis, Extent::new(bottom, top), size.height, longest, &font))
        .collect();
    let gutter = uprights.first().map_or(0.0, |first| widest(first, &font)) + LABEL_GAP_PX + 3.0;
    let left = gutter.max(ASIDE_PX).min(size.width / 2.0);
    let right = (size.width - ASIDE_PX).max(left);
    let last = axes.len().saturating_sub(1);
    for (place, upright) in uprights.iter_mut().enumerate() {
        let share = if last == 0 { 0.5 } else { place as f64 / last as f64 };
        upright.at = left + share * (right - left);
    }
    let opacity = if lines.len() > MANY { 0.45 } else { 0.8 };
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|line| !lines[*line].is_pale);
    let polyline = |line: usize| {
        let ParallelLine { color, is_pale } = lines[line];
        let color = match is_pale {
            true => theme.axis.with_alpha(0.3),
            false => color.with_alpha(opacity),
        };
        let points = axes.iter().zip(&uprights);
        let points: Vec<Point> = points
            .map(|(axis, upright)| (upright.at, place(axis, upright, line)))
            .collect();
        let stroke = Stroke {
            color,
            width: 1.25,
            ..Stroke::default()
        };
        (points.len() > 1).then_some(Polyline { line, points, stroke })
    };
    let polylines = order.into_iter().filter_map(polyline).collect();
    Scene {
        plot: Rect {
            left,
            top,
            right,
            bottom,
        },
        uprights,
        polylines,
        point_count: lines.len(),
        ..Scene::blank(size, theme)
    }
}

/// Where a line crosses an axis, in CSS pixels.
fn place(axis: &ParallelAxis, upright: &Upright, line: usize) -> f64 {
    let value = axis.values.get(line).copied().flatten();
    let at = value.and_then(|value| upright.scale.px_from_value(value));
    at.unwrap_or(upright.none)
}

fn widest(upright: &Upright, font: &Font) -> f64 {
    let none = if upright.has_none {
        font.width(Upright::NONE)
    } else {
        0.0
    };
    upright
        .ticks
        .iter()
        .map(|tick| font.width(&tick.label))
        .fold(none, f64::max)
}

fn upright(axis: &ParallelAxis, ends: Extent, height: f64, longest: f64, font: &Font) -> Upright {
    let kind = kind_of(&axis.spec);
    let values = || axis.values.iter().copied().flatten().filter(|value| value.is_finite());
    let on_axis = Extent::of(values().filter(|value| kind != ScaleKind::Log10 || *value > 0.0));
    let sizes = Extent::of(values().map(f64::abs).filter(|size| *size > 0.0));
    let linear_within = match (kind, sizes) {
        (ScaleKind::Symlog, Some(sizes)) => linear_within(sizes.lo, sizes.hi),
        _ => 1.0,
    };
    let range_px = match axis.is_reversed {
        true => Extent::new(ends.hi, ends.lo),
        false => ends,
    };
    let scale = Scale {
        kind,
        domain: domain(&axis.spec, on_axis, PADDING, linear_within),
        range_px,
        linear_within,
    };
    let room = Room {
        along: Along::Y,
        limit_px: Extent::new(0.0, height),
        font_px: font.px,
        text: font.text,
    };
    let ticks: Vec<Tick> = match &axis.spec.names {
        Some(names) => name_ticks(names, &scale, &room, longest),
        None => ticks(axis.spec.kind, &scale, &room),
    };
    let has_place = |value: &Option<f64>| value.is_some_and(|value| scale.px_from_value(value).is_some());
    Upright {
        at: 0.0,
        scale,
        none: ends.lo + NONE_PX,
        has_none: !axis.values.iter().all(has_place),
        ticks,
    }
}

/// The line nearest to a place, of those that do not step back and come within so many CSS pixels.
pub fn nearest_line(scene: &Scene, lines: &[ParallelLine], at: Point, within_px: f64) -> Option<usize> {
    let mut nearest = None;
    let mut least = within_px;
    for polyline in &scene.polylines {
        if lines.get(polyline.line).is_none_or(|line| line.is_pale) {
            continue;
        }
        for pair in polyline.points.windows(2) {
            if let [from, to] = pair
                && from.0 - within_px <= at.0
                && at.0 <= to.0 + within_px
            {
                let distance = distance(at, *from, *to);
                if distance < least {
                    (nearest, least) = (Some(polyline.line), distance);
                }
            }
        }
    }
    nearest
}

/// From a place to a segment.
fn distance((x, y): Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let share = if length > 0.0 {
        (((x - a.0) * dx + (y - a.1) * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (a.0 + share * dx - x).hypot(a.1 + share * dy - y)
}

#[cfg(test)]
mod tests {
    use super::super::spec::EstimatedText;
    use super::*;

    const SIZE: Size = Size {
        width: 600.0,
        height: 300.0,
        ratio: 1.0,
    };

    fn axis(values: &[Option<f64>]) -> ParallelAxis {
        ParallelAxis {
            spec: AxisSpec::default(),
            is_reversed: false,
            values: values.to_vec(),
        }
    }

    fn lines(count: usize) -> Vec<ParallelLine> {
        let line = ParallelLine {
            color: Rgba::default(),
            is_pale: false,
        };
        vec![line; count]
    }

    fn scene(axes: &[ParallelAxis], lines: &[ParallelLine]) -> Scene {
        parallel(axes, lines, SIZE, &Theme::light(), &EstimatedText)
    }

    #[test]
    fn a_line_crosses_every_axis_and_passes_below_where_it_has_nothing() {
        let axes = [
            axis(&[Some(1.0), Some(2.0)]),
            axis(&[Some(5.0), None]),
            axis(&[Some(f64::NAN), Some(1.0)]),
        ];
        let scene = scene(&axes, &lines(2));
        assert_eq!(scene.polylines.len(), 2);
        let (first, second) = (&scene.polylines[0].points, &scene.polylines[1].points);
        assert!(first[0].1 > second[0].1, "the larger is higher");
        let none = scene.uprights[1].none;
        assert_eq!((first[2].1, second[1].1), (none, none));
        assert!(none > scene.plot.bottom && none < SIZE.height);
        let has_none: Vec<bool> = scene.uprights.iter().map(|upright| upright.has_none).collect();
        assert_eq!(has_none, [false, true, true]);
    }

    #[test]
    fn a_reversed_axis_has_the_largest_at_the_lower_end() {
        let mut turned = axis(&[Some(1.0), Some(2.0)]);
        turned.is_reversed = true;
        let scene = scene(&[turned, axis(&[Some(1.0), Some(2.0)])], &lines(2));
        let ends = |line: usize| &scene.polylines[line].points;
        assert!(ends(0)[0].1 < ends(1)[0].1 && ends(0)[1].1 > ends(1)[1].1);
    }

    #[test]
    fn zero_has_no_place_on_a_log_axis() {
        let mut log = axis(&[Some(0.0), Some(1e-3), Some(10.0)]);
        log.spec.scale = ScaleKind::Log10;
        let scene = scene(&[log, axis(&[Some(0.0); 3])], &lines(3));
        assert_eq!(scene.polylines[0].points[0].1, scene.uprights[0].none);
    }

    #[test]
    fn pale_lines_lie_below_and_are_not_found() {
        let axes = [axis(&[Some(1.0), Some(2.0)]), axis(&[Some(1.0), Some(2.0)])];
        let mut lines = lines(2);
        lines[1].is_pale = true;
        let scene = scene(&axes, &lines);
        let order: Vec<usize> = scene.polylines.iter().map(|polyline| polyline.line).collect();
        assert_eq!(order, [1, 0]);
        let middle = |place: usize| {
            let points = &scene.polylines[place].points;
            ((points[0].0 + points[1].0) / 2.0, (points[0].1 + points[1].1) / 2.0)
        };
        assert_eq!(nearest_line(&scene, &lines, middle(1), 8.0), Some(0));
        assert_eq!(nearest_line(&scene, &lines, middle(0), 8.0), None);
    }

    #[test]
    fn any_number_of_axes_and_any_size_can_be_drawn() {
        assert!(scene(&[], &lines(3)).polylines.is_empty());
        assert!(scene(&[axis(&[None])], &lines(1)).polylines.is_empty());
        let none = Size {
            width: f64::NAN,
            height: 1.0,
            ratio: 0.0,
        };
        let axes = [axis(&[Some(1.0)]), axis(&[])];
        let scene = parallel(&axes, &lines(1), none, &Theme::dark(), &EstimatedText);
        assert_eq!(scene.uprights.len(), 2);
    }
}
