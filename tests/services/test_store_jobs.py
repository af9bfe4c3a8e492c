"""Jobs in the store: made once a click, read as they were written, changed only from the state that was expected."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from lib.domain.actor import Actor
from lib.domain.errors import ContentRefused, RecordUnreadable, StoreUnavailable
from lib.domain.job import TRANSITIONS, Job, JobState, Trouble, Video
from lib.domain.job_events import EventKind, JobEvent
from lib.domain.lists import JobQuery
from lib.domain.request import Subject, fingerprint, stored_picture
from lib.services.store import Store
from lib.services.store.tables import job_documents
from tests.services.store_kit import FACE, NOW, SERVICE, a_job, added, an_order, in_state, later


def test_a_job_comes_back_as_it_was_written(store: Store) -> None:
    job = a_job(
        state=JobState.READY,
        state_since=later(minutes=3),
        next_at=later(seconds=1),
        tries=2,
        sent_at=later(seconds=2),
        finished_at=later(minutes=2),
        ready_at=later(minutes=3),
        task_id="48038932",
        word="SUCCESS",
        progress=87.5,
        video_url="https://example.com/x.mp4",
        video=Video(5.04, 1280, 720, True, 6_200_000_000, "c" * 64),
        has_poster=True,
        credits=4.0,
        trace_id="trace",
        answer='{"state": "success"}',
        trouble=Trouble.of(ContentRefused(detail="no", code="AuditSubmitIllegal", field="prompt", http_status=400)),
        set_aside=True,
        unseen=False,
    )
    assert store.jobs.add([job]) == [job]
    assert store.jobs.get(job.id) == job


def test_a_job_that_was_just_made_is_in_its_state_since_then(store: Store) -> None:
    (kept,) = store.jobs.add([a_job()])
    assert kept.state_since == kept.created_at == NOW


def test_nobody_knows_a_job_that_was_never_made(store: Store) -> None:
    assert store.jobs.get("nothing") is None
    assert store.jobs.story("nothing") == []


@pytest.mark.parametrize("fields", [{}, {"audio": False, "seed": 0, "bgm": False}, {"audio": None, "seed": None}])
def test_false_zero_and_absent_stay_different(store: Store, fields: dict[str, object]) -> None:
    (kept,) = store.jobs.add([a_job(request=an_order(**fields))])
    assert kept.request == an_order(**fields)


def test_a_number_that_no_column_holds_is_kept_in_the_request(store: Store) -> None:
    (kept,) = store.jobs.add([a_job(request=an_order(seed=10**30, duration=-(10**30)))])
    assert (kept.request.seed, kept.request.duration) == (10**30, -(10**30))


def test_one_click_makes_its_jobs_once(store: Store) -> None:
    made = [a_job(click="token", take=take, takes=3) for take in (1, 2, 3)]
    first = store.jobs.add(made)
    revision = store.revision()
    again = store.jobs.add([replace(job, id=f"other{job.take}") for job in made])
    assert again == first
    assert store.revision() == revision
    assert sum(store.lists.counts().values()) == 3


def test_a_job_begins_its_story_with_its_making(store: Store) -> None:
    (job,) = store.jobs.add([a_job()])
    assert store.jobs.story(job.id) == [JobEvent(NOW, EventKind.MADE, actor=Actor(job.person_id))]


def test_a_click_that_fails_half_way_makes_nothing(store: Store) -> None:
    (first,) = store.jobs.add([a_job()])
    with pytest.raises(StoreUnavailable):
        store.jobs.add([a_job(), a_job(id=first.id)])
    assert sum(store.lists.counts().values()) == 1


def test_text_that_no_database_takes_is_cleaned(store: Store) -> None:
    (job,) = store.jobs.add([a_job(name="A\x00B\ud800C")])
    event = JobEvent(NOW, EventKind.NOTE, {"text": "x\udfff"}, detail="y\x00")
    assert store.jobs.save(job, replace(job, answer="\x00\ud83dok"), [event])
    kept = store.jobs.get(job.id)
    assert kept is not None
    assert (kept.name, kept.answer) == ("AB�C", "�ok")
    assert store.jobs.story(job.id)[-1] == JobEvent(NOW, EventKind.NOTE, {"text": "x�"}, detail="y")


def test_chinese_and_emoji_survive(store: Store) -> None:
    text = "让@subject_1 向前走并微笑 🎬"
    (job,) = store.jobs.add([a_job(name=text, request=an_order(prompt=text))])
    assert (job.name, job.request.prompt) == (text, text)


def test_times_come_back_in_utc_whatever_their_zone(store: Store) -> None:
    tokyo = datetime(2026, 3, 1, 21, 0, tzinfo=timezone(timedelta(hours=9)))
    (job,) = store.jobs.add([a_job(created_at=tokyo)])
    assert job.created_at == tokyo
    assert job.created_at.tzinfo is UTC


def test_a_naive_time_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        store.jobs.add([a_job(created_at=NOW.replace(tzinfo=None))])
    assert sum(store.lists.counts().values()) == 0


STEPS = [(before, after) for before, targets in TRANSITIONS.items() for after in sorted(targets)]


@pytest.mark.parametrize(("before", "after"), STEPS, ids=[f"{one}-{two}" for one, two in STEPS])
def test_every_step_of_the_table_can_be_saved(shared_store: Store, before: JobState, after: JobState) -> None:
    (job,) = shared_store.jobs.add([in_state(before)])
    moved = replace(job, state=after, state_since=later(minutes=1))
    assert shared_store.jobs.save(job, moved, [JobEvent(later(minutes=1), EventKind.STATUS, {"word": "on"})])
    assert shared_store.jobs.get(job.id) == moved


@pytest.mark.parametrize("after", [JobState.READY, JobState.RUNNING, JobState.UNSURE])
def test_a_step_that_no_job_takes_is_refused(store: Store, after: JobState) -> None:
    (job,) = store.jobs.add([a_job()])
    with pytest.raises(ValueError, match="no step leads from queued"):
        store.jobs.save(job, replace(job, state=after))


def test_a_request_never_changes(store: Store) -> None:
    (job,) = store.jobs.add([a_job()])
    with pytest.raises(ValueError, match="request"):
        store.jobs.save(job, replace(job, request=an_order(prompt="else")))


def test_whoever_comes_second_writes_nothing(store: Store) -> None:
    (job,) = store.jobs.add([a_job()])
    assert store.jobs.save(job, replace(job, state=JobState.CANCELLED))
    revision = store.revision()
    late = replace(job, state=JobState.SENDING, word="late")
    assert not store.jobs.save(job, late, [JobEvent(NOW, EventKind.STATUS, {"word": "late"})])
    kept = store.jobs.get(job.id)
    assert kept is not None
    assert (kept.state, kept.word) == (JobState.CANCELLED, "")
    assert [event.kind for event in store.jobs.story(job.id)] == ["made"]
    assert store.revision() == revision


def test_two_who_change_different_things_both_keep_theirs(store: Store) -> None:
    (job,) = store.jobs.add([in_state(JobState.RUNNING)])
    assert store.jobs.save(job, replace(job, name="Renamed"))
    assert store.jobs.save(job, replace(job, progress=40.0))
    kept = store.jobs.get(job.id)
    assert kept is not None
    assert (kept.name, kept.progress) == ("Renamed", 40.0)


def test_only_the_owner_of_a_claim_saves_with_it(store: Store) -> None:
    store.jobs.add([a_job()])
    job = store.claims.claim_to_send("me", SERVICE, NOW, 5)
    assert job is not None
    running = replace(job, state=JobState.RUNNING, task_id="t")
    assert not store.jobs.save(job, running, owner="someone")
    assert store.jobs.save(job, running, owner="me")
    assert [claim.owner for claim in store.claims.foreign("nobody")] == ["me"]


def test_a_claim_is_given_back_with_the_same_write(store: Store) -> None:
    store.jobs.add([a_job()])
    job = store.claims.claim_to_send("me", SERVICE, NOW, 5)
    assert job is not None
    assert store.jobs.save(job, replace(job, state=JobState.RUNNING, task_id="t"), owner="me", release=True)
    assert store.claims.foreign("nobody") == []


def test_a_save_that_changes_nothing_still_says_whether_it_was_expected(store: Store) -> None:
    (job,) = store.jobs.add([a_job()])
    assert store.jobs.save(job, job)
    assert store.jobs.save(job, replace(job, state=JobState.CANCELLED))
    assert not store.jobs.save(job, job)


def test_trouble_can_be_taken_away_again(store: Store) -> None:
    (job,) = store.jobs.add([in_state(JobState.RUNNING, trouble=Trouble("ServiceFailed", detail="502"))])
    assert store.jobs.save(job, replace(job, trouble=None))
    kept = store.jobs.get(job.id)
    assert kept is not None
    assert kept.trouble is None


def test_the_identical_request_is_found_whatever_its_seed(store: Store) -> None:
    old, new, other = added(
        store,
        a_job(request=an_order(seed=1), created_at=later(minutes=-9)),
        a_job(request=an_order(seed=2), created_at=later(minutes=-5)),
        a_job(request=an_order(audio=False)),
    )
    wanted = fingerprint(an_order(seed=3))
    assert store.jobs.find_identical(wanted, "ann", later(minutes=-10)) == new
    assert store.jobs.find_identical(wanted, None, later(minutes=-10)) == new
    assert store.jobs.find_identical(wanted, "bob", later(minutes=-10)) is None
    assert store.jobs.find_identical(wanted, "ann", later(minutes=-4)) is None
    assert store.jobs.find_identical(wanted, "ann", later(minutes=-10), service="demo") is None
    assert {old.id, new.id}.isdisjoint({other.id})


def test_a_job_is_found_by_its_task(store: Store) -> None:
    (job,) = store.jobs.add([in_state(JobState.RUNNING, task_id="t1")])
    assert store.jobs.find_by_task(SERVICE, "t1") == job
    assert store.jobs.find_by_task("demo", "t1") is None
    assert store.jobs.find_by_task(SERVICE, "t2") is None


def test_deleting_hides_what_stands_still_and_can_be_undone(store: Store) -> None:
    ready, moving = added(store, in_state(JobState.READY), in_state(JobState.RUNNING))
    assert store.jobs.delete([ready.id, moving.id, "nothing"]) == [ready.id]
    assert store.lists.counts()[JobState.READY] == 0
    kept = store.jobs.get(ready.id)
    assert kept is not None
    assert kept.deleted
    assert store.jobs.restore([ready.id, moving.id]) == [ready.id]
    assert store.lists.counts()[JobState.READY] == 1


@pytest.mark.parametrize("state", [JobState.READY, JobState.FAILED, JobState.ENDED])
def test_what_became_of_a_job_is_unseen_until_someone_looks(store: Store, state: JobState) -> None:
    (job,) = store.jobs.add([in_state(state)])
    mine = JobQuery(states=frozenset({state}), person_id=job.person_id, unseen=True)
    assert [line.id for line in store.lists.lines(mine)] == [job.id]
    assert store.jobs.mark_seen([job.id]) == [job.id]
    assert store.jobs.mark_seen([job.id]) == []
    assert store.lists.lines(mine) == []


@pytest.mark.parametrize("state", [JobState.RUNNING, JobState.UNSURE, JobState.UNSAVED])
def test_the_end_of_a_job_that_was_looked_at_before_is_still_unseen(store: Store, state: JobState) -> None:
    (job,) = store.jobs.add([in_state(state)])
    assert store.jobs.mark_seen([job.id]) == []


def test_more_ids_than_one_statement_takes_are_marked(store: Store) -> None:
    jobs = store.jobs.add([in_state(JobState.READY, click="many", take=take) for take in range(1200)])
    assert len(store.jobs.delete([job.id for job in jobs])) == 1200


def test_clearing_the_demo_names_what_no_longer_moves(store: Store) -> None:
    states = [JobState.READY, JobState.FAILED, JobState.UNSAVED, JobState.QUEUED, JobState.RUNNING]
    demo: list[Job] = added(store, *[in_state(state, service="demo") for state in states])
    added(store, in_state(JobState.READY))
    assert sorted(store.jobs.demo_ended()) == sorted(job.id for job in demo[:3])


def test_every_picture_that_is_still_referred_to_is_named(store: Store) -> None:
    second = Subject(id="B", images=(stored_picture("b" * 64, "webp"), "https://example.com/c.png"))
    (job,) = store.jobs.add([in_state(JobState.READY, request=an_order(subjects=(*an_order().subjects, second)))])
    store.jobs.delete([job.id])
    assert store.needs.pictures([FACE, "b" * 64, "c" * 64]) == {FACE, "b" * 64}


def test_the_revision_grows_with_what_a_page_could_show(store: Store) -> None:
    seen = [store.revision()]
    (job,) = store.jobs.add([in_state(JobState.RUNNING)])
    seen.append(store.revision())
    store.jobs.save(job, replace(job, progress=10.0))
    seen.append(store.revision())
    store.jobs.save(job, job, [JobEvent(NOW, EventKind.STATUS, {"word": "seen"})])
    seen.append(store.revision())
    store.jobs.save(job, replace(job, next_at=later(seconds=5), tries=1))
    assert seen == sorted(set(seen))
    assert store.revision() == seen[-1]


def test_a_job_that_cannot_be_read_is_an_error_and_no_empty_answer(store: Store) -> None:
    (job,) = store.jobs.add([a_job()])
    with store._write() as connection:
        connection.execute(job_documents.update().values(request='{"model": "viduq9"'))
    with pytest.raises(RecordUnreadable, match="the request is damaged"):
        store.jobs.get(job.id)
