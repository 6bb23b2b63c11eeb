//! The lines of several runs put into one chart.

use super::grouped::id_in_series;
use super::lines::SharedCurve;
use crate::chart::{Ground, Line, Stroke, place_style};
use crate::model::{Cells, MetricTable, Run};
use std::collections::HashMap;
use std::sync::Arc;

/// A column of a table: its name, and whether it is of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableHead {
    /// Its name.
    pub name: String,
    /// Whether it is of numbers.
    pub is_number: bool,
}

/// The columns of a table.
pub fn heads(table: &MetricTable) -> Arc<[TableHead]> {
    let head = |column: &crate::model::TableColumn| TableHead {
        name: column.name.clone(),
        is_number: matches!(column.cells, Cells::Numbers(_)),
    };
    table.columns.iter().map(head).collect()
}

/// Lines as they are put together: one a run, or one for each value of a column of its table.
pub(super) struct Assembled {
    pub lines: Vec<Line>,
    /// What of several things each line shows; empty where no run has several.
    pub series: Vec<String>,
    is_alone: bool,
    ground: Ground,
    kinds: Vec<String>,
    names: Vec<String>,
}

impl Assembled {
    /// Of the only run of a chart, lines are known by what they show, and not by the run.
    pub fn new(is_alone: bool, ground: Ground) -> Self {
        Self {
            lines: Vec::new(),
            series: Vec::new(),
            is_alone,
            ground,
            kinds: Vec::new(),
            names: Vec::new(),
        }
    }

    /// Adds the lines of a run, which has that look.
    pub fn add(&mut self, run: &Run, of: SharedCurve, stroke: Stroke) {
        for (curve, summary) in of.curves.iter() {
            let x = match &curve.names {
                None => curve.x.clone(),
                Some(names) => self.renamed(&curve.x, names),
            };
            let (id, label, stroke) = match curve.name.as_str() {
                "" => (run.id.to_string(), run.name.clone(), stroke),
                name => {
                    let kind = self.kind(name);
                    let style = place_style(kind, 0, self.ground);
                    let (label, stroke) = match self.is_alone {
                        true => (name.to_owned(), style),
                        false => {
                            let dash = place_style(0, kind, self.ground).dash;
                            (format!("{} · {name}", run.name), Stroke { dash, ..stroke })
                        }
                    };
                    (id_in_series(run.id.as_str(), name), label, stroke)
                }
            };
            self.series.push(curve.name.clone());
            self.lines.push(Line {
                id,
                label,
                stroke,
                x,
                y: curve.y.clone(),
                steps: of.steps.clone(),
                summary: summary.clone(),
            });
        }
    }

    /// What stands along x, where it is names.
    pub fn x_names(&self) -> Option<Arc<[String]>> {
        (!self.names.is_empty()).then(|| self.names.clone().into())
    }

    fn kind(&mut self, name: &str) -> usize {
        self.kinds.iter().position(|known| known == name).unwrap_or_else(|| {
            self.kinds.push(name.to_owned());
            self.kinds.len() - 1
        })
    }

    /// Places among the names of one run as places among those of all.
    fn renamed(&mut self, x: &Arc<[f64]>, names: &[String]) -> Arc<[f64]> {
        let known: HashMap<String, usize> = self.names.iter().cloned().zip(0..).collect();
        let place = |name: &String| {
            known.get(name).copied().unwrap_or_else(|| {
                self.names.push(name.clone());
                self.names.len() - 1
            })
        };
        let places: Vec<usize> = names.iter().map(place).collect();
        if places.iter().copied().eq(0..places.len()) {
            return x.clone();
        }
        let place = |x: &f64| match x.is_nan() {
            true => f64::NAN,
            // A place among the names, as it was made.
            false => places.get(*x as usize).map_or(f64::NAN, |place| *place as f64),
        };
        x.iter().map(place).collect()
    }
}
