"""Whether the machine's clock was set back: what was to come in five seconds would then wait for an hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

UNNOTICED = timedelta(seconds=30)
"""Less than this is not worth asking the service early, and a late thread is no set clock."""


class ClockWatch:
    """Remembers the latest time it was shown. For one thread."""

    def __init__(self) -> None:
        self._latest = datetime.min.replace(tzinfo=UTC)

    def went_back(self, now: datetime) -> bool:
        """Whether `now` (UTC) lies before what was shown last by more than UNNOTICED."""
        before, self._latest = self._latest, now
        return before - now > UNNOTICED
