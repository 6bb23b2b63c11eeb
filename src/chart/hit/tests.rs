use super::*;
use crate::chart::palette::Stroke;
use crate::chart::spec::{AxisKind, ChartSpec, EstimatedText, Size};
use crate::chart::summary::Summary;
use crate::chart::theme::Theme;

fn line(x: &[f64], y: &[f64]) -> Line {
    Line {
        id: String::new(),
        label: String::new(),
        stroke: Stroke::default(),
        x: x.into(),
        y: y.into(),
        steps: None,
        summary: Summary::default(),
    }
}

fn scene(lines: &[Line]) -> Scene {
    let mut spec = ChartSpec::default();
    spec.x.kind = AxisKind::Integer;
    let size = Size {
        width: 400.0,
        height: 240.0,
        ratio: 1.0,
    };
    crate::chart::build(&spec, lines, size, &Theme::light(), &EstimatedText)
}

fn px(scene: &Scene, x: f64, y: f64) -> Point {
    let x = scene.x_scale.px_from_value(x).expect("x is on the axis");
    let y = scene.y_scale.px_from_value(y).expect("y is on the axis");
    (x, y)
}

#[test]
fn a_pointer_reads_the_nearest_x_of_all_lines() {
    let lines = [
        line(&[0.0, 1000.0, 2000.0], &[0.0, 1.0, 2.0]),
        line(&[0.0, 1000.0, 2000.0], &[2.0, 1.5, 1.0]),
    ];
    let scene = scene(&lines);
    let at = px(&scene, 1040.0, 1.1);
    let reading = readings(&scene, &lines, at.0, at.1).expect("the pointer is on the plot");
    assert_eq!((reading.x, reading.x_label.as_str()), (1000.0, "1,000"));
    let values: Vec<f64> = reading.rows.iter().map(|row| row.y).collect();
    assert_eq!(values, [1.0, 1.5]);
    assert_eq!(reading.nearest, Some(0));
}

#[test]
fn a_step_that_an_f64_does_not_hold_is_read_to_its_last_digit() {
    let steps = [1 << 53, (1 << 53) + 1, i64::MAX];
    let mut line = line(&steps.map(|step| step as f64), &[0.0, 2.0, 1.0]);
    line.steps = Some(steps.into());
    let lines = [line];
    let scene = scene(&lines);
    let texts = [(0, 0.0), (1, 2.0), (2, 1.0)].map(|(at, y)| {
        let at = px(&scene, lines[0].x[at], y);
        let reading = readings(&scene, &lines, at.0, at.1).expect("the pointer is on the plot");
        (reading.rows[0].y, reading.x_label)
    });
    let expected = [
        (0.0, "9,007,199,254,740,992"),
        (2.0, "9,007,199,254,740,993"),
        (1.0, "9,223,372,036,854,775,807"),
    ];
    assert_eq!(texts, expected.map(|(y, text)| (y, text.to_owned())));
}

#[test]
fn a_line_that_ended_earlier_is_not_read() {
    let lines = [line(&[0.0, 10.0], &[0.0, 1.0]), line(&[0.0, 100.0], &[1.0, 0.0])];
    let scene = scene(&lines);
    let at = px(&scene, 99.0, 0.5);
    let reading = readings(&scene, &lines, at.0, at.1).expect("the pointer is on the plot");
    let read: Vec<usize> = reading.rows.iter().map(|row| row.line).collect();
    assert_eq!(read, [1]);
}

#[test]
fn a_value_that_is_not_a_number_is_read_as_such() {
    let lines = [line(&[0.0, 1.0, 2.0], &[0.0, f64::NAN, 1.0])];
    let scene = scene(&lines);
    let at = px(&scene, 1.0, 0.5);
    let reading = readings(&scene, &lines, at.0, at.1).expect("the pointer is on the plot");
    assert!(reading.rows[0].y.is_nan());
}

