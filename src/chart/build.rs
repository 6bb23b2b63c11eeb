//! Lines and a wish become a scene.

use super::band::ribbons;
use super::bars::{bars, least_gap};
use super::domain::{self, Padding, kind_of};
use super::extent::Extent;
use super::layout::{Domain, Font, layout};
use super::scale::ScaleKind;
use super::scene::Scene;
use super::series::Series;
use super::spec::{AxisSpec, ChartSpec, DrawAs, Line, MeasureText, Size};
use super::summary::Extents;
use super::theme::Theme;
use super::threshold::{is_on, thresholds};
use super::trace::{Drawn, Tracer};

/// Room above and below the data, as a share of its extent.
const Y_PADDING: Padding = Padding(0.05);

/// Lays out and thins everything that `spec` asks for. Never fails: odd numbers
/// leave a gap and a mark, no data leaves an empty plot, no size an empty scene.
pub fn build(spec: &ChartSpec, lines: &[Line], size: Size, theme: &Theme, text: &dyn MeasureText) -> Scene {
    let size = size.sane();
    let facts: Vec<_> = lines.iter().map(Line::facts).collect();
    let series: Vec<Series> = lines
        .iter()
        .zip(&facts)
        .map(|(line, facts)| Series::of(line, facts))
        .collect();
    let x = x_domain(spec, &series);
    let y = y_domain(spec, &series, x.extent);
    let font = Font {
        px: theme.label_px(),
        text,
    };
    let layout = layout(spec, x, y, size, &font);
    let thresholds = thresholds(&spec.thresholds, &layout, &font);
    let mut ribbons = ribbons(&spec.bands.0, &layout, size.ratio);
    let mut tracer = Tracer::new(spec, &layout, size.ratio);
    for index in painting_order(lines.len(), spec.highlighted) {
        tracer.trace(index, series[index], lines[index].stroke);
    }
    if spec.draw_as == DrawAs::Bars {
        let gap = least_gap(&series);
        for (place, (series, line)) in series.iter().zip(lines).enumerate() {
            let stroke = tracer.stroke(place, line.stroke);
            ribbons.extend(bars(*series, stroke, (place, lines.len()), gap, &layout, size.ratio));
        }
    }
    let Drawn {
        polylines,
        dots,
        marks,
        unplaced,
    } = tracer.finish();
    Scene {
        size,
        plot: layout.plot,
        x_scale: layout.x_scale,
        y_scale: layout.y_scale,
        x_all: all_of_x(spec, &series),
        x_axis: spec.x.clone(),
        y_kind: spec.y.kind,
        x_ticks: layout.x_ticks,
        y_ticks: layout.y_ticks,
        x_title: layout.x_title,
        y_title: layout.y_title,
        ribbons,
        thresholds,
        heading: None,
        legend: Vec::new(),
        uprights: Vec::new(),
        polylines,
        dots,
        marks,
        point_count: lines.iter().map(Line::len).sum(),
        unplaced,
        rising_x: series.iter().map(Series::rises).collect(),
        theme: theme.clone(),
    }
}

/// Indices of lines, the highlighted one last so that it lies on top.
fn painting_order(count: usize, highlighted: Option<usize>) -> impl Iterator<Item = usize> {
    let on_top = highlighted.filter(|&index| index < count);
    (0..count).filter(move |&index| Some(index) != on_top).chain(on_top)
}

/// The threshold of a symlog axis from all its values; one that other axes never look at.
fn linear_within(axis: &AxisSpec, columns: impl Iterator<Item = Extents>) -> f64 {
    if kind_of(axis) != ScaleKind::Symlog {
        return 1.0;
    }
    let extent = columns.filter_map(|column| column.magnitude).reduce(Extent::union);
    let extent = extent.unwrap_or(Extent::new(1.0, 1.0));
    domain::linear_within(extent.lo, extent.hi)
}

fn x_domain(spec: &ChartSpec, series: &[Series]) -> Domain {
    let axis = &spec.x;
    let kind = kind_of(axis);
    let linear_within = linear_within(axis, series.iter().map(|series| series.facts.x));
    let lines = series.iter().filter_map(|series| series.facts.x.on(kind));
    let bands = spec.bands.0.iter().filter_map(|band| band.x_extent(kind));
    let mut extent = lines.chain(bands).reduce(Extent::union);
    if spec.draw_as == DrawAs::Bars && kind == ScaleKind::Linear {
        // Half a place at each end, so that no bar is cut.
        let half = least_gap(series).map_or(0.5, |gap| gap / 2.0);
        extent = extent.map(|extent| Extent::new(extent.lo - half, extent.hi + half));
    }
    let padding = match spec.draw_as {
        DrawAs::Points => Padding(0.02),
        DrawAs::Lines | DrawAs::Bars => Padding(0.0),
    };
    Domain {
        extent: domain::domain(axis, extent, padding, linear_within),
        linear_within,
    }
}

/// What x would show if the user had not chosen a range.
fn all_of_x(spec: &ChartSpec, lines: &[Series]) -> Extent {
    let mut spec = spec.clone();
    spec.x.range = None;
    x_domain(&spec, lines).extent
}

