//! What the user arranged, as one plain value. The link is made of it.

use super::hidden::Hidden;
use super::one_chart::OneChart;
use super::parallel::Parallel;
use super::quiet::Quiet;
use super::scatter::Scatter;
use super::sweep::SweepView;
use super::table_groups::TableGroups;
use super::table_view::TableView;
use super::thresholds::Thresholds;
use super::{Baseline, ChartSections, Coloring, CustomChart, Embed, Every, Grouping, NumberLook, TablePictures};
use crate::chart::{Extent, RowOrder, Smoother};
use crate::model::{ExperimentId, RunId};
use crate::query::{Column, SortKey};
use crate::source::StepWindow;
use std::collections::{BTreeMap, HashSet};

/// Which page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Page {
    /// The experiments of the source.
    #[default]
    Experiments,
    /// The runs of one experiment.
    Runs,
    /// One run.
    Run,
    /// Several runs side by side.
    Compare,
    /// The compute targets of the source.
    Compute,
}

impl Page {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Experiments, Self::Runs, Self::Run, Self::Compare, Self::Compute];

    /// The word in a link.
    pub fn word(self) -> &'static str {
        match self {
            Self::Experiments => "experiments",
            Self::Runs => "runs",
            Self::Run => "run",
            Self::Compare => "compare",
            Self::Compute => "compute",
        }
    }
}

/// What the points of a chart are drawn over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum XAxis {
    /// The logged step; the index where there are no steps.
    #[default]
    Step,
    /// The place in the series, from 0.
    Index,
    /// Time since the run began.
    Elapsed,
    /// The clock.
    WallTime,
}

impl XAxis {
    /// All of them, in the order of a menu.
    pub const ALL: [Self; 4] = [Self::Step, Self::Index, Self::Elapsed, Self::WallTime];

    /// The word in a link.
    pub fn word(self) -> &'static str {
        match self {
            Self::Step => "step",
            Self::Index => "index",
            Self::Elapsed => "relative",
            Self::WallTime => "wall",
        }
    }

    /// The words in a menu.
    pub fn label(self) -> &'static str {
        match self {
            Self::Step => "Step",
            Self::Index => "Index",
            Self::Elapsed => "Relative time",
            Self::WallTime => "Wall time",
        }
    }
}

/// How the values of an axis are spaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum AxisScale {
    /// Evenly.
    #[default]
    Linear,
    /// By their logarithm.
    Log,
    /// By their logarithm far from zero on both sides, evenly near it.
    Symlog,
}

impl AxisScale {
    /// All of them, in the order of a menu.
    pub const ALL: [Self; 3] = [Self::Linear, Self::Log, Self::Symlog];

    /// The word in a link.
    pub fn word(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Log => "log",
            Self::Symlog => "symlog",
        }
    }

    /// The words in a menu.
    pub fn label(self) -> &'static str {
        match self {
            Self::Linear => "Linear",
            Self::Log => "Log",
            Self::Symlog => "Symlog",
        }
    }
}

/// Which part of the numbers charts show, where the user chose it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Ranges {
    /// The range of x of all charts.
    pub x: Option<Extent>,
    /// The range of y of all charts.
    pub y: Option<Extent>,
    /// The range of y of single charts, by the name of their metric.
    pub y_of: BTreeMap<String, Extent>,
}

impl Ranges {
    /// The range of y of one chart.
    pub fn y_of(&self, metric: &str) -> Option<Extent> {
        self.y_of.get(metric).copied().or(self.y)
    }
}

/// Which part of the run page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum RunTab {
    /// Metrics, each as its kind asks.
    #[default]
    Metrics,
    /// State, times, params, tags, properties.
    Details,
    /// Logged images.
    Images,
    /// Runs that this run started.
    Children,
    /// Output files and code.
    Files,
    /// What it printed.
    Logs,
}

impl RunTab {
    /// All of them, in the order of the tab bar.
    pub const ALL: [Self; 6] = [
        Self::Metrics,
        Self::Details,
        Self::Images,
        Self::Children,
        Self::Files,
        Self::Logs,
    ];

    /// The word in a link.
    pub fn word(self) -> &'static str {
        match self {
            Self::Metrics => "metrics",
            Self::Details => "details",
            Self::Images => "images",
            Self::Children => "children",
            Self::Files => "files",
            Self::Logs => "logs",
        }
    }

    /// The words on the tab.
    pub fn label(self) -> &'static str {
        match self {
            Self::Metrics => "Metrics",
            Self::Details => "Details",
            Self::Images => "Images",
            Self::Children => "Child runs",
            Self::Files => "Outputs",
            Self::Logs => "Logs",
        }
    }
}

