//! Instants as a person reads them.

use crate::model::Timestamp;
use time::{OffsetDateTime, UtcOffset};

/// An instant on the clock of somebody `utc_offset_minutes` ahead of UTC, to
/// the minute: `2026-01-05 10:00`. Empty outside the years 0 to 9999.
pub fn instant(at: Timestamp, utc_offset_minutes: i32) -> String {
    let offset = UtcOffset::from_whole_seconds(utc_offset_minutes.saturating_mul(60)).unwrap_or(UtcOffset::UTC);
    let Ok(utc) = OffsetDateTime::from_unix_timestamp(at.0.div_euclid(1000)) else {
        return String::new();
    };
    let Some(local) = utc.checked_to_offset(offset) else {
        return String::new();
    };
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}",
        local.year(),
        u8::from(local.month()),
        local.day(),
        local.hour(),
        local.minute()
    )
}

/// [`instant`] as short as a table wants it: `Jan 5 10:00`, with the year in
/// place of the time when it is not the year of `now`.
pub fn short_instant(at: Timestamp, now: Timestamp, utc_offset_minutes: i32) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let full = instant(at, utc_offset_minutes);
    let this_year = instant(now, utc_offset_minutes);
    let (Some(year), Some(month), Some(day), Some(time)) =
        (full.get(..4), full.get(5..7), full.get(8..10), full.get(11..))
    else {
        return full;
    };
    let month = month
        .parse()
        .ok()
        .and_then(|month: usize| MONTHS.get(month.checked_sub(1)?));
    let (Some(month), day) = (month, day.trim_start_matches('0')) else {
        return full;
    };
    if this_year.starts_with(year) {
        format!("{month} {day} {time}")
    } else {
        format!("{month} {day} {year}")
    }
}

/// How long ago something was, in its largest unit: `3 days ago`.
pub fn ago(at: Timestamp, now: Timestamp) -> String {
    let seconds = now.since(at) / 1000;
    // Clocks differ by a little; only more than that is worth telling.
    if seconds <= -60 {
        return "in the future".to_owned();
    }
    let (n, unit) = match seconds {
        ..60 => return "just now".to_owned(),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        86_400..2_592_000 => (seconds / 86_400, "day"),
        2_592_000..31_536_000 => (seconds / 2_592_000, "month"),
        _ => (seconds / 31_536_000, "year"),
    };
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {unit}{plural} ago")
}

/// A span of time in its largest unit, as short as a button wants it: `8 s`, `2 min`.
pub fn short_span(ms: f64) -> String {
    // The cast saturates, and NaN becomes 0.
    let seconds = (ms / 1000.0) as u64;
    match seconds {
        ..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min", seconds / 60),
        3_600..86_400 => format!("{} h", seconds / 3_600),
        _ => format!("{} d", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_span_has_one_unit() {
        for (ms, said) in [
            (0.0, "0 s"),
            (59_999.0, "59 s"),
            (60_000.0, "1 min"),
            (3_600_000.0, "1 h"),
            (200_000_000.0, "2 d"),
            (-5.0, "0 s"),
        ] {
            assert_eq!(short_span(ms), said);
        }
    }

    #[test]
    fn an_instant_is_shown_on_the_local_clock() {
        let at = Timestamp(1_767_603_600_000);
        assert_eq!(instant(at, 0), "2026-01-05 09:00");
        assert_eq!(instant(at, 480), "2026-01-05 17:00");
        assert_eq!(instant(at, -600), "2026-01-04 23:00");
        assert_eq!(instant(Timestamp(i64::MAX), 0), "");
    }

    #[test]
    fn a_short_instant_has_the_time_or_the_year() {
        let at = Timestamp(1_767_603_600_000);
        assert_eq!(short_instant(at, Timestamp(at.0 + 86_400_000), 0), "Jan 5 09:00");
        assert_eq!(short_instant(at, Timestamp(at.0 - 86_400_000 * 30), 0), "Jan 5 2026");
        assert_eq!(short_instant(Timestamp(i64::MAX), at, 0), "");
    }

    #[test]
    fn ago_has_one_unit() {
        let now = Timestamp(100_000_000_000);
        assert_eq!(ago(Timestamp(now.0 - 61_000), now), "1 minute ago");
        assert_eq!(ago(Timestamp(now.0 - 3 * 86_400_000), now), "3 days ago");
        assert_eq!(ago(Timestamp(now.0 + 1), now), "just now");
        assert_eq!(ago(Timestamp(now.0 + 61_000), now), "in the future");
    }
}
