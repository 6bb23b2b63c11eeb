//! How well a model predicts, from what was counted when it was judged: the
//! accuracy table of a classifier, the residuals and the predictions of a
//! regressor. Azure ML logs them with `log_accuracy_table`, `log_residuals`
//! and `log_predictions`.

mod accuracy;
mod calibration;
mod curve;
mod regression;

pub use accuracy::{AccuracyTable, Counts, TableFault};
pub use curve::{Average, CurveKind, CurveOf, EvaluationCurve};
pub use regression::{Prediction, Predictions, ResidualBin, Residuals};

/// What was logged of how well a model predicts.
#[derive(Clone, Debug, PartialEq)]
pub enum Evaluation {
    /// Hits and misses of a classifier at many thresholds.
    Accuracy(AccuracyTable),
    /// How often a regressor is wrong by how much.
    Residuals(Residuals),
    /// What a regressor predicts where the truth is so much.
    Predictions(Predictions),
}
