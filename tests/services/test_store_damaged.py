"""Rows that nobody can read: set aside with their reason, told, and in nobody's way."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lib.domain.draft import Draft, DraftSubject
from lib.domain.errors import RecordUnreadable
from lib.domain.job import Job, JobState
from lib.domain.lists import JobQuery, Person, Voice
from lib.domain.request import fingerprint, to_json
from lib.services.store import Store
from lib.text.event_sentences import event_detail
from tests.services.damage import COLUMNS, NO_UTF8, VALUES, lose, put
from tests.services.store_kit import NOW, SERVICE, a_job, added, an_order, in_state, keep_voices, later

BOARD = Draft(cast=(DraftSubject(uid="mia", name="Mia"),), scene="@Mia walks")
STATES = JobState
BAD, GOOD = "bad", "good"


class Shelf:
    """A store with one job in each of some states, twice: the bad ones are damaged, the good ones must go on."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "castboard.db"
        self.store = Store(f"sqlite:///{self.path}")
        self.store.open()
        for of, at in ((BAD, NOW), (GOOD, later(minutes=1))):
            for state in STATES_THERE:
                name = f"{of}-{state}"
                job = in_state(JobState(state), id=name, click=name, person_id=of, created_at=at, service=SERVICE)
                added(self.store, job)
                self.store.drafts.save(name, of, BOARD, at)
        self._whole = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(self.path)) as line:
            line.backup(self._whole)

    def damage(self, table: str, column: str, value: Any) -> bool:
        """The bad jobs, or their drafts, papers and events, in a whole database; False if the database refuses."""
        with closing(sqlite3.connect(self.path)) as line:
            self._whole.backup(line)
        done = [put(self.path, table, column, value, f"{BAD}-{state}") for state in STATES_THERE]
        return all(done)

    def close(self) -> None:
        self.store.close()
        self._whole.close()


STATES_THERE = ("queued", "running", "saving", "ready")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path_factory.mktemp("damaged"))
    yield shelf
    shelf.close()


def goes_on(store: Store) -> None:
    """What trackers and pages ask, in turn: nothing raises, and the good jobs are among what they get."""
    store.damaged.check_moving(NOW)
    assert store.claims.next_due(SERVICE, later(hours=1), 5) is not None
    due = {job.id for job in store.claims.claim_due("me", SERVICE, later(hours=1), 50)}
    assert {f"{GOOD}-running", f"{GOOD}-saving"} <= due
    sent = set()
    while job := store.claims.claim_to_send("me", SERVICE, later(hours=1), 50):
        sent.add(job.id)
    assert f"{GOOD}-queued" in sent
    store.claims.beat("me")
    store.claims.foreign("other")
    reads(store)


def reads(store: Store) -> None:
    for query in (
        JobQuery(),
        JobQuery(set_aside=True),
        JobQuery(states=frozenset({STATES.READY})),
        JobQuery(states=frozenset({STATES.READY, STATES.FAILED})),
        JobQuery(sort="longest"),
        JobQuery(sort="name", text="video"),
    ):
        lines = store.lists.lines(query)
        assert len(lines) == store.lists.count(query)
    assert {line.id for line in store.lists.lines(JobQuery())} >= {f"{GOOD}-ready"}
    store.lists.counts(), store.lists.facets(), store.damaged.count(), store.jobs.demo_ended(), store.trash.page(50)
    good = store.jobs.get(f"{GOOD}-ready")
    assert isinstance(good, Job)
    for state in STATES_THERE:
        job_id = f"{BAD}-{state}"
        try:
            store.jobs.get(job_id)
        except RecordUnreadable as error:
            left = store.damaged.left_of(job_id)
            assert error.detail and left is not None and left.reason == error.detail and left.raw
        store.jobs.story(job_id)
        store.drafts.get(job_id)
    store.lists.names([f"{BAD}-ready", f"{GOOD}-ready"])
    assert store.drafts.of_person(GOOD) and store.drafts.latest(GOOD)
    store.drafts.of_person(BAD)
    fresh = a_job(person_id=GOOD)
    assert store.jobs.add([fresh])
    found = store.jobs.find_identical(fingerprint(fresh.request), GOOD, NOW, service=SERVICE)
    assert found is not None
    store.jobs.find_by_task(SERVICE, "task1")


@pytest.mark.parametrize("column", COLUMNS, ids=".".join)
def test_whatever_stands_in_a_column_stops_nobody_else(
    shelf: Shelf, column: tuple[str, str], every_variant: bool
) -> None:
    table, name = column
    chance = random.Random(f"{table}.{name}")
    values = [*VALUES, NO_UTF8] if every_variant else chance.sample([*VALUES, NO_UTF8], 2)
    for value in values:
        if not shelf.damage(table, name, value):
            continue
        try:
            goes_on(shelf.store)
        except BaseException as error:
            error.add_note(f"{table}.{name} = {value!r}")
            raise


