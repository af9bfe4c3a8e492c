"""Jobs as rows and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Select, select

from lib.domain.job import Job, Trouble, Video
from lib.domain.job_events import JobEvent
from lib.domain.naming import normal, order_key
from lib.domain.request import VideoRequest, fingerprint, images_of, stored_parts, to_json
from lib.services.store.reading import job_of
from lib.services.store.tables import events, job_documents, jobs

_ELSEWHERE = ("request", "answer", "video", "trouble", "faults")
_PLAIN = tuple(field.name for field in fields(Job) if field.name not in _ELSEWHERE)
_VIDEO = tuple(field.name for field in fields(Video))
_TROUBLE = tuple(field.name for field in fields(Trouble))
_LARGEST = 2**63 - 1
_NAME_KEY_LENGTH = 80


def select_jobs() -> Select[Any]:
    """Whole jobs, with the request."""
    # A job whose documents are gone must not vanish with them.
    return select(jobs, job_documents.c.request, job_documents.c.answer).outerjoin(
        job_documents, job_documents.c.job_id == jobs.c.id
    )


def one_job(connection: Connection, statement: Select[Any]) -> Job | None:
    """The first job of the statement, or None. Raises RecordUnreadable."""
    row = connection.execute(statement.limit(1)).mappings().first()
    return None if row is None else job_of(row)


def row_of(job: Job) -> dict[str, object]:
    """The columns of `jobs`, without `owner` and `beat`, which are not the job's."""
    row: dict[str, object] = {name: getattr(job, name) for name in _PLAIN}
    row["state"] = job.state.value
    # A job that was just made has the earliest time there is, which not every database takes.
    row["state_since"] = job.created_at if job.state_since.year == 1 else job.state_since
    row |= {f"video_{name}": getattr(job.video, name, None) for name in _VIDEO}
    row |= {f"trouble_{name}": getattr(job.trouble, name, None) for name in _TROUBLE}
    return row | _copies(job)


def documents_of(job: Job) -> dict[str, object]:
    """The columns of `job_documents`, without the key."""
    return {"request": to_json(job.request), "answer": job.answer}


def pictures_of(request: VideoRequest) -> list[str]:
    """The sha256 of every picture of ours in a request, once each, in order."""
    parts = (stored_parts(image) for image in images_of(request))
    return list(dict.fromkeys(found[0] for found in parts if found))


def _copies(job: Job) -> dict[str, object]:
    request = job.request
    return {
        "model": request.model,
        "duration": _whole(request.duration),
        "resolution": request.resolution,
        "audio": request.audio,
        "off_peak": job.off_peak,
        "seed": _whole(request.seed),
        "picture_sha": next(iter(pictures_of(request)), ""),
        "fingerprint": fingerprint(request),
        "search": folded(f"{job.name}\n{request.prompt or ''}"),
        "length_s": float(job.video.duration_s if job.video else _whole(request.duration) or 0),
        "name_key": order_key(job.name)[:_NAME_KEY_LENGTH],
    }


def _whole(number: int | None) -> int | None:
    # A request may carry a number that no database holds. It is sent as it is; only this copy is bounded.
    return None if number is None else max(-_LARGEST, min(number, _LARGEST))


def folded(text: str) -> str:
    """Text as it is searched: composed (NFC) and without case, in every script."""
    return normal(text).casefold()


def write_events(connection: Connection, job_id: str, story: Sequence[JobEvent]) -> None:
    """Append to the story of a job."""
    if story:
        connection.execute(events.insert(), [event_row(job_id, event) for event in story])


def event_row(job_id: str, event: JobEvent) -> dict[str, object]:
    """The columns of `events`, without the key."""
    return {
        "job_id": job_id,
        "at": event.at,
        "kind": event.kind.value,
        "params": json.dumps(dict(event.params), ensure_ascii=False),
        "actor": None if event.actor is None else event.actor.person_id,
        "detail": event.detail,
    }
