//! Ticks of the calendar: on round seconds, at midnights, on firsts of months and years.

use super::super::civil::{DAY_MS, Date, clock};
use super::super::extent::Extent;
use super::Labelled;

/// The distance of two ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Milliseconds that divide a day.
    Ms(i64),
    /// Days of the month: every, every other, weekly from the 1st, the 1st and the 15th.
    Days(i64),
    /// Months that divide a year.
    Months(i64),
    /// Years.
    Years(i64),
}

const STEPS: [Step; 49] = [
    Step::Ms(1),
    Step::Ms(2),
    Step::Ms(5),
    Step::Ms(10),
    Step::Ms(20),
    Step::Ms(50),
    Step::Ms(100),
    Step::Ms(200),
    Step::Ms(500),
    Step::Ms(1_000),
    Step::Ms(2_000),
    Step::Ms(5_000),
    Step::Ms(10_000),
    Step::Ms(15_000),
    Step::Ms(30_000),
    Step::Ms(60_000),
    Step::Ms(120_000),
    Step::Ms(300_000),
    Step::Ms(600_000),
    Step::Ms(900_000),
    Step::Ms(1_800_000),
    Step::Ms(3_600_000),
    Step::Ms(7_200_000),
    Step::Ms(10_800_000),
    Step::Ms(21_600_000),
    Step::Ms(43_200_000),
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Days(14),
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
    Step::Years(200),
    Step::Years(500),
    Step::Years(1_000),
    Step::Years(2_000),
    Step::Years(5_000),
    Step::Years(10_000),
    Step::Years(20_000),
    Step::Years(50_000),
    Step::Years(100_000),
];

impl Step {
    /// Its length in milliseconds, about.
    fn ms(self) -> f64 {
        let day = DAY_MS as f64;
        match self {
            Self::Ms(ms) => ms as f64,
            Self::Days(days) => days as f64 * day,
            Self::Months(months) => months as f64 * 30.0 * day,
            Self::Years(years) => years as f64 * 365.0 * day,
        }
    }

    /// Its instants in local time between `lo` and `hi`, in milliseconds.
    fn instants(self, lo: i64, hi: i64) -> Vec<i64> {
        let first_day = lo.div_euclid(DAY_MS);
        let last_day = hi.div_euclid(DAY_MS);
        let first = Date::from_days(first_day);
        let last = Date::from_days(last_day);
        let firsts_of = |year: i64, month: i64| Date { year, month, day: 1 }.days() * DAY_MS;
        let instants: Vec<i64> = match self {
            Self::Ms(ms) => {
                let from = lo.div_euclid(ms);
                (from..=hi.div_euclid(ms)).map(|n| n * ms).collect()
            }
            Self::Days(days) => (first_day..=last_day)
                .filter(|&day| is_on(Date::from_days(day).day, days))
                .map(|day| day * DAY_MS)
                .collect(),
            Self::Months(months) => (first.year * 12..=last.year * 12 + 11)
                .filter(|month| month.rem_euclid(months) == 0)
                .map(|month| firsts_of(month.div_euclid(12), month.rem_euclid(12) + 1))
                .collect(),
            Self::Years(years) => (first.year.div_euclid(years)..=last.year.div_euclid(years))
                .map(|n| firsts_of(n * years, 1))
                .collect(),
        };
        instants
            .into_iter()
            .filter(|instant| (lo..=hi).contains(instant))
            .collect()
    }

    fn label(self, instant: i64) -> String {
        let date = Date::from_days(instant.div_euclid(DAY_MS));
        let of_day = instant.rem_euclid(DAY_MS);
        let new_year = date.month == 1 && date.day == 1;
        match self {
            Self::Ms(ms) if of_day != 0 => clock(of_day, ms),
            Self::Years(_) => date.year.to_string(),
            _ if new_year => date.year.to_string(),
            Self::Months(_) => date.month_name().to_owned(),
            _ => date.short(),
        }
    }
}

