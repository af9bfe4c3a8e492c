"""The receipt of a job: one JSON document that someone can send to support. It has no key and no picture in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from lib.domain.job import Job
from lib.domain.job_events import JobEvent
from lib.domain.request import to_json
from lib.text.cause_sentences import detail_text
from lib.text.error_sentences import error_message
from lib.text.event_sentences import event_detail, event_text
from lib.text.job_labels import state_label
from lib.text.language import ENGLISH, speaking


def receipt_of(job: Job, story: Sequence[JobEvent]) -> str:
    """What was asked for, what came of it, and each step with who did it ("app", or the id of a person;
    null where an earlier version did not keep it). Times in ISO 8601 with offset; pictures by their sha256.

    `request_sha256` is that of the request as it stands here in its compact form (`lib.domain.request.to_json`).
    It is in English whoever saves it, so that support can read it and two receipts can be compared.
    """
    with speaking(ENGLISH):
        document = _document(job, story)
    return json.dumps(document, ensure_ascii=False, indent=2)


def _document(job: Job, story: Sequence[JobEvent]) -> dict[str, object]:
    request = to_json(job.request)
    return {
        "castboard_receipt": 1,
        "job": job.id,
        "name": job.name,
        "service": job.service,
        "state": state_label(job.state),
        "take": f"{job.take} of {job.takes}",
        "task_id": job.task_id,
        "trace_id": job.trace_id,
        "credits": job.credits,
        "made_at": _iso(job.created_at),
        "sent_at": _iso(job.sent_at),
        "finished_at": _iso(job.finished_at),
        "ready_at": _iso(job.ready_at),
        "request": json.loads(request),
        "request_sha256": hashlib.sha256(request.encode()).hexdigest(),
        "video": _video(job),
        "trouble": _trouble(job),
        "last_answer": job.answer,
        "story": [_step(one) for one in story],
    }


def _step(event: JobEvent) -> dict[str, object]:
    by = None if event.actor is None else event.actor.person_id or "app"
    return {
        "at": _iso(event.at),
        "kind": event.kind,
        "by": by,
        "text": event_text(event),
        **({"facts": dict(event.params)} if event.params else {}),
        "detail": event_detail(event),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _video(job: Job) -> dict[str, object] | None:
    if job.video is None:
        return None
    video = job.video
    return {
        "sha256": video.sha256,
        "size_bytes": video.size_bytes,
        "duration_s": video.duration_s,
        "pixels": f"{video.width} x {video.height}",
        "sound": video.has_sound,
    }


def _trouble(job: Job) -> dict[str, object] | None:
    if job.trouble is None:
        return None
    trouble = job.trouble
    return {
        "what": error_message(trouble),
        "code": trouble.code,
        "said": detail_text(trouble.code, trouble.detail),
        "field": trouble.field,
        "http_status": trouble.http_status,
        "request_id": trouble.request_id,
    }