/// What the user arranged. Every field has a default, and the link carries
/// only what differs from it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Workspace {
    /// The source, as written in the link; none is the deployment's default.
    pub source: Option<String>,
    /// Which page is shown.
    pub page: Page,
    /// Which experiment is open.
    pub experiment: Option<ExperimentId>,
    /// Which run is open.
    pub run: Option<RunId>,
    /// Which runs are selected, in the order of selection.
    pub runs: Vec<RunId>,
    /// The text of the filter box.
    pub filter: String,
    /// Whether deleted runs are shown too, where the source keeps them.
    pub deleted: bool,
    /// The order of the run table.
    pub sort: SortKey,
    /// How else the run table is laid out.
    pub table: TableView,
    /// The columns of the run table; none is the default choice.
    pub columns: Option<Vec<Column>>,
    /// What charts are drawn over.
    pub x: XAxis,
    /// How the x axis of charts is spaced.
    pub x_scale: AxisScale,
    /// How the values of charts are spaced.
    pub y_scale: AxisScale,
    /// Which part of the numbers charts show.
    pub ranges: Ranges,
    /// Whether y follows the values between the 5th and the 95th percentile.
    pub ignore_outliers: bool,
    /// Weight of the smoothing, in thousandths: 0 is off, 999 the most.
    pub smoothing: u16,
    /// Which average smooths.
    pub smoother: Smoother,
    /// Charts that the user made, in order.
    pub charts: Vec<CustomChart>,
    /// Which runs are looked at together.
    pub grouping: Grouping,
    /// Which charts are looked at.
    pub sections: ChartSections,
    /// How the table shows groups of runs.
    pub groups: TableGroups,
    /// Which part of the run page is shown.
    pub tab: RunTab,
    /// Which output file is open, by its path.
    pub file: Option<String>,
    /// The byte at which the line of that file begins that is pointed at.
    pub line: Option<u64>,
    /// Whether the comparison hides what is the same in all runs.
    pub differences_only: bool,
    /// In which order tooltips tell the lines.
    pub tooltip: RowOrder,
    /// Which values charts mark with a line.
    pub thresholds: Thresholds,
    /// Which runs charts do not draw.
    pub hidden: Hidden,
    /// How metrics that are tables are drawn.
    pub tables: TablePictures,
    /// By what runs are coloured.
    pub coloring: Coloring,
    /// Which chart is shown large.
    pub one_chart: OneChart,
    /// How the numbers of the run table look.
    pub numbers: NumberLook,
    /// Which run the others are compared with.
    pub baseline: Baseline,
    /// What the scatter chart of the comparison shows.
    pub scatter: Scatter,
    /// What the parallel coordinates of the comparison show.
    pub parallel: Parallel,
    /// How often what may change is asked for again.
    pub every: Every,
    /// Whether the page stands in a frame of another page.
    pub embed: Embed,
    /// What child runs are judged by.
    pub sweep: SweepView,
    /// Which early warnings are not told.
    pub quiet: Quiet,
    /// Keys this version does not know, carried through untouched.
    pub unknown: Vec<(String, String)>,
}

impl Workspace {
    /// This source's start page, with what is not about a source kept.
    pub fn at_source(&self, source: Option<String>) -> Self {
        Self {
            source,
            x: self.x,
            x_scale: self.x_scale,
            y_scale: self.y_scale,
            ignore_outliers: self.ignore_outliers,
            smoothing: self.smoothing,
            smoother: self.smoother,
            tooltip: self.tooltip,
            every: self.every,
            quiet: self.quiet.clone(),
            unknown: self.unknown.clone(),
            ..Self::default()
        }
    }

    /// The list of experiments.
    pub fn at_experiments(&self) -> Self {
        self.at_source(self.source.clone())
    }

    /// The compute page.
    pub fn at_compute(&self) -> Self {
        Self {
            page: Page::Compute,
            ..self.at_experiments()
        }
    }

    /// The runs of an experiment; its filter, order, columns and selection are
    /// kept when it is the open one.
    pub fn at_runs(&self, experiment: &ExperimentId) -> Self {
        let start = if self.experiment.as_ref() == Some(experiment) {
            self.clone()
        } else {
            self.at_experiments()
        };
        Self {
            page: Page::Runs,
            experiment: Some(experiment.clone()),
            run: None,
            tab: RunTab::default(),
            file: None,
            line: None,
            one_chart: OneChart::default(),
            ..start
        }
    }

    /// One run.
    pub fn at_run(&self, experiment: &ExperimentId, run: &RunId) -> Self {
        Self {
            page: Page::Run,
            run: Some(run.clone()),
            sweep: SweepView::default(),
            ..self.at_runs(experiment)
        }
    }

    /// The selected runs side by side.
    pub fn at_compare(&self) -> Self {
        Self {
            page: Page::Compare,
            run: None,
            tab: RunTab::default(),
            file: None,
            line: None,
            one_chart: OneChart::default(),
            ..self.clone()
        }
    }

    /// The steps that charts show, where x is the step and a range was chosen.
    pub fn steps_shown(&self) -> Option<StepWindow> {
        let range = self.ranges.x.filter(|_| self.x == XAxis::Step)?;
        // The casts saturate, as an axis beyond the steps that exist should.
        Some((range.lo.floor() as i64, range.hi.ceil() as i64))
    }

    /// Whether child runs stand below their parents: as long as nobody chose
    /// another order than the newest first.
    pub fn shows_tree(&self) -> bool {
        self.sort == SortKey::default() && self.table.then_by.is_empty()
    }

    /// Picks a run, or lets it go.
    pub fn toggle_run(&mut self, run: &RunId) {
        match self.runs.iter().position(|picked| picked == run) {
            Some(place) => {
                self.runs.remove(place);
            }
            None => self.runs.push(run.clone()),
        }
    }

    /// Picks all of these runs, or lets them go.
    pub fn pick_all(&mut self, runs: Vec<RunId>, pick: bool) {
        let these: HashSet<&RunId> = runs.iter().collect();
        self.runs.retain(|id| !these.contains(id));
        if pick {
            self.runs.extend(runs);
        }
    }
}