/// Whether a day of the month carries a tick. The last days are left out where they would crowd the next 1st.
fn is_on(day: i64, every: i64) -> bool {
    match every {
        1 => true,
        2 => day % 2 == 1 && day < 30,
        7 => matches!(day, 1 | 8 | 15 | 22),
        _ => matches!(day, 1 | 15),
    }
}

/// Whether the calendar reaches that far: the years a browser's date has.
pub(super) fn covers(domain: Extent) -> bool {
    let limit = 8.64e15;
    domain.lo >= -limit && domain.hi <= limit
}

/// Levels for milliseconds since 1970-01-01T00:00:00Z; `domain` must be covered.
pub(super) fn levels(domain: Extent, utc_offset_minutes: i32, least: f64) -> impl Iterator<Item = Vec<Labelled>> {
    // No place on earth is further off than a day.
    let offset = i64::from(utc_offset_minutes.clamp(-1440, 1440)) * 60_000;
    let lo = domain.lo.ceil() as i64 + offset;
    let hi = domain.hi.floor() as i64 + offset;
    let wanted = domain.span() * least;
    STEPS
        .into_iter()
        .filter(move |step| step.ms() >= wanted)
        .map(move |step| {
            let instants = step.instants(lo, hi);
            let mut level: Vec<Labelled> = instants
                .iter()
                .map(|&instant| ((instant - offset) as f64, step.label(instant)))
                .collect();
            say_the_day(step, &instants, &mut level);
            level
        })
}

/// Times alone do not say their day: without a midnight among them the first one does.
fn say_the_day(step: Step, instants: &[i64], level: &mut [Labelled]) {
    let has_midnight = instants.iter().any(|instant| instant.rem_euclid(DAY_MS) == 0);
    if let (Step::Ms(_), false, Some(first), Some(instant)) = (step, has_midnight, level.first_mut(), instants.first())
    {
        let date = Date::from_days(instant.div_euclid(DAY_MS));
        first.1 = format!("{}, {}", date.short(), first.1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(year: i64, month: i64, day: i64, ms: i64) -> f64 {
        (Date { year, month, day }.days() * DAY_MS + ms) as f64
    }

    fn labels(lo: f64, hi: f64, offset: i32, least: f64) -> Vec<String> {
        levels(Extent::new(lo, hi), offset, least)
            .next()
            .expect("there is a level")
            .into_iter()
            .map(|(_, label)| label)
            .collect()
    }

    const HOUR: i64 = 3_600_000;

    #[test]
    fn hours_are_clock_times_and_midnight_is_a_date() {
        let (lo, hi) = (at(2026, 3, 2, 18 * HOUR), at(2026, 3, 3, 9 * HOUR));
        assert_eq!(labels(lo, hi, 0, 0.3), ["18:00", "Mar 3", "06:00"]);
    }

    #[test]
    fn times_without_a_midnight_begin_with_their_day() {
        let (lo, hi) = (at(2026, 3, 3, 14 * HOUR), at(2026, 3, 3, 17 * HOUR));
        assert_eq!(labels(lo, hi, 0, 0.3), ["Mar 3, 14:00", "15:00", "16:00", "17:00"]);
    }

    #[test]
    fn the_offset_moves_midnight() {
        let (lo, hi) = (at(2026, 3, 2, 12 * HOUR), at(2026, 3, 2, 20 * HOUR));
        assert_eq!(labels(lo, hi, 480, 0.3), ["21:00", "Mar 3", "03:00"]);
    }

    #[test]
    fn months_are_named_and_january_is_its_year() {
        let (lo, hi) = (at(2025, 11, 1, 0), at(2026, 2, 2, 0));
        assert_eq!(labels(lo, hi, 0, 0.3), ["Nov", "Dec", "2026", "Feb"]);
    }

    #[test]
    fn the_years_before_1970_are_ordinary_years() {
        let (lo, hi) = (at(1955, 6, 1, 0), at(1986, 1, 2, 0));
        assert_eq!(labels(lo, hi, 0, 0.3), ["1960", "1970", "1980"]);
    }
}
