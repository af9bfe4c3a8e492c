"""Ten thousand odd answers: the readers and what decides about jobs survive them all, and none makes a video appear."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.actor import Actor
from lib.domain.errors import Refused, ServiceFailed, StudioError, TaskFailed, VideoBroken
from lib.domain.fetching import after_fetch, fetch_plan
from lib.domain.job import TRANSITIONS, Job, JobState, Trouble, Video, actions, progress
from lib.domain.job_events import JobEvent
from lib.domain.job_steps import Pauses, Step
from lib.domain.replies import (
    Phase,
    SubmitReply,
    TaskReply,
    read_balance,
    read_error,
    read_failure,
    read_submit,
    read_task,
)
from lib.domain.tracking import after_look, after_submit, entered_task, fetched_again, late_answer, sent_again
from lib.domain.tracking import with_reason as with_reason_of
from lib.domain.video_links import MAX_LINK
from lib.services.gateway.download import refusal_of_download
from lib.services.store import Store
from lib.text.event_sentences import event_text
from lib.text.job_sentences import job_sentence
from lib.text.receipt import receipt_of
from tests.domain.odd_kit import ANSWERS, EVERY, Answer
from tests.services.store_kit import NOW, a_job, in_state

ANN = Actor("a" * 32)
EACH = 5
"""Answers that one job meets."""
PAUSES = Pauses()
FILM = Video(5.0, 1280, 720, True, 4_000_000, "f" * 64)
STARTS = st.sampled_from([JobState.QUEUED, JobState.SENDING, JobState.RUNNING, JobState.SAVING, JobState.UNSURE])
FILMS = st.lists(st.sampled_from([None, None, None, FILM]), min_size=EACH, max_size=EACH)
"""What each fetch finds: mostly no video."""
LIVES = st.tuples(STARTS, st.lists(ANSWERS, min_size=EACH, max_size=EACH), FILMS, st.booleans())
Life = tuple[JobState, list[Answer], list[Video | None], bool]
T = TypeVar("T", SubmitReply, TaskReply)


def started(state: JobState, off_peak: bool) -> Job:
    job = in_state(state, sent_at=NOW) if state is not JobState.QUEUED else a_job()
    return replace(job, request=job.request.model_copy(update={"off_peak": off_peak}), state_since=NOW)


def outcome(read: Callable[..., T], answer: Answer) -> T | StudioError:
    """What the client hands on of an answer."""
    if not answer.fine:
        submitting = read is read_submit
        return read_error(answer.status, answer.headers, answer.body, now=NOW, submitting=submitting)
    try:
        return read(answer.body, answer.headers)
    except StudioError as error:
        return error


def next_step(job: Job, answer: Answer, film: Video | None, now: datetime) -> Step:
    """What the tracker, or a person where it waits for one, makes of a job and an answer."""
    if job.state is JobState.QUEUED:
        return Step(replace(job, state=JobState.SENDING, state_since=now, sent_at=now, next_at=None))
    if job.state is JobState.SENDING:
        return after_submit(job, outcome(read_submit, answer), PAUSES, now)
    if job.state is JobState.RUNNING:
        return looked(job, answer, now)
    if job.state is JobState.SAVING:
        return fetched(job, answer, film, now)
    if job.state is JobState.UNSAVED:
        return fetched_again(job, ANN, now)
    if job.state is JobState.UNSURE:
        late = outcome(read_submit, answer)
        if isinstance(late, SubmitReply | Refused):
            return late_answer(job, late, PAUSES, now)
        return sent_again(job, ANN, now) if answer.status % 2 else entered_task(job, ANN, "task-1", PAUSES, now)
    return Step(job)


def looked(job: Job, answer: Answer, now: datetime) -> Step:
    seen = outcome(read_task, answer)
    step = after_look(job, seen, PAUSES, now)
    if isinstance(seen, TaskReply) and seen.phase is Phase.FAILED and not (seen.reason or seen.reason_code):
        reason = read_failure(answer.body, answer.headers)
        step = with_reason_of(step, reason if isinstance(reason, TaskFailed | Refused) else None)
    return step


def fetched(job: Job, answer: Answer, film: Video | None, now: datetime) -> Step:
    seen = outcome(read_task, answer)
    if fetch_plan(job).ask_first and isinstance(seen, TaskReply) and seen.video_url:
        job = replace(job, video_url=seen.video_url)
    if film:
        return after_fetch(job, film, now)
    error = seen if isinstance(seen, StudioError) else VideoBroken(detail="no video")
    return after_fetch(job, refusal_of_download(error, asked_home=True) if isinstance(error, Refused) else error, now)


def life(
    state: JobState, answers: list[Answer], films: list[Video | None], off_peak: bool
) -> Iterator[tuple[Job, Step]]:
    """Each job as it was before an answer, and the step it led to."""
    job, now = started(state, off_peak), NOW
    for answer, film in zip(answers, films, strict=True):
        now += timedelta(seconds=answer.after_s)
        step = next_step(job, answer, film, now)
        yield job, step
        job = step.job if TRANSITIONS[step.job.state] else started(state, off_peak)


def test_no_odd_answer_breaks_a_job_or_makes_it_ready_without_a_video() -> None:
    steps: Counter[tuple[JobState, JobState]] = Counter()

    @settings(max_examples=10_000 // EACH, **EVERY)
    @given(lived=LIVES)
    def lives(lived: Life) -> None:
        for before, after in lived_soundly(lived):
            steps[before, after] += 1

    lives()
    possible = {(before, after) for before, there in TRANSITIONS.items() for after in there}
    assert {step for step in possible if JobState.CANCELLED not in step} <= set(steps), "some step was never tried"


def lived_soundly(lived: Life) -> Iterator[tuple[JobState, JobState]]:
    """The states before and after each answer, when all is as it should be."""
    films = iter(lived[2])
    for answer in lived[1]:
        read_by_all(answer)
    for before, step in life(*lived):
        job, film = step.job, next(films)
        assert job.state is before.state or job.state in TRANSITIONS[before.state]
        assert (job.state is JobState.READY) is (film is not None and before.state is JobState.SAVING)
        assert (job.video is not None) is (job.state is JobState.READY)
        assert job.task_id or job.state not in (JobState.RUNNING, JobState.SAVING, JobState.READY)
        fit_to_keep(job)
        for event in step.events:
            fit_to_keep(event)
            assert event_text(event)
        shown(step)
        yield before.state, job.state


def read_by_all(answer: Answer) -> None:
    """Each reader gives a value or an error of the family, and read_error never raises."""
    error = read_error(answer.status, answer.headers, answer.body, now=NOW, submitting=answer.after_s > 0)
    found: list[object] = [error, read_balance(answer.body), read_failure(answer.body, answer.headers)]
    for reader in (read_submit, read_task):
        try:
            found.append(reader(answer.body, answer.headers))
        except StudioError as raised:
            found.append(raised)
    for one in found:
        for name, value in vars(one).items() if one is not None else ():
            fit(value, MAX_LINK if name.endswith("_url") else 8000)


def shown(step: Step) -> None:
    """Whatever a page asks about a job has an answer."""
    job, now = step.job, step.job.state_since
    assert job_sentence(job, job.service, now) and actions(job, now) is not None
    percent = progress(job, now)
    assert percent is None or 0 <= percent.percent <= 100
    receipt_of(job, step.events).encode()


def fit_to_keep(found: Job | JobEvent | Trouble) -> None:
    """What the store writes of it."""
    for name, value in vars(found).items():
        fit(value, MAX_LINK if name == "video_url" else 8000)
    if isinstance(found, Job) and found.trouble:
        fit_to_keep(found.trouble)


def fit(value: object, most: int = 8000) -> None:
    """Text that can be written, numbers that are numbers, times with a zone, and no end of none of them."""
    if isinstance(value, str):
        assert len(value) <= most and "\x00" not in value
        value.encode()
    elif isinstance(value, float):
        json.dumps(value, allow_nan=False)
    elif isinstance(value, datetime):
        assert value.tzinfo is UTC


def test_a_web_page_with_a_giant_number_in_its_title_is_an_error_like_any_other() -> None:
    page = b"<title>Bad &amp; &#" + b"1" * 5000 + b";</title>"
    error = read_error(502, {}, page, now=NOW, submitting=False)
    assert isinstance(error, ServiceFailed) and error.detail.startswith("HTTP 502: Bad & ")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(f"sqlite:///{(tmp_path_factory.mktemp('kept') / 'castboard.db').as_posix()}")
    store.open()
    yield store
    store.close()


@settings(max_examples=120, **EVERY)
@given(lived=LIVES)
def test_a_database_keeps_what_became_of_a_job_word_for_word(kept: Store, lived: Life) -> None:
    for before, step in life(*lived):
        if kept.jobs.get(before.id) is None:
            kept.jobs.add([before])
        assert kept.jobs.save(before, step.job, step.events)
        assert kept.jobs.get(step.job.id) == step.job
