"""The desk makes no video with a member of the cast whose permission has ended, whatever the board knows of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.cast_member import MemberKind
from lib.domain.causes import facts_in
from lib.domain.draft import Draft
from lib.domain.errors import PermissionEnded
from lib.domain.lists import JobQuery
from lib.domain.member_edits import with_fields
from lib.domain.permission import Permission, PermissionKind

ANN, BOB = Actor("a" * 32), Actor("b" * 32)


def board_with_member(studio: Studio, draft: Draft, now: datetime, last_day: date) -> Draft:
    """The draft, whose first subject is a member that Ann looks after."""
    studio.store.people.set_name(ANN.person_id, "Ann", now)
    subject = draft.cast[0]
    made = studio.cast.keep_subject(ANN, subject, MemberKind.PERSON, now)
    until = Permission(kind=PermissionKind.UNTIL, until=last_day)
    studio.cast.change(ANN, made.id, lambda one: with_fields(one, permission=until), now)
    bound = subject.model_copy(update={"member_id": made.id})
    return draft.model_copy(update={"cast": (bound, *draft.cast[1:])})


@pytest.mark.parametrize(("who", "yours"), [(BOB, False), (ANN, True)], ids=["a colleague", "who looks after it"])
def test_a_permission_that_ended_makes_no_job_and_says_who_looks_after_the_member(
    studio: Studio, draft: Draft, now: datetime, who: Actor, yours: bool
) -> None:
    board = board_with_member(studio, draft, now, now.date() - timedelta(days=1))
    with pytest.raises(PermissionEnded) as refused:
        studio.desk.generate(who, board, "click", now)
    facts = facts_in(refused.value.detail)
    assert (facts["who"], facts["keeper"], facts["yours"]) == (draft.cast[0].name, "Ann", yours)
    assert studio.store.lists.count(JobQuery()) == 0


def test_on_its_last_day_it_still_holds_and_whose_day_it_is_says_the_one_who_asks(
    studio: Studio, draft: Draft, now: datetime
) -> None:
    board = board_with_member(studio, draft, now, now.date())
    assert studio.desk.generate(BOB, board, "one", now)
    with pytest.raises(PermissionEnded):
        studio.desk.generate(BOB, board, "two", now, today=now.date() + timedelta(days=1))


def test_a_member_that_was_deleted_holds_nobody_up(studio: Studio, draft: Draft, now: datetime) -> None:
    board = board_with_member(studio, draft, now, now.date() - timedelta(days=1))
    studio.cast.delete(ANN, board.cast[0].member_id, now)
    assert studio.desk.generate(BOB, board, "click", now)
