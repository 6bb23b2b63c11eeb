//! Instants, as a source writes them.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Milliseconds since 1970-01-01T00:00:00 UTC; negative before that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Reads an RFC 3339 text with any offset and any number of fraction
    /// digits; `None` when it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let instant = OffsetDateTime::parse(text.trim(), &Rfc3339).ok()?;
        i64::try_from(instant.unix_timestamp_nanos().div_euclid(1_000_000))
            .ok()
            .map(Self)
    }

    /// The RFC 3339 text in UTC, to the second; empty outside the years 0 to 9999.
    pub fn to_rfc3339(self) -> String {
        OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000))
            .ok()
            .and_then(|instant| instant.format(&Rfc3339).ok())
            .unwrap_or_default()
    }

    /// Milliseconds from `earlier` to this instant; negative when it is later.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_read_with_any_offset_and_fraction() {
        let expected = Some(Timestamp(1_767_603_600_000));
        for text in [
            "2026-01-05T09:00:00Z",
            "2026-01-05T09:00:00.0000000+00:00",
            "2026-01-05T10:00:00+01:00",
        ] {
            assert_eq!(Timestamp::parse(text), expected, "{text}");
        }
    }

    #[test]
    fn an_instant_before_1970_is_negative_and_rounds_down() {
        assert_eq!(Timestamp::parse("1969-12-31T23:59:59.9995Z"), Some(Timestamp(-1)));
    }

    #[test]
    fn what_is_not_an_instant_is_none() {
        for text in ["", "yesterday", "2026-13-01T00:00:00Z", "2026-01-05"] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_instant_survives_its_text() {
        let text = "2026-01-05T09:00:00Z";
        assert_eq!(Timestamp::parse(text).map(Timestamp::to_rfc3339).as_deref(), Some(text));
        assert_eq!(Timestamp(i64::MAX).to_rfc3339(), "");
    }
}
