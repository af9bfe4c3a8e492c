"""A studio in which people have given everything a name that means something to a machine."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from lib.app import Studio
from lib.domain.draft import Draft, DraftSubject, build_request
from lib.domain.job import Job, JobState, Trouble, Video
from lib.domain.lists import Voice
from tests.browser.board import png
from tests.browser.lived_in import put_files
from tests.conftest import SOMEONE
from tests.services.store_kit import keep_voices


def shelve(studio: Studio, text: str, film: Path) -> dict[JobState, str]:
    """A video and a failed job, all of whose texts are `text`; their ids. The team knows a voice of that name."""
    now = datetime.now(UTC)
    person_id = uuid4().hex
    studio.store.people.set_name(person_id, text[:40], now)
    keep_voices(studio.store, Voice(uuid4().hex, text[:60], text[:256], ""))
    job = _job(studio, text, person_id, now)
    video = Video(1.0, 320, 180, False, film.stat().st_size, "f" * 64)
    ready = replace(job, state=JobState.READY, ready_at=now, video=video, has_poster=True)
    trouble = Trouble("TaskFailed", text[:100], text, "prompt", text[:200], 400)
    answer = {"answer": text, "trace_id": text[:200], "task_id": text[:200]}
    failed = replace(job, id=uuid4().hex, take=2, takes=2, state=JobState.FAILED, trouble=trouble, **answer)
    studio.store.jobs.add([ready, failed])
    put_files(studio, ready, film, "teal")
    return {JobState.READY: ready.id, JobState.FAILED: failed.id}


def _job(studio: Studio, text: str, person_id: str, now: datetime) -> Job:
    pictures = (studio.desk.add_picture(SOMEONE, png("coral"), f"{text}.png"),)
    cast = (DraftSubject(uid="mia", name=f"Mia {text}", pictures=pictures, voice_id=text),)
    draft = Draft(cast=cast, scene=f"@Mia {text} goes.\n{text}", payload=text, meta_data=json.dumps(text), name=text)
    click = uuid4().hex
    studio.store.drafts.save(click, "", draft, now)
    return Job(
        id=uuid4().hex,
        name=text,
        person_id=person_id,
        service=studio.desk.service,
        click=click,
        take=1,
        takes=2,
        request=build_request(draft),
        created_at=now,
        state_since=now,
    )
