//! How a metric that is a table is drawn.

use crate::chart::DrawAs;
use crate::model::{Cells, MetricTable};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The key of a link that this part of the workspace has, once for each table.
const TABLE: &str = "table";

/// What a table is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum TableLook {
    /// A line where all of its columns are numbers, otherwise rows and columns.
    #[default]
    Auto,
    /// Lines, points or bars.
    Drawn(DrawAs),
    /// Rows and columns.
    Rows,
}

impl TableLook {
    /// All that can be chosen, in the order of a menu.
    pub const ALL: [Self; 5] = [
        Self::Auto,
        Self::Drawn(DrawAs::Lines),
        Self::Drawn(DrawAs::Points),
        Self::Drawn(DrawAs::Bars),
        Self::Rows,
    ];

    /// The word in a link.
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Drawn(DrawAs::Lines) => "line",
            Self::Drawn(DrawAs::Points) => "points",
            Self::Drawn(DrawAs::Bars) => "bars",
            Self::Rows => "rows",
        }
    }

    /// The words in a menu.
    pub fn label(self) -> &'static str {
        match self {
            Self::Auto => "Automatic",
            Self::Drawn(DrawAs::Lines) => "Lines",
            Self::Drawn(DrawAs::Points) => "Points",
            Self::Drawn(DrawAs::Bars) => "Bars",
            Self::Rows => "Rows and columns",
        }
    }
}

/// How one table is drawn. Columns are known by their names; one that a table does not have counts
/// as not chosen.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct TablePicture {
    /// What it is drawn as.
    pub look: TableLook,
    /// The column along x; the first one unless chosen, when drawn automatically the first of numbers.
    pub x: Option<String>,
    /// The column of numbers along y; the first other one unless chosen.
    pub y: Option<String>,
    /// A column of which each value has a line of its own.
    pub by: Option<String>,
}

/// One line of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableCurve {
    /// The value that its rows share; empty where the table is one line.
    pub name: String,
    /// In logged order; the places of [`names`](Self::names) where there are such.
    pub x: Arc<[f64]>,
    /// As long as x.
    pub y: Arc<[f64]>,
    /// What stands at 0, 1, 2 … along x, where it is no number.
    pub names: Option<Arc<[String]>>,
}

impl TablePicture {
    /// How it is drawn; `None` as rows and columns.
    pub fn drawn_as(&self, table: &MetricTable) -> Option<DrawAs> {
        let wanted = match self.look {
            TableLook::Auto => table.is_curve().then_some(DrawAs::Lines),
            TableLook::Drawn(drawn) => Some(drawn),
            TableLook::Rows => None,
        };
        wanted.filter(|_| self.axes(table).is_some())
    }

    /// The places of the columns of x and of y; `None` where nothing is a number.
    pub fn axes(&self, table: &MetricTable) -> Option<(usize, usize)> {
        let columns = &table.columns;
        let named = |name: &Option<String>| columns.iter().position(|column| Some(&column.name) == name.as_ref());
        let is_number = |place: &usize| matches!(columns[*place].cells, Cells::Numbers(_));
        let by = named(&self.by);
        let chosen = named(&self.y).filter(is_number);
        let free = |place: &usize| Some(*place) != chosen && Some(*place) != by;
        let x = named(&self.x).or_else(|| {
            let mut free = (0..columns.len()).filter(free);
            // Something has to be left for y.
            let is_last =
                |place: &usize| chosen.is_none() && (0..columns.len()).filter(is_number).all(|other| other == *place);
            free.find(|place| !is_last(place))
        })?;
        let y =
            chosen.or_else(|| (0..columns.len()).find(|place| is_number(place) && *place != x && Some(*place) != by));
        let y = y.or_else(|| (0..columns.len()).find(|place| is_number(place) && *place != x))?;
        Some((x, y))
    }

