//! Runs as points: what a scatter chart draws, and what it has to say.

use super::color_key::Colors;
use super::quantity_words::{axis_of, column_text};
use super::{ColumnOffer, Scatter};
use crate::chart::{ChartSpec, Ground, ScaleKind, ScatterPoint};
use crate::model::{Run, Timestamp};
use crate::query::{Column, Quantity};
use std::sync::Arc;

/// What a scatter chart draws.
#[derive(Clone, Debug, PartialEq)]
pub struct ScatterPicture {
    /// Its axes.
    pub spec: ChartSpec,
    /// One for each run.
    pub points: Vec<ScatterPoint>,
    /// What the colours mean.
    pub colors: Colors,
    /// How many of the points have a place on both axes.
    pub seen: usize,
    /// Why runs are not seen, a sentence each.
    pub notes: Vec<String>,
}

impl ScatterPicture {
    /// The runs in two columns, coloured by a third.
    pub fn of(
        runs: &[Arc<Run>],
        (x, y): (&Column, &Column),
        scatter: &Scatter,
        ground: Ground,
        now: Timestamp,
        utc_offset_minutes: i32,
    ) -> Self {
        let colors = Colors::of(runs, scatter.color.as_ref(), ground, now, utc_offset_minutes);
        let mut notes = Vec::new();
        let mut values = Vec::new();
        let mut axes = Vec::new();
        for (column, scale) in [(x, scatter.x_scale), (y, scatter.y_scale)] {
            let quantity = Quantity::of(runs, column, now);
            let axis = axis_of(column, scale, &quantity.kind, utc_offset_minutes);
            let text = column_text(column);
            notes.extend(notes_of(&text, &quantity, axis.scale));
            values.push(quantity.values);
            axes.push(axis);
        }
        let no_color = colors.missing;
        if let Some(column) = scatter.color.as_ref().filter(|_| no_color > 0) {
            let (has, what) = (count_have(no_color, runs.len()), column_text(column));
            notes.push(format!("{has} no value of {what} to be coloured by."));
        }
        let place = |axis: usize, run: usize| values[axis][run].unwrap_or(f64::NAN);
        let point = |(run, color): (usize, &_)| ScatterPoint {
            x: place(0, run),
            y: place(1, run),
            color: *color,
            is_pale: false,
        };
        let points: Vec<ScatterPoint> = colors.of_runs.iter().enumerate().map(point).collect();
        let is_on =
            |axis: usize, value: f64| value.is_finite() && (axes[axis].scale != ScaleKind::Log10 || value > 0.0);
        let seen = points
            .iter()
            .filter(|point| is_on(0, point.x) && is_on(1, point.y))
            .count();
        let mut axes = axes.into_iter();
        Self {
            spec: ChartSpec {
                x: axes.next().unwrap_or_default(),
                y: axes.next().unwrap_or_default(),
                ..ChartSpec::default()
            },
            points,
            colors,
            seen,
            notes,
        }
    }
}

/// Why runs have no place on an axis.
fn notes_of(text: &str, quantity: &Quantity, scale: ScaleKind) -> Vec<String> {
    let all = quantity.values.len();
    let count = |is: &dyn Fn(f64) -> bool| quantity.values.iter().flatten().filter(|value| is(**value)).count();
    let mut notes = Vec::new();
    let mut note = |n: usize, what: String| {
        if n > 0 {
            notes.push(format!("{} {what}.", count_have(n, all)));
        }
    };
    note(quantity.missing(), format!("no value of {text}"));
    note(count(&|value| !value.is_finite()), format!("NaN or infinity as {text}"));
    if scale == ScaleKind::Log10 {
        let off = count(&|value| value.is_finite() && value <= 0.0);
        note(
            off,
            format!("zero or less as {text}, which a log axis has no place for"),
        );
    }
    notes
}

/// `1 of 20 runs has`, `3 of 20 runs have`.
fn count_have(n: usize, all: usize) -> String {
    let noun = if all == 1 { "run" } else { "runs" };
    format!("{n} of {all} {noun} {}", if n == 1 { "has" } else { "have" })
}

