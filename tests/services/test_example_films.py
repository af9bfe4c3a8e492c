"""Example films: made once, however often they are asked for, and cleared without anything else."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from lib.app import Studio
from lib.domain.draft import Draft
from lib.domain.job import JobState
from tests.conftest import ON_EACH_DATABASE, SOMEONE


@pytest.fixture
def boards(draft: Draft) -> list[Draft]:
    return [draft.model_copy(update={"name": name}) for name in ("One", "Two", "Three")]


def cancel_all(studio: Studio, now: datetime) -> None:
    """Each comes to an end, without a service."""
    for job_id in studio.example_films.now().ids:
        job = studio.store.jobs.get(job_id)
        assert job is not None
        if job.state is JobState.QUEUED:
            assert studio.desk.cancel(SOMEONE, job, now)


@ON_EACH_DATABASE
def test_they_are_made_once_and_cleared_alone(studio: Studio, boards: list[Draft], draft: Draft, now: datetime) -> None:
    films = studio.example_films
    (other,) = studio.desk.generate(SOMEONE, draft, "example", now)
    for seconds in range(3):
        films.fill(SOMEONE, boards, now + timedelta(seconds=seconds))
    first = films.now()
    assert len(first.ids) == first.moving == 3 and other.id not in first.ids
    assert films.clear(SOMEONE, now) == [], "what is on its way stays"

    cancel_all(studio, now)
    assert set(films.clear(SOMEONE, now)) == set(first.ids) and not films.now().any
    assert studio.store.jobs.is_deleted(other.id) is False

    films.fill(SOMEONE, boards, now)
    assert len(films.now().ids) == 3 and not {*films.now().ids} & {*first.ids}
    assert set(studio.desk.restore(SOMEONE, first.ids, now)) == set(first.ids)


def test_one_that_was_deleted_by_hand_does_not_come_back_with_the_others(
    studio: Studio, boards: list[Draft], now: datetime
) -> None:
    studio.example_films.fill(SOMEONE, boards, now)
    cancel_all(studio, now)
    gone, *left = studio.example_films.now().ids
    studio.desk.delete(SOMEONE, [gone], now)
    studio.example_films.fill(SOMEONE, boards, now)
    assert list(studio.example_films.now().ids) == left


def test_what_is_gone_for_good_is_not_in_the_way_of_the_next_round(
    studio: Studio, boards: list[Draft], now: datetime
) -> None:
    studio.example_films.fill(SOMEONE, boards, now)
    cancel_all(studio, now)
    ids = studio.example_films.clear(SOMEONE, now)
    studio.store.trash.delete_for_good(ids, now)
    studio.store.trash.forget(ids)
    studio.example_films.fill(SOMEONE, boards, now)
    assert len(studio.example_films.now().ids) == 3