#[test]
fn where_x_turns_back_the_nearer_branch_is_read() {
    let lines = [line(&[0.0, 5.0, 10.0, 5.0], &[0.0, 0.0, 5.0, 10.0])];
    let scene = scene(&lines);
    let at = px(&scene, 5.0, 9.0);
    let reading = readings(&scene, &lines, at.0, at.1).expect("the pointer is on the plot");
    assert_eq!(reading.rows[0].y, 10.0);
}

#[test]
fn all_values_are_those_at_the_x_that_is_told() {
    // Some ten points to a pixel, and a spike that stands between two of its neighbours.
    let steps: Vec<f64> = (0..4000_u16).map(f64::from).collect();
    let falling: Vec<f64> = steps.iter().map(|x| 1.0 / (1.0 + x)).collect();
    let spiked: Vec<f64> = steps.iter().map(|x| if *x == 2003.0 { 1.0 } else { 0.5 }).collect();
    let lines = [line(&steps, &falling), line(&steps, &spiked)];
    let scene = scene(&lines);
    let told = |reading: Option<Reading>| {
        let reading = reading.expect("a reading");
        assert!(reading.rows.iter().all(|row| row.x == reading.x), "{reading:?}");
        assert_eq!(reading.rows[0].y, 1.0 / (1.0 + reading.x));
        reading.x
    };
    for x in [0.0, 3.0, 1234.0, 2003.0, 3999.0] {
        assert_eq!(told(readings_at(&scene, &lines, x)), x);
    }
    for x in [1.0, 700.0, 2001.0, 2003.0, 3999.0] {
        let at = px(&scene, x, 1.0);
        let read = told(readings(&scene, &lines, at.0, at.1));
        assert_eq!(
            read == 2003.0,
            x > 2000.0 && x < 2005.0,
            "the spike that is pointed at: {x}, {read}"
        );
    }
}

#[test]
fn a_shared_crosshair_reads_by_value() {
    let lines = [line(&[0.0, 10.0, 20.0], &[0.0, 1.0, 2.0])];
    let scene = scene(&lines);
    let reading = readings_at(&scene, &lines, 11.0).expect("11 is in sight");
    assert_eq!((reading.x, reading.rows[0].y), (10.0, 1.0));
    assert_eq!(readings_at(&scene, &lines, 99.0), None);
    assert_eq!(readings_at(&scene, &lines, f64::NAN), None);
}

#[test]
fn off_the_plot_there_is_nothing_to_read() {
    let lines = [line(&[0.0, 1.0], &[0.0, 1.0])];
    let scene = scene(&lines);
    assert_eq!(readings(&scene, &lines, -50.0, 100.0), None);
    assert_eq!(readings(&scene, &lines, f64::NAN, 100.0), None);
}

#[test]
fn a_bar_under_the_pointer_is_the_nearest_and_is_told_by_its_name() {
    let lines = [line(&[0.0, 1.0], &[3.0, 1.0]), line(&[0.0, 1.0], &[2.0, 4.0])];
    let mut spec = ChartSpec {
        draw_as: crate::chart::DrawAs::Bars,
        ..ChartSpec::default()
    };
    spec.x.names = Some(["setosa".to_owned(), "virginica".to_owned()].into());
    let size = Size {
        width: 400.0,
        height: 240.0,
        ratio: 1.0,
    };
    let scene = crate::chart::build(&spec, &lines, size, &Theme::light(), &EstimatedText);
    let middle = scene.x_scale.px_from_value(1.0).expect("a place on x");
    let low = scene.y_scale.px_from_value(0.5).expect("a place on y");
    for (aside, expected) in [(-10.0, 0), (10.0, 1)] {
        let reading = readings(&scene, &lines, middle + aside, low).expect("something to read");
        assert_eq!(
            (reading.x_label.as_str(), reading.nearest),
            ("virginica", Some(expected))
        );
    }
}
