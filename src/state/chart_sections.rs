//! Which charts of a page are looked at.

/// Which charts of a page are looked at: those that are found, in unfolded sections.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ChartSections {
    /// What the names of charts must have, as [`crate::query::NameSearch`] reads it.
    pub find: String,
    /// The sections that are folded, by their names.
    pub folded: Vec<String>,
}

impl ChartSections {
    /// Folds a section, or unfolds it.
    pub fn fold(&mut self, name: &str, is_folded: bool) {
        self.folded.retain(|folded| folded != name);
        if is_folded {
            self.folded.push(name.to_owned());
        }
    }

    /// Whether a section is folded.
    pub fn is_folded(&self, name: &str) -> bool {
        self.folded.iter().any(|folded| folded == name)
    }

    /// Takes a pair of a link; whether it was one of these.
    pub fn read(&mut self, key: &str, value: &str, list: impl Fn(&str) -> Vec<String>) -> bool {
        match key {
            "find" => value.clone_into(&mut self.find),
            "fold" => self.folded = list(value),
            _ => return false,
        }
        true
    }

    /// Its pairs of a link.
    pub fn write(&self, joined: impl Fn(&[String]) -> String, put: &mut impl FnMut(&str, String)) {
        if !self.find.is_empty() {
            put("find", self.find.clone());
        }
        if !self.folded.is_empty() {
            put("fold", joined(&self.folded));
        }
    }
}
