//! Curves, bars and bands as lines of a chart. Pure.

use crate::chart::{
    AxisSpec, Band, Bands, ChartSpec, Dash, Extent, Ground, LINE_WIDTH, Line, MarkerRule, Rgba, Stroke, Summary, Theme,
    palette,
};
use crate::model::evaluation::{AccuracyTable, Average, CurveKind, CurveOf, Predictions, Residuals};
use std::sync::Arc;

/// What stays free above the largest value, as a share of it.
const HEADROOM: f64 = 1.05;

/// A chart: the first lines are for orientation and are not read out.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Its lines.
    pub lines: Arc<Vec<Line>>,
    /// How many of the first lines are not read out.
    pub silent: usize,
    /// Its axes and bands.
    pub spec: ChartSpec,
}

/// A curve of a table of accuracy, and what a legend says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedCurve {
    /// The curve.
    pub line: Line,
    /// What it is summed up to, such as `AUC 0.934`; empty where it is not.
    pub score: String,
    /// Whether it is of one class.
    pub is_class: bool,
}

/// The words for a curve in a menu.
pub fn label(kind: CurveKind) -> &'static str {
    match kind {
        CurveKind::Roc => "ROC",
        CurveKind::PrecisionRecall => "Precision–recall",
        CurveKind::Lift => "Lift",
        CurveKind::Gains => "Gains",
        CurveKind::Calibration => "Calibration",
    }
}

/// The words for a curve where there is room.
pub fn long_label(kind: CurveKind) -> &'static str {
    match kind {
        CurveKind::Roc => "ROC curve",
        CurveKind::PrecisionRecall => "Precision–recall curve",
        CurveKind::Lift => "Lift curve",
        CurveKind::Gains => "Cumulative gains curve",
        CurveKind::Calibration => "Calibration curve",
    }
}

/// What is on x and y.
fn axes(kind: CurveKind) -> (&'static str, &'static str) {
    match kind {
        CurveKind::Roc => ("False positive rate", "True positive rate"),
        CurveKind::PrecisionRecall => ("Recall", "Precision"),
        CurveKind::Lift => ("Share of samples called", "Lift"),
        CurveKind::Gains => ("Share of samples called", "Share of the class found"),
        CurveKind::Calibration => ("Predicted probability", "Share of the class"),
    }
}

/// The colours of lines that are no data.
fn grey(ground: Ground) -> Rgba {
    match ground {
        Ground::Light => Theme::light().muted,
        Ground::Dark => Theme::dark().muted,
    }
}

fn line(label: &str, stroke: Stroke, x: &[f64], y: &[f64]) -> Line {
    Line {
        id: label.to_owned(),
        label: label.to_owned(),
        stroke,
        x: Arc::from(x),
        y: Arc::from(y),
        steps: None,
        summary: Summary::default(),
    }
}

/// A dashed line that is no data. Its points lie too close to each other for
/// dots, and far enough apart for dashes.
fn guide(label: &str, ground: Ground, x: [f64; 2], y: [f64; 2]) -> Line {
    const PARTS: u32 = 64;
    let stroke = Stroke {
        color: grey(ground),
        width: 1.0,
        dash: Dash::Dash,
    };
    let along = |ends: [f64; 2]| -> Vec<f64> {
        let share = |part| f64::from(part) / f64::from(PARTS);
        (0..=PARTS)
            .map(|part| ends[0] * (1.0 - share(part)) + ends[1] * share(part))
            .collect()
    };
    line(label, stroke, &along(x), &along(y))
}

/// The curves of a table, averages first: those in the first three colours,
/// thicker; classes in the others, dashed where colours come again.
pub fn named_curves(table: &AccuracyTable, kind: CurveKind, ground: Ground) -> Vec<NamedCurve> {
    let colors = palette(ground);
    let (averages, classes) = colors.split_at(Average::ALL.len());
    let named = |curve: crate::model::evaluation::EvaluationCurve| {
        let (label, stroke) = match curve.of {
            CurveOf::Average(average) => {
                let place = Average::ALL.iter().position(|one| *one == average);
                let stroke = Stroke {
                    color: averages[place.unwrap_or_default()],
                    width: LINE_WIDTH + 0.75,
                    dash: Dash::Solid,
                };
                let label = match average {
                    Average::Macro => "Macro average",
                    Average::Micro => "Micro average",
                    Average::Weighted => "Weighted average",
                };
                (label.to_owned(), stroke)
            }
            CurveOf::Class(class) => {
                const DASHES: [Dash; 4] = [Dash::Solid, Dash::Dash, Dash::Dot, Dash::DashDot];
                let stroke = Stroke {
                    color: classes[class % classes.len()],
                    width: LINE_WIDTH,
                    dash: DASHES[class / classes.len() % DASHES.len()],
                };
                let label = table.labels().get(class).cloned().unwrap_or_default();
                (label, stroke)
            }
        };
        let word = match kind {
            CurveKind::Roc => "AUC",
            _ => "AP",
        };
        NamedCurve {
            line: line(&label, stroke, &curve.x, &curve.y),
            score: curve
                .score
                .map_or_else(String::new, |score| format!("{word} {score:.3}")),
            is_class: matches!(curve.of, CurveOf::Class(_)),
        }
    };
    table.curves(kind).into_iter().map(named).collect()
}

