"""The settings that made a video and what came of them, as rows of a table for people."""

from __future__ import annotations

from datetime import datetime

from lib.domain.job import DEMO, Job, Video
from lib.domain.naming import file_name
from lib.text.formats import seconds, size
from lib.text.language import _, _p
from lib.ui.parts.job_facts import seed_of, settings_of


def rows(job: Job, who: str, made: str, ending: str = "mp4") -> list[tuple[str, str]]:
    """(label, value) in the order in which people ask; `made`: the time in the browser's zone; `ending`: the file's.

    A seed is not among them: it stands apart, where it can be copied.
    """
    return [
        *settings_of(job),
        *([] if seed_of(job) else [(_("Seed"), _("random"))]),
        (_("Made by"), who),
        (_p("a heading of a time", "Made"), made),
        *([(_("Took"), took(job.created_at, job.ready_at))] if job.ready_at else []),
        (_("Service"), _("Demo, on this machine") if job.service == DEMO else job.service.removeprefix("https://")),
        *([(_("File"), _file(job, job.video, ending))] if job.video else []),
    ]


def took(start: datetime, end: datetime) -> str:
    """ "1 min 35 s", from the click to the finished file."""
    minutes, rest = divmod(max(0, round((end - start).total_seconds())), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return _("{hours} h {minutes} min", hours=hours, minutes=minutes) if minutes else _("{hours} h", hours=hours)
    if minutes:
        return (
            _("{minutes} min {rest}", minutes=minutes, rest=seconds(rest))
            if rest
            else _("{minutes} min", minutes=minutes)
        )
    return seconds(rest) if rest else _("under a second")


def _file(job: Job, video: Video, ending: str) -> str:
    return _("{one}, {other}", one=file_name(job.name, ending), other=size(video.size_bytes))
