//! What holds for every chart, whatever the numbers: seeded random series,
//! every kind of axis, every size a page may ask for.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use runlens::chart::{
    AxisKind, AxisSpec, ChartSpec, DrawAs, EstimatedText, Extent, Line, MarkerRule, MeasureText, Point, Scale,
    ScaleKind, Scene, Size, Stroke, Summary, Theme, Tick, build, decimate, hit, svg,
};

fn line(points: &[(f64, f64)]) -> Line {
    Line {
        id: "run".to_owned(),
        label: "run".to_owned(),
        stroke: Stroke::default(),
        x: points.iter().map(|point| point.0).collect(),
        y: points.iter().map(|point| point.1).collect(),
        steps: None,
        summary: Summary::default(),
    }
}

fn scale_kind() -> impl Strategy<Value = ScaleKind> {
    prop_oneof![Just(ScaleKind::Linear), Just(ScaleKind::Log10), Just(ScaleKind::Symlog)]
}

fn axis_kind() -> impl Strategy<Value = AxisKind> {
    prop_oneof![
        Just(AxisKind::Number),
        Just(AxisKind::Integer),
        Just(AxisKind::Elapsed),
        (-720..=840).prop_map(|utc_offset_minutes| AxisKind::WallTime { utc_offset_minutes }),
    ]
}

/// Any `f64`, often an awkward one.
fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => any::<f64>(),
        2 => -1e3..1e3,
        1 => proptest::sample::select(vec![
            0.0, -0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN,
            f64::MIN_POSITIVE, 5e-324, 9_007_199_254_740_993.0, 1.7e12, -1.7e12,
        ]),
    ]
}

fn axis_spec() -> impl Strategy<Value = AxisSpec> {
    let range = proptest::option::weighted(0.3, (any_number(), any_number()));
    let title = proptest::option::of(Just("a rather long title of an axis".to_owned()));
    (axis_kind(), scale_kind(), title, range).prop_map(|(kind, scale, title, range)| AxisSpec {
        kind,
        scale,
        title,
        range: range.map(|(lo, hi)| Extent::new(lo, hi)),
        names: None,
    })
}

fn chart_spec() -> impl Strategy<Value = ChartSpec> {
    let markers = prop_oneof![
        Just(MarkerRule::Auto),
        Just(MarkerRule::Always),
        Just(MarkerRule::Isolated)
    ];
    let highlighted = proptest::option::of(0..4_usize);
    let draw_as = prop_oneof![3 => Just(DrawAs::Lines), 1 => Just(DrawAs::Points), 1 => Just(DrawAs::Bars)];
    (axis_spec(), axis_spec(), any::<bool>(), markers, highlighted, draw_as).prop_map(
        |(x, y, ignore_outliers, markers, highlighted, draw_as)| ChartSpec {
            draw_as,
            x,
            y,
            ignore_outliers,
            markers,
            highlighted,
            thresholds: Vec::new(),
            bands: Default::default(),
        },
    )
}

/// The sizes and pixel ratios a page asks for.
fn page_size() -> impl Strategy<Value = Size> {
    let ratio = proptest::sample::select(vec![1.0, 1.25, 1.5, 2.0, 3.0]);
    (240.0..1600.0, 160.0..900.0, ratio).prop_map(|(width, height, ratio)| Size { width, height, ratio })
}

/// A range of values of any magnitude, wide or narrow.
fn magnitudes() -> impl Strategy<Value = (f64, f64)> {
    (-1.0..1.0, -12.0..15.0, -6.0..0.5).prop_map(|(middle, exponent, width): (f64, f64, f64)| {
        let unit = 10f64.powf(exponent);
        let half = unit * 10f64.powf(width);
        (middle * unit - half, middle * unit + half)
    })
}

/// The boxes of the labels along an axis, from low to high pixel.
fn label_boxes(ticks: &[Tick], length: impl Fn(&str) -> f64) -> Vec<(f64, f64)> {
    let mut boxes: Vec<(f64, f64)> = ticks
        .iter()
        .filter(|tick| !tick.label.is_empty())
        .map(|tick| {
            let half = length(&tick.label) / 2.0;
            (tick.label_at - half, tick.label_at + half)
        })
        .collect();
    boxes.sort_by(|a, b| a.0.total_cmp(&b.0));
    boxes
}

