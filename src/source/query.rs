//! What a source can be asked to leave out.

/// The first step and the last one, both included.
pub type StepWindow = (i64, i64);

/// Which runs of an experiment, and in what order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct RunQuery {
    /// A condition in the grammar of MLflow's search; all runs when `None`.
    pub filter: Option<String>,
    /// What they are sorted by, such as `metrics.loss ASC`, the first first;
    /// in the order of the source when empty.
    pub order_by: Vec<String>,
    /// Whether runs that were deleted, but not for good, are wanted too.
    pub include_deleted: bool,
}
