"""What an owner tells everyone above each page: in their own words, until some time. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST = 300
"""Letters, as people count them."""


class AnnouncementKind(StrEnum):
    """How it looks."""

    INFO = "info"
    WARNING = "warning"


@dataclass(frozen=True)
class Announcement:
    """`until` None: until somebody takes it away. `made_at` tells it from the one before. Times are UTC."""

    text: str
    kind: AnnouncementKind
    made_at: datetime
    made_by: str
    until: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        """Whether its time has passed."""
        return self.until is not None and self.until <= now


LASTS: dict[str, timedelta | None] = {
    "hour": timedelta(hours=1),
    "shift": timedelta(hours=8),
    "day": timedelta(days=1),
    "days": timedelta(days=3),
    "week": timedelta(days=7),
    "open": None,
}
"""How long one can be shown."""
