//! Which runs charts do not draw.

use crate::model::RunId;

/// Runs that charts do not draw, in the order in which they were hidden.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Hidden(Vec<RunId>);

impl Hidden {
    /// These runs, each once.
    pub fn of(runs: impl IntoIterator<Item = RunId>) -> Self {
        let mut hidden = Self::default();
        for run in runs {
            if !hidden.holds(run.as_str()) {
                hidden.0.push(run);
            }
        }
        hidden
    }

    /// Whether a run is hidden.
    pub fn holds(&self, run: &str) -> bool {
        self.0.iter().any(|hidden| hidden.as_str() == run)
    }

    /// Whether no run is hidden.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The ids of the hidden runs.
    pub fn runs(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(RunId::as_str)
    }

    /// Whether all of these runs are hidden; of none at all, no.
    pub fn holds_all(&self, runs: &[String]) -> bool {
        !runs.is_empty() && runs.iter().all(|run| self.holds(run))
    }

    /// Hides the runs of a line, or shows them again when all of them are hidden.
    pub fn toggle(&mut self, runs: &[String]) {
        let is_off = self.holds_all(runs);
        self.show(runs);
        if !is_off {
            self.0.extend(runs.iter().map(|run| RunId::new(run.as_str())));
        }
    }

    /// Of `all` runs of a chart shows `runs` alone; all of them where they are alone
    /// already. Runs of other charts stay as they are.
    pub fn only(&mut self, runs: &[String], all: &[String]) {
        let is_alone = all.iter().all(|one| self.holds(one) != runs.contains(one));
        self.show(all);
        if !is_alone {
            self.0.extend(
                all.iter()
                    .filter(|one| !runs.contains(one))
                    .map(|run| RunId::new(run.as_str())),
            );
        }
    }

    /// Shows these runs again.
    pub fn show(&mut self, runs: &[String]) {
        self.0.retain(|hidden| !runs.iter().any(|run| run == hidden.as_str()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(runs: &[&str]) -> Vec<String> {
        runs.iter().map(|run| (*run).to_owned()).collect()
    }

    fn hidden(runs: &[&str]) -> Hidden {
        Hidden::of(runs.iter().copied().map(RunId::new))
    }

    #[test]
    fn a_line_is_hidden_and_shown_again() {
        let mut some = hidden(&["a", "a"]);
        some.toggle(&ids(&["b", "c"]));
        assert_eq!(some, hidden(&["a", "b", "c"]));
        some.toggle(&ids(&["a"]));
        assert_eq!(some.runs().collect::<Vec<_>>(), ["b", "c"]);
        // A group of which a part is hidden is hidden as a whole first.
        some.toggle(&ids(&["c", "d"]));
        assert_eq!(some, hidden(&["b", "c", "d"]));
        some.toggle(&ids(&["c", "d"]));
        assert_eq!(some, hidden(&["b"]));
    }

    #[test]
    fn a_run_is_shown_alone_and_then_with_all() {
        let all = ids(&["a", "b", "c"]);
        let mut some = hidden(&["x", "b"]);
        some.only(&ids(&["b"]), &all);
        assert_eq!(some, hidden(&["x", "a", "c"]));
        some.only(&ids(&["c"]), &all);
        assert_eq!(some, hidden(&["x", "a", "b"]));
        some.only(&ids(&["c"]), &all);
        assert_eq!(some, hidden(&["x"]));
    }

    #[test]
    fn the_only_run_of_a_chart_stays() {
        let mut some = hidden(&[]);
        some.only(&ids(&["a"]), &ids(&["a"]));
        assert!(some.is_empty() && !some.holds_all(&[]));
    }
}
