"""Which videos the gallery shows: pages, neighbours, and the name of a zip. Nothing here draws."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence

from lib.domain.job import JobState
from lib.domain.lists import JobLine
from lib.text.language import _, _n

PAGE_SIZE = 24
READY = frozenset({JobState.READY})


def page_count(videos: int) -> int:
    """At least one, also for an empty gallery."""
    return max(1, math.ceil(videos / PAGE_SIZE))


def look_of(lines: Iterable[JobLine], total: int, moving: int) -> tuple[object, ...]:
    """What a page shows, to compare: it changes exactly when the page would look different."""
    return (total, 0 if total else moving, *((line.id, line.name, line.has_poster, line.plays) for line in lines))


def neighbours(ids: Sequence[str], job_id: str) -> tuple[str | None, str | None] | None:
    """The ids before and after a video in a list; None if it is not in it."""
    if job_id not in ids:
        return None
    at = ids.index(job_id)
    return (ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None)


def zip_token(ids: Iterable[str]) -> str:
    """The name of the zip with these videos, numbered in this order."""
    return hashlib.sha256(",".join(ids).encode()).hexdigest()[:32]


def what_will_come(moving: int) -> str:
    """For a gallery with no video: what appears in it, given how many are on their way."""
    if not moving:
        return _("What you make on the Create page appears here.")
    return _n(
        "{count} video is on its way and will appear here.",
        "{count} videos are on their way and will appear here.",
        moving,
    )
