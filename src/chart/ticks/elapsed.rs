//! Ticks of a length of time: round in seconds, minutes, hours and days.

use super::super::extent::Extent;
use super::super::format::{integer, trim_zeros};
use super::number::{self, with_minus};
use super::{Labelled, multiples};

const SECOND: f64 = 1e3;
const MINUTE: f64 = 60.0 * SECOND;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// Steps between one millisecond and a day, in milliseconds.
const STEPS: [f64; 31] = [
    1.0,
    2.0,
    5.0,
    10.0,
    20.0,
    50.0,
    100.0,
    200.0,
    500.0,
    SECOND,
    2.0 * SECOND,
    5.0 * SECOND,
    10.0 * SECOND,
    15.0 * SECOND,
    30.0 * SECOND,
    MINUTE,
    2.0 * MINUTE,
    5.0 * MINUTE,
    10.0 * MINUTE,
    15.0 * MINUTE,
    30.0 * MINUTE,
    HOUR,
    2.0 * HOUR,
    3.0 * HOUR,
    6.0 * HOUR,
    12.0 * HOUR,
    DAY,
    2.0 * DAY,
    5.0 * DAY,
    10.0 * DAY,
    20.0 * DAY,
];

/// Levels for milliseconds since a start.
pub(super) fn levels(domain: Extent, least: f64) -> Box<dyn Iterator<Item = Vec<Labelled>>> {
    let wanted = domain.hi * least - domain.lo * least;
    if wanted < 0.1 {
        // Less than a millisecond between ticks: plain numbers with their unit.
        return Box::new(number::levels(domain, least).map(|level| {
            let with_unit = |(value, label)| (value, format!("{label} ms"));
            level.into_iter().map(with_unit).collect()
        }));
    }
    let table = STEPS.into_iter().filter(move |&step| step >= wanted);
    let in_days = Extent::new(domain.lo / DAY, domain.hi / DAY);
    let days = number::integer_levels(in_days, least.max(50.0 / (in_days.span() + 1.0))).map(|level| {
        let with_unit = |(days, label)| (days * DAY, format!("{label} d"));
        level.into_iter().map(with_unit).collect()
    });
    Box::new(
        table
            .map(move |step| {
                let values = multiples(domain, step);
                let largest = values.iter().fold(0.0, |l: f64, v| v.abs().max(l));
                values
                    .into_iter()
                    .map(|value| (value, label(value, step, largest)))
                    .collect()
            })
            .chain(days),
    )
}

/// The text of a multiple of `step` on an axis that reaches to `largest`, all in milliseconds.
fn label(value: f64, step: f64, largest: f64) -> String {
    let sign = if value < 0.0 { "-" } else { "" };
    let ms = value.abs();
    let body = if largest < SECOND {
        format!("{ms:.0} ms")
    } else if largest < MINUTE {
        let decimals = if step >= SECOND {
            0
        } else if step >= 100.0 {
            1
        } else if step >= 10.0 {
            2
        } else {
            3
        };
        format!("{:.decimals$} s", ms / SECOND)
    } else {
        compound(ms, step)
    };
    with_minus(format!("{sign}{body}"))
}

/// `1 h 30 min`: the parts that are not zero, down to the unit of the step.
fn compound(ms: f64, step: f64) -> String {
    let units = [(DAY, "d"), (HOUR, "h"), (MINUTE, "min")];
    let smallest = units
        .iter()
        .find(|(unit, _)| step >= *unit)
        .map_or("s", |(_, name)| name);
    if ms == 0.0 {
        return format!("0 {smallest}");
    }
    let mut parts = Vec::new();
    let mut rest = ms;
    for (unit, name) in units {
        let count = (rest / unit).floor();
        if count > 0.0 {
            parts.push(format!("{} {name}", integer(count)));
            rest -= count * unit;
        }
    }
    if rest > 0.0 {
        let seconds = format!("{:.3}", rest / SECOND);
        parts.push(format!("{} s", trim_zeros(&seconds)));
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_name_the_units_that_matter() {
        let cases = [
            (0.0, 10.0 * SECOND, 40.0 * SECOND, "0 s"),
            (10.0 * SECOND, 10.0 * SECOND, 40.0 * SECOND, "10 s"),
            (250.0, 50.0, 400.0, "250 ms"),
            (1500.0, 500.0, 4000.0, "1.5 s"),
            (90.0 * SECOND, 30.0 * SECOND, 120.0 * SECOND, "1 min 30 s"),
            (90.0 * MINUTE, 30.0 * MINUTE, 3.0 * HOUR, "1 h 30 min"),
            (2.0 * HOUR, 30.0 * MINUTE, 3.0 * HOUR, "2 h"),
            (30.0 * HOUR, 6.0 * HOUR, 40.0 * HOUR, "1 d 6 h"),
            (-10.0 * SECOND, 10.0 * SECOND, 10.0 * SECOND, "−10 s"),
        ];
        for (value, step, largest, text) in cases {
            assert_eq!(label(value, step, largest), text);
        }
    }

    #[test]
    fn years_of_time_still_have_a_level() {
        let domain = Extent::new(0.0, 3000.0 * DAY);
        let level = levels(domain, 0.15).next().expect("there is a level");
        assert_eq!(level[1].1, "500 d");
    }
}