fn assert_labels_are_readable(scene: &Scene) {
    let font = scene.theme.font_px;
    let width = |label: &str| EstimatedText.width(label, font);
    let across = label_boxes(&scene.x_ticks, width);
    let down = label_boxes(&scene.y_ticks, |_| font);
    for (boxes, end) in [(&across, scene.size.width), (&down, scene.size.height)] {
        for pair in boxes.windows(2) {
            assert!(pair[0].1 < pair[1].0, "labels touch: {boxes:?}");
        }
        for &(lo, hi) in boxes {
            assert!(lo >= 0.0 && hi <= end, "a label is cut: {boxes:?} of {end}");
        }
    }
    for tick in &scene.y_ticks {
        assert!(
            width(&tick.label) <= scene.plot.left,
            "no room for {:?} beside {:?}",
            tick.label,
            scene.plot
        );
    }
}

fn assert_ticks_are_in_order(scene: &Scene) {
    for (ticks, scale) in [(&scene.x_ticks, scene.x_scale), (&scene.y_ticks, scene.y_scale)] {
        assert!(ticks.iter().all(|tick| scale.domain.contains(tick.value)));
        assert!(ticks.windows(2).all(|pair| pair[0].value < pair[1].value));
    }
}

/// The same cases on every run, so that a failure is never a matter of luck.
fn cases() -> ProptestConfig {
    ProptestConfig {
        cases: 512,
        rng_seed: RngSeed::Fixed(2026),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_scale_and_its_inverse_agree(
        kind in scale_kind(),
        (lo, hi) in magnitudes(),
        share in 0.0..=1.0,
    ) {
        let (lo, hi) = if kind == ScaleKind::Log10 {
            (lo.abs().min(hi.abs()) + hi.abs() * 1e-6, lo.abs() + 2.0 * hi.abs())
        } else {
            (lo, hi)
        };
        let scale = Scale {
            kind,
            domain: Extent::new(lo, hi),
            range_px: Extent::new(300.0, 10.0),
            linear_within: (hi - lo) / 100.0,
        };
        let px = 300.0 + share * (10.0 - 300.0);
        let back = scale.px_from_value(scale.value_from_px(px));
        let off = back.map(|back| (back - px).abs());
        prop_assert!(off.is_some_and(|off| off < 1e-3), "{back:?} for {px}");
    }

    #[test]
    fn thinning_keeps_the_ends_and_the_extremes_of_every_column(
        ys in proptest::collection::vec(-100.0..100.0, 1..400),
        width in 1.0..60.0,
    ) {
        let count = ys.len() as f64;
        let points: Vec<Point> = ys
            .iter()
            .enumerate()
            .map(|(at, &y)| (at as f64 / count * width, y))
            .collect();
        let kept = decimate(&points, 1.0, (0.0, width));
        prop_assert_eq!(kept.first(), points.first());
        prop_assert_eq!(kept.last(), points.last());
        // Nothing is made up, and the order stays.
        let mut rest = points.iter();
        prop_assert!(kept.iter().all(|point| rest.any(|other| other == point)));
        for column in 0..=width as i64 {
            let extent = |points: &[Point]| {
                let inside = points.iter().filter(|point| point.0.floor() as i64 == column);
                Extent::of(inside.map(|point| point.1))
            };
            prop_assert_eq!(extent(&kept), extent(&points));
        }
        prop_assert!(kept.len() <= 4 * (width as usize + 2));
    }

    #[test]
    fn a_chart_shows_the_extremes_of_every_column_of_pixels(
        gaps in proptest::collection::vec(0.001..1.0, 2..600),
        ys in proptest::collection::vec(-5.0..5.0, 600),
        turned in any::<bool>(),
        zoom in proptest::option::of((0.0..0.6, 0.1..0.4)),
        ratio in proptest::sample::select(vec![1.0, 1.5, 2.0]),
    ) {
        let mut x = 0.0;
        let mut points: Vec<(f64, f64)> = gaps
            .iter()
            .zip(&ys)
            .map(|(gap, &y)| {
                x += gap;
                (x, y)
            })
            .collect();
        if turned {
            points.reverse();
        }
        let mut spec = ChartSpec::default();
        spec.x.range = zoom.map(|(from, width)| Extent::new(from * x, (from + width) * x));
        spec.y.range = Some(Extent::new(-6.0, 6.0));
        let size = Size { width: 240.0, height: 160.0, ratio };
        let scene = build(&spec, &[line(&points)], size, &Theme::light(), &EstimatedText);
        let drawn: Vec<Point> = scene
            .polylines
            .iter()
            .flat_map(|polyline| polyline.points.clone())
            .chain(scene.dots.iter().map(|dot| dot.at))
            .collect();
        let mut columns: BTreeMap<i64, Vec<Point>> = BTreeMap::new();
        for &(x, y) in points.iter().filter(|point| scene.x_scale.domain.contains(point.0)) {
            let x = scene.x_scale.px_from_value(x).expect("x is finite");
            let y = scene.y_scale.px_from_value(y).expect("y is finite");
            let column = (x * ratio).floor() as i64;
            columns.entry(column).or_default().push((x, y));
        }
        for column in columns.values() {
            let by_height = |a: &&Point, b: &&Point| a.1.total_cmp(&b.1);
            let top = column.iter().min_by(by_height).expect("a column has a point");
            let bottom = column.iter().max_by(by_height).expect("a column has a point");
            prop_assert!(drawn.contains(top), "{top:?} is not drawn");
            prop_assert!(drawn.contains(bottom), "{bottom:?} is not drawn");
        }
    }

    #[test]
    fn labels_are_whole_and_apart_at_every_size(
        kind in axis_kind(),
        x_kind in axis_kind(),
        scale in scale_kind(),
        x_scale in scale_kind(),
        y in magnitudes(),
        x in magnitudes(),
        size in page_size(),
    ) {
        let spec = ChartSpec {
            x: AxisSpec { kind: x_kind, scale: x_scale, ..AxisSpec::default() },
            y: AxisSpec { kind, scale, ..AxisSpec::default() },
            ..ChartSpec::default()
        };
        let points = [(x.0, y.0), (x.1, y.1)];
        let scene = build(&spec, &[line(&points)], size, &Theme::light(), &EstimatedText);
        assert_labels_are_readable(&scene);
        assert_ticks_are_in_order(&scene);
    }

    #[test]
    fn calendar_labels_are_whole_and_apart_from_a_second_to_a_century(
        start in -4e12..4e12,
        exponent in 3.0..12.5,
        size in page_size(),
        utc_offset_minutes in -720..840,
    ) {
        let end = start + 10f64.powf(exponent);
        let mut spec = ChartSpec::default();
        spec.x.kind = AxisKind::WallTime { utc_offset_minutes };
        let points = [(start, 0.0), (end, 1.0)];
        let scene = build(&spec, &[line(&points)], size, &Theme::light(), &EstimatedText);
        assert_labels_are_readable(&scene);
        assert_ticks_are_in_order(&scene);
        prop_assert!(!scene.x_ticks.is_empty());
    }

    #[test]
    fn whole_axes_never_show_a_fraction(x in magnitudes(), size in page_size()) {
        let mut spec = ChartSpec::default();
        spec.x.kind = AxisKind::Integer;
        let points = [(x.0.round(), 0.0), (x.1.round(), 1.0)];
        let scene = build(&spec, &[line(&points)], size, &Theme::light(), &EstimatedText);
        prop_assert!(scene.x_ticks.iter().all(|tick| tick.value.fract() == 0.0));
    }

    #[test]
    fn nothing_panics_and_nothing_leaves_the_plot(
        spec in chart_spec(),
        points in proptest::collection::vec(
            proptest::collection::vec((any_number(), any_number()), 0..40), 0..4),
        width in any_number(),
        height in any_number(),
        ratio in any_number(),
        pointer in (any_number(), any_number()),
    ) {
        let lines: Vec<Line> = points.iter().map(|points| line(points)).collect();
        let sizes = [
            Size { width, height, ratio },
            Size { width: 400.0, height: 240.0, ratio: 2.0 },
        ];
        for size in sizes {
            let scene = build(&spec, &lines, size, &Theme::light(), &EstimatedText);
            let plot = scene.plot;
            let drawn = scene.polylines.iter().flat_map(|polyline| &polyline.points);
            for &point in drawn {
                prop_assert!(plot.contains(point), "{point:?} outside {plot:?}");
            }
            prop_assert!(scene.dots.iter().all(|dot| plot.contains(dot.at)));
            prop_assert!(scene.marks.iter().all(|mark| plot.contains(mark.at)));
            assert_ticks_are_in_order(&scene);
            let total: usize = points.iter().map(Vec::len).sum();
            prop_assert_eq!(scene.point_count, total);
            prop_assert!(!svg(&scene).contains("NaN"));
            hit::readings(&scene, &lines, pointer.0, pointer.1);
            let middle = ((plot.left + plot.right) / 2.0, (plot.top + plot.bottom) / 2.0);
            hit::readings(&scene, &lines, middle.0, middle.1);
        }
    }
}
