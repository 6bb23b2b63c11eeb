//! Instants and lengths of time as a person reads them.

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

/// A length of time in its two largest units: `340 ms`, `4 m 30 s`, `2 d 3 h`.
pub fn duration(ms: i64) -> String {
    let sign = if ms < 0 { "-" } else { "" };
    let ms = ms.unsigned_abs();
    if ms < 1000 {
        return format!("{sign}{ms} ms");
    }
    let seconds = ms / 1000;
    if seconds < 10 {
        return format!("{sign}{:.1} s", ms as f64 / 1000.0);
    }
    let (days, hours, minutes, rest) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    let (large, large_unit, small, small_unit) = if days > 0 {
        (days, "d", hours, "h")
    } else if hours > 0 {
        (hours, "h", minutes, "m")
    } else if minutes > 0 {
        (minutes, "m", rest, "s")
    } else {
        return format!("{sign}{seconds} s");
    };
    if small == 0 {
        format!("{sign}{large} {large_unit}")
    } else {
        format!("{sign}{large} {large_unit} {small} {small_unit}")
    }
}

/// How long ago something was, in its largest unit: `3 days ago`.
pub fn ago(at: Timestamp, now: Timestamp) -> String {
    let seconds = now.since(at) / 1000;
    if seconds < 0 {
        return "in the future".to_owned();
    }
    let (n, unit) = match seconds {
        0..60 => return "just now".to_owned(),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        86_400..2_592_000 => (seconds / 86_400, "day"),
        2_592_000..31_536_000 => (seconds / 2_592_000, "month"),
        _ => (seconds / 31_536_000, "year"),
    };
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {unit}{plural} ago")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_shown_on_the_local_clock() {
        let at = Timestamp(1_767_603_600_000);
        assert_eq!(instant(at, 0), "2026-01-05 09:00");
        assert_eq!(instant(at, 480), "2026-01-05 17:00");
        assert_eq!(instant(at, -600), "2026-01-04 23:00");
        assert_eq!(instant(Timestamp(i64::MAX), 0), "");
    }

    #[test]
    fn a_duration_has_its_two_largest_units() {
        for (ms, expected) in [
            (0, "0 ms"),
            (340, "340 ms"),
            (3_250, "3.2 s"),
            (59_999, "59 s"),
            (60_000, "1 m"),
            (270_000, "4 m 30 s"),
            (183_600_000, "2 d 3 h"),
            (-5_000, "-5.0 s"),
        ] {
            assert_eq!(duration(ms), expected, "{ms}");
        }
        assert!(!duration(i64::MIN).is_empty());
    }

    #[test]
    fn ago_has_one_unit() {
        let now = Timestamp(100_000_000_000);
        assert_eq!(ago(Timestamp(now.0 - 61_000), now), "1 minute ago");
        assert_eq!(ago(Timestamp(now.0 - 3 * 86_400_000), now), "3 days ago");
        assert_eq!(ago(Timestamp(now.0 + 1), now), "in the future");
    }
}
