//! What a source can be asked to leave out.

/// The first step and the last one, both included.
pub type StepWindow = (i64, i64);

/// Whether a window holds all steps of another.
pub fn holds((from, to): StepWindow, inner: StepWindow) -> bool {
    from <= inner.0 && inner.1 <= to
}

/// The grammar of a condition on runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// That of MLflow's search.
    Mlflow,
    /// That of the run history of Azure Machine Learning.
    Azureml,
}

/// Which runs of an experiment, and in what order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct RunQuery {
    /// A condition in the [`Dialect`] of the source; all runs when `None`.
    pub filter: Option<String>,
    /// What they are sorted by, such as `metrics.loss ASC`, the first first;
    /// in the order of the source when empty.
    pub order_by: Vec<String>,
    /// Whether runs that were deleted, but not for good, are wanted too.
    pub include_deleted: bool,
}
