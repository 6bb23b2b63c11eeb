//! The colours of runs by what they have in a column, and what the colours mean.

use super::quantity_words::value_text;
use crate::chart::{Ground, Rgba, Theme, palette, ramp, run_style};
use crate::model::{Run, Timestamp};
use crate::query::{Column, Quantity, QuantityKind, Shade};
use std::sync::Arc;

/// What colours mean.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum ColorKey {
    /// Each run has its own.
    #[default]
    Runs,
    /// Names with their colours.
    Names {
        /// As many as there are colours.
        named: Vec<(String, Rgba)>,
        /// How many further names share the colour of runs without a value.
        further: usize,
    },
    /// From one number to another.
    Ramp {
        /// The least, as a person reads it.
        least: String,
        /// The largest.
        most: String,
        /// Whether the colours go by the logarithm.
        is_log: bool,
    },
    /// No run has a value.
    Nothing,
}

/// The colours of runs and what they mean.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Colors {
    /// One for each run.
    pub of_runs: Vec<Rgba>,
    /// What they mean.
    pub key: ColorKey,
    /// The colour of a run without a value.
    pub none: Rgba,
    /// How many runs have no value.
    pub missing: usize,
}

impl Colors {
    /// The colours of `runs` by a column, or each its own; `utc_offset_minutes` is for instants.
    pub fn of(
        runs: &[Arc<Run>],
        column: Option<&Column>,
        ground: Ground,
        now: Timestamp,
        utc_offset_minutes: i32,
    ) -> Self {
        let none = match ground {
            Ground::Light => Theme::light().muted,
            Ground::Dark => Theme::dark().muted,
        };
        let Some(column) = column else {
            let own = runs.iter().map(|run| run_style(run.id.as_str(), ground).color);
            return Self {
                of_runs: own.collect(),
                key: ColorKey::Runs,
                none,
                missing: 0,
            };
        };
        let quantity = Quantity::of(runs, column, now);
        let values = quantity.values.iter();
        let (of_runs, key) = match &quantity.kind {
            QuantityKind::Names(names) => {
                let colors = palette(ground);
                let color = |value: &Option<f64>| value.and_then(|place| colors.get(place as usize).copied());
                let named = names.iter().cloned().zip(colors).collect();
                let further = names.len().saturating_sub(colors.len());
                (
                    values.map(|value| color(value).unwrap_or(none)).collect(),
                    ColorKey::Names { named, further },
                )
            }
            kind => match Shade::of_numbers(values.clone().copied().flatten()) {
                None => (vec![none; runs.len()], ColorKey::Nothing),
                Some(shade) => {
                    let color = |value: &Option<f64>| match value.filter(|value| value.is_finite()) {
                        Some(value) => ramp(shade.level(value).unwrap_or(0.0), ground),
                        None => none,
                    };
                    let (least, most) = shade.ends();
                    let text = |value| value_text(kind, value, utc_offset_minutes);
                    let key = ColorKey::Ramp {
                        least: text(least),
                        most: text(most),
                        is_log: shade.is_log(),
                    };
                    (values.map(color).collect(), key)
                }
            },
        };
        let is_missing = |value: &&Option<f64>| !value.is_some_and(f64::is_finite);
        Self {
            of_runs,
            key,
            none,
            missing: quantity.values.iter().filter(is_missing).count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperimentId, ParamValue, RunId};

    fn colors(params: &[Option<&str>]) -> Colors {
        let run = |(place, value): (usize, &Option<&str>)| {
            let mut run = Run::new(RunId::new(place.to_string()), ExperimentId::new("e"));
            if let Some(value) = value {
                run.params.insert("p".to_owned(), ParamValue::new(*value));
            }
            Arc::new(run)
        };
        let runs: Vec<Arc<Run>> = params.iter().enumerate().map(run).collect();
        let column = Column::Param("p".to_owned());
        Colors::of(&runs, Some(&column), Ground::Light, Timestamp(0), 0)
    }

    #[test]
    fn names_have_colours_until_there_are_no_more() {
        let many: Vec<String> = (10..24).map(|n| format!("n{n}")).collect();
        let many: Vec<Option<&str>> = many.iter().map(|name| Some(name.as_str())).chain([None]).collect();
        let found = colors(&many);
        let ColorKey::Names { named, further } = found.key else {
            panic!("names");
        };
        assert_eq!((named.len(), further, found.missing), (10, 4, 1));
        assert_eq!(found.of_runs[0], named[0].1);
        assert_eq!((found.of_runs[12], found.of_runs[14]), (found.none, found.none));
    }

    #[test]
    fn numbers_lie_on_a_ramp() {
        let found = colors(&[Some("1"), Some("3"), None, Some("nan"), Some("2")]);
        let Colors { of_runs, key, .. } = &found;
        assert_eq!(found.missing, 2);
        assert_eq!(
            (of_runs[0], of_runs[1]),
            (ramp(0.0, Ground::Light), ramp(1.0, Ground::Light))
        );
        assert_eq!((of_runs[2], of_runs[4]), (found.none, ramp(0.5, Ground::Light)));
        let ends = ("1".to_owned(), "3".to_owned());
        assert!(matches!(key, ColorKey::Ramp { least, most, is_log: false } if (least, most) == (&ends.0, &ends.1)));
        assert_eq!(colors(&[None]).key, ColorKey::Nothing);
    }
}
