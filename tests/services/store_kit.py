"""What the tests of the store share: a moment, and jobs as Generate makes them."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from lib.domain.job import Job, JobState
from lib.domain.lists import Voice
from lib.domain.request import Subject, VideoRequest, stored_picture
from lib.domain.voice_list import VoiceChange
from lib.services.store import Store

NOW = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
SERVICE = "https://octopusx.ai"
FACE = "a" * 64
_numbers = itertools.count(1)


def later(**parts: float) -> datetime:
    return NOW + timedelta(**parts)


def an_order(**fields: Any) -> VideoRequest:
    subject = Subject(id="Mia", images=(stored_picture(FACE, "png"),))
    return VideoRequest(**{"model": "viduq3-pro", "subjects": (subject,), "prompt": "@Mia walks", **fields})


def a_job(**fields: Any) -> Job:
    """A job that was just made; each has an id, and a click of its own unless told otherwise."""
    number = next(_numbers)
    given = {
        "id": f"job{number}",
        "name": f"Video {number}",
        "person_id": "ann",
        "service": SERVICE,
        "click": f"click{number}",
        "take": 1,
        "takes": 1,
        "request": an_order(),
        "created_at": NOW,
    }
    return Job(**{**given, **fields})


def added(store: Store, *jobs: Job) -> list[Job]:
    """The jobs as the store has them, in this order; written one click at a time."""
    return [kept for job in jobs for kept in store.jobs.add([job])]


def keep_voices(store: Store, *voices: Voice) -> None:
    """Put these on the team's list."""
    store.voices.apply([VoiceChange(None, voice) for voice in voices])


def in_state(state: JobState, **fields: Any) -> Job:
    """A job somewhere on its way, with what it has by then."""
    sent = (
        {} if state in (JobState.QUEUED, JobState.CANCELLED) else {"sent_at": NOW, "task_id": f"task{next(_numbers)}"}
    )
    return a_job(**{"state": state, **sent, **fields})
