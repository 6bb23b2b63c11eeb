//! What a person does to the table of runs, as changes of the workspace.
//! `shown` are the columns behind the name, for they may be nobody's choice yet.

use super::Workspace;
use crate::model::Aggregate;
use crate::query::{Column, Direction, SortKey};

impl Workspace {
    /// The keys of the order, the one that matters most first.
    pub fn sort_keys(&self) -> Vec<SortKey> {
        let mut keys = vec![self.sort.clone()];
        keys.extend(self.table.then_by.iter().cloned());
        keys
    }

    /// Sorts by a column, or turns its order. With `also` the order so far
    /// stays and matters more, unless nobody chose it.
    pub fn sort_by(&mut self, column: &Column, also: bool) {
        let mut keys = self.sort_keys();
        let known = keys.iter().position(|key| key.column == *column);
        let direction = match known {
            Some(place) => keys[place].direction.reversed(),
            // Newest first and longest first; everything else from the bottom.
            None if matches!(column, Column::Start | Column::Duration) => Direction::Descending,
            None => Direction::Ascending,
        };
        let key = SortKey {
            column: column.clone(),
            direction,
        };
        match known {
            Some(place) if also => keys[place] = key,
            None if also && !self.shows_tree() => keys.push(key),
            _ => keys = vec![key],
        }
        self.set_sort(keys);
    }

    /// Sorts by these keys; without any, as if nobody had chosen.
    pub fn set_sort(&mut self, mut keys: Vec<SortKey>) {
        self.sort = if keys.is_empty() {
            SortKey::default()
        } else {
            keys.remove(0)
        };
        self.table.then_by = keys;
    }

    /// Moves a column to a place, counted as the table stands with the name at
    /// 0. A pinned one stays among the pinned ones, another one among the others.
    pub fn move_column(&mut self, shown: &[Column], column: &Column, to: usize) {
        let (mut order, pinned) = self.table.arranged(shown);
        let Some(from) = order.iter().position(|other| other == column).filter(|from| *from > 0) else {
            return;
        };
        let (least, most) = if from < pinned {
            (1, pinned - 1)
        } else {
            (pinned, order.len() - 1)
        };
        let column = order.remove(from);
        order.insert(to.clamp(least, most), column);
        self.set_columns(order, pinned);
    }

    /// Keeps a column from scrolling away, or lets it go.
    pub fn toggle_pin(&mut self, shown: &[Column], column: &Column) {
        let (order, _) = self.table.arranged(shown);
        match self.table.pins.iter().position(|pin| pin == column) {
            Some(place) => {
                self.table.pins.remove(place);
            }
            None => self.table.pins.push(column.clone()),
        }
        // What was let go stands first of those that scroll.
        self.columns = Some(order.into_iter().skip(1).collect());
    }

    /// Takes a column out of the table.
    pub fn hide_column(&mut self, shown: &[Column], column: &Column) {
        self.columns = Some(shown.iter().filter(|other| *other != column).cloned().collect());
        self.table.pins.retain(|pin| pin != column);
    }

    /// Shows another value of a metric in its column; the order, the width and
    /// the best run follow. Where the table has that value already, the column goes.
    pub fn set_aggregate(&mut self, shown: &[Column], column: &Column, wanted: Aggregate) {
        let Column::Metric(key, _) = column else {
            return;
        };
        let new = Column::Metric(key.clone(), wanted);
        let turn = |one: &mut Column| {
            if one == column {
                *one = new.clone();
            }
        };
        let mut columns = shown.to_vec();
        if columns.contains(&new) && new != *column {
            columns.retain(|other| other != column);
        }
        columns.iter_mut().for_each(turn);
        self.columns = Some(columns);
        turn(&mut self.sort.column);
        self.table.then_by.iter_mut().for_each(|key| turn(&mut key.column));
        self.table.pins.iter_mut().for_each(turn);
        self.table.widths.iter_mut().for_each(|(of, _)| turn(of));
        self.numbers.turn(turn);
        if let Some(best) = &mut self.table.best {
            turn(&mut best.column);
        }
    }