/// y follows what is in the window of x; when nothing is, all of the data.
fn y_domain(spec: &ChartSpec, lines: &[Series], window: Extent) -> Domain {
    let axis = &spec.y;
    let kind = kind_of(axis);
    let linear_within = linear_within(axis, lines.iter().map(|series| series.facts.y));
    let in_window = || {
        let bands = spec.bands.0.iter().filter_map(|band| band.y_extent(kind, window));
        let extents = lines.iter().filter_map(|series| series.y_extent(kind, window));
        extents.chain(bands).reduce(Extent::union)
    };
    let anywhere = || {
        let extents = lines.iter().filter_map(|series| series.facts.y.on(kind));
        extents.reduce(Extent::union)
    };
    let data = if axis.range.and_then(Extent::ordered).is_some() {
        // The data only tells a log axis where to begin.
        (kind == ScaleKind::Log10).then(anywhere).flatten()
    } else if spec.ignore_outliers {
        let values = lines.iter().flat_map(|series| series.y_in(kind, window));
        domain::without_outliers(&mut values.collect::<Vec<_>>()).or_else(anywhere)
    } else {
        in_window().or_else(anywhere)
    };
    // Bars stand on zero.
    let zero = (spec.draw_as == DrawAs::Bars && kind != ScaleKind::Log10).then_some(0.0);
    let marked = spec.thresholds.iter().chain(&zero).filter(|value| is_on(**value, kind));
    let marked = marked.map(|value| Extent::new(*value, *value)).reduce(Extent::union);
    let data = match axis.range.and_then(Extent::ordered) {
        Some(_) => data,
        None => data.into_iter().chain(marked).reduce(Extent::union),
    };
    Domain {
        extent: domain::domain(axis, data, Y_PADDING, linear_within),
        linear_within,
    }
}

#[cfg(test)]
mod tests {
    use super::super::palette::Stroke;
    use super::super::spec::EstimatedText;
    use super::super::summary::Summary;
    use super::*;
    use std::sync::Arc;

    fn line(x: &[f64], y: &[f64]) -> Line {
        Line {
            id: "a".to_owned(),
            label: "a".to_owned(),
            stroke: Stroke::default(),
            x: Arc::from(x),
            y: Arc::from(y),
            steps: None,
            summary: Summary::default(),
        }
    }

    fn scene(spec: &ChartSpec, lines: &[Line]) -> Scene {
        let size = Size {
            width: 400.0,
            height: 240.0,
            ratio: 1.0,
        };
        build(spec, lines, size, &Theme::light(), &EstimatedText)
    }

    #[test]
    fn a_gap_splits_the_line_and_leaves_a_mark() {
        let scene = scene(
            &ChartSpec::default(),
            &[line(&[0.0, 1.0, 2.0, 3.0, 4.0], &[1.0, 2.0, f64::NAN, 2.0, 1.0])],
        );
        assert_eq!(scene.polylines.len(), 2);
        assert_eq!(scene.marks.len(), 1);
        assert_eq!(scene.unplaced.nan, 1);
        assert_eq!(scene.point_count, 5);
        let level = scene.y_scale.px_from_value(2.0).expect("2 is on the axis");
        assert_eq!(scene.marks[0].at.1, level);
    }

    #[test]
    fn infinities_are_marked_at_the_edges() {
        let scene = scene(
            &ChartSpec::default(),
            &[line(&[0.0, 1.0, 2.0], &[f64::INFINITY, 1.0, f64::NEG_INFINITY])],
        );
        let heights: Vec<f64> = scene.marks.iter().map(|mark| mark.at.1).collect();
        assert_eq!(heights, [scene.plot.top, scene.plot.bottom]);
    }

    #[test]
    fn a_point_between_gaps_is_a_dot() {
        let x: Vec<f64> = (0..1000).map(f64::from).collect();
        let mut y = vec![1.0; 1000];
        (y[499], y[501]) = (f64::NAN, f64::NAN);
        let scene = scene(&ChartSpec::default(), &[line(&x, &y)]);
        assert_eq!(scene.dots.len(), 1);
    }

    #[test]
    fn zero_has_no_place_on_a_log_axis_and_is_counted() {
        let mut spec = ChartSpec::default();
        spec.y.scale = ScaleKind::Log10;
        let scene = scene(&spec, &[line(&[0.0, 1.0, 2.0], &[1.0, 0.0, 10.0])]);
        assert_eq!(scene.unplaced.off_scale, 1);
        assert!(scene.marks.is_empty());
    }

    #[test]
    fn ignoring_outliers_moves_the_axis_and_keeps_the_points() {
        let x: Vec<f64> = (0..100).map(f64::from).collect();
        let mut y: Vec<f64> = x.iter().map(|x| (x / 10.0).sin()).collect();
        y[50] = 1e6;
        let mut spec = ChartSpec::default();
        let all = scene(&spec, &[line(&x, &y)]);
        spec.ignore_outliers = true;
        let most = scene(&spec, &[line(&x, &y)]);
        assert!(most.y_scale.domain.hi < 2.0 && all.y_scale.domain.hi > 1e6);
        assert_eq!(most.point_count, all.point_count);
        let top = most.polylines.iter().flat_map(|polyline| &polyline.points);
        assert!(top.clone().any(|point| point.1 == most.plot.top));
    }

    #[test]
    fn the_highlighted_line_lies_on_top_and_the_others_step_back() {
        let lines = [line(&[0.0, 1.0], &[0.0, 1.0]), line(&[0.0, 1.0], &[1.0, 0.0])];
        let spec = ChartSpec {
            highlighted: Some(0),
            ..ChartSpec::default()
        };
        let scene = scene(&spec, &lines);
        let order: Vec<usize> = scene.polylines.iter().map(|p| p.line).collect();
        assert_eq!(order, [1, 0]);
        assert!(scene.polylines[0].stroke.color.a < scene.polylines[1].stroke.color.a);
        assert!(scene.polylines[1].stroke.width > scene.polylines[0].stroke.width);
    }
}
