"""A large database for the tests of speed and plans, and its figures: `python -m tests.services.store_many`."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from lib.domain.job import MOVING, Job, JobState, Trouble, Video
from lib.domain.lists import JobQuery
from lib.domain.request import Subject, VideoRequest, stored_picture
from lib.services.store import Store
from lib.services.store.rows import documents_of, row_of
from lib.services.store.tables import events, job_documents, job_pictures, jobs

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SERVICE = "https://octopusx.ai"
PEOPLE = 40
QUEUED = 400
MODELS = ("viduq3-pro", "viduq2-pro", "viduq2-turbo", "viduq1")
SCENES = (
    "@Mia and @Bear walk through fog, the camera stays low and follows them past the old mill until they see the light",
    "让@subject_1 向前走并微笑,背景是安静的湖面,清晨的薄雾慢慢散开,远处传来钟声",
    "Close-up: @Owl turns its head slowly, soft light from the left, dust in the air, nothing else moves in the room",
)
DONE = (JobState.READY,) * 8 + (JobState.FAILED, JobState.CANCELLED)


def many(number: int) -> list[Job]:
    """`number` jobs, one a minute up to NOW; the last ones are in every state that moves."""
    return [_job(place, number) for place in range(number)]


def _job(place: int, number: int) -> Job:
    left = number - place
    state = DONE[place % len(DONE)]
    if left <= QUEUED:
        state = JobState.QUEUED
    elif left <= QUEUED + 30:
        state = sorted(MOVING)[place % 2 + 1]
    at = NOW - timedelta(minutes=left)
    picture = stored_picture(f"{place % 5000:064x}", "jpeg")
    request = VideoRequest(
        model=MODELS[place % len(MODELS)],
        subjects=(Subject(id="Mia", images=(picture,)), Subject(id="Bear", images=(stored_picture("b" * 64, "png"),))),
        prompt=f"{SCENES[place % len(SCENES)]}, take {place}",
        duration=5,
        resolution="720p",
        seed=place,
        off_peak=place % 50 == 0,
    )
    job = Job(
        id=f"job-{place:012}",
        name=request.prompt[:40] if request.prompt else "",
        person_id=f"person-{place % PEOPLE:02}",
        service="demo" if place % 10 == 3 and left > 1000 else SERVICE,
        click=f"click-{place}",
        take=1,
        takes=1,
        request=request,
        created_at=at,
        state=state,
        state_since=at,
        sent_at=None if state is JobState.QUEUED else at + timedelta(seconds=2),
        task_id=None if state is JobState.QUEUED else f"task-{place}",
        trouble=Trouble("ContentRefused", "AuditSubmitIllegal", "refused") if state is JobState.FAILED else None,
        answer='{"id": "task", "status": "completed", "video_url": "https://example.com/x.mp4"}' * 3,
    )
    if state is not JobState.READY:
        return job
    return replace(job, ready_at=at, video=Video(5.0, 1280, 720, True, 4_200_000, f"{place:064x}"), has_poster=True)


def fill(store: Store, number: int) -> None:
    """Write many jobs at once, past `add_jobs`, which takes a click at a time."""
    made = many(number)
    shas = [sorted({f"{place % 5000:064x}", "b" * 64}) for place in range(number)]
    with store._write() as connection:
        connection.execute(insert(jobs), [{**row_of(job), "beat": 0} for job in made])
        connection.execute(insert(job_documents), [{"job_id": job.id, **documents_of(job)} for job in made])
        pictures = [{"job_id": job.id, "sha256": sha} for job, mine in zip(made, shas, strict=True) for sha in mine]
        connection.execute(insert(job_pictures), pictures)
        story = ("made", "sending", "running", "ready")
        rows = [
            {"job_id": job.id, "at": NOW, "kind": kind, "params": "{}", "actor": "", "detail": ""}
            for job in made
            for kind in story
        ]
        connection.execute(insert(events), rows)


def medians_ms(call: Callable[[], object], times: int = 21) -> tuple[float, float]:
    """Milliseconds on the clock and of processor time: on a busy machine only the second says much."""
    clock, processor = [], []
    for _ in range(times):
        begun, begun_cpu = time.perf_counter(), time.thread_time()
        call()
        clock.append((time.perf_counter() - begun) * 1000)
        processor.append((time.thread_time() - begun_cpu) * 1000)
    return statistics.median(clock), statistics.median(processor)


def main(number: int, folder: Path) -> None:
    """Print the medians."""
    store = Store(f"sqlite:///{folder / 'castboard.db'}")
    store.open()
    if not store.lists.count(JobQuery()):
        fill(store, number)
    job = store.jobs.get("job-000000000100")
    assert job is not None
    ready, several = frozenset({JobState.READY}), frozenset({JobState.FAILED, JobState.UNSURE, JobState.READY})
    calls: dict[str, Callable[[], object]] = {
        "revision": store.revision,
        "lines, page 1": lambda: store.lists.lines(JobQuery()),
        "lines, ready": lambda: store.lists.lines(JobQuery(states=ready)),
        "lines, three states": lambda: store.lists.lines(JobQuery(states=several)),
        "lines, all states": lambda: store.lists.lines(JobQuery(states=frozenset(JobState))),
        "lines, unsure (none)": lambda: store.lists.lines(JobQuery(states=frozenset({JobState.UNSURE}))),
        "lines, one person": lambda: store.lists.lines(JobQuery(person_id="person-07")),
        "lines, one model": lambda: store.lists.lines(JobQuery(model="viduq1")),
        "lines, real ones": lambda: store.lists.lines(JobQuery(demo=False)),
        "lines, ready demo": lambda: store.lists.lines(JobQuery(demo=True, states=ready)),
        "lines, set aside (none)": lambda: store.lists.lines(JobQuery(set_aside=True)),
        "lines, page 900": lambda: store.lists.lines(JobQuery(offset=89_900)),
        "lines, oldest": lambda: store.lists.lines(JobQuery(sort="oldest")),
        "lines, by name": lambda: store.lists.lines(JobQuery(sort="name")),
        "lines, longest": lambda: store.lists.lines(JobQuery(sort="longest")),
        "lines, text found often": lambda: store.lists.lines(JobQuery(text="FOG")),
        "lines, text found once": lambda: store.lists.lines(JobQuery(text="take 4711,")),
        "lines, text found never": lambda: store.lists.lines(JobQuery(text="钟声 nowhere")),
        "count": lambda: store.lists.count(JobQuery()),
        "count, text": lambda: store.lists.count(JobQuery(text="湖面")),
        "counts": store.lists.counts,
        "facets": store.lists.facets,
        "took_s": lambda: store.lists.took_s(SERVICE),
        "job": lambda: store.jobs.get("job-000000050000"),
        "story": lambda: store.jobs.story("job-000000050000"),
        "trash, page 1": lambda: store.trash.page(24),
        "trash, total": store.trash.total,
        "needed_pictures": lambda: store.needs.pictures([f"{place:064x}" for place in range(200)]),
        "next_due": lambda: store.claims.next_due(SERVICE, NOW),
        "foreign_claims": lambda: store.claims.foreign("me"),
        "beat": lambda: store.claims.beat("me"),
        "claim_to_send": lambda: store.claims.claim_to_send("me", SERVICE, NOW, 1000),
        "claim_to_send, full": lambda: store.claims.claim_to_send("me", SERVICE, NOW, 1),
        "claim_due": lambda: store.claims.claim_due("me", SERVICE, NOW, 1),
        "save": lambda: store.jobs.save(job, replace(job, progress=time.perf_counter())),
        "release_all": lambda: store.claims.release_all("me"),
    }
    for name, call in calls.items():
        clock, processor = medians_ms(call)
        print(f"{name:28}{clock:9.2f} ms{processor:9.2f} ms of processor")
    store.close()


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 100_000,
        Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp()),
    )