    /// The lines of a table; none where nothing is a number.
    pub fn curves(&self, table: &MetricTable) -> Vec<TableCurve> {
        let Some((x, y)) = self.axes(table) else {
            return Vec::new();
        };
        let (names, x) = places(&table.columns[x].cells);
        let Cells::Numbers(y) = &table.columns[y].cells else {
            return Vec::new();
        };
        let y: Vec<f64> = y.iter().map(|cell| cell.unwrap_or(f64::NAN)).collect();
        let by = table
            .columns
            .iter()
            .find(|column| Some(&column.name) == self.by.as_ref());
        let Some(by) = by else {
            let name = String::new();
            return vec![TableCurve {
                name,
                x: x.into(),
                y: y.into(),
                names,
            }];
        };
        let mut curves: Vec<(String, Vec<f64>, Vec<f64>)> = Vec::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for (row, (&x, &y)) in x.iter().zip(&y).enumerate() {
            let value = text(&by.cells, row).unwrap_or_else(|| "none".to_owned());
            let place = *known.entry(value).or_insert_with_key(|value| {
                curves.push((value.clone(), Vec::new(), Vec::new()));
                curves.len() - 1
            });
            curves[place].1.push(x);
            curves[place].2.push(y);
        }
        let curve = |(name, x, y): (String, Vec<f64>, Vec<f64>)| TableCurve {
            name,
            x: x.into(),
            y: y.into(),
            names: names.clone(),
        };
        curves.into_iter().map(curve).collect()
    }

    fn items(&self, metric: &str) -> Vec<String> {
        let named = [("x", &self.x), ("y", &self.y), ("by", &self.by)];
        let named = named
            .into_iter()
            .filter_map(|(key, name)| Some(format!("{key}:{}", name.as_ref()?)));
        let look = (self.look != TableLook::default()).then(|| format!("as:{}", self.look.word()));
        [metric.to_owned()].into_iter().chain(look).chain(named).collect()
    }
}

/// The cells of a column as numbers: their own, or places among the names that there are, in the
/// order in which they were logged.
fn places(cells: &Cells) -> (Option<Arc<[String]>>, Vec<f64>) {
    if let Cells::Numbers(cells) = cells {
        return (None, cells.iter().map(|cell| cell.unwrap_or(f64::NAN)).collect());
    }
    let (mut names, mut known) = (Vec::new(), BTreeMap::new());
    let place = |row| match text(cells, row) {
        None => f64::NAN,
        Some(name) => *known.entry(name).or_insert_with_key(|name: &String| {
            names.push(name.clone());
            (names.len() - 1) as f64
        }),
    };
    let places = (0..cells.len()).map(place).collect();
    (Some(names.into()), places)
}

/// A cell as it is read; `None` for an empty one.
fn text(cells: &Cells, row: usize) -> Option<String> {
    match cells {
        Cells::Numbers(cells) => cells.get(row)?.map(|number| number.to_string()),
        Cells::Texts(cells) => cells.get(row)?.as_ref().map(ToString::to_string),
        Cells::Booleans(cells) => cells.get(row)?.map(|value| value.to_string()),
    }
}

/// How tables are drawn, by their metrics.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct TablePictures(BTreeMap<String, TablePicture>);

impl TablePictures {
    /// That of a metric.
    pub fn of(&self, metric: &str) -> TablePicture {
        self.0.get(metric).cloned().unwrap_or_default()
    }

    /// Draws the table of a metric so.
    pub fn set(&mut self, metric: &str, picture: TablePicture) {
        if picture == TablePicture::default() {
            self.0.remove(metric);
        } else {
            self.0.insert(metric.to_owned(), picture);
        }
    }

    /// Takes what a link says under a key; `false` when the key is of another part. `list` takes
    /// a list apart.
    pub fn read(&mut self, key: &str, value: &str, list: impl Fn(&str) -> Vec<String>) -> bool {
        if key != TABLE {
            return false;
        }
        let mut items = list(value).into_iter();
        let Some(metric) = items.next() else {
            return true;
        };
        let mut picture = TablePicture::default();
        for item in items {
            match item.split_once(':') {
                Some(("as", word)) => {
                    let mut looks = TableLook::ALL.into_iter();
                    picture.look = looks.find(|look| look.word() == word).unwrap_or_default();
                }
                Some(("x", name)) => picture.x = Some(name.to_owned()),
                Some(("y", name)) => picture.y = Some(name.to_owned()),
                Some(("by", name)) => picture.by = Some(name.to_owned()),
                _ => {}
            }
        }
        self.set(&metric, picture);
        true
    }

    /// Puts what differs from the default under its key; `joined` makes a list.
    pub fn write(&self, joined: impl Fn(&[String]) -> String, mut put: impl FnMut(&str, String)) {
        for (metric, picture) in &self.0 {
            put(TABLE, joined(&picture.items(metric)));
        }
    }
}

#[cfg(test)]
mod tests;
