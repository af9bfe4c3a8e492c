"""A studio that has been used for a while: jobs in every state, videos, and names as people give them."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from PIL import Image

from lib.app import Studio
from lib.domain.draft import Draft, DraftSubject, build_request
from lib.domain.job import Job, JobState, Trouble, Video
from tests.browser.board import COLLEAGUE, png
from tests.conftest import SOMEONE

LONG = "The lighthouse keeper who never once looked at the sea until the morning the sea looked back at her"
CHINESE = "雾中的灯塔与守望者，清晨的第一缕光"
UNBROKEN = "final_final_v12_reallyfinal_forclient_approved_do_not_touch_2026_november_0815_export"
VIDEOS = ("Fog", LONG, CHINESE, UNBROKEN, "Bear naps", "Mia opens a door", "Last light", "Two foxes")
STOPPED: dict[JobState, Trouble | None] = {
    JobState.FAILED: Trouble("ContentRefused", "AuditSubmitIllegal", f"violates: {UNBROKEN}", "prompt", "trace-1", 400),
    JobState.UNSURE: Trouble("SubmissionUncertain", detail="the line was cut after the body"),
    JobState.UNSAVED: Trouble("LinkDead", detail="HTTP 404"),
    JobState.ENDED: None,
    JobState.CANCELLED: None,
}


def fill(studio: Studio, film: Path) -> dict[str, str]:
    """Put it all there; ids of some of the jobs, by name."""
    now = datetime.now(UTC)
    draft = _board(studio)
    studio.store.people.set_name(COLLEAGUE, "Annemarie von der Leuchtturmwärterinnenschule"[:40], now)
    ids = {}
    for age, name in enumerate(VIDEOS):
        video = Video(1.0, 320, 180, False, film.stat().st_size, "f" * 64)
        made = now - timedelta(hours=age, minutes=3)
        job = _job(studio, draft, name, made, state=JobState.READY, ready_at=made + timedelta(seconds=95), video=video)
        job = replace(job, has_poster=True)
        ids[name] = _put(studio, job)
        put_files(studio, job, film, ("teal", "maroon", "olive", "navy")[age % 4])
    for state, trouble in STOPPED.items():
        sent = {} if state is JobState.CANCELLED else {"task_id": uuid4().hex, "sent_at": now}
        ids[state] = _put(
            studio, _job(studio, draft, f"{state.value} {LONG}", now, state=state, trouble=trouble, **sent)
        )
    aside = _job(studio, draft, "Not now", now, state=JobState.FAILED, trouble=STOPPED[JobState.FAILED], set_aside=True)
    _put(studio, aside)
    return ids


def _board(studio: Studio) -> Draft:
    names = ("Mia", "The keeper of the lighthouse", "小熊")
    cast = tuple(
        DraftSubject(
            uid=f"s{place}", name=name, pictures=(studio.desk.add_picture(SOMEONE, png(colour, 400 + place), name),)
        )
        for place, (name, colour) in enumerate(zip(names, ("coral", "teal", "gold"), strict=True))
    )
    scene = f"@Mia meets @小熊. {LONG}. {UNBROKEN}"
    return Draft(cast=cast, scene=scene, duration=1, resolution="540p", seed=42)


def _job(studio: Studio, draft: Draft, name: str, made: datetime, **fields: Any) -> Job:
    return Job(
        id=uuid4().hex,
        name=name,
        person_id=COLLEAGUE,
        service=studio.desk.service,
        click=uuid4().hex,
        take=1,
        takes=1,
        request=build_request(draft),
        created_at=made,
        state_since=made,
        **fields,
    )


def _put(studio: Studio, job: Job) -> str:
    studio.store.jobs.add([job])
    return job.id


def put_files(studio: Studio, job: Job, film: Path, colour: str) -> None:
    """The video and the poster of a finished job, where the app looks for them."""
    video, poster = studio.library.video(job.id), studio.library.poster(job.id)
    for folder in (video.parent, poster.parent):
        folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(film, video)
    Image.open(io.BytesIO(png(colour, 640, 360))).save(poster, "JPEG")
