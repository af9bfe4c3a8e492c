"""What the section of limits shows: what holds for everybody, for the team, for one person."""

from __future__ import annotations

from lib.domain.limits import EACH, TEAM, Limits
from lib.ui.admin.limits_section import limits_view, limits_words

NAMES = {"ann": "Ann", "bob": "bob", "cid": ""}


def test_nothing_is_set_and_nobody_asked() -> None:
    view = limits_view({}, NAMES)
    assert (view.own, view.each, view.team) == ((), Limits(), Limits())
    assert view.people == (("ann", "Ann"), ("bob", "bob"), ("cid", "Someone without a name"))


def test_what_is_set_is_told_apart_by_whose_it_is() -> None:
    rows = {EACH: Limits(20), TEAM: Limits(None, 5), "bob": Limits(1, 2), "gone": Limits()}
    view = limits_view(rows, NAMES)
    assert (view.each, view.team) == (Limits(20), Limits(None, 5))
    assert [(one.name, one.words) for one in view.own] == [
        ("bob", "1 video in 24 hours, 2 at once"),
        ("Someone without a name", "no limit"),
    ]
    assert [id_ for id_, _name in view.people] == ["ann", "bob", "cid"]


def test_limits_in_words() -> None:
    assert limits_words(Limits(per_day=20, at_once=3)) == "20 videos in 24 hours, 3 at once"
