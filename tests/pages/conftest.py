"""What tests of pages with videos share: finished videos on the shelf."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from lib.app import Studio
from lib.domain.draft import Draft, build_request
from lib.domain.job import Job, JobState, Video
from tests.components_once import look_once

look_once()

ME = "0123456789abcdef0123456789abcdef"

Put = Callable[..., Job]


@pytest.fixture
def put(studio: Studio, draft: Draft, now: datetime) -> Put:
    """Puts a finished video on the shelf, as the tracker would; `age` in minutes, other fields as in Draft."""

    def add(name: str = "Fog", *, person: str = ME, age: int = 0, service: str = "", **settings: Any) -> Job:
        made = now - timedelta(minutes=age)
        job = Job(
            id=uuid4().hex,
            name=name,
            person_id=person,
            service=service or studio.desk.service,
            click=uuid4().hex,
            take=1,
            takes=1,
            request=build_request(draft.model_copy(update=settings)),
            created_at=made,
            state=JobState.READY,
            state_since=made,
            ready_at=made + timedelta(seconds=95),
            video=Video(1.0, 960, 540, True, 2_500_000, "f" * 64),
            has_poster=True,
        )
        studio.store.jobs.add([job])
        file = studio.library.video(job.id)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(f"film of {job.id} ".encode() * 5_000)
        return job

    return add
