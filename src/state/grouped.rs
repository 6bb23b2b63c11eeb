//! The lines of runs put together, as a chart draws them.

use super::{Grouping, Hidden, RunColors, Runs};
use crate::chart::{Band, Bands, Group, Line, Member, Smoother, Spread, Stroke, Summary, group, place_style};
use crate::query::{Grouper, group_name, group_order};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// How much of its opacity a line has behind the one that is read.
const PALE: f64 = 0.25;

/// What of the arrangement decides how the lines of runs are drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Treatment {
    /// What is put together.
    pub grouping: Grouping,
    /// What smooths.
    pub smoother: Smoother,
    /// How much, in thousandths: 0 is off.
    pub smoothing: u16,
}

/// What a chart draws.
#[derive(Clone, Default)]
pub struct Drawn {
    /// The pale ones first.
    pub lines: Arc<Vec<Line>>,
    /// How many of them are only the pale background of others.
    pub shadows: usize,
    /// The spread of groups.
    pub bands: Bands,
    /// The runs behind each line that is read, by their ids.
    pub runs: Arc<Vec<Vec<String>>>,
    /// What groups are made of, so that those that did not change are not made anew.
    made: Vec<Made>,
}

/// A group, and what it was made of.
#[derive(Clone)]
struct Made {
    members: Vec<Member>,
    how: (Treatment, String),
    line: Line,
    band: Band,
}

impl Drawn {
    /// The lines that are read: those of runs, or of groups.
    pub fn read(&self) -> &[Line] {
        &self.lines[self.shadows.min(self.lines.len())..]
    }

    /// `lines` of `runs` as they are to be drawn; what `before` has of the same is taken over.
    /// `series` says what each line shows where a run has several.
    pub fn of(
        (lines, series): (&Arc<Vec<Line>>, &[String]),
        runs: &Runs,
        how: &Treatment,
        look: &RunColors,
        before: Option<&Self>,
    ) -> Self {
        let grouper = Grouper::of(&how.grouping.by);
        // One run is no group.
        if !grouper.is_empty() && runs.0.len() > 1 {
            return Self::grouped((lines, series), runs, &grouper, how, look, before);
        }
        if how.smoothing == 0 {
            return Self {
                lines: lines.clone(),
                runs: each_alone(lines),
                ..Self::default()
            };
        }
        let pale = lines.iter().map(pale);
        let smooth = lines.iter().map(|line| Line {
            y: how.smooth(&line.x[..line.len()], &line.y[..line.len()]),
            summary: Summary::default(),
            ..line.clone()
        });
        // The smoothed ones last, so that they lie on top.
        Self {
            lines: Arc::new(pale.chain(smooth).collect()),
            shadows: lines.len(),
            runs: each_alone(lines),
            ..Self::default()
        }
    }

    /// What is left when runs are hidden: a line goes when all its runs are. A
    /// group of which some are hidden stays what it is.
    pub fn without(&self, hidden: &Hidden) -> Self {
        if hidden.is_empty() {
            return self.clone();
        }
        let stays = |place: usize| !(self.runs.get(place)).is_some_and(|runs| hidden.holds_all(runs));
        let (behind, read) = self.lines.split_at(self.shadows.min(self.lines.len()));
        let mut lines: Vec<Line> = behind.iter().filter(|line| !hidden.holds(&line.id)).cloned().collect();
        let shadows = lines.len();
        let read = read.iter().enumerate().filter(|(place, _)| stays(*place));
        lines.extend(read.map(|(_, line)| line.clone()));
        let bands = self.bands.0.iter().enumerate().filter(|(place, _)| stays(*place));
        let runs = self.runs.iter().filter(|runs| !hidden.holds_all(runs));
        Self {
            lines: Arc::new(lines),
            shadows,
            bands: Bands(Arc::new(bands.map(|(_, band)| band.clone()).collect())),
            runs: Arc::new(runs.cloned().collect()),
            made: Vec::new(),
        }
    }

