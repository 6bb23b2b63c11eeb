//! The run that the others in the table are compared with.

use crate::model::RunId;

/// The key of a link that this part of the workspace has.
const BASELINE: &str = "baseline";

/// The run that the others in the table are compared with.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Baseline(pub Option<RunId>);

impl Baseline {
    /// Takes what a link says under a key; `false` when the key is of another part.
    pub fn read(&mut self, key: &str, value: &str) -> bool {
        if key != BASELINE {
            return false;
        }
        self.0 = (!value.is_empty()).then(|| RunId::new(value));
        true
    }

    /// Puts what differs from the default under its key.
    pub fn write(&self, mut put: impl FnMut(&str, String)) {
        if let Some(run) = &self.0 {
            put(BASELINE, run.to_string());
        }
    }

    /// Compares with a run, or with none where it was that one.
    pub fn toggle(&mut self, run: &RunId) {
        self.0 = (self.0.as_ref() != Some(run)).then(|| run.clone());
    }
}
