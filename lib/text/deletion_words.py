"""How long ago something was deleted, and how long it can still be brought back."""

from __future__ import annotations

from datetime import datetime

from lib.domain.trash import days_left
from lib.text.formats import ago
from lib.text.language import _, _n


def deleted_texts(deleted_at: datetime, now: datetime) -> tuple[str, str]:
    """ "Deleted 3 days ago" and "27 days left". Both times UTC."""
    left = days_left(deleted_at, now)
    days = _("deleted for good today") if left == 0 else _n("{count} day left", "{count} days left", left)
    # By the day, as those that are left: "a month ago" would begin at half of one.
    return _("Deleted {when}", when=ago(deleted_at, now, by_the_day=True)), days
