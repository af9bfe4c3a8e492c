"""The desk: from a board to jobs and back, and what people do with them."""

from __future__ import annotations

import io
import itertools
import json
import random
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from PIL import Image
from pydantic import ValidationError

from lib.app import Studio
from lib.demo.service import DemoService
from lib.domain.actor import Actor
from lib.domain.draft import Draft, DraftPicture, DraftSubject, build_request
from lib.domain.errors import NotPermitted, PictureUnusable
from lib.domain.job import JobState
from lib.domain.job_events import EventKind
from lib.domain.lists import JobQuery
from lib.domain.request import MAX_BODY_BYTES, to_json
from lib.services.desk import seeds
from lib.services.store.drafts import forget_drafts
from lib.ui.state import utc_now
from tests.conftest import SOMEONE
from tests.services.tracker_kit import as_it_is, generate, state

ANN, BOB = "a" * 32, "b" * 32


# The board


def test_an_uploaded_picture_is_kept_and_shown(studio: Studio, picture: Callable[..., bytes]) -> None:
    added = studio.desk.add_picture(SOMEONE, picture("red"), "mia.png")
    assert added.name == "mia.png" and added.fitted is not None
    assert studio.pictures.thumbnail(added.fitted.original.sha256).is_file()


def test_what_is_no_picture_is_refused_with_a_sentence(studio: Studio) -> None:
    with pytest.raises(PictureUnusable) as refused:
        studio.desk.add_picture(SOMEONE, b"%PDF-1.7", "mia.png")
    assert refused.value.code == "castboard.picture.pdf"


