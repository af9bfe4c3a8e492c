"""No sentence of ours reaches a page past the catalogue: in a language without plain letters, no plain word is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.app import Studio
from lib.domain.error_codes import CODES
from lib.domain.error_kinds import error_kind
from lib.domain.errors import StudioError
from lib.domain.job import Job, JobState, Trouble
from lib.domain.job_events import EventKind, JobEvent
from lib.ui.state import utc_now
from tests.conftest import SOMEONE
from tests.pages.conftest import ME, Put
from tests.pages.jobs_kit import Make, just_now, make
from tests.pages.pseudo_kit import FOG, at, board, draft, nothing_is_plain, sent, shown
from tests.services.damage import put as damage

__all__ = ["board", "draft", "make", "sent"]

# Jobs


def test_no_jobs_yet(sent: list[ForwardMsg], studio: Studio) -> None:
    shown(at("jobs"))
    nothing_is_plain(sent)


def story_of(job: Job) -> list[JobEvent]:
    trouble = {"trouble": "NotReached", "code": "", "pause_s": 90}
    params = {**trouble, "task": "1", "word": "…", "before": FOG, "reason": "…", "text": "…"}
    return [JobEvent(just_now(), kind, params, SOMEONE) for kind in EventKind]


@pytest.mark.parametrize("state", JobState)
def test_a_job_in_each_state_with_every_line_of_a_story(
    sent: list[ForwardMsg], studio: Studio, make: Make, state: JobState
) -> None:
    job = make(state, FOG, word="…", age=60 * 30, task_id="1", answer='{"1": 1}', progress=40.0)
    studio.store.jobs.save(job, replace(job, tries=job.tries + 1), story_of(job))
    app = at("jobs", job=job.id)
    app.session_state["error.seen.job"] = True
    shown(app)
    nothing_is_plain(sent, "req", "ReadTimeout", "trace", "refused")


def family(cls: type[StudioError]) -> Iterator[type[StudioError]]:
    yield cls
    for child in cls.__subclasses__():
        yield from family(child)


KINDS = sorted(
    {(cls.__name__, "") for cls in family(StudioError)}
    | {(meaning.error.__name__, code) for code, meaning in CODES.items()}
)
FIELDS = (
    "",
    "prompt",
    "subjects.0.images.0",
    "subjects.1.id",
    "images.1",
    "duration",
    "resolution",
    "payload",
    "wm_url",
)


def test_every_trouble_of_a_job(sent: list[ForwardMsg], studio: Studio, make: Make) -> None:
    for place, (kind, code) in enumerate(KINDS):
        assert error_kind(kind).__name__ == kind
        field = FIELDS[place % len(FIELDS)]
        job = make(JobState.FAILED, FOG, trouble=Trouble(kind, code, field=field), task_id=None)
        shown(at("jobs", job=job.id))
    nothing_is_plain(sent)


def test_jobs_that_are_paused_on_hold_and_unreadable(sent: list[ForwardMsg], studio: Studio, make: Make) -> None:
    paused = make(JobState.QUEUED, FOG, service="demo")
    make(JobState.FAILED, FOG, set_aside=True)
    bad = make(JobState.RUNNING, FOG)
    assert damage(studio.settings.data_dir / "castboard.db", "papers", "request", '{"model": ', bad.id)
    studio.store.damaged.check_moving(just_now())
    shown(at("jobs", job=paused.id))
    app = shown(at("jobs", job=bad.id))
    app.button(key="jobs.show_aside").click()
    shown(app)
    nothing_is_plain(sent, "127.0.0.1")


# Gallery, and what was deleted


def test_an_empty_gallery_and_a_link_that_is_old(sent: list[ForwardMsg], studio: Studio) -> None:
    shown(at("gallery"))
    shown(at("gallery", video="0" * 32))
    shown(at("trash"))
    nothing_is_plain(sent)


def test_videos_on_the_shelf_selected_and_opened(sent: list[ForwardMsg], studio: Studio, put: Put) -> None:
    jobs = [put(FOG, age=age, person=person) for age, person in ((1, ME), (60 * 24 * 400, "1"))]
    put(FOG, service="demo", seed=7, off_peak=True, watermark=True, payload="1", service_writes=True)
    shown(at("gallery"))
    for job in jobs:
        shown(at("gallery", video=job.id))
    app = at("gallery")
    app.session_state["gallery.selecting"] = True
    app.session_state["gallery.selected"] = [job.id for job in jobs]
    shown(app)
    app.button(key="gallery.delete").click()
    shown(app)
    nothing_is_plain(sent)


def test_what_was_deleted_and_videos_without_a_job(
    sent: list[ForwardMsg], studio: Studio, put: Put, film: Path
) -> None:
    jobs = [put(FOG, age=age) for age in range(3)]
    studio.desk.delete(SOMEONE, [jobs[0].id], utc_now() - timedelta(days=3))
    studio.desk.delete(SOMEONE, [jobs[1].id], utc_now())
    loose = studio.library.video("0123456789abcdef" * 2)
    loose.parent.mkdir(parents=True, exist_ok=True)
    loose.write_bytes(film.read_bytes())
    app = shown(at("trash"))
    for key in [str(button.key) for button in app.button if str(button.key).startswith("trash.")]:
        if any(button.key == key for button in app.button):
            app.button(key=key).click()
            shown(app)
    nothing_is_plain(sent)
