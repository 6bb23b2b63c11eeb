//! Scenes painted to SVG, compared with `tests/golden/*.svg`.
//!
//! `UPDATE_GOLDEN=1 cargo test --test chart_golden` rewrites the pictures;
//! look at them before they are committed.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use runlens::chart::{
    AxisKind, AxisSpec, Band, Bands, Center, ChartSpec, DrawAs, EstimatedText, Extent, Grid, Ground, Line,
    ParallelAxis, ParallelLine, RunPoint, ScaleKind, ScatterPoint, Scene, Size, Spread, Summary, Theme, build, dots,
    dots_spec, group, parallel, ramp, run_styles, scatter, sheet, so_far, svg,
};

/// The size of a chart card.
const CARD: Size = Size {
    width: 640.0,
    height: 320.0,
    ratio: 1.0,
};

fn line(id: &str, x: impl IntoIterator<Item = f64>, y: impl IntoIterator<Item = f64>) -> Line {
    Line {
        id: id.to_owned(),
        label: id.to_owned(),
        stroke: run_styles(&[id], Ground::Light)[0],
        x: x.into_iter().collect::<Vec<_>>().into(),
        y: y.into_iter().collect::<Vec<_>>().into(),
        steps: None,
        summary: Summary::default(),
    }
}

fn axis(kind: AxisKind) -> AxisSpec {
    AxisSpec {
        kind,
        ..AxisSpec::default()
    }
}

fn titled(kind: AxisKind, title: &str) -> AxisSpec {
    AxisSpec {
        title: Some(title.to_owned()),
        ..axis(kind)
    }
}

fn over_steps() -> ChartSpec {
    ChartSpec {
        x: axis(AxisKind::Integer),
        ..ChartSpec::default()
    }
}

fn scene(spec: &ChartSpec, lines: &[Line]) -> Scene {
    build(spec, lines, CARD, &Theme::light(), &EstimatedText)
}

fn counting(n: u32) -> impl Iterator<Item = f64> + Clone {
    (0..n).map(f64::from)
}

/// Noise of -0.5 to 0.5 that is the same on every machine (Numerical Recipes' generator).
struct Noise(u32);

impl Noise {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(self.0 >> 8) / f64::from(1 << 24) - 0.5
    }
}

/// The lines in the looks of runs that are drawn together.
fn styled(mut lines: Vec<Line>, ground: Ground) -> Vec<Line> {
    let ids: Vec<String> = lines.iter().map(|line| line.id.clone()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    for (line, stroke) in lines.iter_mut().zip(run_styles(&ids, ground)) {
        line.stroke = stroke;
    }
    lines
}

/// Ten falling curves with noise; one of them diverges.
fn losses(ground: Ground) -> Vec<Line> {
    let lines = (0..10)
        .map(|run| {
            let mut noise = Noise(run + 1);
            let pace = 20.0 + 9.0 * f64::from(run);
            let y = counting(400).map(|step| {
                let level = 0.15 + 0.04 * f64::from(run) + 2.2 * (-step / pace).exp();
                let value = level + 0.12 * noise.next() * (1.0 + level);
                match (run, step as u32) {
                    (3, 250..) | (7, 60..=64) => f64::NAN,
                    (5, 310) => f64::INFINITY,
                    (5, 340) => f64::NEG_INFINITY,
                    _ => value,
                }
            });
            let id = format!("run-{run}");
            line(&id, counting(400), y.collect::<Vec<_>>())
        })
        .collect();
    styled(lines, ground)
}

fn check(name: &str, scene: &Scene) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(format!("{name}.svg"));
    let drawn = svg(scene);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, drawn).expect("the folder of golden files can be written");
        return;
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        drawn == golden,
        "{name}.svg is drawn differently; if that is meant, run with UPDATE_GOLDEN=1 and look at it"
    );
}

#[test]
fn fibonacci_over_its_index() {
    let y = [0.0, 1.0, 1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 21.0, 34.0];
    check(
        "fibonacci",
        &scene(&over_steps(), &[line("fibonacci", counting(10), y)]),
    );
}

#[test]
fn sigmoid_over_its_argument() {
    let x: Vec<f64> = (-20..=20).map(|i| f64::from(i) / 2.0).collect();
    let y: Vec<f64> = x.iter().map(|x| 1.0 / (1.0 + (-x).exp())).collect();
    check("sigmoid", &scene(&ChartSpec::default(), &[line("sigmoid", x, y)]));
}

