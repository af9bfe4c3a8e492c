"""What many pages ask alike is read once per revision, and never kept when it could not be read."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.draft import Draft
from lib.domain.errors import StoreUnavailable
from lib.domain.job import JobState
from lib.domain.lists import JobQuery
from lib.ui import revisions as shared


class Reader:
    """Counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> int:
        self.asked += 1
        return self.asked


def test_pages_that_ask_the_same_at_one_revision_are_one_question(studio: Studio):
    read = Reader()
    assert [shared.of_revision("a", 7, read, JobQuery()) for _ in range(50)] == [1] * 50
    assert shared.of_revision("a", 8, read, JobQuery()) == 2
    assert shared.of_revision("a", 8, read, JobQuery(text="fog")) == 3
    assert shared.of_revision("b", 8, read, JobQuery()) == 4


def test_of_many_that_ask_at_once_one_reads(studio: Studio):
    began, read = threading.Barrier(8), Reader()

    def ask(_: int) -> int:
        began.wait(10)
        return shared.of_revision("a", 1, read)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {1}


def test_what_could_not_be_read_is_asked_again(studio: Studio):
    studio.store.close()
    assert shared.revision() == shared.AWAY
    with pytest.raises(StoreUnavailable):
        shared.counts(shared.AWAY)
    studio.store.open()
    assert sum(shared.counts(shared.revision()).values()) == 0


def test_the_numbers_follow_the_store(studio: Studio, draft: Draft, now: datetime):
    assert shared.moving(shared.revision()) == 0
    studio.desk.generate(Actor("someone"), draft, "click", now)
    assert shared.counts(shared.revision())[JobState.QUEUED] == 1 == shared.moving(shared.revision())
