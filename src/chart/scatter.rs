//! Points that stand for themselves: one quantity over another.

use super::domain::{Padding, domain, kind_of, linear_within};
use super::extent::Extent;
use super::layout::{Domain, Font, layout};
use super::palette::Rgba;
use super::scale::ScaleKind;
use super::scene::{Dot, Point, Rect, Scene, Unplaced};
use super::spec::{AxisSpec, ChartSpec, MeasureText, Size};
use super::theme::Theme;

/// Room at both ends of both axes, as a share of the extent, so that no point is cut.
const PADDING: Padding = Padding(0.05);

/// The radius of a point among few, in CSS pixels.
const RADIUS_PX: f64 = 4.5;

/// The opacity of a point, so that those below others are seen.
const OPACITY: f64 = 0.8;

/// The opacity of a point that steps back.
const PALE: f64 = 0.15;

/// One point of a scatter chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScatterPoint {
    /// In the unit of the x axis; the place of a name where there are names.
    pub x: f64,
    /// In the unit of the y axis; the place of a name where there are names.
    pub y: f64,
    /// Its colour.
    pub color: Rgba,
    /// Whether it steps back behind the others.
    pub is_pale: bool,
}

/// Lays out a scatter chart: a scene of dots, whose `line` is the place of their point
/// among `points`. A point that has no place on an axis has no dot, and is counted by
/// the first of x and y that has none.
pub fn scatter(spec: &ChartSpec, points: &[ScatterPoint], size: Size, theme: &Theme, text: &dyn MeasureText) -> Scene {
    let size = size.sane();
    let font = Font {
        px: theme.label_px(),
        text,
    };
    let x = domain_of(&spec.x, &mut points.iter().map(|point| point.x));
    let y = domain_of(&spec.y, &mut points.iter().map(|point| point.y));
    let layout = layout(spec, x, y, size, &font);
    let radius = radius(points.len());
    let mut unplaced = Unplaced::default();
    let mut dots = Vec::with_capacity(points.len());
    for (line, point) in points.iter().enumerate() {
        let at = (
            layout.x_scale.px_from_value(point.x),
            layout.y_scale.px_from_value(point.y),
        );
        match at {
            (Some(x), Some(y)) => dots.push(Dot {
                line,
                at: (x, y),
                radius,
                color: point.color.with_alpha(if point.is_pale { PALE } else { OPACITY }),
            }),
            _ if !point.x.is_finite() => unplaced.no_x += 1,
            (None, _) => unplaced.off_scale += 1,
            _ if point.y.is_nan() => unplaced.nan += 1,
            _ if point.y == f64::INFINITY => unplaced.pos_inf += 1,
            _ if point.y == f64::NEG_INFINITY => unplaced.neg_inf += 1,
            _ => unplaced.off_scale += 1,
        }
    }
    // Those that step back are painted first.
    dots.sort_by_key(|dot| !points[dot.line].is_pale);
    Scene {
        plot: layout.plot,
        x_scale: layout.x_scale,
        y_scale: layout.y_scale,
        x_all: x.extent,
        x_axis: spec.x.clone(),
        y_kind: spec.y.kind,
        x_ticks: layout.x_ticks,
        y_ticks: layout.y_ticks,
        x_title: layout.x_title,
        y_title: layout.y_title,
        dots,
        point_count: points.len(),
        unplaced,
        ..Scene::blank(size, theme)
    }
}

/// Many points are small.
fn radius(count: usize) -> f64 {
    match count {
        0..=200 => RADIUS_PX,
        201..=2_000 => 3.5,
        _ => 2.5,
    }
}

fn domain_of(axis: &AxisSpec, values: &mut dyn Iterator<Item = f64>) -> Domain {
    let kind = kind_of(axis);
    let values: Vec<f64> = values.collect();
    let on_axis = values
        .iter()
        .copied()
        .filter(|value| kind != ScaleKind::Log10 || *value > 0.0);
    let sizes = Extent::of(values.iter().map(|value| value.abs()).filter(|size| *size > 0.0));
    let linear_within = match (kind, sizes) {
        (ScaleKind::Symlog, Some(sizes)) => linear_within(sizes.lo, sizes.hi),
        _ => 1.0,
    };
    Domain {
        extent: domain(axis, Extent::of(on_axis), PADDING, linear_within),
        linear_within,
    }
}

/// The place of the dot nearest to a place, among `scene.dots`, of those within so many
/// CSS pixels; of several at one place the one on top.
pub fn nearest_dot(scene: &Scene, (x, y): Point, within_px: f64) -> Option<usize> {
    let mut nearest = None;
    let mut least = within_px;
    for (place, dot) in scene.dots.iter().enumerate() {
        let distance = (dot.at.0 - x).hypot(dot.at.1 - y);
        if distance <= least {
            (nearest, least) = (Some(place), distance);
        }
    }
    nearest
}

/// The points whose dots have their middle within a rectangle, by their places among the points.
pub fn dots_within(scene: &Scene, area: Rect) -> Vec<usize> {
    let inside = scene.dots.iter().filter(|dot| area.contains(dot.at));
    inside.map(|dot| dot.line).collect()
}

/// Where a walk over the dots goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walk {
    /// To the next dot on the right.
    Right,
    /// To the next dot on the left.
    Left,
    /// To the next dot above.
    Up,
    /// To the next dot below.
    Down,
    /// To the dot farthest on the left.
    First,
    /// To the dot farthest on the right.
    Last,
}

