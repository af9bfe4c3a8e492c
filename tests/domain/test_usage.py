"""Counting what was asked for: whole days of the zone of whoever looks, the most first."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from lib.domain.usage import MadeCounts, span_begin, usage_of

NOW = datetime(2026, 11, 28, 1, 30, tzinfo=UTC)
WEST = ZoneInfo("America/New_York")


def here(moment: datetime) -> datetime:
    return moment


def west(moment: datetime) -> datetime:
    return moment.astimezone(WEST)


def test_every_day_of_the_span_is_there_also_without_a_video() -> None:
    made = MadeCounts(((NOW, 2), (NOW - timedelta(hours=30), 1)))
    usage = usage_of(made, 7, NOW, here)
    assert usage.days[0] == (date(2026, 11, 22), 0) and len(usage.days) == 7
    assert usage.days[-3:] == ((date(2026, 11, 26), 1), (date(2026, 11, 27), 0), (date(2026, 11, 28), 2))
    assert usage.videos == 3


def test_a_day_is_one_of_the_zone_of_whoever_looks() -> None:
    usage = usage_of(MadeCounts(((NOW, 1),)), 7, west(NOW), west)
    assert usage.days[-1] == (date(2026, 11, 27), 1)


def test_the_span_begins_at_a_midnight_of_that_zone_also_across_a_change_of_the_clock() -> None:
    assert span_begin(7, NOW) == datetime(2026, 11, 22, tzinfo=UTC)
    begin = span_begin(30, west(NOW))  # back then an hour nearer to UTC
    assert begin.astimezone(UTC) == datetime(2026, 10, 29, 4, tzinfo=UTC)


def test_people_and_models_come_with_the_most_first() -> None:
    usage = usage_of(MadeCounts((), {"ann": 1, "bob": 2}, {"q1": 1, "q2": 2, "q3": 2}), 7, NOW, here)
    assert usage.people == (("bob", 2), ("ann", 1))
    assert usage.models == (("q2", 2), ("q3", 2), ("q1", 1))
