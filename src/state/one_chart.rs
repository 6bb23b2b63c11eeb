//! Which chart is shown large.

/// The key of the metric in a link.
const METRIC: &str = "chart";
/// The key of the way it is shown in a link.
const SHOWN_AS: &str = "as";
/// The word for its points in a table.
const TABLE: &str = "table";

/// Which chart is shown large, and how.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct OneChart {
    /// The metric of the chart; none while all charts are of their usual size.
    pub metric: Option<String>,
    /// Whether its points are shown, as a table, in place of the picture.
    pub as_table: bool,
}

impl OneChart {
    /// Takes what a link says, if the key is ours; nonsense leaves the default.
    pub fn read(&mut self, key: &str, value: &str) -> bool {
        match key {
            METRIC => self.metric = Some(value.to_owned()).filter(|metric| !metric.is_empty()),
            SHOWN_AS => self.as_table = value == TABLE,
            _ => return false,
        }
        true
    }

    /// Puts what differs from the default into a link.
    pub fn write(&self, put: &mut dyn FnMut(&str, String)) {
        if let Some(metric) = &self.metric {
            put(METRIC, metric.clone());
            if self.as_table {
                put(SHOWN_AS, TABLE.to_owned());
            }
        }
    }

    /// Whether the chart of that metric is the one.
    pub fn is(&self, metric: &str) -> bool {
        self.metric.as_deref() == Some(metric)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(chart: &OneChart) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        chart.write(&mut |key, value| pairs.push((key.to_owned(), value)));
        pairs
    }

    #[test]
    fn it_survives_its_own_link() {
        let chart = OneChart {
            metric: Some("val/loss".to_owned()),
            as_table: true,
        };
        let mut read = OneChart::default();
        for (key, value) in written(&chart) {
            assert!(read.read(&key, &value));
        }
        assert_eq!(read, chart);
        assert!(written(&OneChart::default()).is_empty());
    }

    #[test]
    fn nonsense_leaves_the_default() {
        let mut chart = OneChart::default();
        assert!(chart.read("chart", "") && chart.read("as", "cake"));
        assert_eq!(chart, OneChart::default());
        assert!(!chart.read("charts", "a"));
    }
}