/// The dot that a walk reaches from the dot of a point; dots at one pixel come in the order
/// of their points, so that a walk in one direction reaches every dot. Without a start
/// it begins at the end it comes from. The place among `scene.dots`.
pub fn walk(scene: &Scene, from: Option<usize>, to: Walk) -> Option<usize> {
    let along = |dot: &Dot| match to {
        Walk::Up | Walk::Down => (-dot.at.1, dot.at.0, dot.line),
        _ => (dot.at.0, -dot.at.1, dot.line),
    };
    let less = |a: &Dot, b: &Dot| {
        let (a, b) = (along(a), along(b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2))
    };
    let here = from.and_then(|line| scene.dots.iter().find(|dot| dot.line == line));
    let places = 0..scene.dots.len();
    let dot = |place: &usize| &scene.dots[*place];
    let is_forward = matches!(to, Walk::Right | Walk::Up | Walk::First);
    let here = here.filter(|_| !matches!(to, Walk::First | Walk::Last));
    let ahead = places.filter(|place| {
        here.is_none_or(|here| match is_forward {
            true => less(dot(place), here).is_gt(),
            false => less(dot(place), here).is_lt(),
        })
    });
    match is_forward {
        true => ahead.min_by(|a, b| less(dot(a), dot(b))),
        false => ahead.max_by(|a, b| less(dot(a), dot(b))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::spec::EstimatedText;
    use super::*;

    fn at(x: f64, y: f64) -> ScatterPoint {
        ScatterPoint {
            x,
            y,
            color: Rgba::default(),
            is_pale: false,
        }
    }

    fn scene(spec: &ChartSpec, points: &[ScatterPoint]) -> Scene {
        let size = Size {
            width: 400.0,
            height: 240.0,
            ratio: 1.0,
        };
        scatter(spec, points, size, &Theme::light(), &EstimatedText)
    }

    #[test]
    fn every_point_with_two_numbers_is_a_dot_within_the_plot() {
        let points = [at(1.0, 5.0), at(2.0, f64::NAN), at(f64::INFINITY, 1.0), at(3.0, -1.0)];
        let scene = scene(&ChartSpec::default(), &points);
        let lines: Vec<usize> = scene.dots.iter().map(|dot| dot.line).collect();
        assert_eq!(lines, [0, 3]);
        assert!(scene.dots.iter().all(|dot| scene.plot.contains(dot.at)));
        assert_eq!((scene.unplaced.nan, scene.unplaced.no_x), (1, 1));
    }

    #[test]
    fn a_log_axis_has_no_place_for_zero_and_less() {
        let mut spec = ChartSpec::default();
        spec.x.scale = ScaleKind::Log10;
        spec.y.scale = ScaleKind::Symlog;
        let scene = scene(&spec, &[at(0.0, 1.0), at(1e-3, -100.0), at(10.0, 1e4)]);
        assert_eq!((scene.dots.len(), scene.unplaced.off_scale), (2, 1));
        assert!(scene.x_scale.domain.lo > 0.0);
    }

    #[test]
    fn names_have_even_places() {
        let mut spec = ChartSpec::default();
        spec.x.names = Some(["adam".to_owned(), "sgd".to_owned()].into());
        // Without meaning for names.
        spec.x.scale = ScaleKind::Log10;
        let scene = scene(&spec, &[at(0.0, 1.0), at(1.0, 2.0)]);
        let labels: Vec<&str> = scene.x_ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(labels, ["adam", "sgd"]);
        assert_eq!(scene.dots[0].at.0, scene.x_ticks[0].at);
        let quarter = scene.plot.left + scene.plot.width() / 4.0;
        assert!((scene.dots[0].at.0 - quarter).abs() < 1e-9);
    }

    #[test]
    fn a_walk_reaches_every_dot_once_and_stops_at_the_end() {
        let points = [
            at(2.0, 1.0),
            at(1.0, 3.0),
            at(1.0, 3.0),
            at(3.0, 2.0),
            at(f64::NAN, 1.0),
        ];
        let scene = scene(&ChartSpec::default(), &points);
        let walked = |to: Walk| {
            let mut lines = Vec::new();
            let mut here = None;
            while let Some(place) = walk(&scene, here, to) {
                let line = scene.dots[place].line;
                lines.push(line);
                here = Some(line);
            }
            lines
        };
        assert_eq!(walked(Walk::Right), [1, 2, 0, 3]);
        assert_eq!(walked(Walk::Left), [3, 0, 2, 1]);
        assert_eq!(walked(Walk::Up), [0, 3, 1, 2]);
        assert_eq!(walked(Walk::Down), [2, 1, 3, 0]);
        let line = |to| walk(&scene, Some(0), to).map(|place| scene.dots[place].line);
        assert_eq!((line(Walk::First), line(Walk::Last)), (Some(1), Some(3)));
    }

    #[test]
    fn a_rectangle_and_a_pointer_find_dots() {
        let scene = scene(&ChartSpec::default(), &[at(0.0, 0.0), at(1.0, 1.0)]);
        let Rect { left, right, .. } = scene.plot;
        let half = Rect {
            left: (left + right) / 2.0,
            ..scene.plot
        };
        assert_eq!(dots_within(&scene, half), [1]);
        let (x, y) = scene.dots[0].at;
        assert_eq!(nearest_dot(&scene, (x + 3.0, y), 10.0), Some(0));
        assert_eq!(nearest_dot(&scene, (x + 30.0, y), 10.0), None);
    }

    #[test]
    fn nothing_to_draw_and_no_size_are_no_error() {
        assert!(scene(&ChartSpec::default(), &[]).dots.is_empty());
        let mut spec = ChartSpec::default();
        spec.y.names = Some([].into());
        let none = Size {
            width: 0.0,
            height: f64::NAN,
            ratio: 1.0,
        };
        let scene = scatter(&spec, &[at(1.0, 1.0)], none, &Theme::dark(), &EstimatedText);
        assert_eq!(walk(&scene, None, Walk::Right).is_some(), !scene.dots.is_empty());
    }
}
