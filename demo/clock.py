"""A simulated clock, so that a rebuilt demo has the same bytes.

Runs do not record when they were trained here. They start on fixed dates in
2026 and last as long as the work they did would take on a slow machine: every
experiment counts its work (samples x parameters, trees, fits) and advances the
clock by it.
"""

from datetime import datetime, timedelta, timezone

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Clock:
    """Milliseconds since 1970 UTC that move only when told to."""

    def __init__(self, start):
        """`start` is an RFC 3339 text such as "2026-02-02T08:00:00+00:00"."""
        self.ms = (datetime.fromisoformat(start) - EPOCH) // timedelta(milliseconds=1)

    def advance(self, seconds):
        """Let `seconds` pass; at least a millisecond."""
        self.ms += max(1, round(seconds * 1000))

    def instant(self):
        """Now, as an RFC 3339 text."""
        now = EPOCH + timedelta(milliseconds=self.ms)
        return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def stamp(self):
        """Now, as the start of a line of a log."""
        return self.instant()[:19].replace("T", " ")