def test_the_size_is_that_of_the_body_that_is_sent(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.hold()
    draft = draft.model_copy(update={"scene": "@Mia 和 @Bear 走 “home”"})
    generate(studio, draft, now)
    studio.tracker.step(now)
    assert studio.desk.body_bytes(draft) == len(upstream.submits()[0].body)


@pytest.mark.parametrize(
    "changes",
    [
        {"cast": ()},
        {"scene": "x" * 30_000},
        {"resolution": "4k"},
        {"duration": 99},
        {"cast": (DraftSubject(uid="empty"),)},
    ],
    ids=["nobody", "long scene", "unknown size", "too long", "no picture"],
)
def test_a_board_that_may_not_be_sent_has_a_size_too(studio: Studio, draft: Draft, changes: dict[str, object]) -> None:
    assert studio.desk.body_bytes(draft.model_copy(update=changes)) > 100


def test_large_pictures_come_down_until_the_body_fits(studio: Studio, draft: Draft, noise: list[DraftPicture]) -> None:
    cast = tuple(DraftSubject(uid=str(n), name=f"N{n}", pictures=(one,)) for n, one in enumerate(noise))
    big = draft.model_copy(update={"cast": cast, "scene": "@N0 and @N1"})
    fitted = studio.desk.fit(big)
    assert studio.desk.body_bytes(big) > MAX_BODY_BYTES >= studio.desk.body_bytes(fitted)
    alone = studio.desk.fit(fitted.model_copy(update={"cast": fitted.cast[:1]}))
    assert alone.cast[0].pictures == big.cast[0].pictures


@pytest.fixture
def noise(studio: Studio) -> list[DraftPicture]:
    """Two pictures of which each fits into a request and both together do not."""

    def grain(seed: int) -> bytes:
        side = 1700
        file = io.BytesIO()
        pixels = random.Random(seed).randbytes(side * side * 3)
        Image.frombytes("RGB", (side, side), pixels).save(file, "PNG", compress_level=0)
        return file.getvalue()

    return [studio.desk.add_picture(SOMEONE, grain(seed)) for seed in (1, 2)]


# Generate


@pytest.mark.parametrize(
    ("seed", "takes", "expected"),
    [(0, 1, [0]), (7, 1, [7]), (0, 3, [1, 2, 3]), (7, 3, [7, 1, 2]), (1, 3, [1, 2, 3])],
)
def test_several_takes_have_several_seeds(seed: int, takes: int, expected: list[int]) -> None:
    drawn = itertools.chain.from_iterable(itertools.repeat(n, 2) for n in itertools.count(1))
    assert seeds(seed, takes, lambda: next(drawn)) == expected


def test_one_click_makes_its_jobs_once(studio: Studio, draft: Draft, now: datetime) -> None:
    three = draft.model_copy(update={"takes": 3})
    first = studio.desk.generate(Actor(ANN), three, "same", now)
    again = studio.desk.generate(Actor(ANN), three, "same", now)
    assert [job.id for job in first] == [job.id for job in again]
    assert [(job.take, job.takes) for job in first] == [(1, 3), (2, 3), (3, 3)]
    assert len({job.request.seed for job in first}) == 3 and all(job.request.seed for job in first)
    assert studio.store.lists.count(JobQuery()) == 3


def test_a_job_carries_the_board_as_it_was(studio: Studio, draft: Draft, now: datetime) -> None:
    job = generate(studio, draft, now, person=ANN)
    assert (job.state, job.person_id, job.service) == (JobState.QUEUED, ANN, studio.settings.base_url)
    assert job.request == build_request(draft)
    assert job.created_at == job.state_since == now
    assert "Mia and Bear walk" in job.name


def test_a_name_that_was_given_is_the_job_s(studio: Studio, draft: Draft, now: datetime) -> None:
    assert generate(studio, draft.model_copy(update={"name": " Opening shot "}), now).name == "Opening shot"


def test_a_board_that_may_not_be_sent_makes_no_job(studio: Studio, draft: Draft, now: datetime) -> None:
    with pytest.raises(ValidationError):
        generate(studio, draft.model_copy(update={"cast": ()}), now)
    assert studio.store.lists.count(JobQuery()) == 0


@pytest.mark.parametrize(
    ("changes", "person", "minutes", "same"),
    [
        ({}, ANN, 1, True),
        ({"seed": 5, "takes": 4}, ANN, 1, True),
        ({}, ANN, 3, False),
        ({}, BOB, 1, False),
        ({"duration": 2}, ANN, 1, False),
        ({"audio": False}, ANN, 1, False),
    ],
    ids=["at once", "another seed", "later", "someone else", "another length", "silent"],
)
def test_the_identical_request_within_two_minutes_is_noticed(
    studio: Studio, draft: Draft, now: datetime, changes: dict[str, object], person: str, minutes: int, same: bool
) -> None:
    job = generate(studio, draft, now, person=ANN)
    found = studio.desk.identical(draft.model_copy(update=changes), person, now + timedelta(minutes=minutes))
    assert found == (job if same else None)


# Same again


def test_same_again_gives_the_board_with_that_take_s_seed(studio: Studio, draft: Draft, now: datetime) -> None:
    _, second = studio.desk.generate(Actor(ANN), draft.model_copy(update={"takes": 2}), "click", now)
    again = studio.desk.same_again(second)
    assert again == draft.model_copy(update={"seed": second.request.seed, "takes": 1})
    assert to_json(build_request(again)) == to_json(second.request)


def test_a_click_that_comes_again_for_another_board_keeps_the_board_that_made_its_jobs(
    studio: Studio, draft: Draft, now: datetime
) -> None:
    made = studio.desk.generate(Actor("p"), draft, "click", now)
    other = draft.model_copy(update={"scene": "typed before the click came again", "takes": 3})
    assert [job.id for job in studio.desk.generate(Actor("p"), other, "click", now)] == [job.id for job in made]
    assert studio.desk.same_again(made[0]).scene == draft.scene


def test_same_again_without_the_board_is_made_from_the_request(studio: Studio, draft: Draft, now: datetime) -> None:
    job = generate(studio, draft, now)
    with studio.store._write() as connection:
        forget_drafts(connection, [job.click])
    again = studio.desk.same_again(job)
    assert json.loads(to_json(build_request(again))) == json.loads(to_json(job.request))
    assert [one.fitted for one in again.cast[0].pictures] == [one.fitted for one in draft.cast[0].pictures]


# Jobs


def test_a_waiting_job_is_cancelled_and_never_sent(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    job = generate(studio, draft, now)
    assert studio.desk.cancel(SOMEONE, job, now)
    studio.tracker.step(now)
    assert (state(studio, job), upstream.submits()) == (JobState.CANCELLED, [])


def test_a_job_that_left_meanwhile_is_not_cancelled(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.hold()
    job = generate(studio, draft, now)
    studio.tracker.step(now)
    assert not studio.desk.cancel(SOMEONE, job, now)
    assert state(studio, job) is JobState.RUNNING


def test_a_job_gets_another_name_but_never_an_empty_one(studio: Studio, draft: Draft, now: datetime) -> None:
    job = generate(studio, draft, now)
    assert studio.desk.rename(SOMEONE, job, " Opening ", utc_now())
    assert studio.desk.rename(SOMEONE, as_it_is(studio, job), "  ", utc_now())
    assert as_it_is(studio, job).name == "Opening"


def test_a_job_set_aside_is_out_of_view_and_not_sent_until_it_is_brought_back(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.hold()
    job = generate(studio, draft, now)
    assert studio.desk.put_aside(SOMEONE, job, now)
    studio.tracker.step(now)
    assert (studio.store.lists.count(JobQuery()), upstream.submits()) == (0, [])
    assert studio.desk.put_aside(SOMEONE, as_it_is(studio, job), now, aside=False)
    studio.tracker.step(now)
    assert state(studio, job) is JobState.RUNNING


def test_what_is_deleted_comes_back(studio: Studio, draft: Draft, now: datetime) -> None:
    job = generate(studio, draft, now)
    studio.desk.cancel(SOMEONE, job, now)
    studio.desk.delete(SOMEONE, [job.id], utc_now())
    assert studio.store.lists.count(JobQuery()) == 0
    studio.desk.restore(SOMEONE, [job.id], utc_now())
    assert studio.store.lists.count(JobQuery()) == 1


def test_clearing_the_demo_leaves_real_jobs_and_what_still_moves(studio: Studio, draft: Draft, now: datetime) -> None:
    assert not studio.desk.was_demo()
    real = generate(studio, draft, now, "real")
    studio.desk.cancel(SOMEONE, real, now)
    studio.desk.service = "demo"
    ended, moving = generate(studio, draft, now, "ended"), generate(studio, draft, now, "moving")
    studio.desk.cancel(SOMEONE, ended, now)
    assert studio.desk.was_demo()
    assert list(studio.desk.clear_demo(SOMEONE, utc_now())) == [ended.id]
    assert {line.id for line in studio.store.lists.lines(JobQuery())} == {real.id, moving.id}


def test_it_was_demo_also_when_all_of_it_is_cleared_and_gone(studio: Studio, draft: Draft, now: datetime) -> None:
    """The first real Generate asks about money, whatever became of the demo videos."""
    studio.desk.service = "demo"
    job = generate(studio, draft, now)
    studio.desk.cancel(SOMEONE, job, now)
    studio.desk.clear_demo(SOMEONE, now)
    assert studio.desk.was_demo()
    studio.store.trash.delete_for_good([job.id], now)
    assert [one.id for one in studio.sweeper.run(now)] == [job.id]
    assert studio.store.jobs.get(job.id) is None and studio.desk.was_demo()


# Who did it


def test_each_change_of_a_job_says_in_its_story_who_made_it(studio: Studio, draft: Draft, now: datetime) -> None:
    ann, bob = Actor(ANN), Actor(BOB)
    job = studio.desk.generate(ann, draft, "click", now)[0]
    studio.desk.rename(bob, job, "Opening", now)
    studio.desk.put_aside(bob, as_it_is(studio, job), now)
    studio.desk.put_aside(ann, as_it_is(studio, job), now, aside=False)
    studio.desk.cancel(bob, as_it_is(studio, job), now)
    studio.desk.delete(ann, [job.id], now)
    studio.desk.restore(bob, [job.id], now)
    assert [(event.kind, event.actor) for event in studio.store.jobs.story(job.id)] == [
        (EventKind.MADE, ann),
        (EventKind.RENAMED, bob),
        (EventKind.SET_ASIDE, bob),
        (EventKind.BROUGHT_BACK, ann),
        (EventKind.CANCELLED, bob),
        (EventKind.DELETED, ann),
        (EventKind.RESTORED, bob),
    ]
    assert studio.store.jobs.story(job.id)[1].params == {"before": job.name}


def test_bringing_everything_back_is_told_of_each(studio: Studio, draft: Draft, now: datetime) -> None:
    jobs = studio.desk.generate(Actor(ANN), draft.model_copy(update={"takes": 2}), "click", now)
    for job in jobs:
        studio.desk.cancel(SOMEONE, job, now)
    studio.desk.delete(SOMEONE, [job.id for job in jobs], now)
    assert studio.trash.restore_all(Actor(BOB), now, now) == 2
    for job in jobs:
        last = studio.store.jobs.story(job.id)[-1]
        assert (last.kind, last.actor) == (EventKind.RESTORED, Actor(BOB))


def test_nobody_writes_into_the_draft_of_somebody_else(studio: Studio, draft: Draft, now: datetime) -> None:
    studio.desk.save_draft(Actor(ANN), "d-1", draft, now)
    with pytest.raises(NotPermitted):
        studio.desk.save_draft(Actor(BOB), "d-1", Draft(), now)
    kept = studio.store.drafts.get("d-1")
    assert kept is not None and (kept.person_id, kept.draft) == (ANN, draft)
