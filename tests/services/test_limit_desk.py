"""Limits as people deal with them: set, met, asked beyond, answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.draft import Draft
from lib.domain.errors import LimitReached, NotPermitted
from lib.domain.limits import EACH, MOST, TEAM, Limits, shortage
from lib.domain.lists import JobQuery
from lib.domain.role import Role

ANN, BOB = Actor("ann", Role.MAKER), Actor("bob", Role.MAKER)
LEO = Actor("leo", Role.LEAD)
VIEWER = Actor("vi", Role.VIEWER)


@pytest.fixture
def full(studio: Studio, draft: Draft, now: datetime) -> Studio:
    """Ann has made the only video that she may make in a day."""
    studio.limits.set(LEO, EACH, Limits(per_day=1), now)
    studio.desk.generate(ANN, draft, "first", now)
    return studio


def test_what_is_set_is_told_and_can_be_taken_away(studio: Studio, now: datetime) -> None:
    studio.limits.set(LEO, EACH, Limits(per_day=20), now)
    studio.limits.set(LEO, TEAM, Limits(per_day=100, at_once=10), now)
    studio.limits.set(LEO, "ann", Limits(at_once=3), now)
    studio.limits.set(LEO, "ann", Limits(at_once=4), now)
    assert studio.limits.all() == {EACH: Limits(20), TEAM: Limits(100, 10), "ann": Limits(None, 4)}
    for scope in (EACH, TEAM, "ann"):
        studio.limits.clear(LEO, scope, now)
    assert studio.limits.all() == {} and not studio.limits.tallies("ann", now).any


def test_one_click_beyond_the_limit_makes_nothing(full: Studio, draft: Draft, now: datetime) -> None:
    with pytest.raises(LimitReached):
        full.desk.generate(ANN, draft, "second", now)
    assert full.store.lists.count(JobQuery()) == 1
    full.desk.generate(BOB, draft, "of bob", now)


def test_who_asks_and_is_granted_some_can_make_them_for_a_day(full: Studio, draft: Draft, now: datetime) -> None:
    wish = full.limits.ask(ANN, " For the  pitch\ntomorrow ", now)
    assert [(one.person_id, one.note) for one in full.limits.open_wishes()] == [("ann", "For the pitch tomorrow")]
    assert full.limits.answer(LEO, wish.id, 2, now + timedelta(minutes=5))
    assert full.limits.open_wishes() == []
    later = now + timedelta(minutes=6)
    full.desk.generate(ANN, draft.model_copy(update={"takes": 2}), "second", later)
    with pytest.raises(LimitReached):
        full.desk.generate(ANN, draft, "third", later)
    (told,) = full.limits.tallies("ann", later).wishes
    assert (told.answered_by, told.extra, told.ends_at) == ("leo", 2, now + timedelta(hours=24, minutes=5))
    assert full.limits.tallies("bob", later).wishes == (), "it is nobody else's"


def test_who_is_refused_is_told_so_and_may_ask_again(full: Studio, now: datetime) -> None:
    first = full.limits.ask(ANN, "please", now)
    full.limits.answer(LEO, first.id, 0, now)
    tallies = full.limits.tallies("ann", now)
    assert [(one.is_open, one.extra) for one in tallies.wishes] == [(False, 0)] and shortage(tallies, now, 1)
    assert full.limits.ask(ANN, "really", now).id != first.id


def test_one_wish_at_a_time_and_one_answer_to_each(full: Studio, now: datetime) -> None:
    first = full.limits.ask(ANN, "please", now)
    assert full.limits.ask(ANN, "please, please", now) == first
    full.limits.ask(BOB, "", now + timedelta(seconds=1))
    assert [one.person_id for one in full.limits.open_wishes()] == ["ann", "bob"]
    assert full.limits.answer(LEO, first.id, 1, now)
    assert not full.limits.answer(LEO, first.id, 5, now), "somebody else was quicker"
    assert full.limits.tallies("ann", now).wishes[0].extra == 1


@pytest.mark.parametrize(("given", "kept"), [(-5, 0), (MOST + 5, MOST)])
def test_nobody_gives_less_than_nothing_or_more_than_any_limit(
    full: Studio, now: datetime, given: int, kept: int
) -> None:
    assert full.limits.answer(LEO, full.limits.ask(ANN, "", now).id, given, now)
    assert [one.extra for one in full.limits.tallies("ann", now).wishes] == [kept]


def test_a_note_is_short(full: Studio, now: datetime) -> None:
    assert len(full.limits.ask(ANN, "x" * 900, now).note) == 300


DEEDS: dict[str, Callable[[Studio, Actor, datetime], object]] = {
    "set": lambda studio, actor, now: studio.limits.set(actor, EACH, Limits(1), now),
    "clear": lambda studio, actor, now: studio.limits.clear(actor, EACH, now),
    "answer": lambda studio, actor, now: studio.limits.answer(actor, "any", 1, now),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_only_a_lead_sets_limits_and_answers(studio: Studio, now: datetime, deed: Callable[..., object]) -> None:
    for actor in (ANN, VIEWER):
        with pytest.raises(NotPermitted):
            deed(studio, actor, now)
    deed(studio, LEO, now)


def test_only_who_may_make_videos_asks_for_more(studio: Studio, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        studio.limits.ask(VIEWER, "", now)
