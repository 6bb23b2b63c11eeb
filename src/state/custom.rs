//! Charts that the user made: several metrics, formulas over them, one metric over another.

use crate::model::MetricKey;
use crate::query::{Formula, FormulaError, formulas};

/// The key of a link, once for each chart.
const CHART: &str = "plot";
/// What stands before the x of a chart in a link.
const OVER: &str = "x:";

/// One chart that the user made.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct CustomChart {
    /// What is drawn: metrics, formulas, and patterns between slashes.
    pub series: Vec<String>,
    /// What it is drawn over: a metric or a formula; nothing for the x of all charts.
    pub over: Option<String>,
}

impl CustomChart {
    /// What people call it.
    pub fn title(&self) -> String {
        let series = self.series.join(", ");
        match &self.over {
            Some(over) => format!("{series} over {over}"),
            None => series,
        }
    }

    /// Its formulas with their names, and what could not be read.
    pub fn resolved(&self, names: &[MetricKey]) -> (Vec<(String, Formula)>, Vec<FormulaError>) {
        let (mut found, mut faults) = (Vec::<(String, Formula)>::new(), Vec::new());
        for text in &self.series {
            match formulas(text, names) {
                Ok(some) => {
                    for one in some {
                        if found.iter().all(|known| known.0 != one.0) {
                            found.push(one);
                        }
                    }
                }
                Err(fault) => faults.push(fault),
            }
        }
        (found, faults)
    }

    /// What it is drawn over; `None` for the x of all charts.
    pub fn resolved_over(&self, names: &[MetricKey]) -> Option<Result<Formula, FormulaError>> {
        let over = self.over.as_deref()?;
        let known = names.iter().find(|name| name.as_str() == over.trim());
        Some(known.map_or_else(|| Formula::parse(over, names), |known| Ok(Formula::of(known.clone()))))
    }

    /// The chart as an item of a link, taken apart by [`read`].
    fn items(&self) -> Vec<String> {
        let over = self.over.iter().map(|over| format!("{OVER}{over}"));
        over.chain(self.series.iter().cloned()).collect()
    }
}

/// Adds the chart that a link says under a key; `false` when the key is of another part.
pub fn read(charts: &mut Vec<CustomChart>, key: &str, value: &str, list: impl Fn(&str) -> Vec<String>) -> bool {
    if key != CHART {
        return false;
    }
    let mut chart = CustomChart::default();
    for item in list(value) {
        match item.strip_prefix(OVER) {
            Some(over) if chart.over.is_none() => chart.over = Some(over.to_owned()),
            _ => chart.series.push(item),
        }
    }
    if !chart.series.is_empty() && !charts.contains(&chart) {
        charts.push(chart);
    }
    true
}

/// Puts each chart under its key; `joined` makes a list.
pub fn write(charts: &[CustomChart], joined: impl Fn(&[String]) -> String, mut put: impl FnMut(&str, String)) {
    for chart in charts {
        put(CHART, joined(&chart.items()));
    }
}
