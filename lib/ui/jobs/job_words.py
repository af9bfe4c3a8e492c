"""A job in words: its request as JSON, its story, its numbers, as text for the card. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lib.domain.draft import Draft
from lib.domain.job import Job, Video
from lib.domain.job_events import EventKind, JobEvent
from lib.domain.request import VideoRequest, fields_of, stored_parts
from lib.text.event_sentences import event_detail, event_text
from lib.text.formats import number, seconds
from lib.text.job_sentences import service_name
from lib.text.language import _
from lib.ui.words import in_json

LONGEST = 6000
"""Characters of one text in the shown request: custom data may have a million."""


def picture_names(request: VideoRequest, draft: Draft | None) -> dict[str, str]:
    """A name for each picture of a request: that of the file it came from, else the subject's with a number."""
    kept = {
        picture.reference: picture.name
        for subject in (draft.cast if draft else ())
        for picture in subject.pictures
        if picture.name
    }
    names: dict[str, str] = {}
    for subject in request.subjects:
        for place, image in enumerate(subject.images, start=1):
            parts = stored_parts(image)
            if parts:
                names[image] = kept.get(image) or f"{subject.id} {place}.{parts[1]}"
    return names


def request_json(request: VideoRequest, names: Mapping[str, str]) -> str:
    """The request as it is sent, readable: our pictures by name, very long texts cut. There is no key in it."""
    body = fields_of(request)
    for subject in body["subjects"]:
        subject["images"] = [_picture(image, names) for image in subject["images"]]
    return in_json(json.dumps({name: _cut(value) for name, value in body.items()}, ensure_ascii=False, indent=2))


def _picture(image: str, names: Mapping[str, str]) -> str:
    if image in names:
        return f"[picture: {names[image]}]"
    return f"{image[:60]}… ({len(image):,} characters)" if image.startswith("data:") else image


def _cut(value: object) -> object:
    if isinstance(value, str) and len(value) > LONGEST:
        return f"{value[:LONGEST]}… ({len(value):,} characters)"
    return value


@dataclass(frozen=True)
class Line:
    """One line of a job's story: what happened, and how often in a row, the last time at `last_at`."""

    event: JobEvent
    times: int
    last_at: datetime


def lines_of(story: Sequence[JobEvent]) -> list[Line]:
    """The story with repeated events in one line each, oldest first."""
    lines: list[Line] = []
    for event in story:
        if event.kind is EventKind.AGAIN and lines and lines[-1].event.params == event.params:
            lines[-1] = replace(lines[-1], times=lines[-1].times + 1, last_at=event.at)
        else:
            lines.append(Line(event, 1, event.at))
    return lines


def details_of(story: Sequence[JobEvent], exact: Callable[[datetime], str]) -> str:
    """What was seen at each step that kept something, for a fold."""
    return "\n\n".join(f"{exact(one.at)}  {event_text(one)}\n{seen}" for one in story if (seen := event_detail(one)))


def numbers_of(job: Job) -> list[tuple[str, str]]:
    """What support asks for, and what the finished video is."""
    video = job.video
    facts = [
        (_("Task id"), job.task_id or ""),
        (_("Trace id"), job.trace_id or ""),
        (_("Job id"), job.id),
        (_("Video service"), service_name(job.service)),
        (_("Credits used"), number(job.credits, 6) if job.credits is not None else ""),
        (_("Video"), _video_facts(video) if video else ""),
    ]
    return [(label, value) for label, value in facts if value]


def _video_facts(video: Video) -> str:
    return _("{one}, {other}", one=seconds(video.duration_s), other=f"{video.width} × {video.height}")
