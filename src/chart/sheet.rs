//! A chart as a picture that stands alone: with its title above and its legend below.

use super::layout::{Font, cut};
use super::palette::Stroke;
use super::scene::{LegendEntry, Point, Rect, Scene, Title};
use super::spec::{Line, MeasureText};

/// Around everything, in CSS pixels.
const PADDING_PX: f64 = 12.0;
/// The height of the title with the gap below it, in CSS pixels.
const TITLE_PX: f64 = 24.0;
/// The height of a row of the legend, in CSS pixels.
const ROW_PX: f64 = 18.0;
/// The length of a stroke in the legend, in CSS pixels.
const KEY_PX: f64 = 16.0;
/// Between a stroke and its name, in CSS pixels.
const KEY_GAP_PX: f64 = 6.0;
/// Between two entries, in CSS pixels.
const ENTRY_GAP_PX: f64 = 14.0;
/// Names are cut at this width, in CSS pixels.
const LONGEST_NAME_PX: f64 = 240.0;
/// More lines than this are told by their number.
const MOST_ENTRIES: usize = 60;
/// Strokes of the legend are at least that wide, in CSS pixels, so that their colour is seen.
const KEY_WIDTH_PX: f64 = 2.5;

/// Makes room around a scene for a title and for the names of `lines`, and puts
/// them there. Nothing of the chart changes but its place.
pub fn sheet(mut scene: Scene, title: &str, lines: &[Line], text: &dyn MeasureText) -> Scene {
    let font = Font {
        px: scene.theme.label_px(),
        text,
    };
    let bold = Font {
        px: scene.theme.heading_px(),
        text,
    };
    let room = scene.size.width;
    shift(&mut scene, (PADDING_PX, PADDING_PX + TITLE_PX));
    let below = PADDING_PX + TITLE_PX + scene.size.height + ROW_PX / 2.0;
    scene.heading = cut(title, &bold, room).map(|text| Title {
        text,
        at: (PADDING_PX, PADDING_PX + bold.px / 2.0),
    });
    let mut cursor = (PADDING_PX, below);
    let mut add = |label: String, stroke: Option<Stroke>| {
        let key = if stroke.is_some() { KEY_PX + KEY_GAP_PX } else { 0.0 };
        let width = key + font.width(&label);
        if cursor.0 > PADDING_PX && cursor.0 + width > PADDING_PX + room {
            cursor = (PADDING_PX, cursor.1 + ROW_PX);
        }
        let (x, y) = cursor;
        cursor.0 += width + ENTRY_GAP_PX;
        LegendEntry {
            key: stroke.map(|stroke| (wide(stroke), [(x, y), (x + KEY_PX, y)])),
            label,
            at: (x + key, y),
        }
    };
    let longest = LONGEST_NAME_PX.min(room - KEY_PX - KEY_GAP_PX);
    let mut legend: Vec<LegendEntry> = lines
        .iter()
        .take(MOST_ENTRIES)
        .filter_map(|line| Some(add(cut(&line.label, &font, longest)?, Some(line.stroke))))
        .collect();
    let more = lines.len().saturating_sub(MOST_ENTRIES);
    if more > 0 {
        legend.push(add(format!("and {more} more"), None));
    }
    let end = if legend.is_empty() {
        below - ROW_PX / 2.0
    } else {
        cursor.1 + ROW_PX / 2.0
    };
    scene.legend = legend;
    scene.size.width += 2.0 * PADDING_PX;
    scene.size.height = end + PADDING_PX;
    scene.size = scene.size.sane();
    scene
}

fn wide(stroke: Stroke) -> Stroke {
    Stroke {
        width: stroke.width.max(KEY_WIDTH_PX),
        ..stroke
    }
}

