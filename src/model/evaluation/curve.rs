//! The curves of a classifier, from its accuracy table.
//!
//! A class without a sample has no curve, nor has one without a sample of
//! another class where that is divided by; neither counts in a mean.

use super::accuracy::{AccuracyTable, Counts};

/// What is drawn over what. TP, FP, TN and FN are the counts at a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CurveKind {
    /// Receiver operating characteristic: the true positive rate TP/(TP+FN)
    /// over the false positive rate FP/(FP+TN).
    /// Source: Fawcett, An introduction to ROC analysis, 2006.
    Roc,
    /// Precision TP/(TP+FP) over recall TP/(TP+FN). Where nothing is called
    /// the class, precision is 1, as in scikit-learn's `precision_recall_curve`.
    PrecisionRecall,
    /// How many times more often the class is met among those that are called
    /// it than among all: (TP/(TP+FN)) / ((TP+FP)/N), over the share (TP+FP)/N
    /// that is called it. Source: the charts of azureml-widgets.
    Lift,
    /// The share TP/(TP+FN) of the class that is found, over the share
    /// (TP+FP)/N that is called it. Source: the charts of azureml-widgets.
    Gains,
    /// How often the class is met among samples of about the same score, over
    /// that score. See [`calibration`](super::calibration).
    Calibration,
}

impl CurveKind {
    /// All of them, in the order of a menu.
    pub const ALL: [Self; 5] = [
        Self::Roc,
        Self::PrecisionRecall,
        Self::Lift,
        Self::Gains,
        Self::Calibration,
    ];

    /// Where a threshold stands on the curve; `None` where that is 0/0.
    fn point(self, counts: Counts) -> Option<(f64, f64)> {
        let share = |part: f64, of: f64| (of > 0.0).then(|| part / of);
        let recall = share(counts.true_pos, counts.positives())?;
        match self {
            Self::Roc => Some((share(counts.false_pos, counts.negatives())?, recall)),
            Self::PrecisionRecall => Some((recall, share(counts.true_pos, counts.called()).unwrap_or(1.0))),
            Self::Gains => Some((share(counts.called(), counts.all())?, recall)),
            Self::Lift => {
                let called = share(counts.called(), counts.all())?;
                Some((called, share(recall, called)?))
            }
            Self::Calibration => None,
        }
    }

    /// What the curve is summed up to, where there is such a number.
    fn score(self, points: &[(f64, f64)]) -> Option<f64> {
        match self {
            Self::Roc => area(points),
            Self::PrecisionRecall => average_precision(points),
            Self::Lift | Self::Gains | Self::Calibration => None,
        }
    }
}

/// A way to make one curve of those of all classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Average {
    /// All classes count the same: the mean of their x and of their y at each
    /// threshold. The score is the mean of theirs, as `average="macro"` in
    /// scikit-learn.
    Macro,
    /// All judgements count the same: the curve of the summed counts, as
    /// `average="micro"` in scikit-learn.
    Micro,
    /// As macro, but each class counts by its samples, as
    /// `average="weighted"` in scikit-learn.
    Weighted,
}

impl Average {
    /// All of them, in the order of a legend.
    pub const ALL: [Self; 3] = [Self::Macro, Self::Micro, Self::Weighted];
}

/// Whose curve it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CurveOf {
    /// Of one class, by its place in the table.
    Class(usize),
    /// Of all classes.
    Average(Average),
}

/// A curve, from the highest threshold to the lowest; calibration from the
/// lowest score to the highest.
#[derive(Clone, Debug, PartialEq)]
pub struct EvaluationCurve {
    /// Whose it is.
    pub of: CurveOf,
    /// Shares between 0 and 1; never falling.
    pub x: Vec<f64>,
    /// Shares between 0 and 1; for lift, how many times.
    pub y: Vec<f64>,
    /// The area under a ROC curve, the average precision of one of precision
    /// and recall.
    pub score: Option<f64>,
}

/// A curve threshold by threshold, so that those of several classes line up.
pub(super) struct Aligned {
    pub points: Vec<Option<(f64, f64)>>,
    /// How much the class counts in a weighted mean.
    pub weight: f64,
}

impl AccuracyTable {
    /// The averages, then the classes, without those that have no curve. One
    /// class alone has no averages.
    pub fn curves(&self, kind: CurveKind) -> Vec<EvaluationCurve> {
        let classes: Vec<Aligned> = (0..self.labels().len())
            .map(|class| Aligned {
                points: self.aligned(kind, self.rows(class)),
                weight: self.support(class),
            })
            .collect();
        let scores: Vec<Option<f64>> = classes.iter().map(|class| kind.score(&placed(&class.points))).collect();
        let mut curves = Vec::new();
        if classes.len() > 1 {
            for average in Average::ALL {
                let points = match average {
                    Average::Micro => self.aligned(kind, &self.summed()),
                    Average::Macro => mean_curve(&classes, |_| 1.0),
                    Average::Weighted => mean_curve(&classes, |class| class.weight),
                };
                let score = match average {
                    Average::Micro => kind.score(&placed(&points)),
                    Average::Macro => mean(scores.iter().map(|&score| (score, 1.0))),
                    Average::Weighted => {
                        let weights = classes.iter().map(|class| class.weight);
                        mean(scores.iter().copied().zip(weights))
                    }
                };
                curves.push(curve(CurveOf::Average(average), &points, score));
            }
        }
        for (class, (aligned, score)) in classes.iter().zip(scores).enumerate() {
            curves.push(curve(CurveOf::Class(class), &aligned.points, score));
        }
        curves.retain(|curve| !curve.x.is_empty());
        curves
    }