/// The curves that are shown, over the line of a guess at random or, for
/// calibration, of one that is right.
pub fn accuracy(kind: CurveKind, shown: &[Line], ground: Ground) -> Drawing {
    let top = match kind {
        CurveKind::Lift => {
            let values = shown.iter().flat_map(|line| line.y.iter().copied());
            values.fold(1.0, f64::max) * HEADROOM
        }
        _ => 1.02,
    };
    let guide = match kind {
        CurveKind::Roc | CurveKind::Gains => Some(guide("Random", ground, [0.0, 1.0], [0.0, 1.0])),
        CurveKind::Lift => Some(guide("Random", ground, [0.0, 1.0], [1.0, 1.0])),
        CurveKind::Calibration => Some(guide("Ideal", ground, [0.0, 1.0], [0.0, 1.0])),
        // A guess at random is another level for each class.
        CurveKind::PrecisionRecall => None,
    };
    let (x, y) = axes(kind);
    let silent = usize::from(guide.is_some());
    Drawing {
        lines: Arc::new(guide.into_iter().chain(shown.iter().cloned()).collect()),
        silent,
        spec: ChartSpec {
            x: axis(x, Extent::new(0.0, 1.0)),
            y: axis(y, Extent::new(0.0, top)),
            ..ChartSpec::default()
        },
    }
}

fn axis(title: &str, range: Extent) -> AxisSpec {
    AxisSpec {
        title: Some(title.to_owned()),
        range: Some(range),
        ..AxisSpec::default()
    }
}

/// The histogram of residuals: bars, and a line through the middles of their
/// tops that is read out and not seen.
pub fn residuals(residuals: &Residuals, ground: Ground) -> Drawing {
    let color = palette(ground)[0];
    let stroke = Stroke {
        color,
        ..Stroke::default()
    };
    let bins = residuals.bins();
    let most = bins.iter().map(|bin| bin.count).fold(0.0, f64::max);
    let top = if most > 0.0 { most * HEADROOM } else { 1.0 };
    let (mut x, mut y) = (Vec::new(), Vec::new());
    for bin in &bins {
        x.extend([bin.drawn.0, bin.drawn.0, bin.drawn.1, bin.drawn.1]);
        y.extend([0.0, bin.count, bin.count, 0.0]);
    }
    let middles: Vec<f64> = bins.iter().map(|bin| bin.drawn.0 / 2.0 + bin.drawn.1 / 2.0).collect();
    let tops: Vec<f64> = bins.iter().map(|bin| bin.count).collect();
    let unseen = Stroke {
        color: color.with_alpha(0.0),
        ..stroke
    };
    let bar = |bin: &crate::model::evaluation::ResidualBin| Band {
        n: [].into(),
        x: Arc::from([bin.drawn.0, bin.drawn.1]),
        lo: Arc::from([0.0, 0.0]),
        hi: Arc::from([bin.count, bin.count]),
        color,
    };
    let range = Extent::of(x.iter().copied()).unwrap_or(Extent::new(-1.0, 1.0));
    Drawing {
        lines: Arc::new(vec![
            guide("No error", ground, [0.0, 0.0], [0.0, top]),
            line("Bars", stroke, &x, &y),
            line("Residuals", unseen, &middles, &tops),
        ]),
        silent: 2,
        spec: ChartSpec {
            x: axis("Residual", range),
            y: axis("Count", Extent::new(0.0, top)),
            markers: MarkerRule::Isolated,
            bands: Bands(Arc::new(bins.iter().filter(|bin| bin.count > 0.0).map(bar).collect())),
            ..ChartSpec::default()
        },
    }
}

