"""What the tracker leaves alone: the write lock while nothing can be done, places of tasks that nobody understands."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from lib.app import Studio
from lib.domain.draft import Draft
from lib.domain.errors import LinkDead
from lib.domain.job import JobState, Trouble
from lib.domain.job_steps import Pauses
from lib.domain.replies import Phase, TaskReply
from lib.domain.tracking import after_look
from lib.services.store import Store
from lib.services.tracking.tracker import MISSED_S, STILL_S
from lib.ui.state import utc_now
from tests.conftest import SOMEONE
from tests.services.store_kit import NOW, SERVICE, a_job, added, in_state, later
from tests.services.tracker_kit import generate


def look(word: str, phase: Phase) -> TaskReply:
    return TaskReply(phase, word, None, None, "", "", None, None, None, word)


def test_an_hour_of_unknown_words_gives_the_place_to_others_until_a_known_one_comes(store: Store) -> None:
    (job,) = added(store, in_state(JobState.RUNNING, sent_at=NOW))
    added(store, a_job())
    for minutes in (0, 30, 59):
        step = after_look(job, look("dreaming", Phase.UNKNOWN), Pauses(), later(minutes=minutes))
        assert step.job.unknown_since == NOW and store.jobs.save(job, step.job, step.events)
        job = step.job
        assert store.claims.claim_to_send("me", SERVICE, later(minutes=minutes), 1) is None
    assert store.claims.next_due(SERVICE, later(minutes=59), 1) != later(minutes=60)
    known = after_look(job, look("processing", Phase.WORKING), Pauses(), later(minutes=61)).job
    assert known.unknown_since is None
    sent = store.claims.claim_to_send("me", SERVICE, later(minutes=61), 1)
    assert sent is not None
    found = store.claims.claim_due("me", SERVICE, later(hours=2), 5)
    assert [one.id for one in found] == [job.id], "it is looked at further"


def test_a_known_word_takes_the_place_again(store: Store) -> None:
    (job,) = added(store, in_state(JobState.RUNNING, sent_at=NOW, unknown_since=NOW))
    added(store, a_job())
    step = after_look(job, look("processing", Phase.WORKING), Pauses(), later(minutes=90))
    assert store.jobs.save(job, step.job, step.events)
    assert store.claims.claim_to_send("me", SERVICE, later(minutes=91), 1) is None


AGES = {"an hour ago": (1, JobState.SAVING), "23 h ago": (23, JobState.SAVING), "25 h ago": (25, JobState.UNSAVED)}


@pytest.mark.parametrize("age", AGES)
def test_after_an_upgrade_what_is_not_saved_and_may_still_be_had_is_fetched_once_more(store: Store, age: str) -> None:
    hours, state = AGES[age]
    trouble = Trouble.of(LinkDead(detail="x"))
    (job,) = added(store, in_state(JobState.UNSAVED, finished_at=later(hours=-hours), trouble=trouble, tries=8))
    assert store.once_more.fetch(NOW) == 0, "not in data of this version"
    store.notes.set("fetch_once_more", "")
    assert store.once_more.fetch(NOW) == (state is JobState.SAVING)
    found = store.jobs.get(job.id)
    assert found is not None and found.state is state and (found.tries == 0) is (state is JobState.SAVING)
    store.notes.set("other", "")
    assert store.once_more.fetch(NOW) == 0, "once"


def test_a_claim_that_missed_a_beat_is_told_long_before_it_is_taken_over(
    studio: Studio, draft: Draft, now: datetime
) -> None:
    generate(studio, draft, now)
    job = studio.store.claims.claim_to_send("a process that died", studio.tracker.service, now, 5)
    assert job is not None
    watch = studio.tracker._watch
    seen = [(watch.dead(studio.store.claims.foreign("me"), at), watch.still(at)) for at in (0.0, 1.5, MISSED_S)]
    assert seen == [([], frozenset()), ([], frozenset()), ([], frozenset({job.id}))]
    studio.store.claims.beat("a process that died")
    watch.dead(studio.store.claims.foreign("me"), MISSED_S + 1)
    assert watch.still(MISSED_S + 1) == frozenset(), "the next beat takes it back"
    assert STILL_S == 45


def test_the_demo_is_remembered_when_its_videos_are_cleared_and_asked_about_once(
    studio: Studio, draft: Draft, now: datetime
) -> None:
    real = studio.desk.service
    studio.desk.service = "demo"
    job = generate(studio, draft, now)
    studio.desk.cancel(SOMEONE, job, now)
    studio.desk.clear_demo(SOMEONE, utc_now())
    studio.desk.service = real
    assert studio.desk.was_demo()
    generate(studio, draft, now + timedelta(minutes=5), "real")
    assert not studio.desk.was_demo()
    studio.desk.service = "demo"
    generate(studio, draft, now + timedelta(minutes=9), "demo again")
    studio.desk.service = real
    assert studio.desk.was_demo(), "once for each change"