    fn set_columns(&mut self, order: Vec<Column>, pinned: usize) {
        let behind_name: Vec<Column> = order.into_iter().skip(1).collect();
        let pinned = pinned.saturating_sub(1);
        if !self.table.pins.is_empty() {
            self.table.pins = behind_name[..pinned.min(behind_name.len())].to_vec();
        }
        self.columns = Some(behind_name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MetricKey;

    fn param(name: &str) -> Column {
        Column::Param(name.to_owned())
    }

    fn shown() -> Vec<Column> {
        ["a", "b", "c", "d"].map(param).to_vec()
    }

    fn titles(workspace: &Workspace) -> Vec<String> {
        let (columns, _) = workspace
            .table
            .arranged(&workspace.columns.clone().unwrap_or_else(shown));
        columns[1..].iter().map(Column::title).collect()
    }

    #[test]
    fn a_column_moves_within_its_own_kind() {
        let mut workspace = Workspace::default();
        workspace.move_column(&shown(), &param("a"), 3);
        assert_eq!(titles(&workspace), ["b", "c", "a", "d"]);
        workspace.move_column(&workspace.columns.clone().unwrap_or_default(), &param("a"), 0);
        assert_eq!(titles(&workspace), ["a", "b", "c", "d"]);
        workspace.toggle_pin(&shown(), &param("c"));
        workspace.toggle_pin(&shown(), &param("d"));
        assert_eq!(titles(&workspace), ["c", "d", "a", "b"]);
        workspace.move_column(&shown(), &param("c"), 9);
        assert_eq!(titles(&workspace), ["d", "c", "a", "b"]);
        assert_eq!(workspace.table.pins, [param("d"), param("c")]);
        workspace.move_column(&shown(), &param("b"), 1);
        assert_eq!(titles(&workspace), ["d", "c", "b", "a"]);
        workspace.toggle_pin(&workspace.columns.clone().unwrap_or_default(), &param("d"));
        assert_eq!(titles(&workspace), ["c", "d", "b", "a"]);
        workspace.move_column(&shown(), &param("gone"), 1);
        workspace.move_column(&shown(), &Column::Name, 2);
        assert_eq!(titles(&workspace), ["c", "d", "b", "a"]);
    }

    #[test]
    fn another_key_is_added_turned_and_replaced() {
        let mut workspace = Workspace::default();
        let codes = |workspace: &Workspace| workspace.sort_keys().iter().map(SortKey::code).collect::<Vec<_>>();
        workspace.sort_by(&param("a"), true);
        assert_eq!(codes(&workspace), ["params.a"], "the order that nobody chose goes");
        workspace.sort_by(&param("b"), true);
        workspace.sort_by(&Column::Start, true);
        workspace.sort_by(&param("b"), true);
        assert_eq!(codes(&workspace), ["params.a", "-params.b", "-start"]);
        workspace.sort_by(&param("b"), false);
        assert_eq!(codes(&workspace), ["params.b"]);
        workspace.set_sort(Vec::new());
        assert!(workspace.shows_tree());
    }

    #[test]
    fn what_is_said_of_a_metric_follows_its_value() {
        let loss = |aggregate| Column::Metric(MetricKey::new("loss"), aggregate);
        let mut workspace = Workspace::default();
        workspace.sort_by(&param("a"), false);
        workspace.sort_by(&loss(Aggregate::Last), true);
        workspace.table.set_width(&loss(Aggregate::Last), Some(200.0));
        let shown = [param("a"), loss(Aggregate::Last)];
        workspace.set_aggregate(&shown, &loss(Aggregate::Last), Aggregate::Min);
        assert_eq!(workspace.columns, Some(vec![param("a"), loss(Aggregate::Min)]));
        assert_eq!(workspace.table.then_by[0].code(), "min(metrics.loss)");
        assert_eq!(workspace.table.width(&loss(Aggregate::Min)), Some(200));
        let twice = [loss(Aggregate::Min), loss(Aggregate::Last)];
        workspace.set_aggregate(&twice, &loss(Aggregate::Last), Aggregate::Min);
        assert_eq!(workspace.columns, Some(vec![loss(Aggregate::Min)]));
        workspace.hide_column(&twice, &loss(Aggregate::Min));
        assert_eq!(workspace.columns, Some(vec![loss(Aggregate::Last)]));
    }
}