/// What was predicted over what is true: the line of a model that is always
/// right, and the means with a band of one standard deviation, interrupted
/// where there is no sample.
pub fn predictions(predictions: &Predictions, ground: Ground) -> Drawing {
    let stroke = Stroke {
        color: palette(ground)[0],
        ..Stroke::default()
    };
    let bins = predictions.bins();
    let stretches: Vec<Vec<_>> = bins
        .split(Option::is_none)
        .map(|stretch| stretch.iter().flatten().copied().collect::<Vec<_>>())
        .filter(|stretch| !stretch.is_empty())
        .collect();
    let edges = predictions.edges.iter().copied();
    let range = Extent::of(edges).unwrap_or(Extent::new(0.0, 1.0));
    let ends = [range.lo, range.hi];
    let mut lines = vec![guide("Ideal", ground, ends, ends)];
    let mut bands = Vec::new();
    for stretch in &stretches {
        let x: Vec<f64> = stretch.iter().map(|bin| bin.truth).collect();
        let y: Vec<f64> = stretch.iter().map(|bin| bin.average).collect();
        lines.push(line("Mean prediction", stroke, &x, &y));
        bands.push(Band {
            n: [].into(),
            x: Arc::from(x),
            lo: stretch.iter().map(|bin| bin.band.0).collect(),
            hi: stretch.iter().map(|bin| bin.band.1).collect(),
            color: stroke.color,
        });
    }
    Drawing {
        lines: Arc::new(lines),
        silent: 1,
        spec: ChartSpec {
            x: axis("True value", range),
            y: AxisSpec {
                title: Some("Predicted value".to_owned()),
                ..AxisSpec::default()
            },
            bands: Bands(Arc::new(bands)),
            ..ChartSpec::default()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evaluation::Counts;

    fn table(classes: usize) -> AccuracyTable {
        let row = |true_pos: f64, false_pos: f64| Counts {
            true_pos,
            false_pos,
            true_neg: 2.0 - false_pos,
            false_neg: 2.0 - true_pos,
        };
        let rows = vec![row(2.0, 2.0), row(2.0, 1.0), row(1.0, 0.0)];
        let labels = (0..classes).map(|class| class.to_string()).collect();
        AccuracyTable::new(labels, &[0.0, 0.3, 0.6], &vec![rows; classes]).expect("a table")
    }

    #[test]
    fn no_two_curves_look_alike() {
        let curves = named_curves(&table(20), CurveKind::Roc, Ground::Dark);
        let mut looks: Vec<String> = curves.iter().map(|curve| format!("{:?}", curve.line.stroke)).collect();
        looks.sort();
        looks.dedup();
        assert_eq!((curves.len(), looks.len()), (23, 23));
        assert_eq!((curves[0].score.as_str(), curves[22].is_class), ("AUC 0.875", true));
        let lift = named_curves(&table(2), CurveKind::Lift, Ground::Light);
        assert_eq!((lift[3].score.as_str(), lift[3].line.label.as_str()), ("", "0"));
    }

    #[test]
    fn a_lift_has_room_above_its_largest_value() {
        let curves = named_curves(&table(2), CurveKind::Lift, Ground::Light);
        let lines: Vec<Line> = curves.into_iter().map(|curve| curve.line).collect();
        let drawing = accuracy(CurveKind::Lift, &lines, Ground::Light);
        assert_eq!((drawing.silent, drawing.lines.len()), (1, 6));
        assert_eq!(drawing.spec.y.range, Some(Extent::new(0.0, 2.1)));
        let none = accuracy(CurveKind::PrecisionRecall, &[], Ground::Light);
        assert_eq!((none.silent, none.lines.len()), (0, 0));
    }

    #[test]
    fn bars_stand_on_zero_and_their_middles_are_read() {
        let drawing = residuals(
            &Residuals {
                edges: vec![-2.0, -1.0, 0.0, 1.0],
                counts: vec![1.0, 0.0, 4.0],
                ..Residuals::default()
            },
            Ground::Light,
        );
        assert_eq!(&drawing.lines[1].y[..4], [0.0, 1.0, 1.0, 0.0]);
        assert_eq!(&drawing.lines[2].x[..], [-1.5, -0.5, 0.5]);
        assert_eq!(drawing.spec.bands.0.len(), 2);
        let none = residuals(&Residuals::default(), Ground::Light);
        assert_eq!(
            (none.lines[2].len(), none.spec.y.range),
            (0, Some(Extent::new(0.0, 1.0)))
        );
    }

    #[test]
    fn an_empty_bin_interrupts_the_line_and_its_band() {
        let drawing = predictions(
            &Predictions {
                edges: vec![0.0, 1.0, 2.0, 3.0, 4.0],
                averages: vec![0.5, 0.0, 2.0, 3.0],
                errors: vec![0.25, 0.0, 0.5, 0.5],
                counts: vec![3.0, 0.0, 1.0, 2.0],
            },
            Ground::Light,
        );
        let lengths: Vec<usize> = drawing.lines.iter().map(Line::len).collect();
        assert_eq!(lengths[1..], [1, 2]);
        assert_eq!(
            (lengths[0], drawing.lines[0].y[0], drawing.lines[0].y[64]),
            (65, 0.0, 4.0)
        );
        assert_eq!(&drawing.spec.bands.0[1].hi[..], [2.5, 3.5]);
    }
}
