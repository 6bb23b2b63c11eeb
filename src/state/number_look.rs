//! How the numbers of the run table look: in which format, and with which colour.

use crate::query::{Column, NumberFormat};

/// The keys of a link that this part of the workspace has.
const FORMATS: &str = "formats";
const SHADES: &str = "shade";

/// How the numbers of the run table look.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct NumberLook {
    /// The formats that were chosen, in the order of choosing.
    formats: Vec<(Column, NumberFormat)>,
    /// The columns whose cells are coloured by their numbers.
    shaded: Vec<Column>,
}

impl NumberLook {
    /// The format that was chosen for a column.
    pub fn format(&self, column: &Column) -> Option<NumberFormat> {
        let chosen = self.formats.iter().find(|(of, _)| of == column);
        chosen.map(|(_, format)| *format)
    }

    /// Chooses the format of a column; `None` is the usual one.
    pub fn set_format(&mut self, column: &Column, format: Option<NumberFormat>) {
        self.formats.retain(|(of, _)| of != column);
        self.formats.extend(format.map(|format| (column.clone(), format)));
    }

    /// The columns whose cells are coloured by their numbers.
    pub fn shaded(&self) -> &[Column] {
        &self.shaded
    }

    /// Colours the cells of a column by their numbers, or no longer.
    pub fn toggle_shade(&mut self, column: &Column) {
        match self.shaded.iter().position(|shaded| shaded == column) {
            Some(place) => drop(self.shaded.remove(place)),
            None => self.shaded.push(column.clone()),
        }
    }

    /// Changes all columns that are spoken of.
    pub(super) fn turn(&mut self, turn: impl Fn(&mut Column)) {
        self.formats.iter_mut().for_each(|(of, _)| turn(of));
        self.shaded.iter_mut().for_each(turn);
    }

    /// Takes what a link says under a key; `false` when the key is of another
    /// part. `list` takes a list apart.
    pub fn read(&mut self, key: &str, value: &str, list: impl Fn(&str) -> Vec<String>) -> bool {
        match key {
            FORMATS => {
                self.formats.clear();
                for item in list(value) {
                    // The format comes first, for a name may hold anything.
                    if let Some((format, code)) = item.split_once('@')
                        && let (Some(format), Some(column)) = (NumberFormat::parse(format), Column::parse(code))
                    {
                        self.set_format(&column, Some(format));
                    }
                }
            }
            SHADES => self.shaded = list(value).iter().filter_map(|code| Column::parse(code)).collect(),
            _ => return false,
        }
        true
    }

    /// Puts what differs from the default under its keys; `joined` makes a list.
    pub fn write(&self, joined: impl Fn(&[String]) -> String, mut put: impl FnMut(&str, String)) {
        if !self.formats.is_empty() {
            let item = |(column, format): &(Column, NumberFormat)| format!("{}@{}", format.code(), column.code());
            put(FORMATS, joined(&self.formats.iter().map(item).collect::<Vec<_>>()));
        }
        if !self.shaded.is_empty() {
            put(
                SHADES,
                joined(&self.shaded.iter().map(Column::code).collect::<Vec<_>>()),
            );
        }
    }
}
