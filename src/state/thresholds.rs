//! Values that charts mark with a line.

use std::collections::BTreeMap;

/// Values that charts mark with a line, by the name of the metric; all finite.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Thresholds(BTreeMap<String, Vec<f64>>);

impl Thresholds {
    /// What a link says: items of the form `value@metric`. What is none is left out.
    pub fn read(items: &[String]) -> Self {
        let mut all = Self::default();
        for item in items {
            // The value comes first, for a name may hold anything.
            let Some((value, metric)) = item.split_once('@') else {
                continue;
            };
            if let Some([value]) = numbers(value).as_deref() {
                let mut values = all.of(metric);
                values.push(*value);
                all.set(metric, values);
            }
        }
        all
    }

    /// What a link is to say.
    pub fn items(&self) -> Vec<String> {
        let item = |(metric, values): (&String, &Vec<f64>)| -> Vec<String> {
            values.iter().map(|value| format!("{value:?}@{metric}")).collect()
        };
        self.0.iter().flat_map(item).collect()
    }

    /// The values of a metric, from the least.
    pub fn of(&self, metric: &str) -> Vec<f64> {
        self.0.get(metric).cloned().unwrap_or_default()
    }

    /// Marks these values of a metric and no others.
    pub fn set(&mut self, metric: &str, mut values: Vec<f64>) {
        values.retain(|value| value.is_finite());
        values.sort_by(f64::total_cmp);
        values.dedup();
        if values.is_empty() {
            self.0.remove(metric);
        } else {
            self.0.insert(metric.to_owned(), values);
        }
    }
}

/// Finite numbers with spaces, commas or semicolons between them; `None` where
/// something else is among them.
pub fn numbers(text: &str) -> Option<Vec<f64>> {
    let words = text.split([' ', ',', ';', '\t']).filter(|word| !word.is_empty());
    let number = |word: &str| word.parse::<f64>().ok().filter(|value| value.is_finite());
    words.map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_survive_a_link() {
        let mut all = Thresholds::default();
        all.set("val/loss", vec![0.5, 1e-7, 0.5]);
        all.set("a@b", vec![-3.0]);
        assert_eq!(all.items(), ["-3.0@a@b", "1e-7@val/loss", "0.5@val/loss"]);
        assert_eq!(Thresholds::read(&all.items()), all);
        all.set("a@b", Vec::new());
        assert_eq!(all.of("a@b"), [0.0; 0]);
    }

    #[test]
    fn nonsense_is_left_out() {
        let items = ["x@a", "NaN@a", "inf@a", "1 2@a", "@a", "3", "4@"].map(str::to_owned);
        let all = Thresholds::read(&items);
        assert_eq!(all.items(), ["4.0@"]);
    }

    #[test]
    fn several_numbers_are_typed_at_once() {
        assert_eq!(numbers(" 0.5, 1e3;-2 "), Some(vec![0.5, 1000.0, -2.0]));
        assert_eq!(numbers(""), Some(Vec::new()));
        assert_eq!(numbers("0.5 a"), None);
        assert_eq!(numbers("NaN"), None);
    }
}
