//! How the table shows groups of runs: which are open, and what stands for one.

use super::Workspace;
use crate::query::{GroupKey, Stat};
use std::collections::BTreeSet;

/// The keys of a link that this part of the workspace has.
const OPEN: &str = "open";
const STAT: &str = "stat";
/// All groups, but those named after it.
const ALL: &str = "*";

/// How the table shows groups of runs.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct TableGroups {
    /// Which number stands for those of a group.
    pub stat: Stat,
    /// Whether groups are open unless they are among the `others`, or closed.
    all_open: bool,
    /// The groups that are not as most are, by their codes.
    others: BTreeSet<String>,
}

impl TableGroups {
    /// Whether the runs of a group are shown.
    pub fn is_open(&self, code: &str) -> bool {
        self.all_open != self.others.contains(code)
    }

    /// Opens or closes a group.
    pub fn set_open(&mut self, code: &str, open: bool) {
        if open == self.all_open {
            self.others.remove(code);
        } else {
            self.others.insert(code.to_owned());
        }
    }

    /// Opens or closes all groups.
    pub fn set_all(&mut self, open: bool) {
        self.all_open = open;
        self.others.clear();
    }

    /// Takes what a link says under a key; `false` when the key is of another
    /// part. `list` takes a list apart.
    pub fn read(&mut self, key: &str, value: &str, list: impl Fn(&str) -> Vec<String>) -> bool {
        match key {
            OPEN => {
                self.others = list(value).into_iter().collect();
                self.all_open = self.others.remove(ALL);
            }
            STAT => {
                let stat = Stat::ALL.into_iter().find(|stat| stat.word() == value);
                self.stat = stat.unwrap_or_default();
            }
            _ => return false,
        }
        true
    }

    /// Puts what differs from the default under its keys; `joined` makes a list.
    pub fn write(&self, joined: impl Fn(&[String]) -> String, mut put: impl FnMut(&str, String)) {
        let mut items: Vec<String> = self.all_open.then(|| ALL.to_owned()).into_iter().collect();
        items.extend(self.others.iter().cloned());
        if !items.is_empty() {
            put(OPEN, joined(&items));
        }
        if self.stat != Stat::default() {
            put(STAT, self.stat.word().to_owned());
        }
    }
}

impl Workspace {
    /// Changes by what runs are put together; which groups were open says
    /// nothing of the new ones.
    pub fn regroup(&mut self, change: impl FnOnce(&mut Vec<GroupKey>)) {
        change(&mut self.grouping.by);
        self.groups.others.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_opens_and_closes_alone_and_with_all_others() {
        let mut groups = TableGroups::default();
        groups.set_open("a", true);
        groups.set_open("b", true);
        groups.set_open("b", false);
        assert_eq!(["a", "b"].map(|code| groups.is_open(code)), [true, false]);
        groups.set_all(true);
        groups.set_open("a", false);
        assert_eq!(["a", "b"].map(|code| groups.is_open(code)), [false, true]);
        groups.set_all(false);
        assert_eq!(groups, TableGroups::default());
    }

    #[test]
    fn other_groups_are_closed_unless_all_were_open() {
        let mut workspace = Workspace::default();
        workspace.groups.set_open("a", true);
        workspace.regroup(|by| by.extend(GroupKey::parse("status")));
        assert!(!workspace.groups.is_open("a") && workspace.grouping.by.len() == 1);
        workspace.groups.set_all(true);
        workspace.regroup(Vec::clear);
        assert!(workspace.groups.is_open("a"));
    }
}
