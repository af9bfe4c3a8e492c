"""What the page of deleted things says about a job, a video and the whole. Nothing here draws."""

from __future__ import annotations

import math
from datetime import datetime

from lib.domain.job import JobState
from lib.domain.trash import DeletedJob, LooseVideo, TrashTotal
from lib.text.deletion_words import deleted_texts
from lib.text.formats import size
from lib.text.job_labels import state_label
from lib.text.language import _, _n
from lib.ui.words import exact, local

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
    if not total.videos:
        return _n("{count} job", "{count} jobs", others)
    videos = _n("{count} video", "{count} videos", total.videos)
    if not others:
        return videos
    jobs = _n("{count} other job", "{count} other jobs", others)
    return _("{videos} and {jobs}", videos=videos, jobs=jobs)


def summary(total: TrashTotal) -> str:
    """What stands above the list."""
    if not total.size_bytes:
        return _("{contents}.", contents=contents(total))
    return _n(
        "{contents}, which takes {size}.",
        "{contents}, which take {size}.",
        total.jobs,
        contents=contents(total),
        size=size(total.size_bytes),
    )


def question(total: TrashTotal) -> str:
    """What is asked before all of it is deleted for good."""
    what = contents(total)
    if not total.size_bytes:
        return _("Delete {contents} for good, for everyone? This cannot be undone.", contents=what)
    return _(
        "Delete {contents} for good, for everyone? This cannot be undone. {size} will be free.",
        contents=what,
        size=size(total.size_bytes),
    )


def facts(job: DeletedJob, now: datetime) -> str:
    """ "Deleted 3 days ago · 27 days left · 6.2 MB"; what it was, if it was no video."""
    how_large = size(job.size_bytes) if job.size_bytes else ""
    return " · ".join(part for part in (_what(job), *deleted_texts(job.deleted_at, now), how_large) if part)


def _what(job: DeletedJob) -> str:
    if job.state is None:
        return _("Unreadable")
    return "" if job.state is JobState.READY else state_label(job.state)


def loose_facts(video: LooseVideo) -> str:
    """ "Written 3 Nov 2026, 14:05:09 · 6.2 MB"."""
    parts = [_("Written {when}", when=exact(video.made_at)), size(video.size_bytes)]
    if not video.has_poster:
        parts.append(_("no preview, it may be damaged"))
    return " · ".join(parts)


def loose_name(video: LooseVideo) -> str:
    """What it is called once it is a job, in no language: nobody knows more than the time of its file."""
    return f"{local(video.made_at):%Y-%m-%d %H:%M}"
