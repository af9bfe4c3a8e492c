"""What is running: trackers by the signs they leave, and the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

SIGN_EVERY = timedelta(seconds=30)
"""From one sign of a tracker to its next."""
_MISSING_AFTER = timedelta(seconds=100)
"""A process that is killed leaves no word; so many seconds without a sign tell of it."""
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class TrackerSign:
    """A process that sends, follows and fetches videos. Times are UTC."""

    owner: str
    host: str
    process: int
    began_at: datetime
    seen_at: datetime

    def is_alive(self, now: datetime) -> bool:
        """Whether it has given a sign recently."""
        return now - self.seen_at < _MISSING_AFTER


@dataclass(frozen=True)
class DatabaseFacts:
    """`kind` as SQLAlchemy calls it; `schema`: the number of the last step that brought it up to date."""

    kind: str
    version: str
    schema: str
    size_bytes: int | None
