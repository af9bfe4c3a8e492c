"""Lists of jobs: what is in them, in which order, page by page, and what they cost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import Engine, event

from lib.domain.job import DEMO, JobState, Trouble, Video
from lib.domain.lists import Facets, JobLine, JobQuery, Person
from lib.services.store import Store
from lib.services.store.tables import job_documents
from tests.services.store_kit import FACE, NOW, SERVICE, a_job, added, an_order, in_state, later
from tests.services.store_many import fill

MANY_STATES = frozenset({JobState.READY, JobState.FAILED, JobState.QUEUED})


def names(store: Store, **query: object) -> list[str]:
    lines = store.lists.lines(JobQuery(**query))  # type: ignore[arg-type]
    return [line.name for line in lines]


def test_a_line_says_what_a_table_shows(store: Store) -> None:
    request = an_order(duration=5, resolution="720p", audio=False, off_peak=True, seed=7)
    video = Video(5.04, 1280, 720, True, 6_200_000, "c" * 64)
    (job,) = store.jobs.add(
        [
            in_state(
                JobState.READY, request=request, video=video, has_poster=True, ready_at=NOW, progress=99.0,
                word="done", task_id="t", take=2, takes=3, trouble=Trouble("LinkDead"),
            )
        ]
    )  # fmt: skip
    store.people.set_name("ann", "Ann", NOW)
    assert store.lists.lines(JobQuery()) == [
        JobLine(
            id=job.id, name=job.name, state=JobState.READY, state_since=NOW, created_at=NOW, sent_at=NOW, ready_at=NOW,
            progress=99.0, word="done", model="viduq3-pro", duration=5, resolution="720p", audio=False, off_peak=True,
            seed=7, service=SERVICE, person_id="ann", person_name="Ann", picture_sha=FACE, has_poster=True,
            video_duration_s=5.04, size_bytes=6_200_000, task_id="t", trouble_kind="LinkDead", set_aside=False,
            take=2, takes=3, unseen=True,
        )
    ]  # fmt: skip


def test_a_line_leaves_open_what_the_request_leaves_open(store: Store) -> None:
    store.jobs.add([a_job(person_id="stranger")])
    (line,) = store.lists.lines(JobQuery())
    assert (line.duration, line.resolution, line.audio, line.seed, line.off_peak) == (None, None, None, None, False)
    assert (line.person_name, line.trouble_kind, line.size_bytes) == ("", "", None)


@pytest.mark.parametrize("kept", ["{", "[]", "null", '{"model": "gone", "prompt": null}', '{"prompt": "Kept"}'])
def test_scenes_are_read_also_where_the_rest_of_a_request_is_not(store: Store, kept: str) -> None:
    many = store.jobs.add([a_job(click=f"click {number}", request=an_order(prompt="Fog")) for number in range(3)])
    with store._write() as connection:
        connection.execute(job_documents.update().where(job_documents.c.job_id == many[0].id).values(request=kept))
    others = {job.id: "Fog" for job in many[1:]}
    assert store.lists.scenes([job.id for job in many]) == others | ({many[0].id: "Kept"} if "Kept" in kept else {})
    assert store.lists.scenes([]) == {} and store.lists.scenes(["nobody"] * 2_000) == {}


def test_lines_come_in_the_order_of_their_ids_without_the_trash(store: Store) -> None:
    first, second, gone = added(store, a_job(), a_job(), in_state(JobState.READY))
    store.jobs.delete([gone.id], NOW)
    assert [line.id for line in store.lists.of_ids([second.id, "unknown", gone.id, first.id])] == [second.id, first.id]


def test_names_come_in_the_order_asked_for_and_without_the_trash_where_that_is_wanted(store: Store) -> None:
    shown, gone = added(store, in_state(JobState.READY, name="shown"), in_state(JobState.READY, name="gone"))
    store.jobs.delete([gone.id], NOW)
    asked = [gone.id, "nobody", shown.id]
    assert list(store.lists.names(asked).items()) == [(gone.id, "gone"), (shown.id, "shown")]
    assert store.lists.names(asked, deleted=False) == {shown.id: "shown"}


def fill_shelf(store: Store) -> Store:
    """Add six jobs that differ in everything a list can be asked for."""
    video = Video(9.0, 1280, 720, True, 1, "c" * 64)
    store.jobs.add([a_job(name="Épée", created_at=later(hours=-6), request=an_order(duration=1))])
    store.jobs.add([in_state(JobState.READY, name="bear", created_at=later(hours=-5), person_id="bob", video=video)])
    store.jobs.add(
        [in_state(JobState.READY, name="Apple", created_at=later(hours=-4), service=DEMO, request=an_order(duration=4))]
    )
    walk = an_order(model="viduq1", prompt="让@Mia 向前走 100% 并_微笑", duration=5)
    store.jobs.add([in_state(JobState.FAILED, name="walk", created_at=later(hours=-3), request=walk)])
    store.jobs.add([in_state(JobState.UNSURE, name="aside", created_at=later(hours=-2), set_aside=True)])
    store.jobs.add([in_state(JobState.READY, name="gone", created_at=later(hours=-1), deleted=True)])
    store.people.set_name("bob", "Bob", NOW)
    return store


@pytest.fixture(scope="module")
def shelf(shared_store: Store) -> Store:
    """A filled store for all that only read it."""
    return fill_shelf(shared_store)


ASKED = {
    "everything, newest first": ({}, ["walk", "Apple", "bear", "Épée"]),
    "oldest first": ({"sort": "oldest"}, ["Épée", "bear", "Apple", "walk"]),
    "longest first": ({"sort": "longest"}, ["bear", "walk", "Apple", "Épée"]),
    "by name, without case and accents": ({"sort": "name"}, ["Apple", "bear", "Épée", "walk"]),
    "one state": ({"states": frozenset({JobState.READY})}, ["Apple", "bear"]),
    "several states": ({"states": MANY_STATES}, ["walk", "Apple", "bear", "Épée"]),
    "several states, oldest": ({"states": MANY_STATES, "sort": "oldest"}, ["Épée", "bear", "Apple", "walk"]),
    "several states, by name": ({"states": MANY_STATES, "sort": "name"}, ["Apple", "bear", "Épée", "walk"]),
    "no state": ({"states": frozenset()}, []),
    "a model": ({"model": "viduq1"}, ["walk"]),
    "a person": ({"person_id": "bob"}, ["bear"]),
    "a service": ({"service": SERVICE}, ["walk", "bear", "Épée"]),
    "only demo": ({"demo": True}, ["Apple"]),
    "only real": ({"demo": False}, ["walk", "bear", "Épée"]),
    "set aside": ({"set_aside": True}, ["aside"]),
    "since": ({"since": later(hours=-5)}, ["walk", "Apple", "bear"]),
    "until": ({"until": later(hours=-5)}, ["Épée"]),
    "part of a name": ({"text": "ppl"}, ["Apple"]),
    "another case and form": ({"text": " ÉPE\u0301E "}, ["Épée"]),
    "chinese in the scene": ({"text": "向前"}, ["walk"]),
    "a percent sign is only that": ({"text": "100%"}, ["walk"]),
    "an underscore is only that": ({"text": "p_l"}, []),
    "text and states": ({"text": "mia", "states": MANY_STATES, "limit": 2}, ["walk", "Apple"]),
    "a page": ({"limit": 2, "offset": 1}, ["Apple", "bear"]),
    "a page of several states": ({"states": MANY_STATES, "limit": 2, "offset": 1}, ["Apple", "bear"]),
    "past the end": ({"offset": 9}, []),
}


@pytest.mark.parametrize(("query", "expected"), ASKED.values(), ids=ASKED.keys())
def test_a_list_holds_what_was_asked_for(shelf: Store, query: dict[str, object], expected: list[str]) -> None:
    assert names(shelf, **query) == expected


@pytest.mark.parametrize("query", [query for query, _ in ASKED.values()], ids=ASKED.keys())
def test_the_count_is_that_of_all_pages(shelf: Store, query: dict[str, object]) -> None:
    whole = JobQuery(**{**query, "limit": 99, "offset": 0})  # type: ignore[arg-type]
    assert shelf.lists.count(JobQuery(**query)) == len(shelf.lists.lines(whole))  # type: ignore[arg-type]


def test_a_renamed_job_is_found_and_sorted_by_its_new_name(store: Store) -> None:
    shelf = fill_shelf(store)
    job = shelf.jobs.get(shelf.lists.lines(JobQuery(text="bear"))[0].id)
    assert job is not None
    shelf.jobs.save(job, replace(job, name="Zebra"))
    assert names(shelf, text="zebra") == ["Zebra"]
    assert names(shelf, text="bear") == []
    assert names(shelf, sort="name") == ["Apple", "Épée", "walk", "Zebra"]


def test_the_takes_of_one_click_stay_in_order_over_pages(store: Store) -> None:
    store.jobs.add([a_job(name=f"take {take}", click="c", take=take, takes=4) for take in (1, 2, 3, 4)])
    assert names(store, limit=2) + names(store, limit=2, offset=2) == ["take 4", "take 3", "take 2", "take 1"]


def test_counts_leave_out_what_is_set_aside_or_deleted(shelf: Store) -> None:
    expected = dict.fromkeys(JobState, 0) | {JobState.QUEUED: 1, JobState.READY: 2, JobState.FAILED: 1}
    assert shelf.lists.counts() == expected


def test_facets_name_what_there_is(shelf: Store) -> None:
    people = (Person("ann"), Person("bob", "Bob"))
    assert shelf.lists.facets() == Facets(("viduq1", "viduq3-pro"), people, (DEMO, SERVICE))


def test_an_empty_store_lists_nothing(store: Store) -> None:
    assert store.lists.lines(JobQuery()) == []
    assert store.lists.count(JobQuery()) == 0
    assert store.lists.facets() == Facets()
    assert set(store.lists.counts().values()) == {0}


def test_how_long_videos_took_is_told_by_model_the_last_first_for_this_service_alone(store: Store) -> None:
    q2 = an_order(model="viduq2-pro")
    for place, (took, fields) in enumerate(
        [
            (90, {}),
            (30, {"request": q2}),
            (60, {}),
            (10, {"service": DEMO}),
            (999, {"request": an_order(off_peak=True)}),
        ]
    ):
        times = {"sent_at": later(minutes=place), "ready_at": later(minutes=place, seconds=took)}
        added(store, in_state(JobState.READY, created_at=later(minutes=place), **times, **fields))
    added(store, in_state(JobState.RUNNING), in_state(JobState.READY, sent_at=None, ready_at=NOW))
    assert store.lists.took_s(SERVICE) == {"viduq3-pro": [60, 90], "viduq2-pro": [30]}
    assert store.lists.took_s("https://elsewhere.example.com") == {}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """SQLite without statistics plans by the indexes alone, so that some jobs show the plans of many."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('large') / 'castboard.db'}")
    store.open()
    fill(store, 1000)
    yield store
    store.close()