/// The columns along x and y: what was chosen, else a param that tells the runs apart and a
/// metric, of a validation set where there is one; `best` is the one that runs are judged by.
pub fn scatter_axes(scatter: &Scatter, offer: &ColumnOffer, best: Option<&Column>) -> (Column, Column) {
    let defaults = || offer.defaults.iter();
    let y = usual_metric(offer, best);
    let params = || defaults().filter(|column| matches!(column, Column::Param(_)));
    let x = params()
        .find(|column| offer.is_numeric(column))
        .or_else(|| params().next());
    let chosen = |column: &Option<Column>, usual: Option<Column>, otherwise: Column| {
        column.clone().or(usual).unwrap_or(otherwise)
    };
    (
        chosen(&scatter.x, x.cloned(), Column::Start),
        chosen(&scatter.y, y, Column::Duration),
    )
}

/// The metric that runs are judged by: `best`, else one of a validation set, else any.
pub fn usual_metric(offer: &ColumnOffer, best: Option<&Column>) -> Option<Column> {
    let defaults = offer.defaults.iter();
    let metrics = || defaults.clone().filter(|column| matches!(column, Column::Metric(..)));
    let is_held_out = |column: &&Column| {
        let name = column.title().to_lowercase();
        ["val", "test", "eval"].iter().any(|word| name.contains(word))
    };
    let found = best
        .or_else(|| metrics().find(is_held_out))
        .or_else(|| metrics().next());
    found.cloned()
}

#[cfg(test)]
mod tests {
    use super::super::workspace::AxisScale;
    use super::*;
    use crate::model::{Aggregate, ExperimentId, MetricKey, MetricKind, MetricSummary, ParamValue, RunId};

    fn run(id: &str, lr: Option<&str>, loss: Option<f64>) -> Arc<Run> {
        let mut run = Run::new(RunId::new(id), ExperimentId::new("e"));
        if let Some(lr) = lr {
            run.params.insert("lr".to_owned(), ParamValue::new(lr));
        }
        if loss.is_some() {
            let mut summary = MetricSummary::new(MetricKind::Series);
            summary.last = loss;
            run.metrics.insert(MetricKey::new("val/loss"), summary);
        }
        Arc::new(run)
    }

    #[test]
    fn runs_without_a_place_are_counted_in_words() {
        let runs = [
            run("a", Some("0.1"), Some(0.5)),
            run("b", None, Some(-1.0)),
            run("c", Some("0.2"), Some(f64::NAN)),
            run("d", None, None),
        ];
        let lr = Column::Param("lr".to_owned());
        let loss = Column::Metric(MetricKey::new("val/loss"), Aggregate::Last);
        let scatter = Scatter {
            y_scale: AxisScale::Log,
            color: Some(lr.clone()),
            ..Scatter::default()
        };
        let picture = ScatterPicture::of(&runs, (&lr, &loss), &scatter, Ground::Light, Timestamp(0), 0);
        assert_eq!(
            picture.notes,
            [
                "2 of 4 runs have no value of lr.",
                "1 of 4 runs has no value of val/loss.",
                "1 of 4 runs has NaN or infinity as val/loss.",
                "1 of 4 runs has zero or less as val/loss, which a log axis has no place for.",
                "2 of 4 runs have no value of lr to be coloured by.",
            ]
        );
        assert_eq!((picture.points[0].x, picture.points[0].y), (0.1, 0.5));
        assert!(picture.points[1].x.is_nan());
        assert_eq!(picture.seen, 1);
        assert_eq!(picture.spec.y.scale, ScaleKind::Log10);
    }

    #[test]
    fn the_page_chooses_a_param_that_differs_and_a_metric() {
        let runs = [run("a", Some("0.1"), Some(0.5)), run("b", Some("0.2"), None)];
        let census = crate::query::Census::of(&runs);
        let offer = ColumnOffer {
            available: census.available(),
            defaults: census.defaults(),
            number_params: census.number_params(),
        };
        let codes = |scatter: &Scatter, best: Option<&Column>| {
            let (x, y) = scatter_axes(scatter, &offer, best);
            (x.code(), y.code())
        };
        let usual = codes(&Scatter::default(), None);
        assert_eq!(usual, ("params.lr".to_owned(), "metrics.val/loss".to_owned()));
        let best = Column::parse("min(metrics.val/loss)");
        assert_eq!(codes(&Scatter::default(), best.as_ref()).1, "min(metrics.val/loss)");
        let chosen = Scatter {
            x: Some(Column::Start),
            ..Scatter::default()
        };
        assert_eq!(codes(&chosen, None).0, "start");
        let (x, y) = scatter_axes(&Scatter::default(), &ColumnOffer::default(), None);
        assert_eq!((x, y), (Column::Start, Column::Duration));
    }
}
