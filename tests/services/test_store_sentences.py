"""A database of the version whose stories were sentences and whose people were their cookies: nothing of it is lost.

`data/sentences.db` was written by that version, with a job in every state. It is never written again.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from lib.domain.actor import APP, Actor, person_id_of
from lib.domain.job import JobState
from lib.domain.job_events import EventKind
from lib.domain.job_events import EventKind as K
from lib.domain.lists import JobQuery
from lib.services.store import Store
from lib.services.store.tables import metadata
from lib.text import formats
from lib.text.cause_sentences import seen_text
from lib.text.event_sentences import event_text
from lib.text.language import language_of, speaking
from tests.conftest import DATABASES, new_database
from tests.services.older_versions import copy_to_postgresql

NEXT_TRY = re.compile(r"Tried again in (\d+) s")
CHINESE = re.compile("[\u4e00-\u9fff]")
KEPT = Path(__file__).parent / "data" / "sentences.db"
ANN_COOKIE, BOB_COOKIE = "a1b2c3d4" * 4, "0f1e2d3c" * 4
ANN, BOB = Actor(person_id_of(ANN_COOKIE)), Actor(person_id_of(BOB_COOKIE))
BROKEN = {"trouble": "VideoBroken", "code": ""}
AWAY = {"trouble": "NotReached", "code": ""}
STATES = {
    "ready": JobState.READY,
    "unsaved": JobState.UNSAVED,
    "saving": JobState.SAVING,
    "running": JobState.RUNNING,
    "failed": JobState.FAILED,
    "failed-there": JobState.FAILED,
    "ended": JobState.ENDED,
    "unsure": JobState.UNSURE,
    "entered": JobState.RUNNING,
    "again": JobState.QUEUED,
    "interrupted": JobState.UNSURE,
    "waiting": JobState.QUEUED,
    "cancelled": JobState.CANCELLED,
    "deleted": JobState.CANCELLED,
    "sending": JobState.SENDING,
}
STORIES = {
    "ready": [
        (K.MADE, {}),
        (K.SENDING, {}),
        (K.ACCEPTED, {"task": "t-1"}),
        (K.STATUS, {"word": "processing"}),
        (K.STATUS_UNKNOWN, {"word": "reticulating"}),
        (K.LOOK_FAILED, {"trouble": "ServiceFailed", "code": ""}),
        (K.AGAIN, {"trouble": "ServiceFailed", "code": ""}),
        (K.DONE, {}),
        (K.FETCH_FAILED, {"trouble": "LinkDead", "code": "", "pause_s": 6}),
        (K.READY, {}),
        (K.NOTE, {"text": "Renamed by Ann."}),
    ],
    "unsaved": [
        (K.MADE, {}),
        (K.SENDING, {}),
        (K.ACCEPTED, {"task": "t-1"}),
        (K.DONE, {}),
        *[(K.FETCH_FAILED, BROKEN | {"pause_s": pause}) for pause in (6, 18, 54, 162, 486, 600, 600)],
        (K.UNSAVED, BROKEN),
        (K.SET_ASIDE, {}),
        (K.BROUGHT_BACK, {}),
    ],
    "saving": [
        (K.MADE, {}),
        (K.SENDING, {}),
        (K.ACCEPTED, {"task": "t-1"}),
        (K.DONE, {}),
        (K.FETCH_FAILED, BROKEN | {"pause_s": 6}),
        (K.FETCH_ASKED, {}),
    ],
    "failed": [(K.MADE, {}), (K.SENDING, {}), (K.FAILED, {"trouble": "ContentRefused", "code": "auditsubmitillegal"})],
    "failed-there": [
        (K.MADE, {}),
        (K.SENDING, {}),
        (K.ACCEPTED, {"task": "t-1"}),
        (K.FAILED, {"trouble": "NoReason", "code": ""}),
    ],
    "ended": [(K.MADE, {}), (K.SENDING, {}), (K.ACCEPTED, {"task": "t-1"}), (K.ENDED, {"word": "cancelled"})],
    "unsure": [(K.MADE, {}), (K.SENDING, {}), (K.ANSWER_LOST, {}), (K.NOT_ARRIVED, AWAY)],
    "entered": [(K.MADE, {}), (K.SENDING, {}), (K.ANSWER_LOST, {}), (K.TASK_ENTERED, {"task": "t-9"})],
    "again": [
        (K.MADE, {}),
        (K.SENDING, {}),
        (K.ANSWER_LOST, {}),
        (K.SENT_AGAIN, {}),
        (K.SENDING, {}),
        (K.POSTPONED, AWAY | {"pause_s": 5}),
    ],
    "interrupted": [(K.MADE, {}), (K.SENDING, {}), (K.INTERRUPTED, {})],
    "waiting": [(K.MADE, {})],
    "cancelled": [(K.MADE, {}), (K.CANCELLED, {})],
    "deleted": [(K.MADE, {}), (K.CANCELLED, {})],
    "sending": [(K.MADE, {}), (K.SENDING, {})],
}
BOBS = {"unsaved", "running", "failed-there", "deleted"}
BY_A_PERSON = {K.SET_ASIDE, K.BROUGHT_BACK, K.FETCH_ASKED, K.TASK_ENTERED, K.SENT_AGAIN, K.CANCELLED, K.NOTE}


@pytest.fixture(scope="module", params=DATABASES)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Opened by this version; on PostgreSQL the rows were first put into a database of the earlier one."""
    folder = tmp_path_factory.mktemp("sentences")
    for url in new_database(request, request.param, folder / "castboard.db", empty=True):
        if request.param == "sqlite":
            shutil.copy(KEPT, folder / "castboard.db")
        else:
            copy_to_postgresql(KEPT, url, folder / "migrations")
        opened = Store(url)
        opened.open()
        yield opened
        opened.close()