fn wave(name: &str, of: fn(f64) -> f64) -> Scene {
    let angle: Vec<f64> = (0..=36).map(|i| f64::from(i) * 10.0).collect();
    let y: Vec<f64> = angle.iter().map(|angle| of(angle.to_radians())).collect();
    let spec = ChartSpec {
        x: titled(AxisKind::Number, "angle"),
        y: titled(AxisKind::Number, name),
        ..ChartSpec::default()
    };
    scene(&spec, &[line(name, angle, y)])
}

#[test]
fn cosine_over_the_angle() {
    check("cosine", &wave("cosine", f64::cos));
}

#[test]
fn sine_over_the_angle() {
    check("sine", &wave("sine", f64::sin));
}

#[test]
fn ten_runs_with_gaps_and_infinities() {
    check("ten_runs", &scene(&over_steps(), &losses(Ground::Light)));
}

#[test]
fn one_run_of_ten_highlighted() {
    let spec = ChartSpec {
        highlighted: Some(2),
        ..over_steps()
    };
    check("highlighted", &scene(&spec, &losses(Ground::Light)));
}

#[test]
fn ten_runs_as_two_groups_with_their_spread() {
    let lines = losses(Ground::Light);
    let mut bands = Vec::new();
    let mut middles = Vec::new();
    for half in lines.chunks(5) {
        let members: Vec<_> = half.iter().map(|line| (line.x.clone(), line.y.clone())).collect();
        let made = group(&members, Grid::default(), Center::Mean, Spread::Deviation);
        let mut middle = line(&half[0].id, made.x, made.center);
        middle.stroke = half[0].stroke;
        bands.push(Band {
            n: [].into(),
            x: middle.x.clone(),
            lo: made.lo.into(),
            hi: made.hi.into(),
            color: middle.stroke.color,
        });
        middles.push(middle);
    }
    let spec = ChartSpec {
        bands: Bands(Arc::new(bands)),
        ..over_steps()
    };
    check("groups", &scene(&spec, &middles));
}

#[test]
fn ten_runs_on_a_dark_page() {
    let spec = over_steps();
    let lines = losses(Ground::Dark);
    check("dark", &build(&spec, &lines, CARD, &Theme::dark(), &EstimatedText));
}

#[test]
fn a_sheet_with_title_and_legend() {
    let lines = losses(Ground::Light);
    let chart = scene(&over_steps(), &lines);
    check("sheet", &sheet(chart, "val/loss", &lines, &EstimatedText));
}

#[test]
fn values_that_are_marked() {
    let spec = ChartSpec {
        thresholds: vec![0.3, 1.25, 3.5],
        ..over_steps()
    };
    check("thresholds", &scene(&spec, &losses(Ground::Light)));
}

#[test]
fn points_without_lines() {
    let mut noise = Noise(3);
    let lines = ["a", "b"].map(|id| {
        let x: Vec<f64> = (0..120).map(|_| noise.next() * 4.0).collect();
        let y: Vec<f64> = x.iter().map(|x| x * x / 3.0 + noise.next()).collect();
        line(id, x, y)
    });
    let spec = ChartSpec {
        draw_as: DrawAs::Points,
        x: titled(AxisKind::Number, "true"),
        y: titled(AxisKind::Number, "predicted"),
        ..ChartSpec::default()
    };
    check("points", &scene(&spec, &styled(lines.to_vec(), Ground::Light)));
}

#[test]
fn bars_of_several_lines() {
    let names = ["precision", "recall", "a rather long name of a score", "support"];
    let names: Vec<String> = names.map(str::to_owned).to_vec();
    let lines = vec![
        line("a", counting(4), [0.93, 0.81, 0.86, f64::NAN]),
        line("b", counting(4), [0.71, -0.2, 0.64, 0.4]),
    ];
    let mut spec = ChartSpec {
        draw_as: DrawAs::Bars,
        ..ChartSpec::default()
    };
    spec.x.names = Some(names.into());
    check("bars", &scene(&spec, &styled(lines, Ground::Light)));
}

#[test]
fn a_logarithmic_axis() {
    let mut noise = Noise(9);
    let y: Vec<f64> = counting(200)
        .map(|step| 3.0 * (-step / 18.0).exp() * (1.0 + 0.6 * noise.next()) + 2e-5)
        .collect();
    let mut spec = over_steps();
    spec.y.scale = ScaleKind::Log10;
    check("log", &scene(&spec, &[line("log", counting(200), y)]));
}

