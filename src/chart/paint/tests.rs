use super::super::{ChartSpec, EstimatedText, Line, Size, Stroke, Summary, Theme, build};
use super::*;

fn drawn(ratio: f64, title: &str) -> String {
    let mut spec = ChartSpec::default();
    spec.y.title = Some(title.to_owned());
    let line = Line {
        id: String::new(),
        label: String::new(),
        stroke: Stroke::default(),
        x: [0.0, 1.0, 2.0, 3.0, 4.0, 5.0].into(),
        y: [0.0, 1.0, f64::NAN, 3.0, f64::INFINITY, 4.0].into(),
        steps: None,
        summary: Summary::default(),
    };
    let size = Size {
        width: 300.0,
        height: 200.0,
        ratio,
    };
    svg(&build(&spec, &[line], size, &Theme::light(), &EstimatedText))
}

#[test]
fn a_document_has_its_css_size_at_every_ratio() {
    for (ratio, view_box) in [(1.0, "0 0 2400 1600"), (1.5, "0 0 3600 2400")] {
        let drawn = drawn(ratio, "y");
        let header = format!("width=\"300\" height=\"200\" viewBox=\"{view_box}\"");
        assert!(drawn.contains(&header), "{}", &drawn[..200]);
        assert!(drawn.trim_end().ends_with("</svg>"));
    }
}

#[test]
fn text_has_the_size_of_the_theme_and_is_escaped() {
    let drawn = drawn(1.0, "<a & \"b\">");
    assert!(drawn.contains("&lt;a &amp; &quot;b&quot;&gt;"));
    assert!(drawn.contains("font-size=\"88\"") && !drawn.contains("font-size=\"70"));
}

#[test]
fn gaps_split_the_line_and_marks_are_drawn() {
    let drawn = drawn(1.0, "y");
    let strokes = drawn.matches("stroke-width=\"12\"").count();
    let triangles = drawn.matches("<polygon").count();
    assert_eq!((strokes, triangles), (1, 4));
}

#[test]
fn a_small_canvas_is_painted_beyond_its_own_size() {
    let scene = build(
        &ChartSpec::default(),
        &[],
        Size {
            width: 300.0,
            height: 200.0,
            ratio: 1.0,
        },
        &Theme::light(),
        &EstimatedText,
    );
    let mut drawing = String::new();
    {
        // A canvas reports its device pixels, an eighth of the units that are painted.
        let area = SVGBackend::with_string(&mut drawing, (300, 200)).into_drawing_area();
        paint(&scene, &area).expect("writing to a string cannot fail");
    }
    assert!(drawn_far(&drawing), "{drawing}");
}

/// Whether the right end of the base line is where it belongs, at 288 CSS pixels.
fn drawn_far(drawing: &str) -> bool {
    drawing.contains("2304,")
}