def test_a_damaged_row_is_set_aside_with_its_reason_and_taken_in_again_once_it_can_be_read(shelf: Shelf) -> None:
    assert shelf.damage("papers", "request", '{"model": ')
    store = shelf.store
    assert {job.id for job in store.claims.claim_due("me", SERVICE, later(hours=1), 2)} == {
        f"{GOOD}-saving",
        f"{GOOD}-running",
    }
    aside = {line.id: line for line in store.lists.lines(JobQuery(set_aside=True))}
    assert set(aside) == {f"{BAD}-running", f"{BAD}-saving"} and store.damaged.count() == 2
    assert all("the request is damaged" in line.unreadable for line in aside.values())
    assert "the request is damaged" in event_detail(store.jobs.story(f"{BAD}-running")[-1])
    left = store.damaged.left_of(f"{BAD}-running")
    assert left is not None and left.name.startswith("Video") and '"request": "{\\"model\\": "' in left.raw
    assert store.jobs.delete([f"{BAD}-saving"], NOW) == [f"{BAD}-saving"], "people can be rid of it"
    whole = to_json(an_order())
    assert put(shelf.path, "papers", "request", whole, f"{BAD}-running")
    store.damaged.check_moving(NOW)
    assert [job.id for job in store.claims.claim_due("me", SERVICE, later(hours=1), 5)] == [f"{BAD}-running"]
    assert not [line for line in store.lists.lines(JobQuery(set_aside=True)) if line.id == f"{BAD}-running"]


def test_a_job_whose_papers_are_gone_is_told_and_holds_up_nobody(shelf: Shelf) -> None:
    shelf.damage("papers", "answer", "")
    for state in STATES_THERE:
        lose(shelf.path, "papers", f"{BAD}-{state}")
    goes_on(shelf.store)
    with pytest.raises(RecordUnreadable, match="the request is missing"):
        shelf.store.jobs.get(f"{BAD}-ready")


def test_a_damaged_job_takes_no_place_at_the_service(shelf: Shelf) -> None:
    shelf.damage("jobs", "tries", "garbage")
    store = shelf.store
    assert store.claims.claim_to_send("me", SERVICE, NOW, 2) is None
    store.damaged.check_moving(NOW)
    sent = store.claims.claim_to_send("me", SERVICE, later(hours=1), 2)
    assert sent is not None and sent.id == f"{GOOD}-queued"


def test_what_can_be_done_without_is_taken_for_missing(shelf: Shelf) -> None:
    shelf.damage("jobs", "progress", "garbage")
    job = shelf.store.jobs.get(f"{BAD}-running")
    assert job is not None and job.progress is None


@pytest.mark.parametrize(
    "column", ["people.name", "voices.name", "voices.note", "voices.voice_id", "voices.language", "voices.tags"]
)
def test_a_name_that_is_no_text_takes_neither_people_nor_voices_along(tmp_path: Path, column: str) -> None:
    store = Store(f"sqlite:///{tmp_path / 'castboard.db'}")
    store.open()
    for one in ("ann", "bob"):
        store.people.set_name(one, one.title(), NOW)
        keep_voices(store, Voice(one, one.title(), f"voice_{one}"))
        added(store, a_job(id=one, click=one, person_id=one))
    table, _, name = column.partition(".")
    with closing(sqlite3.connect(tmp_path / "castboard.db", isolation_level=None)) as line:
        line.execute(f"UPDATE {table} SET {name} = ? WHERE id = 'bob'", [b"\xff7"])
    assert store.people.names()["ann"] == "Ann" and store.people.get("ann") == Person("ann", "Ann")
    assert isinstance(getattr(store.people.get("bob"), "name", None), str)
    assert {person.id for person in store.lists.facets().people} == {"ann", "bob"}
    voices = {voice.id: voice for voice in store.voices.all()}
    assert voices["ann"] == Voice("ann", "Ann", "voice_ann")
    assert all(isinstance(value, str | tuple) for value in vars(voices["bob"]).values())
    store.close()


@pytest.mark.parametrize("flag", ["set_aside", "deleted"])
def test_a_flag_that_is_neither_up_nor_down_hides_no_job(shelf: Shelf, flag: str) -> None:
    shelf.damage("jobs", flag, 7)
    assert f"{BAD}-ready" not in {line.id for line in shelf.store.lists.lines(JobQuery())}
    shelf.store.damaged.check_moving(NOW)
    assert f"{BAD}-ready" in {line.id for line in shelf.store.lists.lines(JobQuery())}
