"""What may leave the disk, by tables and by laws that hold for every time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.trash import (
    KEPT_FOR,
    SPARED_FOR,
    Why,
    board_leaves,
    days_left,
    job_leaves,
    part_leaves,
    picture_leaves,
    record_leaves,
    zip_leaves,
)

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


def ago(**parts: float) -> datetime:
    return NOW - timedelta(**parts)


@pytest.mark.parametrize(
    ("deleted_at", "gone_at", "busy", "why"),
    [
        pytest.param(None, None, False, None, id="not deleted"),
        pytest.param(ago(days=29, hours=23), None, False, None, id="a little less than 30 days"),
        pytest.param(ago(days=30), None, False, Why.EXPIRED, id="30 days"),
        pytest.param(ago(days=400), None, True, None, id="a late answer came: it moves"),
        pytest.param(ago(minutes=1), ago(seconds=5), False, Why.FOR_GOOD, id="for good"),
        pytest.param(ago(minutes=1), ago(seconds=5), True, None, id="for good, and a tracker has it"),
        pytest.param(ago(days=-3), None, False, None, id="deleted by a clock that went ahead"),
    ],
)
def test_when_a_job_goes(deleted_at: datetime | None, gone_at: datetime | None, busy: bool, why: Why | None):
    assert job_leaves(deleted_at, gone_at, NOW, busy=busy) is why


@pytest.mark.parametrize(
    ("age", "goes"),
    [(timedelta(days=7), True), (timedelta(days=6, hours=23), False), (timedelta(0), False), (-KEPT_FOR, False)],
)
def test_what_nobody_refers_to_is_spared_for_seven_days(age: timedelta, goes: bool):
    at = NOW - age
    assert picture_leaves(at, NOW, needed=False, dropped=False, is_copy=True) is (Why.UNUSED if goes else None)
    assert picture_leaves(at, NOW, needed=False, dropped=True, is_copy=False) is (Why.DROPPED if goes else None)
    assert record_leaves(at, NOW, has_picture=False) is (Why.OF_NOTHING if goes else None)
    assert part_leaves(at, NOW) is (Why.UNFINISHED if goes else None)
    assert board_leaves(at, NOW, has_jobs=False) is (Why.NO_JOB if goes else None)


@pytest.mark.parametrize(
    ("noted_at", "why"),
    [(None, None), (ago(days=2, hours=23), None), (ago(days=3), Why.OVER), (ago(days=-1), None)],
)
def test_when_the_list_of_a_zip_goes(noted_at: datetime | None, why: Why | None):
    assert zip_leaves(noted_at, NOW) is why


@given(used_at=MOMENTS, now=MOMENTS, dropped=st.booleans(), is_copy=st.booleans())
def test_what_is_needed_never_goes(used_at: datetime, now: datetime, dropped: bool, is_copy: bool):
    assert picture_leaves(used_at, now, needed=True, dropped=dropped, is_copy=is_copy) is None
    assert record_leaves(used_at, now, has_picture=True) is None
    assert board_leaves(used_at, now, has_jobs=True) is None
    assert job_leaves(used_at, used_at, now, busy=True) is None


@given(used_at=MOMENTS, now=MOMENTS)
def test_an_original_that_nobody_took_off_anything_never_goes(used_at: datetime, now: datetime):
    assert picture_leaves(used_at, now, needed=False, dropped=False, is_copy=False) is None


@given(at=MOMENTS, now=MOMENTS, more=st.timedeltas(timedelta(0), timedelta(days=90)))
def test_what_may_go_may_still_go_later_and_never_before_its_days_are_over(
    at: datetime, now: datetime, more: timedelta
):
    for leaves, spared in ((job_leaves, KEPT_FOR), (part_leaves, SPARED_FOR)):
        goes = _goes(leaves, at, now)
        assert goes == (now - at >= spared)
        assert _goes(leaves, at, now + more) or not goes


@given(at=MOMENTS, now=MOMENTS)
def test_the_days_left_are_over_exactly_when_it_may_go(at: datetime, now: datetime):
    assert (days_left(at, now) == 0) == _goes(job_leaves, at, now)


def _goes(leaves: object, at: datetime, now: datetime) -> bool:
    if leaves is job_leaves:
        return job_leaves(at, None, now, busy=False) is not None
    return part_leaves(at, now) is not None


@pytest.mark.parametrize(("age", "days"), [(0, 30), (0.1, 30), (1, 29), (29.5, 1), (30, 0), (99, 0)])
def test_days_left_are_counted_up(age: float, days: int):
    assert days_left(ago(days=age), NOW) == days
