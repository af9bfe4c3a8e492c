"""What the page of deleted things says about a job, a video and the whole. Nothing here draws."""

from __future__ import annotations

import math
from datetime import datetime

from lib.domain.job import JobState
from lib.domain.trash import DeletedJob, LooseVideo, TrashTotal, days_left
from lib.text.formats import ago, date_and_minute, size
from lib.text.job_labels import STATE_LABELS
from lib.ui.words import exact

PAGE_SIZE = 12
LOOSE_PAGE_SIZE = 6
"""Fewer: a poster that is missing is drawn while the page is."""


def pages(number: int, size_: int) -> int:
    return max(1, math.ceil(number / size_))


def short(name: str) -> str:
    """A name that leaves room for others."""
    return name if len(name) <= 80 else f"{name[:80].rstrip()}…"


def contents(total: TrashTotal) -> str:
    """ "12 videos and 3 other jobs"."""
    others = total.jobs - total.videos
    videos = f"{total.videos:,} video" + ("" if total.videos == 1 else "s")
    jobs = f"{others:,} {'other job' if total.videos else 'job'}" + ("" if others == 1 else "s")
    return " and ".join(part for part, number in ((videos, total.videos), (jobs, others)) if number)


def space(total: TrashTotal) -> str:
    """What stands above the list."""
    takes = "takes" if total.jobs == 1 else "take"
    return f"{contents(total)}, which {takes} {size(total.size_bytes)}" if total.size_bytes else contents(total)


def facts(job: DeletedJob, now: datetime) -> str:
    """ "Deleted 3 days ago · 27 days left · 6.2 MB"; what it was, if it was no video."""
    left = days_left(job.deleted_at, now)
    days = "deleted for good today" if left == 0 else f"{left} day{'' if left == 1 else 's'} left"
    what = "Unreadable" if job.state is None else "" if job.state is JobState.READY else STATE_LABELS[job.state]
    how_large = size(job.size_bytes) if job.size_bytes else ""
    return " · ".join(part for part in (what, f"Deleted {_days_ago(job.deleted_at, now)}", days, how_large) if part)


def _days_ago(moment: datetime, now: datetime) -> str:
    # By the day, as those that are left: "a month ago" would begin at half of one.
    return ago(moment, now, by_the_day=True)


def loose_facts(video: LooseVideo) -> str:
    """ "Written 3 Nov 2026, 14:05:09 · 6.2 MB"."""
    damaged = "" if video.has_poster else " · no preview, it may be damaged"
    return f"Written {exact(video.made_at)} · {size(video.size_bytes)}{damaged}"


def loose_name(video: LooseVideo) -> str:
    """What it is called once it is a job: nobody knows more than the time of its file."""
    return f"Restored video, {date_and_minute(video.made_at)}"