@pytest.mark.parametrize("job_id", STORIES)
def test_the_story_of_a_job_in_each_state(store: Store, job_id: str) -> None:
    job, story = store.jobs.get(job_id), store.jobs.story(job_id)
    assert job is not None and job.state is STATES[job_id]
    assert [(event.kind, event.params) for event in story] == STORIES[job_id]
    assert all(event_text(event) for event in story)


@pytest.mark.parametrize("job_id", STORIES)
def test_a_story_is_told_in_chinese_too(store: Store, job_id: str) -> None:
    with speaking(language_of("zh_Hans")):
        told = [event_text(event) for event in store.jobs.story(job_id) if event.kind is not EventKind.NOTE]
    assert told and all(CHINESE.search(text) for text in told)


@pytest.mark.parametrize("job_id", STORIES)
def test_who_did_it_as_far_as_it_was_kept(store: Store, job_id: str) -> None:
    person = BOB if job_id in BOBS else ANN
    for event in store.jobs.story(job_id):
        if event.kind is EventKind.MADE:
            assert event.actor == person
        else:
            assert event.actor == (None if event.kind in BY_A_PERSON else APP)


def as_it_is_said(found: re.Match[str]) -> str:
    return f"Next try in {formats.wait(int(found[1]))}"


def test_a_sentence_reads_as_it_did(store: Store) -> None:
    with closing(sqlite3.connect(f"{KEPT.as_uri()}?immutable=1", uri=True)) as connection:
        before = connection.execute("SELECT text FROM events WHERE kind IN ('failed', 'unsaved', 'fetch')").fetchall()
    told = {event_text(event) for job_id in STORIES for event in store.jobs.story(job_id)}
    asked = "Fetch now, asked for by a person"
    assert {NEXT_TRY.sub(as_it_is_said, text) for (text,) in before} - told == {asked}
    assert "Asked to fetch the video now" in told


def test_what_was_seen_reads_as_it_was_kept(store: Store) -> None:
    seen = {
        seen_text(job.trouble.code, job.trouble.detail) for job in map(store.jobs.get, STORIES) if job and job.trouble
    }
    assert seen >= {
        "ends too early",
        "AuditSubmitIllegal no",
        "Castboard stopped while this was being sent. It may have arrived.",
    }


def test_a_browser_keeps_its_jobs_its_drafts_and_its_name_and_no_cookie_is_kept(store: Store) -> None:
    assert {line.id for line in store.lists.lines(JobQuery(person_id=BOB.person_id))} == BOBS - {"deleted"}
    assert [draft.id for draft in store.drafts.of_person(ANN.person_id)] == ["draft-ann"]
    assert [draft.id for draft in store.drafts.of_person(BOB.person_id)] == ["draft-bob"]
    assert store.people.names() == {ANN.person_id: "Ann", BOB.person_id: "Bob"}
    with store._read() as connection:
        kept = {table.name: connection.execute(select(table)).all() for table in metadata.sorted_tables}
    assert ANN.person_id in repr(kept)
    assert ANN_COOKIE not in repr(kept) and BOB_COOKIE not in repr(kept)
