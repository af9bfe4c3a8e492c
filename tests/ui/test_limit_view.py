"""What the send panel says of limits: when, in which words, and what it offers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lib.domain.limits import Level, LimitKind, Limits, Tallies, Tally, Wish
from lib.text.limit_sentences import answer_sentence, asked_sentence, limit_sentence
from lib.ui.create.limit_view import LimitView, view_limit

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FREE = Tallies(Tally(Limits(20), 3))


def ago(**parts: float) -> datetime:
    return NOW - timedelta(**parts)


def counted(used: int, limit: int = 20, *wishes: Wish) -> Tallies:
    oldest = tuple(ago(hours=22 - place) for place in range(min(used, max(0, used + 8 - limit))))
    return Tallies(Tally(Limits(per_day=limit), used, oldest), wishes=wishes)


def wish(**changes: Any) -> Wish:
    return Wish(**{"id": "w", "person_id": "ann", "asked_at": ago(hours=1), **changes})


def view(tallies: Tallies, takes: int = 1, *, may_ask: bool = True) -> LimitView | None:
    return view_limit(tallies, NOW, takes, may_ask=may_ask, names={"leo": "Leo"})


def shown(tallies: Tallies, takes: int = 1, *, may_ask: bool = True) -> LimitView:
    found = view(tallies, takes, may_ask=may_ask)
    assert found
    return found


OPEN = wish()
GRANTED = wish(answered_at=ago(minutes=5), answered_by="leo", extra=5)
REFUSED = wish(answered_at=ago(minutes=5), answered_by="leo")


@pytest.mark.parametrize("tallies", [Tallies(), FREE, counted(15)], ids=["no limit", "far from it", "below 80 %"])
def test_far_from_a_limit_nothing_is_said(tallies: Tallies) -> None:
    assert view(tallies) is None


SAID = {
    "amber": (counted(16), 1, "16 of 20 videos in the last 24 hours."),
    "red": (counted(20), 1, "20 of 20 videos in the last 24 hours. The next one is possible at 14:00."),
    "takes": (counted(18), 4, "18 of 20 videos in the last 24 hours. 4 takes, 2 left. All 4 are possible at 15:00."),
    "never": (counted(1, 1), 4, "1 of 1 video in the last 24 hours."),
    "none at all": (Tallies(Tally(Limits(0))), 1, "0 of 0 videos in the last 24 hours."),
    "team": (
        Tallies(team=Tally(Limits(100), 100, (ago(hours=2),))),
        1,
        "The team: 100 of 100 videos in the last 24 hours. The next one is possible tomorrow at 10:00.",
    ),
    "at once": (
        Tallies(Tally(Limits(at_once=2), moving=2)),
        1,
        "2 of 2 videos on their way. The next one can be sent when one of them is ready.",
    ),
    "none at once": (Tallies(Tally(Limits(at_once=0))), 1, "0 of 0 videos on their way."),
    "lowered": (Tallies(Tally(Limits(at_once=2), moving=3)), 1, "3 of 2 videos on their way."),
    "the team at once": (Tallies(team=Tally(Limits(at_once=5), moving=4)), 1, "The team: 4 of 5 videos on their way."),
}


@pytest.mark.parametrize(("tallies", "takes", "sentence"), SAID.values(), ids=SAID)
def test_each_line_says_what_is_used_and_when_there_is_room(tallies: Tallies, takes: int, sentence: str) -> None:
    assert limit_sentence(shown(tallies, takes).status, NOW) == sentence


def test_at_four_fifths_it_is_only_said() -> None:
    found = shown(counted(16))
    assert found.status.level is Level.AMBER and not (found.blocks or found.may_ask or found.use or found.waits)


def test_at_the_limit_it_cannot_be_sent_and_more_can_be_asked_for() -> None:
    found = shown(counted(20))
    assert found.blocks and found.may_ask and found.waits and not found.use
    assert not shown(counted(20), may_ask=False).may_ask


def test_fewer_takes_are_offered_where_some_still_fit() -> None:
    found = shown(counted(18), takes=4)
    assert (found.blocks, found.use) == (True, 2)
    assert not shown(counted(18), takes=2).blocks


def test_what_waits_for_others_to_be_ready_is_nothing_to_ask_for() -> None:
    assert not shown(Tallies(Tally(Limits(at_once=2), moving=2))).may_ask


def test_the_limit_that_stands_against_it_goes_before_one_that_is_only_near() -> None:
    tallies = Tallies(Tally(Limits(20, 2), 16, moving=2))
    assert shown(tallies).status.kind is LimitKind.AT_ONCE


def test_who_has_asked_reads_when_and_is_not_asked_again() -> None:
    found = shown(counted(20, 20, OPEN))
    assert found.wish == OPEN and not found.may_ask and found.waits
    assert asked_sentence(OPEN, NOW) == "Asked at 11:00."


def test_what_was_given_is_said_with_until_when() -> None:
    found = shown(counted(20, 20, GRANTED))
    assert (found.status.limit, found.status.left, found.blocks) == (25, 5, False)
    said = answer_sentence(GRANTED, found.answered_by, NOW)
    assert said == "Leo added 5 videos. They can be made until tomorrow at 11:55."
    assert shown(counted(3, 20, GRANTED)).wish == GRANTED, "also far from the limit"


def test_a_refusal_is_said_while_nothing_can_be_made_and_one_may_ask_again() -> None:
    found = shown(counted(20, 20, REFUSED))
    assert found.may_ask and answer_sentence(REFUSED, found.answered_by, NOW) == "Leo did not add any videos."
    assert view(counted(3, 20, REFUSED)) is None


def test_times_of_other_days_bear_their_day() -> None:
    said = [asked_sentence(wish(asked_at=at), NOW) for at in (ago(hours=20), ago(days=3))]
    assert said == ["Asked yesterday at 16:00.", "Asked on 26 Feb 2026 at 12:00."]


def test_the_last_wish_is_the_one_that_is_told() -> None:
    earlier = wish(id="e", answered_at=ago(hours=3), answered_by="leo", extra=1)
    assert shown(counted(21, 20, earlier, REFUSED)).wish == REFUSED
    assert shown(counted(21, 20, earlier, OPEN)).wish == OPEN
