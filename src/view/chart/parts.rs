//! What a chart is made of, for those who show it in another way.

use crate::chart::{ChartSpec, Line, Size};
use crate::state::{ChartData, Drawn};
use leptos::prelude::*;
use std::sync::Arc;

/// A chart as it is seen. A handle: cheap to copy.
#[derive(Clone, Copy)]
pub struct Chart {
    /// The name of the metric.
    pub metric: StoredValue<String>,
    /// What is drawn, with the pale lines behind smoothed ones.
    pub drawn: Signal<Arc<Vec<Line>>>,
    /// How many of the first lines that are drawn are only the pale background of others.
    pub shadows: Signal<usize>,
    /// All there is to draw, also what is hidden.
    pub whole: Memo<Drawn>,
    /// The id of the line that stands out.
    pub raised: RwSignal<Option<String>>,
    /// The lines that have a name and are not hidden: of runs, or of groups of them.
    pub lines: Signal<Arc<Vec<Line>>>,
    /// The lines of the runs that are not hidden, as they were logged.
    pub logged: Signal<Arc<Vec<Line>>>,
    /// How they are drawn.
    pub spec: Signal<ChartSpec>,
    /// What they were made of.
    pub data: Memo<ChartData>,
    /// The accessible name.
    pub name: Signal<String>,
    /// What is said of the points below the chart.
    pub points: Signal<String>,
    /// Whether the page says already which run this is.
    pub without_legend: bool,
    /// The size of the chart on the screen.
    pub size: Callback<(), Size>,
}
