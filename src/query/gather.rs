//! The rows of a table: runs, or groups of runs that fold.

use super::group::{group_short_name, text_code, value_cell};
use super::pooled::{Pooled, Stat, pooled};
use super::sort::in_order_of;
use super::{Cell, Column, GroupKey, Grouper, SortKey, children_below_parents, depths, group_name};
use crate::model::{Run, Timestamp};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex};

/// Runs of a table that have something in common, in their order.
#[derive(Debug, Default)]
pub struct RunGroup {
    /// What tells it from the others, as it is written in a link.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// The same, shorter where several keys are known.
    pub short_name: String,
    /// Its runs; at least one.
    pub runs: Vec<Arc<Run>>,
    /// How many runs above each are its ancestors; empty where none has any.
    depths: Vec<u8>,
    /// What was found of its columns so far, for a heading comes into sight again and again.
    known: Mutex<HashMap<Column, (Stat, Pooled)>>,
}

impl RunGroup {
    /// What its runs have in a column, as [`pooled`] says. What time changes is not kept.
    pub fn pooled(&self, column: &Column, stat: Stat, now: Timestamp) -> Pooled {
        let find = || pooled(&self.runs, column, stat, now);
        let Some(mut known) = self.known.lock().ok().filter(|_| *column != Column::Duration) else {
            return find();
        };
        match known.get(column) {
            Some((of, found)) if *of == stat => *found,
            _ => {
                let found = find();
                known.insert(column.clone(), (stat, found));
                found
            }
        }
    }
}

/// A row of a table.
#[derive(Clone, Debug)]
pub enum TableRow {
    /// The heading of a group, and whether its runs stand below it.
    Group(Arc<RunGroup>, bool),
    /// A run, and how many of its ancestors stand above it.
    Run(Arc<Run>, u8),
}

/// The rows of a table. Only those that are asked for are made.
#[derive(Clone, Debug, Default)]
pub struct TableRows {
    groups: Arc<Vec<Arc<RunGroup>>>,
    /// For each group where it ends, and whether its runs are shown.
    ends: Vec<(usize, bool)>,
    /// Whether groups have a row of their own.
    has_heads: bool,
}

