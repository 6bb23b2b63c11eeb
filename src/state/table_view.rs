//! How the table of runs is laid out: what else it is sorted by, how wide its
//! columns are, and which of them never scroll away.

use crate::query::{Column, SortKey};

/// The keys of a link that this part of the workspace has.
const WIDTHS: &str = "widths";
const PINS: &str = "pins";
const BEST: &str = "best";
/// The least and the largest width of a column, in CSS pixels.
const NARROWEST: u16 = 48;
const WIDEST: u16 = 900;

/// How the table of runs is laid out.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct TableView {
    /// What orders runs that are equal in the first key of the order.
    pub then_by: Vec<SortKey>,
    /// The widths that were chosen, in CSS pixels, in the order of choosing.
    pub widths: Vec<(Column, u16)>,
    /// The columns that never scroll away, in order; the name never does.
    pub pins: Vec<Column>,
    /// By which column the best run is told: ascending where the least is best.
    pub best: Option<SortKey>,
}

impl TableView {
    /// The width that was chosen for a column, in CSS pixels.
    pub fn width(&self, column: &Column) -> Option<u16> {
        let chosen = self.widths.iter().find(|(of, _)| of == column);
        chosen.map(|(_, width)| *width)
    }

    /// Chooses the width of a column, within reason; `None` is the usual one.
    pub fn set_width(&mut self, column: &Column, width: Option<f64>) {
        self.widths.retain(|(of, _)| of != column);
        if let Some(width) = width.filter(|width| width.is_finite()) {
            // The range makes the cast exact.
            let width = width.round().clamp(f64::from(NARROWEST), f64::from(WIDEST)) as u16;
            self.widths.push((column.clone(), width));
        }
    }

    /// The columns in the order of the table, and how many never scroll away:
    /// of those that are shown, the pinned ones first.
    pub fn arranged(&self, shown: &[Column]) -> (Vec<Column>, usize) {
        let is_shown = |column: &&Column| **column != Column::Name && shown.contains(column);
        let mut columns: Vec<Column> = vec![Column::Name];
        columns.extend(self.pins.iter().filter(is_shown).cloned());
        let pinned = columns.len();
        let others = shown.iter().filter(|column| !columns.contains(column));
        let others: Vec<Column> = others.cloned().collect();
        columns.extend(others);
        (columns, pinned)
    }

    /// Takes what a link says under a key; `false` when the key is of another
    /// part. `list` takes a list apart.
    pub fn read(&mut self, key: &str, value: &str, list: impl Fn(&str) -> Vec<String>) -> bool {
        match key {
            WIDTHS => {
                self.widths.clear();
                for item in list(value) {
                    // The number comes first, for a name may hold anything.
                    if let Some((width, code)) = item.split_once('@')
                        && let (Ok(width), Some(column)) = (width.parse::<f64>(), Column::parse(code))
                    {
                        self.set_width(&column, Some(width));
                    }
                }
            }
            PINS => {
                self.pins = list(value).iter().filter_map(|code| Column::parse(code)).collect();
            }
            BEST => {
                self.best = SortKey::parse(value).filter(|key| matches!(key.column, Column::Metric(..)));
            }
            _ => return false,
        }
        true
    }

    /// Puts what differs from the default under its keys; `joined` makes a list.
    pub fn write(&self, joined: impl Fn(&[String]) -> String, mut put: impl FnMut(&str, String)) {
        if !self.widths.is_empty() {
            let item = |(column, width): &(Column, u16)| format!("{width}@{}", column.code());
            put(WIDTHS, joined(&self.widths.iter().map(item).collect::<Vec<_>>()));
        }
        if !self.pins.is_empty() {
            put(PINS, joined(&self.pins.iter().map(Column::code).collect::<Vec<_>>()));
        }
        if let Some(best) = &self.best {
            put(BEST, best.code());
        }
    }
}

/// The keys of an order in a link, the first one apart. A link of the time
/// when there was one key holds its name as it is, commas and all: where a part
/// of the list is no key, the text is one.
pub fn sort_of_link(value: &str, list: impl Fn(&str) -> Vec<String>) -> (SortKey, Vec<SortKey>) {
    let items = list(value);
    let keys: Option<Vec<SortKey>> = items.iter().map(|code| SortKey::parse(code)).collect();
    match keys.unwrap_or_default().split_first() {
        Some((first, rest)) => (first.clone(), rest.to_vec()),
        None => (SortKey::parse(value).unwrap_or_default(), Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Aggregate, MetricKey};

    fn param(name: &str) -> Column {
        Column::Param(name.to_owned())
    }

    #[test]
    fn pinned_columns_stand_first_in_their_own_order() {
        let view = TableView {
            pins: vec![param("c"), param("gone"), param("a")],
            ..TableView::default()
        };
        let shown = ["a", "b", "c", "d"].map(param);
        let (columns, pinned) = view.arranged(&shown);
        let titles: Vec<String> = columns.iter().map(Column::title).collect();
        assert_eq!(titles, ["Name", "c", "a", "b", "d"]);
        assert_eq!(pinned, 3);
        assert_eq!(TableView::default().arranged(&[]).0, [Column::Name]);
        assert_eq!(TableView::default().arranged(&[Column::Name]).0, [Column::Name]);
    }

    #[test]
    fn a_width_stays_within_reason() {
        let mut view = TableView::default();
        for (wanted, given) in [
            (Some(1.0), Some(48)),
            (Some(1e9), Some(900)),
            (Some(120.4), Some(120)),
            (Some(f64::NAN), None),
        ] {
            view.set_width(&param("a"), wanted);
            assert_eq!(view.width(&param("a")), given);
        }
    }

    #[test]
    fn an_order_of_one_key_reads_as_it_did() {
        let list = |text: &str| text.split(',').map(str::to_owned).collect();
        let (first, rest) = sort_of_link("metrics.a,b", list);
        assert_eq!(first.column, Column::Metric(MetricKey::new("a,b"), Aggregate::Last));
        assert!(rest.is_empty());
        let (first, rest) = sort_of_link("-params.lr,min(metrics.loss)", list);
        assert_eq!(first.code(), "-params.lr");
        assert_eq!(
            rest.iter().map(SortKey::code).collect::<Vec<_>>(),
            ["min(metrics.loss)"]
        );
        assert_eq!(sort_of_link("nonsense", list), (SortKey::default(), Vec::new()));
    }
}
