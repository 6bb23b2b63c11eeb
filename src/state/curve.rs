//! From a metric to the points of a line.

use super::XAxis;
use crate::chart::{AxisKind, Summary};
use crate::model::{Metric, MetricSeries, Run, Timestamp};
use std::sync::{Arc, Mutex, PoisonError};

/// The x and the y of each point, in logged order.
pub type Curve = (Arc<[f64]>, Arc<[f64]>);

/// The points of a metric, where it has any that can be drawn as a line:
/// the values of a series over `x`, or the second numeric column of a table
/// over the first. `None` when the series has no times and `x` asks for them.
///
/// Relative time counts from the start of the run, or from the first point of
/// a run that does not say when it began. Milliseconds.
pub fn curve_of(run: &Run, metric: &Metric, x: XAxis) -> Option<Curve> {
    match metric {
        Metric::Series(series) => Some((abscissa(run, series, x)?, Arc::from(series.values.as_slice()))),
        Metric::Table(table) => {
            let mut columns = table.numeric_columns().into_iter();
            let (_, first) = columns.next()?;
            let (_, second) = columns.next()?;
            Some((Arc::from(first), Arc::from(second)))
        }
        _ => None,
    }
}

/// What was made of a metric last, for the time when it is asked for again.
#[derive(Default)]
pub struct Remembered {
    /// One for all that comes of the series: its new points are read, not all again.
    pub summary: Summary,
    last: Mutex<Option<LastCurve>>,
}

/// A curve, and what it was made of: the metric, what it is drawn over, and since when.
type LastCurve = (Metric, XAxis, Option<Timestamp>, Curve);

impl Remembered {
    /// [`curve_of`], which is the one made last where nothing else is wanted.
    pub fn curve_of(&self, run: &Run, metric: &Metric, x: XAxis) -> Option<Curve> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, over, start, curve)) = &*last
            && of.is_one_with(metric)
            && (*over, *start) == (x, run.start_time)
        {
            return Some(curve.clone());
        }
        let curve = curve_of(run, metric, x)?;
        *last = Some((metric.clone(), x, run.start_time, curve.clone()));
        Some(curve)
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
    use crate::model::{Cells, ExperimentId, MetricTable, RunId, TableColumn, Timestamp};

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

    #[test]
    fn a_table_is_drawn_as_its_second_numeric_column_over_its_first() {
        let numbers = |name: &str, cells: &[f64]| TableColumn {
            name: name.to_owned(),
            cells: Cells::Numbers(cells.iter().copied().map(Some).collect()),
        };
        let table = MetricTable {
            columns: vec![numbers("angle", &[0.0, 1.0]), numbers("sine", &[0.0, 0.84])],
        };
        let (x, y) = curve_of(&run(), &Metric::Table(Arc::new(table)), XAxis::Step).expect("two columns");
        assert_eq!((&*x, &*y), (&[0.0, 1.0][..], &[0.0, 0.84][..]));
    }
}