@contextmanager
def plans(engine: Engine) -> Iterator[list[str]]:
    """How SQLite goes about each statement that runs within."""
    found: list[str] = []

    def explain(_connection: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.startswith(("SELECT", "UPDATE")):
            rows = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[attr-defined]
            found.extend(row[3] for row in rows)

    event.listen(engine, "before_cursor_execute", explain)
    yield found
    event.remove(engine, "before_cursor_execute", explain)


def _saved(store: Store) -> None:
    job = store.jobs.get("job-000000000007")
    assert job is not None
    assert store.jobs.save(job, replace(job, name="New", answer="new"))


def _made(store: Store) -> None:
    store.jobs.add([a_job()])


def _taken_over(store: Store) -> None:
    store.claims.claim_due("other", SERVICE, NOW, 1)
    store.claims.take_over(store.claims.foreign("me")[0], NOW)


QUICK: dict[str, Callable[[Store], object]] = {
    "page": lambda store: store.lists.lines(JobQuery()),
    "page of a state": lambda store: store.lists.lines(JobQuery(states=frozenset({JobState.READY}))),
    "page of three states": lambda store: store.lists.lines(JobQuery(states=MANY_STATES)),
    "page of a person": lambda store: store.lists.lines(JobQuery(person_id="person-07")),
    "page, set aside": lambda store: store.lists.lines(JobQuery(set_aside=True)),
    "page, oldest": lambda store: store.lists.lines(JobQuery(sort="oldest")),
    "page, longest": lambda store: store.lists.lines(JobQuery(sort="longest")),
    "page, by name": lambda store: store.lists.lines(JobQuery(sort="name")),
    "counts": lambda store: store.lists.counts(),
    "facets": lambda store: store.lists.facets(),
    "page of what took how long": lambda store: store.lists.took_s(SERVICE),
    "job": lambda store: store.jobs.get("job-000000000007"),
    "story": lambda store: store.jobs.story("job-000000000007"),
    "made": _made,
    "saved": _saved,
    "found by task": lambda store: store.jobs.find_by_task(SERVICE, "task-7"),
    "found by fingerprint": lambda store: store.jobs.find_identical("f", None, NOW),
    "claimed to send": lambda store: store.claims.claim_to_send("me", SERVICE, NOW, 99),
    "not claimed, full": lambda store: store.claims.claim_to_send("me", SERVICE, NOW, 1),
    "claimed to look at": lambda store: store.claims.claim_due("me", SERVICE, NOW, 5),
    "taken over": _taken_over,
    "next due": lambda store: store.claims.next_due(SERVICE, NOW),
    "beat": lambda store: store.claims.beat("me"),
    "claims of others": lambda store: store.claims.foreign("me"),
    "released": lambda store: store.claims.release_all("me"),
    "deleted": lambda store: store.jobs.delete(["job-000000000007"]),
    "page of the trash": lambda store: store.trash.page(12, 24),
    "deleted for good": lambda store: store.trash.gone("job-000000000007", 20),
    "long in the trash": lambda store: store.trash.expired(NOW, (NOW, "job-000000000007"), 20),
    "needed pictures": lambda store: store.needs.pictures(["b" * 64], expired=NOW),
    "dropped pictures": lambda store: store.needs.dropped(["b" * 64], expired=NOW),
    "lists of zips": lambda store: store.leftovers.zip_notes("zip:1", 20),
    "ever made": lambda store: store.trash.ever_made(SERVICE),
}


@pytest.mark.parametrize("call", QUICK.values(), ids=QUICK.keys())
def test_what_is_asked_all_the_time_never_reads_all_jobs(large: Store, call: Callable[[Store], object]) -> None:
    with plans(large._opened()) as found:
        call(large)
    assert found
    assert [step for step in found if re.match(r"SCAN (?!waiting|people\b)", step)] == []


@pytest.mark.parametrize("name", [name for name in QUICK if name.startswith("page")])
def test_a_page_comes_out_of_its_index_in_order(large: Store, name: str) -> None:
    with plans(large._opened()) as found:
        QUICK[name](large)
    assert [step for step in found if "TEMP B-TREE" in step] == []
