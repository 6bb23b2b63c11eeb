//! Which runs are looked at together, and how charts draw them then.

use crate::chart::{Center, Grid, Spread};
use crate::query::GroupKey;

/// The keys of a link that this part of the workspace has.
const BY: &str = "group";
const CENTER: &str = "center";
const SPREAD: &str = "band";
const GRID: &str = "grid";
const MEMBERS: &str = "members";

/// By what runs are put together, and what stands for a group in a chart.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Grouping {
    /// What the runs of a group have in common; without a key every run stands for itself.
    pub by: Vec<GroupKey>,
    /// What the line of a group shows.
    pub center: Center,
    /// What the band about it shows.
    pub spread: Spread,
    /// How the x of its runs are matched.
    pub grid: Grid,
    /// Whether the lines of its runs are drawn behind.
    pub members: bool,
}

impl Grouping {
    /// Takes what a link says under a key; `false` when the key is of another part. `list` takes
    /// a list apart.
    pub fn read(&mut self, key: &str, value: &str, list: impl Fn(&str) -> Vec<String>) -> bool {
        match key {
            BY => self.by = list(value).iter().filter_map(|code| GroupKey::parse(code)).collect(),
            CENTER => self.center = of_word(Center::ALL, value, Center::word),
            SPREAD => self.spread = of_word(Spread::ALL, value, Spread::word),
            GRID => self.grid = of_word(Grid::ALL, value, Grid::word),
            MEMBERS => self.members = value == "1",
            _ => return false,
        }
        true
    }

    /// Puts what differs from the default under its keys; `joined` makes a list.
    pub fn write(&self, joined: impl Fn(&[String]) -> String, mut put: impl FnMut(&str, String)) {
        let default = Self::default();
        if !self.by.is_empty() {
            let codes: Vec<String> = self.by.iter().map(GroupKey::code).collect();
            put(BY, joined(&codes));
        }
        if self.center != default.center {
            put(CENTER, self.center.word().to_owned());
        }
        if self.spread != default.spread {
            put(SPREAD, self.spread.word().to_owned());
        }
        if self.grid != default.grid {
            put(GRID, self.grid.word().to_owned());
        }
        if self.members {
            put(MEMBERS, "1".to_owned());
        }
    }
}

fn of_word<T: Copy + Default, const N: usize>(all: [T; N], word: &str, word_of: fn(T) -> &'static str) -> T {
    all.into_iter().find(|one| word_of(*one) == word).unwrap_or_default()
}
