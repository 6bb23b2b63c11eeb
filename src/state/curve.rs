//! From a metric to the points of a line.

use super::{TableCurve, TablePicture, XAxis};
use crate::chart::{AxisKind, Summary};
use crate::model::{Metric, MetricSeries, Run, Timestamp};
use std::sync::{Arc, Mutex, PoisonError};

/// The x and the y of each point, in logged order.
pub type Curve = (Arc<[f64]>, Arc<[f64]>);

/// The lines of a metric, where it has any: the values of a series over `x`, or what the picture
/// makes of a table, where it is drawn. `None` when the series has no times and `x` asks for them.
///
/// Relative time counts from the start of the run, or from the first point of
/// a run that does not say when it began. Milliseconds.
pub fn curves_of(run: &Run, metric: &Metric, x: XAxis, picture: &TablePicture) -> Option<Vec<TableCurve>> {
    match metric {
        Metric::Series(series) => Some(vec![TableCurve {
            name: String::new(),
            x: abscissa(run, series, x)?,
            y: Arc::from(series.values.as_slice()),
            names: None,
        }]),
        Metric::Table(table) => picture.drawn_as(table).map(|_| picture.curves(table)),
        _ => None,
    }
}

/// What was made of a metric last, for the time when it is asked for again.
#[derive(Default)]
pub struct Remembered {
    /// One for all that comes of the series: its new points are read, not all again.
    summary: Summary,
    last: Mutex<Option<LastCurves>>,
}

/// The lines of a metric, each with what was found about its points.
pub type Curves = Arc<Vec<(TableCurve, Summary)>>;

/// Lines, and what they were made of: the metric, what it is drawn over, how, and since when.
type LastCurves = (Metric, XAxis, TablePicture, Option<Timestamp>, Curves);

impl Remembered {
    /// [`curves_of`], which are those made last where nothing else is wanted.
    pub fn curves_of(&self, run: &Run, metric: &Metric, x: XAxis, picture: &TablePicture) -> Option<Curves> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, over, how, start, curves)) = &*last
            && of.is_one_with(metric)
            && (*over, how, *start) == (x, picture, run.start_time)
        {
            return Some(curves.clone());
        }
        let curves = curves_of(run, metric, x, picture)?;
        // A series grows; the lines of a table may be others each time.
        let summary = |place: usize| match place {
            0 => self.summary.clone(),
            _ => Summary::default(),
        };
        let curves = curves.into_iter().enumerate();
        let curves: Curves = Arc::new(curves.map(|(place, curve)| (curve, summary(place))).collect());
        *last = Some((metric.clone(), x, picture.clone(), run.start_time, curves.clone()));
        Some(curves)
    }
}

/// The step of each point, where x is the step and an f64 does not hold all of them.
pub fn exact_steps(metric: &Metric, x: XAxis) -> Option<Arc<[i64]>> {
    let (Metric::Series(series), XAxis::Step) = (metric, x) else {
        return None;
    };
    let is_held = |step: &i64| step.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS;
    (!series.steps.iter().all(is_held)).then(|| Arc::from(series.steps.as_slice()))
}

fn abscissa(run: &Run, series: &MetricSeries, x: XAxis) -> Option<Arc<[f64]>> {
    Some(match x {
        XAxis::Step => series.steps.iter().map(|&step| step as f64).collect(),
        XAxis::Index => (0..series.len()).map(|place| place as f64).collect(),
        XAxis::WallTime => Arc::from(series.times.as_deref()?),
        XAxis::Elapsed => {
            let times = series.times.as_deref()?;
            let start = run
                .start_time
                .map(|start| start.0 as f64)
                .or_else(|| times.first().copied())?;
            times.iter().map(|time| time - start).collect()
        }
    })
}

/// How the numbers of an x axis are written.
pub fn axis_kind(x: XAxis, utc_offset_minutes: i32) -> AxisKind {
    match x {
        XAxis::Step | XAxis::Index => AxisKind::Integer,
        XAxis::Elapsed => AxisKind::Elapsed,
        XAxis::WallTime => AxisKind::WallTime { utc_offset_minutes },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, RunId, Timestamp};

    fn run() -> Run {
        Run {
            start_time: Some(Timestamp(1_000)),
            ..Run::new(RunId::new("a"), ExperimentId::new("e"))
        }
    }

    fn series(times: Option<Vec<f64>>) -> Metric {
        Metric::Series(Arc::new(MetricSeries {
            steps: vec![10, 20],
            times,
            values: vec![0.5, 0.25],
        }))
    }

    fn curve_of(run: &Run, metric: &Metric, x: XAxis) -> Option<Curve> {
        let curves = curves_of(run, metric, x, &TablePicture::default())?;
        curves.first().map(|curve| (curve.x.clone(), curve.y.clone()))
    }

    #[test]
    fn relative_time_counts_from_the_start_of_the_run() {
        let metric = series(Some(vec![1_500.0, 2_000.0]));
        let (x, y) = curve_of(&run(), &metric, XAxis::Elapsed).expect("it has times");
        assert_eq!((&*x, &*y), (&[500.0, 1_000.0][..], &[0.5, 0.25][..]));
    }

    #[test]
    fn steps_are_kept_beside_x_only_where_an_f64_does_not_hold_them() {
        let steps = |steps: &[i64]| {
            let series = MetricSeries {
                steps: steps.to_vec(),
                times: None,
                values: vec![0.0; steps.len()],
            };
            Metric::Series(Arc::new(series))
        };
        let large = [-5, (1 << 53) + 1];
        assert_eq!(exact_steps(&steps(&large), XAxis::Step).as_deref(), Some(&large[..]));
        assert_eq!(exact_steps(&steps(&large), XAxis::Index), None);
        assert_eq!(exact_steps(&steps(&[-5, 1 << 53]), XAxis::Step), None);
        assert!(exact_steps(&steps(&[i64::MIN]), XAxis::Step).is_some());
    }

    #[test]
    fn a_series_without_times_has_no_line_over_time() {
        assert_eq!(curve_of(&run(), &series(None), XAxis::WallTime), None);
        assert!(curve_of(&run(), &series(None), XAxis::Step).is_some());
    }
}
