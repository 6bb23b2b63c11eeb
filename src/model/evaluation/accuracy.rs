//! The table behind the curves of a classifier.

use crate::model::places_in_order;

/// Of all samples, judged as "this class or not" at one threshold of its score.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    /// Called this class, and rightly.
    pub true_pos: f64,
    /// Called this class, and wrongly.
    pub false_pos: f64,
    /// Called another class, and rightly.
    pub true_neg: f64,
    /// Called another class, and wrongly.
    pub false_neg: f64,
}

impl Counts {
    /// The samples of the class.
    pub fn positives(self) -> f64 {
        self.true_pos + self.false_neg
    }

    /// The samples of other classes.
    pub fn negatives(self) -> f64 {
        self.false_pos + self.true_neg
    }

    /// Those that are called this class.
    pub fn called(self) -> f64 {
        self.true_pos + self.false_pos
    }

    /// All samples.
    pub fn all(self) -> f64 {
        self.positives() + self.negatives()
    }

    /// The same samples, when none is called this class.
    fn with_none_called(self) -> Self {
        Self {
            true_pos: 0.0,
            false_pos: 0.0,
            true_neg: self.negatives(),
            false_neg: self.positives(),
        }
    }

    /// The same samples, when all are called this class.
    fn with_all_called(self) -> Self {
        Self {
            true_pos: self.positives(),
            false_pos: self.negatives(),
            true_neg: 0.0,
            false_neg: 0.0,
        }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            true_pos: self.true_pos + other.true_pos,
            false_pos: self.false_pos + other.false_pos,
            true_neg: self.true_neg + other.true_neg,
            false_neg: self.false_neg + other.false_neg,
        }
    }
}

/// Why something is no accuracy table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    /// Not as many tables as classes.
    #[error("{tables} tables for {classes} classes")]
    Classes {
        /// How many tables there are.
        tables: usize,
        /// How many classes there are.
        classes: usize,
    },
    /// Not as many rows as thresholds.
    #[error("{rows} rows in the table of class {class}, where there are {thresholds} thresholds")]
    Rows {
        /// The place of the class, counted from 0.
        class: usize,
        /// How many rows it has.
        rows: usize,
        /// How many thresholds there are.
        thresholds: usize,
    },
}

/// The hits and misses of a classifier, one class against all others, at each
/// of several thresholds of its score. A sample is called a class where its
/// score for it reaches the threshold.
#[derive(Clone, Debug, PartialEq)]
pub struct AccuracyTable {
    labels: Vec<String>,
    /// Rising.
    thresholds: Vec<f64>,
    /// By class, then by threshold: in front what holds below all of them
    /// (every sample is called the class), behind what holds above (none is).
    counts: Vec<Vec<Counts>>,
}

impl AccuracyTable {
    /// The table of these classes; `counts` by class, then by threshold, in any
    /// order of the thresholds.
    ///
    /// # Errors
    /// When there are not as many tables as classes, or rows as thresholds.
    pub fn new(labels: Vec<String>, thresholds: &[f64], counts: &[Vec<Counts>]) -> Result<Self, TableFault> {
        if counts.len() != labels.len() {
            return Err(TableFault::Classes {
                tables: counts.len(),
                classes: labels.len(),
            });
        }
        if let Some(class) = counts.iter().position(|rows| rows.len() != thresholds.len()) {
            return Err(TableFault::Rows {
                class,
                rows: counts[class].len(),
                thresholds: thresholds.len(),
            });
        }
        let order = places_in_order(thresholds.len(), &|a, b| thresholds[a].total_cmp(&thresholds[b]));
        let in_order = |rows: &Vec<Counts>| -> Vec<Counts> {
            let Some(any) = rows.first() else {
                return Vec::new();
            };
            let rows = order.iter().map(|&place| rows[place]);
            std::iter::once(any.with_all_called())
                .chain(rows)
                .chain(std::iter::once(any.with_none_called()))
                .collect()
        };
        Ok(Self {
            labels,
            counts: counts.iter().map(in_order).collect(),
            thresholds: order.iter().map(|&place| thresholds[place]).collect(),
        })
    }

    /// The classes.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The thresholds, rising.
    pub fn thresholds(&self) -> &[f64] {
        &self.thresholds
    }

    /// How many samples were judged.
    pub fn sample_count(&self) -> f64 {
        self.counts
            .first()
            .and_then(|rows| rows.first())
            .map_or(0.0, |counts| counts.all())
    }

    /// How many samples are of the class.
    pub fn support(&self, class: usize) -> f64 {
        self.rows(class).first().map_or(0.0, |counts| counts.positives())
    }

    /// The counts of a class: below all thresholds, at each, above all.
    pub(super) fn rows(&self, class: usize) -> &[Counts] {
        self.counts.get(class).map_or(&[], Vec::as_slice)
    }

    /// The counts of all classes taken together, threshold by threshold.
    pub(super) fn summed(&self) -> Vec<Counts> {
        let mut sum = vec![Counts::default(); self.counts.first().map_or(0, Vec::len)];
        for rows in &self.counts {
            for (sum, row) in sum.iter_mut().zip(rows) {
                *sum = sum.plus(*row);
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(numbers: [f64; 4]) -> Counts {
        let [true_pos, false_pos, true_neg, false_neg] = numbers;
        Counts {
            true_pos,
            false_pos,
            true_neg,
            false_neg,
        }
    }

    #[test]
    fn rows_are_put_in_the_order_of_their_thresholds_between_all_and_none() {
        let table = AccuracyTable::new(
            vec!["a".to_owned()],
            &[0.9, 0.1],
            &[vec![counts([1.0, 0.0, 3.0, 2.0]), counts([3.0, 2.0, 1.0, 0.0])]],
        )
        .expect("a table");
        let called: Vec<f64> = table.rows(0).iter().map(|row| row.called()).collect();
        assert_eq!(called, [6.0, 5.0, 1.0, 0.0]);
        assert_eq!((table.thresholds(), table.support(0)), (&[0.1, 0.9][..], 3.0));
        assert_eq!((table.sample_count(), table.support(7)), (6.0, 0.0));
    }

    #[test]
    fn a_table_of_another_shape_is_none() {
        let labels = || vec!["a".to_owned(), "b".to_owned()];
        let missing = AccuracyTable::new(labels(), &[0.5], &[vec![Counts::default()]]);
        assert_eq!(missing, Err(TableFault::Classes { tables: 1, classes: 2 }));
        let short = AccuracyTable::new(labels(), &[0.5], &[vec![Counts::default()], vec![]]);
        let fault = TableFault::Rows {
            class: 1,
            rows: 0,
            thresholds: 1,
        };
        assert_eq!(short, Err(fault));
        let empty = AccuracyTable::new(Vec::new(), &[], &[]).expect("an empty table");
        assert_eq!((empty.sample_count(), empty.summed().len()), (0.0, 0));
    }
}
