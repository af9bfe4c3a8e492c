"""The settings that made a video and what came of them, as rows of a table for people."""

from __future__ import annotations

from datetime import datetime

from lib.domain.job import DEMO, Job
from lib.domain.naming import file_name
from lib.text.formats import size
from lib.ui.parts.job_facts import seed_of, settings_of


def rows(job: Job, who: str, made: str, ending: str = "mp4") -> list[tuple[str, str]]:
    """(label, value) in the order in which people ask; `made`: the time in the browser's zone; `ending`: the file's.

    A seed is not among them: it stands apart, where it can be copied.
    """
    return [
        *settings_of(job),
        *([] if seed_of(job) else [("Seed", "random")]),
        ("Made by", who),
        ("Made", made),
        *([("Took", took(job.created_at, job.ready_at))] if job.ready_at else []),
        ("Where", "the demo, on this machine" if job.service == DEMO else job.service.removeprefix("https://")),
        *([("File", f"{file_name(job.name, job.id, ending)}, {size(job.video.size_bytes)}")] if job.video else []),
    ]


def took(start: datetime, end: datetime) -> str:
    """ "1 min 35 s", from the click to the finished file."""
    seconds = max(0, round((end - start).total_seconds()))
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [
        f"{hours} h" if hours else "",
        f"{minutes} min" if minutes else "",
        f"{rest} s" if rest and not hours else "",
    ]
    return " ".join(part for part in parts if part) or "under a second"
