//! Runs as lines across axes: what parallel coordinates draw.

use super::color_key::Colors;
use super::parallel::AxisChoice;
use super::quantity_words::axis_of;
use super::scatter_picture::usual_metric;
use super::{ColumnOffer, Parallel};
use crate::chart::{Ground, ParallelAxis, ParallelLine};
use crate::model::{Run, Timestamp};
use crate::query::{Column, Quantity, QuantityKind};
use std::sync::Arc;

/// So many axes at most are shown unasked.
const MOST_AXES: usize = 8;

/// So many of them are metrics, where there are params for the rest.
const MOST_METRICS: usize = 4;

/// What parallel coordinates draw.
#[derive(Clone, Debug, PartialEq)]
pub struct ParallelPicture {
    /// The axes, with a value for each run.
    pub axes: Vec<ParallelAxis>,
    /// What the values of each mean.
    pub kinds: Vec<QuantityKind>,
    /// One for each run.
    pub lines: Vec<ParallelLine>,
    /// What the colours mean.
    pub colors: Colors,
    /// How many runs pass all brushes.
    pub passing: usize,
}

impl ParallelPicture {
    /// The runs across some axes, coloured by a column; those that do not pass all brushes
    /// step back.
    pub fn of(
        runs: &[Arc<Run>],
        axes: &[AxisChoice],
        (parallel, color): (&Parallel, Option<&Column>),
        ground: Ground,
        now: Timestamp,
        utc_offset_minutes: i32,
    ) -> Self {
        let colors = Colors::of(runs, color, ground, now, utc_offset_minutes);
        let mut passes = vec![true; runs.len()];
        let mut kinds = Vec::with_capacity(axes.len());
        let axis = |choice: &AxisChoice| {
            let Quantity { kind, values } = Quantity::of(runs, &choice.column, now);
            if let Some(brush) = parallel.brush(&choice.column) {
                for (passes, value) in passes.iter_mut().zip(&values) {
                    *passes &= brush.passes(*value);
                }
            }
            let spec = axis_of(&choice.column, choice.scale, &kind, utc_offset_minutes);
            kinds.push(kind);
            ParallelAxis {
                spec,
                is_reversed: choice.is_reversed,
                values,
            }
        };
        let shown = axes.iter().map(axis).collect();
        let line = |(color, passes): (&_, &bool)| ParallelLine {
            color: *color,
            is_pale: !passes,
        };
        Self {
            axes: shown,
            kinds,
            lines: colors.of_runs.iter().zip(&passes).map(line).collect(),
            colors,
            passing: passes.iter().filter(|passes| **passes).count(),
        }
    }
}

/// The axes that are shown when nobody chose any: params that tell the runs apart, then
/// metrics, last the one that runs are judged by; `best` says which that is.
pub fn parallel_axes(parallel: &Parallel, offer: &ColumnOffer, best: Option<&Column>) -> Vec<AxisChoice> {
    if let Some(axes) = &parallel.axes {
        return axes.clone();
    }
    let last = usual_metric(offer, best);
    let params = offer
        .defaults
        .iter()
        .filter(|column| matches!(column, Column::Param(_)));
    let params: Vec<Column> = params.cloned().collect();
    let metrics = offer
        .defaults
        .iter()
        .filter(|column| matches!(column, Column::Metric(..)));
    let others = metrics.filter(|column| Some(*column) != last.as_ref()).cloned();
    let room = MOST_AXES.saturating_sub(params.len()).max(MOST_METRICS);
    let others: Vec<Column> = others.take(room.saturating_sub(1)).collect();
    let metrics: Vec<Column> = others.into_iter().chain(last).collect();
    let params = params.into_iter().take(MOST_AXES - metrics.len().min(MOST_AXES));
    params.chain(metrics).map(AxisChoice::of).collect()
}

/// The column that the colours tell: what was chosen, else the last metric among the axes.
pub fn parallel_color(parallel: &Parallel, axes: &[AxisChoice]) -> Option<Column> {
    let columns = axes.iter().rev().map(|axis| &axis.column);
    let last = columns.clone().find(|column| matches!(column, Column::Metric(..)));
    parallel.color.clone().or_else(|| last.cloned())
}

#[cfg(test)]
mod tests {
    use super::super::parallel::Brush;
    use super::*;
    use crate::chart::Extent;
    use crate::model::{ExperimentId, ParamValue, RunId};

    fn column(code: &str) -> Column {
        Column::parse(code).expect("a column")
    }

    fn codes(axes: &[AxisChoice]) -> Vec<String> {
        axes.iter().map(|axis| axis.column.code()).collect()
    }

    #[test]
    fn all_brushes_have_to_pass() {
        let run = |place: usize| {
            let mut run = Run::new(RunId::new(place.to_string()), ExperimentId::new("e"));
            run.params.insert("a".to_owned(), ParamValue::new(place.to_string()));
            if place != 2 {
                let name = if place.is_multiple_of(2) { "even" } else { "odd" };
                run.params.insert("b".to_owned(), ParamValue::new(name));
            }
            Arc::new(run)
        };
        let runs: Vec<Arc<Run>> = (0..6).map(run).collect();
        let axes = ["params.a", "params.b"].map(|code| AxisChoice::of(column(code)));
        let passing = |brushes: &[(&str, Brush)]| {
            let mut parallel = Parallel::default();
            for (code, brush) in brushes {
                parallel.set_brush(&column(code), Some(*brush));
            }
            let picture = ParallelPicture::of(&runs, &axes, (&parallel, None), Ground::Light, Timestamp(0), 0);
            let lines = picture.lines.iter().enumerate().filter(|(_, line)| !line.is_pale);
            let places: Vec<usize> = lines.map(|(place, _)| place).collect();
            assert_eq!(places.len(), picture.passing);
            places
        };
        let low = ("params.a", Brush::Within(Extent::new(-1.0, 3.0)));
        let even = ("params.b", Brush::Within(Extent::new(-0.5, 0.5)));
        assert_eq!(passing(&[]), [0, 1, 2, 3, 4, 5]);
        assert_eq!(passing(&[low]), [0, 1, 2, 3]);
        assert_eq!(passing(&[low, even]), [0]);
        assert_eq!(passing(&[low, ("params.b", Brush::Missing)]), [2]);
        // A brush on a column that has no axis says nothing.
        assert_eq!(passing(&[("params.c", Brush::Missing)]), [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn the_page_chooses_eight_axes_at_most() {
        let params: Vec<Column> = (0..8).map(|n| column(&format!("params.p{n}"))).collect();
        let metrics: Vec<Column> = (0..8).map(|n| column(&format!("metrics.m{n}"))).collect();
        let offer = |params: &[Column], metrics: &[Column]| ColumnOffer {
            defaults: [params, metrics].concat(),
            ..ColumnOffer::default()
        };
        let none = Parallel::default();
        let many = parallel_axes(&none, &offer(&params, &metrics), Some(&metrics[1]));
        assert_eq!(
            codes(&many)[3..],
            ["params.p3", "metrics.m0", "metrics.m2", "metrics.m3", "metrics.m1"]
        );
        assert_eq!(many.len(), 8);
        let few = parallel_axes(&none, &offer(&params[..2], &metrics), None);
        assert_eq!((few.len(), codes(&few)[7].as_str()), (8, "metrics.m0"));
        assert_eq!(parallel_axes(&none, &offer(&[], &[]), None), []);
        assert_eq!(parallel_color(&none, &few), Some(metrics[0].clone()));
    }
}