#[test]
fn a_symmetric_logarithmic_axis() {
    let x: Vec<f64> = (-100..=100).map(f64::from).collect();
    let y: Vec<f64> = x.iter().map(|x| x * x * x / 10.0).collect();
    let mut spec = ChartSpec::default();
    spec.y.scale = ScaleKind::Symlog;
    check("symlog", &scene(&spec, &[line("symlog", x, y)]));
}

#[test]
fn a_single_point() {
    check("single", &scene(&over_steps(), &[line("one", [7.0], [0.42])]));
}

#[test]
fn all_values_equal() {
    let y = vec![0.1; 50];
    check("equal", &scene(&over_steps(), &[line("flat", counting(50), y)]));
}

#[test]
fn no_data_at_all() {
    check("empty", &scene(&over_steps(), &[]));
}

#[test]
fn wall_time_over_two_days() {
    // From 2026-03-02T09:20:00Z, one point every twelve minutes.
    let start = 1_772_443_200_000.0;
    let x: Vec<f64> = counting(220).map(|i| start + i * 720_000.0).collect();
    let y: Vec<f64> = counting(220).map(|i| 60.0 + 30.0 * (i / 17.0).sin()).collect();
    let spec = ChartSpec {
        x: axis(AxisKind::WallTime {
            utc_offset_minutes: 480,
        }),
        y: titled(AxisKind::Number, "GPU utilisation, %"),
        ..ChartSpec::default()
    };
    check("wall_time", &scene(&spec, &[line("node-1", x, y)]));
}

#[test]
fn elapsed_time_over_two_hours() {
    let x: Vec<f64> = counting(120).map(|i| i * 61_000.0).collect();
    let lines: Vec<Line> = ["a", "b", "c", "d", "e", "f"]
        .iter()
        .zip(counting(6))
        .map(|(id, n)| {
            let y = counting(120).map(move |i| 1.0 - (-i / (15.0 + 8.0 * n)).exp() - 0.03 * n);
            line(id, x.clone(), y.collect::<Vec<_>>())
        })
        .collect();
    let spec = ChartSpec {
        x: axis(AxisKind::Elapsed),
        ..ChartSpec::default()
    };
    check("elapsed", &scene(&spec, &styled(lines, Ground::Light)));
}

#[test]
fn a_spike_of_one_point_among_two_hundred_thousand() {
    let mut noise = Noise(3);
    let mut level = 0.0;
    let mut y: Vec<f64> = (0..200_000)
        .map(|_| {
            level = 0.999 * level + 0.05 * noise.next();
            level + 0.3 * noise.next()
        })
        .collect();
    y[123_456] = 3.0;
    let noisy = line("noisy", counting(200_000), y);
    let scene = scene(&over_steps(), std::slice::from_ref(&noisy));
    let top = scene.y_scale.px_from_value(3.0).expect("3 is on the axis");
    let highest = scene
        .polylines
        .iter()
        .flat_map(|polyline| &polyline.points)
        .map(|point| point.1)
        .fold(f64::INFINITY, f64::min);
    assert_eq!(highest, top);
    check("spike", &scene);
    let sharp = Size { ratio: 2.0, ..CARD };
    let lines = [noisy];
    let spec = over_steps();
    check(
        "spike_at_ratio_2",
        &build(&spec, &lines, sharp, &Theme::light(), &EstimatedText),
    );
}

#[test]
fn the_smallest_card_with_large_steps_and_small_values() {
    let x: Vec<f64> = counting(60).map(|i| i * 25_000.0).collect();
    let y: Vec<f64> = counting(60).map(|i| 3e-5 * (1.0 - i / 80.0)).collect();
    let small = Size {
        width: 240.0,
        height: 160.0,
        ratio: 2.0,
    };
    let lines = [line("small", x, y)];
    check(
        "small",
        &build(&over_steps(), &lines, small, &Theme::light(), &EstimatedText),
    );
}