    fn grouped(
        (lines, series): (&Arc<Vec<Line>>, &[String]),
        runs: &Runs,
        grouper: &Grouper,
        how: &Treatment,
        look: &RunColors,
        before: Option<&Self>,
    ) -> Self {
        let values: HashMap<&str, Vec<String>> = runs
            .0
            .iter()
            .map(|run| (run.id.as_str(), grouper.values(run)))
            .collect();
        // All groups of the runs in order, so that one has its place and its colour in every chart,
        // also where another logged nothing.
        let all: Vec<&Vec<String>> = values.values().collect::<HashSet<_>>().into_iter().collect();
        let all: Vec<&Vec<String>> = group_order(&all).into_iter().map(|place| all[place]).collect();
        let mut kinds: Vec<&str> = Vec::new();
        // By the place of the group, and within it by what is shown.
        let mut groups: BTreeMap<(usize, usize), Vec<&Line>> = BTreeMap::new();
        let places: HashMap<&Vec<String>, usize> = all.iter().copied().zip(0..).collect();
        for (at, line) in lines.iter().enumerate() {
            let kind = series.get(at).map_or("", String::as_str);
            let Some(&place) = values.get(run_of(&line.id, kind)).and_then(|value| places.get(value)) else {
                continue;
            };
            let kind = kinds.iter().position(|known| *known == kind).unwrap_or_else(|| {
                kinds.push(kind);
                kinds.len() - 1
            });
            groups.entry((place, kind)).or_default().push(line);
        }
        let groups = groups.into_iter().map(|((place, kind), lines)| {
            let name = group_name(&how.grouping.by, all[place]);
            let name = match kinds[kind] {
                "" => name,
                shown => format!("{name} · {shown}"),
            };
            let stroke = look.over(&name, place_style(place, kind, look.ground()));
            (lines, name, stroke)
        });
        let groups: Vec<(Vec<&Line>, String, Stroke)> = groups.collect();
        let mut made: Vec<Made> = Vec::with_capacity(groups.len());
        for (lines, name, stroke) in &groups {
            let members: Vec<Member> = lines.iter().map(|line| (line.x.clone(), line.y.clone())).collect();
            let mut one = before
                .and_then(|before| before.made.iter().find(|made| made.is_of(name, &members, how)))
                .cloned()
                .unwrap_or_else(|| Made::of(name, members, how));
            // The colour depends on the page's, and on which other groups there are.
            one.line.stroke = *stroke;
            one.band.color = stroke.color;
            made.push(one);
        }
        let mut behind: Vec<Line> = Vec::new();
        if how.grouping.members {
            for ((lines, ..), made) in groups.iter().zip(&made) {
                behind.extend(lines.iter().map(|line| {
                    let mut line = pale(line);
                    line.stroke.color = made.line.stroke.color.with_alpha(PALE);
                    line
                }));
            }
        }
        let shadows = behind.len();
        behind.extend(made.iter().map(|made| made.line.clone()));
        let has_bands = how.grouping.spread != Spread::None;
        let bands = made
            .iter()
            .filter(|_| has_bands)
            .map(|made| made.band.clone())
            .collect();
        Self {
            lines: Arc::new(behind),
            shadows,
            bands: Bands(Arc::new(bands)),
            runs: Arc::new(
                groups
                    .iter()
                    .map(|(lines, ..)| lines.iter().map(|line| line.id.clone()).collect())
                    .collect(),
            ),
            made,
        }
    }
}

/// Lines that stand for one run each.
fn each_alone(lines: &[Line]) -> Arc<Vec<Vec<String>>> {
    Arc::new(lines.iter().map(|line| vec![line.id.clone()]).collect())
}

impl Made {
    fn is_of(&self, name: &str, members: &[Member], how: &Treatment) -> bool {
        let same = |(a, b): (&Member, &Member)| Arc::ptr_eq(&a.0, &b.0) && Arc::ptr_eq(&a.1, &b.1);
        self.how.0 == *how
            && self.how.1 == name
            && self.members.len() == members.len()
            && self.members.iter().zip(members).all(same)
    }

    fn of(name: &str, members: Vec<Member>, how: &Treatment) -> Self {
        let Grouping {
            grid, center, spread, ..
        } = how.grouping;
        let Group { x, center, lo, hi, n } = group(&members, grid, center, spread);
        let x: Arc<[f64]> = x.into();
        let runs = members.len();
        let line = Line {
            id: name.to_owned(),
            label: format!("{name} ({runs})"),
            stroke: Default::default(),
            y: how.smooth(&x, &center),
            x: x.clone(),
            steps: None,
            summary: Summary::default(),
        };
        // The edges go along with the line, or it would leave its own band.
        let band = Band {
            lo: how.smooth(&x, &lo),
            hi: how.smooth(&x, &hi),
            n: n.iter().map(|&n| u32::try_from(n).unwrap_or(u32::MAX)).collect(),
            x,
            color: Default::default(),
        };
        Self {
            members,
            how: (how.clone(), name.to_owned()),
            line,
            band,
        }
    }
}

impl Treatment {
    fn smooth(&self, x: &[f64], y: &[f64]) -> Arc<[f64]> {
        if self.smoothing == 0 {
            return Arc::from(y);
        }
        Arc::from(self.smoother.smooth(x, y, f64::from(self.smoothing) / 1000.0))
    }
}

/// The id of the line of a run that has one for each of several series.
pub(super) fn id_in_series(run: &str, series: &str) -> String {
    format!("{run}@{series}")
}

/// Whether a line is of a run: its only one, or that of one of several series.
pub fn is_of_run(line: &str, run: &str) -> bool {
    line.strip_prefix(run)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('@'))
}

/// The run of such a line; of one without a series, the line is the run's own.
fn run_of<'a>(id: &'a str, series: &str) -> &'a str {
    let of_series = id.strip_suffix(series).and_then(|rest| rest.strip_suffix('@'));
    of_series.filter(|_| !series.is_empty()).unwrap_or(id)
}

fn pale(line: &Line) -> Line {
    let mut pale = line.clone();
    pale.stroke.color.a *= PALE;
    pale
}

#[cfg(test)]
mod tests;
