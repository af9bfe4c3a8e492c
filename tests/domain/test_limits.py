"""Where somebody stands with their limits: how near, how many are left, when the next one is possible."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lib.domain.limits import (
    DAY,
    EACH,
    Level,
    LimitKind,
    Limits,
    Tallies,
    Tally,
    Whose,
    Wish,
    limit_statuses,
    limits_of,
    shortage,
)

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def ago(**parts: float) -> datetime:
    return NOW - timedelta(**parts)


def made(number: int, per_day: int, *oldest: datetime) -> Tallies:
    return Tallies(own=Tally(Limits(per_day=per_day), number, oldest))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ({}, Limits()),
        ({EACH: Limits(5)}, Limits(5)),
        ({EACH: Limits(5), "ann": Limits(9, 2)}, Limits(9, 2)),
        ({EACH: Limits(5, 2), "ann": Limits()}, Limits()),
        ({"bob": Limits(1)}, Limits()),
    ],
    ids=["none", "everybody's", "their own", "none of their own", "another's"],
)
def test_a_person_s_own_limits_go_before_everybody_s(rows: dict[str, Limits], expected: Limits) -> None:
    assert limits_of("ann", rows) == expected


@pytest.mark.parametrize("numbers", [(-1, None), (None, -1), (10**9, None)])
def test_no_limit_is_below_nothing_or_beyond_counting(numbers: tuple[int | None, int | None]) -> None:
    with pytest.raises(ValueError, match="no limit"):
        Limits(*numbers)


@pytest.mark.parametrize(
    ("used", "limit", "level", "left"),
    [
        (0, 20, Level.FREE, 20),
        (15, 20, Level.FREE, 5),
        (16, 20, Level.AMBER, 4),
        (19, 20, Level.AMBER, 1),
        (20, 20, Level.RED, 0),
        (25, 20, Level.RED, 0),
        (0, 0, Level.RED, 0),
        (0, 1, Level.FREE, 1),
    ],
)
def test_amber_from_four_fifths_and_red_at_the_limit(used: int, limit: int, level: Level, left: int) -> None:
    (status,) = limit_statuses(made(used, limit), NOW)
    assert (status.level, status.left) == (level, left)


def test_the_next_one_is_possible_when_the_oldest_is_a_day_old() -> None:
    tallies = made(3, 3, ago(hours=20), ago(hours=10), ago(hours=1))
    (one,), (two,) = limit_statuses(tallies, NOW), limit_statuses(tallies, NOW, 2)
    assert one.next_at == ago(hours=20) + DAY and two.next_at == ago(hours=10) + DAY


def test_more_takes_than_the_limit_are_never_possible() -> None:
    (status,) = limit_statuses(made(3, 3, ago(hours=20), ago(hours=10), ago(hours=1)), NOW, 4)
    assert status.next_at is None and not status.fits


def test_what_has_become_a_day_old_since_it_was_counted_counts_no_longer() -> None:
    tallies = made(3, 3, ago(hours=23), ago(hours=2), ago(hours=1))
    later = NOW + timedelta(hours=2)
    assert [one.used for one in limit_statuses(tallies, later)] == [2] and shortage(tallies, later, 1) is None


def test_where_a_limit_was_lowered_several_have_to_be_a_day_old() -> None:
    (status,) = limit_statuses(made(4, 2, ago(hours=20), ago(hours=15), ago(hours=10), ago(hours=5)), NOW)
    assert status.next_at == ago(hours=10) + DAY


def test_what_is_granted_counts_for_a_day_for_the_team_s_limit_too() -> None:
    wish = Wish("w", "ann", ago(hours=3), answered_at=ago(hours=2), answered_by="leo", extra=2)
    full = Tally(Limits(per_day=3), 3, (ago(hours=1),) * 3)
    tallies = Tallies(own=full, team=full, wishes=(wish,))
    assert {(one.limit, one.left) for one in limit_statuses(tallies, NOW)} == {(5, 2)}
    assert shortage(tallies, NOW, 2) is None and shortage(tallies, NOW, 3) is not None
    assert shortage(tallies, NOW + timedelta(hours=22), 1) is not None


def test_a_grant_that_ends_before_is_not_reckoned_with_when_the_next_one_is_possible() -> None:
    wish = Wish("w", "ann", ago(hours=24), answered_at=ago(hours=23), answered_by="leo", extra=1)
    times = (ago(hours=12), ago(hours=11), ago(hours=10))
    (status,) = limit_statuses(Tallies(own=Tally(Limits(per_day=2), 3, times), wishes=(wish,)), NOW)
    assert (status.limit, status.next_at) == (3, ago(hours=11) + DAY)


@pytest.mark.parametrize("extra", [0, 3])
def test_a_wish_grants_nothing_while_it_is_open_or_where_it_was_refused(extra: int) -> None:
    answered = None if extra else ago(hours=1)
    wish = Wish("w", "ann", ago(hours=3), answered_at=answered, extra=extra)
    assert shortage(Tallies(own=Tally(Limits(1), 1, (ago(hours=1),)), wishes=(wish,)), NOW, 1) is not None


def test_of_several_limits_the_one_that_lets_make_least_comes_first() -> None:
    own, team = Tally(Limits(20, 2), made=3, moving=1), Tally(Limits(100), made=98)
    found = limit_statuses(Tallies(own, team), NOW, 3)
    assert [(one.whose, one.kind, one.left) for one in found] == [
        (Whose.PERSON, LimitKind.AT_ONCE, 1),
        (Whose.TEAM, LimitKind.PER_DAY, 2),
        (Whose.PERSON, LimitKind.PER_DAY, 17),
    ]
    assert shortage(Tallies(own, team), NOW, 3) == found[0]


def test_without_a_limit_there_is_nothing_to_say() -> None:
    assert limit_statuses(Tallies(), NOW) == () and shortage(Tallies(), NOW, 500) is None and not Tallies().any