    fn aligned(&self, kind: CurveKind, rows: &[Counts]) -> Vec<Option<(f64, f64)>> {
        match kind {
            CurveKind::Calibration => super::calibration::aligned(self.thresholds(), rows),
            _ => rows.iter().rev().map(|&counts| kind.point(counts)).collect(),
        }
    }
}

fn curve(of: CurveOf, points: &[Option<(f64, f64)>], score: Option<f64>) -> EvaluationCurve {
    let (x, y) = placed(points).into_iter().unzip();
    EvaluationCurve { of, x, y, score }
}

fn placed(points: &[Option<(f64, f64)>]) -> Vec<(f64, f64)> {
    points.iter().copied().flatten().collect()
}

/// The mean of the curves that have a place there, threshold by threshold.
/// Source: threshold averaging, section 8.2 of Fawcett 2006, and azureml-widgets.
fn mean_curve(classes: &[Aligned], weight: impl Fn(&Aligned) -> f64) -> Vec<Option<(f64, f64)>> {
    let length = classes.first().map_or(0, |class| class.points.len());
    let at = |place: usize| {
        let along = |coordinate: fn((f64, f64)) -> f64| {
            mean(classes.iter().map(|class| {
                let point = class.points.get(place).copied().flatten();
                (point.map(coordinate), weight(class))
            }))
        };
        Some((along(|point| point.0)?, along(|point| point.1)?))
    };
    (0..length).map(at).collect()
}

/// The mean by weight of the numbers that are there.
fn mean(numbers: impl Iterator<Item = (Option<f64>, f64)>) -> Option<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (number, weight) in numbers {
        if let Some(number) = number {
            sum += number * weight;
            weights += weight;
        }
    }
    (weights > 0.0).then(|| sum / weights)
}

/// The area under the points by the trapezoidal rule, as scikit-learn's `auc`.
fn area(points: &[(f64, f64)]) -> Option<f64> {
    let parts = points
        .windows(2)
        .map(|pair| (pair[1].0 - pair[0].0) * (pair[1].1 + pair[0].1) / 2.0);
    (!points.is_empty()).then(|| parts.sum())
}

/// Σ (Rₙ − Rₙ₋₁) Pₙ over rising recall R with precision P, without drawing
/// lines between the points, as scikit-learn's `average_precision_score`.
fn average_precision(points: &[(f64, f64)]) -> Option<f64> {
    let parts = points.windows(2).map(|pair| (pair[1].0 - pair[0].0) * pair[1].1);
    (!points.is_empty()).then(|| parts.sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two classes of two samples each; the scores of the second are 1 less those of the first.
    fn table() -> AccuracyTable {
        let counts = |true_pos: f64, false_pos: f64| Counts {
            true_pos,
            false_pos,
            true_neg: 2.0 - false_pos,
            false_neg: 2.0 - true_pos,
        };
        let rows = vec![counts(2.0, 2.0), counts(2.0, 1.0), counts(1.0, 0.0)];
        let labels = vec!["no".to_owned(), "yes".to_owned()];
        AccuracyTable::new(labels, &[0.0, 0.3, 0.6], &[rows.clone(), rows]).expect("a table")
    }

    #[test]
    fn averages_come_before_classes_and_one_class_alone_has_none() {
        let of: Vec<CurveOf> = table()
            .curves(CurveKind::Roc)
            .into_iter()
            .map(|curve| curve.of)
            .collect();
        assert_eq!(&of[..3], Average::ALL.map(CurveOf::Average));
        assert_eq!(&of[3..], [CurveOf::Class(0), CurveOf::Class(1)]);
        let rows = vec![Counts {
            true_pos: 3.0,
            ..Counts::default()
        }];
        let alone = AccuracyTable::new(vec!["all".to_owned()], &[0.5], &[rows]).expect("a table");
        // Without a sample of another class there is no false positive rate.
        assert_eq!(alone.curves(CurveKind::Roc), []);
        let curves = alone.curves(CurveKind::PrecisionRecall);
        assert_eq!((curves.len(), curves[0].score), (1, Some(1.0)));
    }

    #[test]
    fn a_roc_curve_goes_from_none_called_to_all_called() {
        let curve = &table().curves(CurveKind::Roc)[3];
        assert_eq!(curve.x, [0.0, 0.0, 0.5, 1.0, 1.0]);
        assert_eq!(curve.y, [0.0, 0.5, 1.0, 1.0, 1.0]);
        assert_eq!(curve.score, Some(0.875));
    }

    #[test]
    fn lift_has_no_place_where_none_is_called() {
        let lift = &table().curves(CurveKind::Lift)[3];
        assert_eq!(lift.x, [0.25, 0.75, 1.0, 1.0]);
        assert!(
            lift.y
                .iter()
                .zip([2.0, 4.0 / 3.0, 1.0, 1.0])
                .all(|(a, b)| (a - b).abs() < 1e-12)
        );
        let gains = &table().curves(CurveKind::Gains)[3];
        assert_eq!((gains.x[0], gains.y[0], gains.score), (0.0, 0.0, None));
    }

    #[test]
    fn a_table_without_a_threshold_has_no_curve() {
        let empty = AccuracyTable::new(vec!["a".to_owned(), "b".to_owned()], &[], &[vec![], vec![]]).expect("a table");
        for kind in CurveKind::ALL {
            assert_eq!(empty.curves(kind), [], "{kind:?}");
        }
    }
}