/// Moves everything that has a place.
fn shift(scene: &mut Scene, (dx, dy): Point) {
    let move_point = |at: &mut Point| *at = (at.0 + dx, at.1 + dy);
    scene.plot.left += dx;
    scene.plot.right += dx;
    scene.plot.top += dy;
    scene.plot.bottom += dy;
    for (scale, ticks, by) in [
        (&mut scene.x_scale, &mut scene.x_ticks, dx),
        (&mut scene.y_scale, &mut scene.y_ticks, dy),
    ] {
        scale.range_px.lo += by;
        scale.range_px.hi += by;
        for tick in ticks {
            tick.at += by;
            tick.label_at += by;
        }
    }
    for title in [&mut scene.x_title, &mut scene.y_title].into_iter().flatten() {
        move_point(&mut title.at);
    }
    (scene.polylines.iter_mut())
        .flat_map(|polyline| &mut polyline.points)
        .for_each(move_point);
    for threshold in &mut scene.thresholds {
        threshold.at += dy;
        let Rect {
            left,
            top,
            right,
            bottom,
        } = threshold.label_box;
        threshold.label_box = Rect {
            left: left + dx,
            top: top + dy,
            right: right + dx,
            bottom: bottom + dy,
        };
    }
    (scene.ribbons.iter_mut())
        .flat_map(|ribbon| &mut ribbon.outline)
        .for_each(move_point);
    scene.dots.iter_mut().for_each(|dot| move_point(&mut dot.at));
    scene.marks.iter_mut().for_each(|mark| move_point(&mut mark.at));
}

#[cfg(test)]
mod tests {
    use super::super::{ChartSpec, EstimatedText, Size, Summary, Theme, build, svg};
    use super::*;

    fn line(label: &str) -> Line {
        Line {
            id: label.to_owned(),
            label: label.to_owned(),
            stroke: Stroke::default(),
            x: [0.0, 1.0, 2.0].into(),
            y: [0.0, f64::NAN, 2.0].into(),
            steps: None,
            summary: Summary::default(),
        }
    }

    fn sheet_of(lines: &[Line]) -> (Scene, Scene) {
        let size = Size {
            width: 400.0,
            height: 240.0,
            ratio: 2.0,
        };
        let chart = build(&ChartSpec::default(), lines, size, &Theme::light(), &EstimatedText);
        (chart.clone(), sheet(chart, "val/loss", lines, &EstimatedText))
    }

    #[test]
    fn the_chart_is_the_same_in_another_place() {
        let (chart, sheet) = sheet_of(&[line("a")]);
        let by = |a: Point, b: Point| (b.0 - a.0, b.1 - a.1);
        let (dx, dy) = (PADDING_PX, PADDING_PX + TITLE_PX);
        assert_eq!(by(chart.dots[0].at, sheet.dots[0].at), (dx, dy));
        assert_eq!(by(chart.marks[0].at, sheet.marks[0].at), (dx, dy));
        assert_eq!(
            sheet.y_scale.px_from_value(1.0),
            chart.y_scale.px_from_value(1.0).map(|y| y + dy)
        );
        assert_eq!(sheet.x_ticks[0].label, chart.x_ticks[0].label);
        assert_eq!(sheet.size.width, chart.size.width + 2.0 * PADDING_PX);
    }

    #[test]
    fn the_legend_is_broken_into_rows_and_stays_within() {
        let lines: Vec<Line> = (0..80).map(|n| line(&format!("a run with a name {n}"))).collect();
        let (_, sheet) = sheet_of(&lines);
        assert_eq!(sheet.legend.len(), 61);
        assert_eq!(sheet.legend[60].label, "and 20 more");
        for entry in &sheet.legend {
            let end = entry.at.0 + EstimatedText.width(&entry.label, 11.0);
            assert!(end <= sheet.size.width - PADDING_PX + 0.01, "{entry:?}");
            assert!(entry.at.1 < sheet.size.height);
        }
        assert!(sheet.legend[0].at.1 < sheet.legend[60].at.1);
    }

    #[test]
    fn long_names_are_cut_and_written_safely() {
        let long = "<&\"x\">".repeat(40);
        let (_, sheet) = sheet_of(&[line(&long)]);
        assert!(sheet.legend[0].label.ends_with('…'));
        let drawn = svg(&sheet);
        assert!(drawn.contains("&lt;&amp;&quot;x&quot;&gt;") && drawn.contains("val/loss"));
        assert!(!drawn.contains("<&"));
    }

    #[test]
    fn no_lines_need_no_legend() {
        let (chart, sheet) = sheet_of(&[]);
        assert!(sheet.legend.is_empty());
        assert_eq!(sheet.size.height, chart.size.height + 2.0 * PADDING_PX + TITLE_PX);
    }
}