/// The groups of `runs`, which stand in their order already, sorted by what
/// stands for each group in the columns of `sort`; by name is by the values of
/// `keys`. With `is_tree` a child stands below its parent where both are of one
/// group. Equal groups keep the order of their first runs.
pub fn gather(
    runs: &[Arc<Run>],
    keys: &[GroupKey],
    sort: &[SortKey],
    stat: Stat,
    is_tree: bool,
    now: Timestamp,
) -> Vec<Arc<RunGroup>> {
    let grouper = Grouper::of(keys);
    let mut places: HashMap<Vec<String>, usize> = HashMap::new();
    let mut groups: Vec<(Vec<String>, Vec<Arc<Run>>)> = Vec::new();
    for run in runs {
        let values = grouper.values(run);
        let place = *places.entry(values).or_insert_with_key(|values| {
            groups.push((values.clone(), Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(run.clone());
    }
    let mut columns: Vec<(Vec<Cell<'_>>, super::Direction)> = Vec::new();
    for key in sort {
        if key.column == Column::Name {
            let of_key = |at: usize| groups.iter().map(|(values, _)| value_cell(&values[at])).collect();
            columns.extend((0..keys.len()).map(|at| (of_key(at), key.direction)));
            continue;
        }
        let cells = groups.iter().map(|(_, runs)| {
            let first = runs.first().map_or(Cell::Missing, |run| key.column.cell(run, now));
            pooled(runs, &key.column, stat, now).cell(first, key.direction)
        });
        columns.push((cells.collect(), key.direction));
    }
    let order = in_order_of(groups.len(), &columns);
    drop(columns);
    let mut groups: Vec<_> = groups.into_iter().map(Some).collect();
    let groups = order.into_iter().filter_map(|place| groups[place].take());
    let made = groups.map(|(values, runs)| {
        let runs = if is_tree { children_below_parents(&runs) } else { runs };
        Arc::new(RunGroup {
            code: text_code(&values),
            name: group_name(keys, &values),
            short_name: group_short_name(keys, &values),
            depths: if is_tree { depths(&runs) } else { Vec::new() },
            runs,
            known: Mutex::default(),
        })
    });
    made.collect()
}

impl TableRows {
    /// Every run, in the order given.
    pub fn of_runs(runs: &[Arc<Run>], is_tree: bool) -> Self {
        let all = RunGroup {
            runs: runs.to_vec(),
            depths: if is_tree { depths(runs) } else { Vec::new() },
            ..RunGroup::default()
        };
        Self {
            ends: vec![(runs.len(), true)],
            groups: Arc::new(vec![Arc::new(all)]),
            has_heads: false,
        }
    }

    /// Groups, and the runs of those that are open.
    pub fn of_groups(groups: Arc<Vec<Arc<RunGroup>>>, is_open: impl Fn(&str) -> bool) -> Self {
        let mut end = 0;
        let ends = groups.iter().map(|group| {
            let is_open = is_open(&group.code);
            end += 1 + if is_open { group.runs.len() } else { 0 };
            (end, is_open)
        });
        Self {
            ends: ends.collect(),
            groups,
            has_heads: true,
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.ends.last().map_or(0, |(end, _)| *end)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows in a range of places; fewer where it goes beyond the end.
    pub fn slice(&self, range: Range<usize>) -> Vec<TableRow> {
        let mut at = self.ends.partition_point(|(end, _)| *end <= range.start);
        let mut rows = Vec::with_capacity(range.len());
        for place in range.start..range.end.min(self.len()) {
            while self.ends[at].0 <= place {
                at += 1;
            }
            let (group, is_open) = (&self.groups[at], self.ends[at].1);
            let start = if at == 0 { 0 } else { self.ends[at - 1].0 };
            let within = place - start;
            if self.has_heads && within == 0 {
                rows.push(TableRow::Group(group.clone(), is_open));
                continue;
            }
            let within = within - usize::from(self.has_heads);
            let depth = group.depths.get(within).copied().unwrap_or(0);
            rows.push(TableRow::Run(group.runs[within].clone(), depth));
        }
        rows
    }

    /// The place of the heading of the group that the row at `place` is of.
    pub fn head_of(&self, place: usize) -> Option<usize> {
        let at = self.ends.partition_point(|(end, _)| *end <= place);
        let start = if at == 0 { 0 } else { self.ends[at - 1].0 };
        (self.has_heads && at < self.ends.len()).then_some(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, MetricKey, MetricKind, MetricSummary, ParamValue, RunId};

    /// Runs of a param, a metric and a parent; an empty text is nothing.
    fn runs(of: &[(&str, &str, f64, &str)]) -> Vec<Arc<Run>> {
        let made = of.iter().map(|(id, param, loss, parent)| {
            let mut run = Run::new(RunId::new(*id), ExperimentId::new("e"));
            run.name = (*id).to_owned();
            if !param.is_empty() {
                run.params.insert("lr".to_owned(), ParamValue::new(*param));
            }
            let mut summary = MetricSummary::new(MetricKind::Series);
            summary.last = Some(*loss);
            run.metrics.insert(MetricKey::new("loss"), summary);
            run.parent_id = (!parent.is_empty()).then(|| RunId::new(*parent));
            Arc::new(run)
        });
        made.collect()
    }

    fn some() -> Vec<Arc<Run>> {
        runs(&[
            ("a", "10", 1.0, ""),
            ("b", "9", 4.0, ""),
            ("c", "", 2.0, "a"),
            ("d", "10", 7.0, "a"),
            ("e", "9", 0.0, "b"),
        ])
    }

    fn by_lr() -> Vec<GroupKey> {
        vec![GroupKey::Column(Column::Param("lr".to_owned()))]
    }

    fn gathered(sort: &str, stat: Stat, is_tree: bool) -> Vec<Arc<RunGroup>> {
        let sort = [SortKey::parse(sort).expect("a good key")];
        gather(&some(), &by_lr(), &sort, stat, is_tree, Timestamp(0))
    }

    fn said(groups: &[Arc<RunGroup>]) -> Vec<String> {
        let ids = |group: &RunGroup| group.runs.iter().map(|run| run.id.as_str()).collect::<String>();
        groups
            .iter()
            .map(|group| format!("{}: {}", group.name, ids(group)))
            .collect()
    }

    #[test]
    fn groups_are_sorted_by_what_stands_for_them() {
        let of_two = [by_lr(), vec![GroupKey::Column(Column::Name)]].concat();
        let two = gather(&some(), &of_two, &[], Stat::Mean, false, Timestamp(0));
        assert_eq!(
            (two[2].name.as_str(), two[2].short_name.as_str()),
            ("lr=none, Name=c", "none, c")
        );
        assert_eq!(
            said(&gathered("metrics.loss", Stat::Mean, false)),
            ["lr=9: be", "lr=none: c", "lr=10: ad"]
        );
        assert_eq!(
            said(&gathered("-metrics.loss", Stat::Min, false)),
            ["lr=none: c", "lr=10: ad", "lr=9: be"]
        );
        assert_eq!(
            said(&gathered("name", Stat::Mean, false)),
            ["lr=9: be", "lr=10: ad", "lr=none: c"]
        );
        assert_eq!(
            said(&gathered("-name", Stat::Mean, false)),
            ["lr=10: ad", "lr=9: be", "lr=none: c"]
        );
        assert_eq!(
            said(&gathered("status", Stat::Mean, false)),
            ["lr=10: ad", "lr=9: be", "lr=none: c"]
        );
    }

    #[test]
    fn what_was_found_of_a_column_is_told_again_for_the_same_number_alone() {
        let groups = gathered("name", Stat::Mean, false);
        let column = SortKey::parse("metrics.loss").expect("a good key").column;
        for stat in [Stat::Mean, Stat::Max, Stat::Max, Stat::Mean] {
            for group in &groups {
                let expected = pooled(&group.runs, &column, stat, Timestamp(0));
                assert_eq!(group.pooled(&column, stat, Timestamp(0)), expected);
            }
        }
    }

    #[test]
    fn every_group_has_a_code_of_its_own() {
        let of = |values: &[&str]| text_code(&values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>());
        assert_eq!(
            (of(&["0.1", "a|b"]), of(&[""])),
            ("0.1|a%7Cb".to_owned(), "|".to_owned())
        );
        assert_ne!(of(&["a|b", "c"]), of(&["a", "b|c"]));
    }

    #[test]
    fn rows_are_made_where_they_are_asked_for() {
        let groups = Arc::new(gathered("name", Stat::Mean, true));
        let rows = TableRows::of_groups(groups, |code| code == "10");
        let show = |row: &TableRow| match row {
            TableRow::Group(group, is_open) => format!("{} {is_open}", group.name),
            TableRow::Run(run, depth) => format!("{} {depth}", run.id),
        };
        let all: Vec<String> = rows.slice(0..99).iter().map(show).collect();
        assert_eq!(all, ["lr=9 false", "lr=10 true", "a 0", "d 1", "lr=none false"]);
        for (start, end) in [(0, 0), (1, 3), (2, 5), (3, 4), (4, 9), (5, 9)] {
            let some: Vec<String> = rows.slice(start..end).iter().map(show).collect();
            assert_eq!(some, all[start..end.clamp(start, 5)], "{start}..{end}");
        }
        assert_eq!(
            [0, 1, 3, 4, 5].map(|place| rows.head_of(place)),
            [Some(0), Some(1), Some(1), Some(4), None]
        );
        assert!(TableRows::default().is_empty() && TableRows::default().slice(0..9).is_empty());
    }

    #[test]
    fn without_groups_every_run_is_a_row() {
        let tree = children_below_parents(&some());
        let rows = TableRows::of_runs(&tree, true);
        assert_eq!((rows.len(), rows.head_of(2)), (5, None));
        let [TableRow::Run(child, 1)] = &rows.slice(1..2)[..] else {
            panic!("one run below its parent");
        };
        assert!(Arc::ptr_eq(child, &tree[1]));
        assert!(TableRows::of_runs(&[], true).is_empty());
    }
}
