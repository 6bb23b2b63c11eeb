//! Dates of the proleptic Gregorian calendar from days and back, before 1970 too.
//!
//! Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".

/// Milliseconds in a day.
pub(super) const DAY_MS: i64 = 86_400_000;

/// English names, cut to three letters.
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    /// Astronomical: the year before 1 is 0.
    pub year: i64,
    /// From 1.
    pub month: i64,
    /// From 1.
    pub day: i64,
}

impl Date {
    /// The date `days` after 1970-01-01.
    pub fn from_days(days: i64) -> Self {
        // Counted from 0000-03-01, so that a leap day is the last day of its year.
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let month = (month_from_march + 2) % 12 + 1;
        Self {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month,
            day: day_of_year - (153 * month_from_march + 2) / 5 + 1,
        }
    }

    /// Days since 1970-01-01.
    pub fn days(self) -> i64 {
        let year = self.year - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((self.month + 9) % 12) + 2) / 5 + self.day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// `Mar`.
    pub fn month_name(self) -> &'static str {
        usize::try_from(self.month - 1)
            .ok()
            .and_then(|at| MONTHS.get(at))
            .copied()
            .unwrap_or("")
    }

    /// `Mar 3`.
    pub fn short(self) -> String {
        format!("{} {}", self.month_name(), self.day)
    }
}

/// `14:05:03.250`, cut after the part that `step_ms` makes worth saying.
pub(super) fn clock(ms_of_day: i64, step_ms: i64) -> String {
    let (h, m) = (ms_of_day / 3_600_000, ms_of_day / 60_000 % 60);
    let (s, ms) = (ms_of_day / 1000 % 60, ms_of_day % 1000);
    if step_ms % 60_000 == 0 {
        format!("{h:02}:{m:02}")
    } else if step_ms % 1000 == 0 {
        format!("{h:02}:{m:02}:{s:02}")
    } else {
        format!("{h:02}:{m:02}:{s:02}.{ms:03}")
    }
}

/// `Mar 3, 2026, 14:05:03`, for a reading; `None` beyond the years a browser knows.
pub(super) fn date_time(local_ms: f64) -> Option<String> {
    // The range of a JavaScript date.
    if local_ms.is_nan() || local_ms.abs() > 8.64e15 {
        return None;
    }
    let ms = local_ms.round() as i64;
    let date = Date::from_days(ms.div_euclid(DAY_MS));
    let of_day = ms.rem_euclid(DAY_MS);
    let step = if of_day % 1000 == 0 { 1000 } else { 1 };
    Some(format!("{}, {}, {}", date.short(), date.year, clock(of_day, step)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days_have_their_dates() {
        let cases = [
            (0, (1970, 1, 1)),
            (-1, (1969, 12, 31)),
            (11_016, (2000, 2, 29)),
            (20_515, (2026, 3, 3)),
            (-719_468, (0, 3, 1)),
            (-141_427, (1582, 10, 15)),
        ];
        for (days, (year, month, day)) in cases {
            let date = Date { year, month, day };
            assert_eq!(Date::from_days(days), date);
            assert_eq!(date.days(), days);
        }
    }

    #[test]
    fn days_and_dates_agree_over_eight_centuries() {
        for days in (-150_000..150_000).step_by(7) {
            assert_eq!(Date::from_days(days).days(), days);
        }
    }

    #[test]
    fn a_clock_says_no_more_than_its_step() {
        let of_day = ((14 * 60 + 5) * 60 + 3) * 1000 + 250;
        assert_eq!(clock(of_day, 60_000), "14:05");
        assert_eq!(clock(of_day, 5000), "14:05:03");
        assert_eq!(clock(of_day, 50), "14:05:03.250");
    }

    #[test]
    fn an_instant_before_1970_reads_as_its_date() {
        assert_eq!(date_time(-1000.0).as_deref(), Some("Dec 31, 1969, 23:59:59"));
        assert_eq!(date_time(f64::NAN), None);
        assert_eq!(date_time(1e20), None);
    }
}
