//! Values that are marked with a line across the chart.

use super::format;
use super::layout::{Font, Layout};
use super::scale::ScaleKind;
use super::scene::{Rect, Threshold};

/// Between the end of the label and that of the line, in CSS pixels.
const INSET_PX: f64 = 4.0;

/// Whether a value has a place on an axis.
pub(super) fn is_on(value: f64, kind: ScaleKind) -> bool {
    value.is_finite() && (kind != ScaleKind::Log10 || value > 0.0)
}

/// The values that are in sight, with their labels above their right ends; below
/// where there is no room above.
pub(super) fn thresholds(values: &[f64], layout: &Layout, font: &Font) -> Vec<Threshold> {
    let plot = layout.plot;
    let in_sight = values.iter().filter_map(|&value| {
        let at = layout.y_scale.px_from_value(value)?;
        let is_seen = is_on(value, layout.y_scale.kind) && plot.top - 0.01 <= at && at <= plot.bottom + 0.01;
        is_seen.then_some((value, at))
    });
    let placed = in_sight.map(|(value, at)| {
        let label = format::value(value);
        let height = font.px + 2.0;
        let top = if at - height < plot.top { at + 1.0 } else { at - height };
        let right = plot.right - INSET_PX;
        Threshold {
            value,
            at,
            label_box: Rect {
                left: right - font.width(&label) - 2.0,
                top,
                right,
                bottom: top + height,
            },
            label,
        }
    });
    placed.collect()
}

#[cfg(test)]
mod tests {
    use super::super::{ChartSpec, EstimatedText, Extent, Line, Scene, Size, Stroke, Summary, Theme, build};
    use super::*;

    fn scene(change: impl Fn(&mut ChartSpec)) -> Scene {
        let line = Line {
            id: String::new(),
            label: String::new(),
            stroke: Stroke::default(),
            x: [0.0, 1.0].into(),
            y: [1.0, 2.0].into(),
            steps: None,
            summary: Summary::default(),
        };
        let mut spec = ChartSpec::default();
        change(&mut spec);
        let size = Size {
            width: 400.0,
            height: 240.0,
            ratio: 1.0,
        };
        build(&spec, &[line], size, &Theme::light(), &EstimatedText)
    }

    #[test]
    fn a_line_is_where_its_value_is_and_the_axis_reaches_it() {
        let scene = scene(|spec| spec.thresholds = vec![5.0]);
        assert!(scene.y_scale.domain.hi >= 5.0 && scene.y_scale.domain.lo <= 1.0);
        let one = &scene.thresholds[0];
        assert_eq!(
            (one.label.as_str(), Some(one.at)),
            ("5", scene.y_scale.px_from_value(5.0))
        );
        assert!(scene.plot.top <= one.label_box.top && one.label_box.right < scene.plot.right);
    }

    #[test]
    fn a_range_that_was_chosen_stays_and_what_is_beyond_it_is_not_drawn() {
        let scene = scene(|spec| {
            spec.y.range = Some(Extent::new(0.0, 3.0));
            spec.thresholds = vec![5.0, 2.5];
        });
        assert_eq!(scene.y_scale.domain, Extent::new(0.0, 3.0));
        assert_eq!(scene.thresholds.len(), 1);
    }

    #[test]
    fn what_has_no_place_on_the_axis_is_left_out() {
        let odd = vec![f64::NAN, f64::INFINITY, -1.0, 0.0];
        let scene = scene(|spec| {
            spec.y.scale = ScaleKind::Log10;
            spec.thresholds.clone_from(&odd);
        });
        assert!(scene.thresholds.is_empty());
        assert!(scene.y_scale.domain.lo > 0.0);
    }

    #[test]
    fn at_the_upper_edge_the_label_is_below_the_line() {
        let scene = scene(|spec| {
            spec.y.range = Some(Extent::new(0.0, 3.0));
            spec.thresholds = vec![3.0];
        });
        assert!(scene.thresholds[0].label_box.top > scene.thresholds[0].at);
    }
}