#[test]
fn a_line_that_turns_back_zoomed_in() {
    let turn: Vec<f64> = counting(721).map(|i| i / 360.0 * std::f64::consts::TAU).collect();
    let x: Arc<[f64]> = turn.iter().map(|t| t * t.cos()).collect();
    let y: Arc<[f64]> = turn.iter().map(|t| t * t.sin()).collect();
    let mut spec = ChartSpec::default();
    spec.x.range = Some(Extent::new(-6.0, 9.0));
    spec.y.range = Some(Extent::new(-7.0, 5.0));
    let mut spiral = line("spiral", [], []);
    (spiral.x, spiral.y) = (x, y);
    check("spiral", &scene(&spec, &[spiral]));
}

#[test]
fn points_over_names_and_a_log_axis() {
    let names: Vec<String> = ["adam", "adamw", "rmsprop", "sgd with momentum"]
        .map(str::to_owned)
        .into();
    let mut noise = Noise(7);
    let points: Vec<ScatterPoint> = (0..60)
        .map(|run| ScatterPoint {
            x: f64::from(run % 4),
            y: 10f64.powf(-3.0 + 4.0 * noise.next()),
            color: ramp(f64::from(run) / 59.0, Ground::Light),
            is_pale: run % 5 == 0,
        })
        .collect();
    let mut spec = ChartSpec {
        x: titled(AxisKind::Number, "optimizer"),
        y: titled(AxisKind::Number, "val/loss (min)"),
        ..ChartSpec::default()
    };
    spec.x.names = Some(names.into());
    spec.y.scale = ScaleKind::Log10;
    check(
        "scatter",
        &scatter(&spec, &points, CARD, &Theme::light(), &EstimatedText),
    );
}

/// Values of runs, the best of them so far as steps.
#[test]
fn a_search_over_its_iterations_and_over_a_param() {
    let mut noise = Noise(3);
    let points: Vec<RunPoint> = (0..24)
        .map(|n| RunPoint {
            id: format!("trial-{n}"),
            label: format!("trial {n}"),
            x: f64::from(n),
            y: 0.8 + 0.004 * f64::from(n) + 0.1 * noise.next(),
        })
        .collect();
    let (mut x, mut y, mut best) = (Vec::new(), Vec::new(), f64::NEG_INFINITY);
    for point in &points {
        if best.is_finite() {
            x.push(point.x);
            y.push(best);
        }
        if point.y > best {
            best = point.y;
            x.push(point.x);
            y.push(best);
        }
    }
    let mut lines = vec![so_far("Best so far", x, y, Ground::Light)];
    lines.extend(dots(&points, Ground::Light));
    let spec = dots_spec(&points, "Iteration", AxisKind::Integer);
    check("search", &scene(&spec, &lines));

    let over_rate: Vec<RunPoint> = points
        .into_iter()
        .map(|point| RunPoint {
            x: 10f64.powf(-1.0 - (point.x * 7.0 % 24.0) / 6.0),
            ..point
        })
        .collect();
    let spec = dots_spec(&over_rate, "lr", AxisKind::Number);
    check("search_over_param", &scene(&spec, &dots(&over_rate, Ground::Light)));
}

#[test]
fn runs_across_upright_axes() {
    let mut noise = Noise(11);
    let names: Vec<String> = ["adam", "sgd"].map(str::to_owned).into();
    let values = |value: &mut dyn FnMut(u32) -> Option<f64>| (0..40).map(value).collect::<Vec<_>>();
    let rates = values(&mut |_| Some(10f64.powf(-2.5 + 3.0 * noise.next())));
    let optimizers = values(&mut |run| (!run.is_multiple_of(7)).then(|| f64::from(run % 2)));
    let losses = values(&mut |run| Some(0.2 + f64::from(run) / 80.0));
    let axis = |spec: AxisSpec, is_reversed, values| ParallelAxis {
        spec,
        is_reversed,
        values,
    };
    let log = AxisSpec {
        scale: ScaleKind::Log10,
        ..AxisSpec::default()
    };
    let named = AxisSpec {
        names: Some(names.into()),
        ..AxisSpec::default()
    };
    let axes = [
        axis(log, false, rates),
        axis(named, false, optimizers),
        axis(AxisSpec::default(), true, losses),
    ];
    let line = |run: u32| ParallelLine {
        color: ramp(f64::from(run) / 39.0, Ground::Light),
        is_pale: run > 25,
    };
    let lines: Vec<ParallelLine> = (0..40).map(line).collect();
    check(
        "parallel",
        &parallel(&axes, &lines, CARD, &Theme::light(), &EstimatedText),
    );
}
