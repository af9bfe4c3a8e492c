"""How many videos were asked for: by day, by person, by model. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

SPANS = (7, 30, 90)
"""Days that can be looked at, today the last of them."""


@dataclass(frozen=True)
class MadeCounts:
    """Videos since some moment, whatever became of them: by quarter of an hour (UTC), in which no zone changes its day
    but at the start, by the id of a person, and by model."""

    quarters: Sequence[tuple[datetime, int]] = ()
    people: Mapping[str, int] | None = None
    models: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Usage:
    """Counts of one span. Each day stands there, also one without a video; people and models: the most first."""

    days: tuple[tuple[date, int], ...]
    people: tuple[tuple[str, int], ...]
    models: tuple[tuple[str, int], ...]

    @property
    def videos(self) -> int:
        """All of the span."""
        return sum(number for _, number in self.days)


def span_begin(days: int, local_now: datetime) -> datetime:
    """The midnight with which the first of the last `days` days began, in the zone of `local_now`."""
    midnight = local_now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=days - 1)


def usage_of(made: MadeCounts, days: int, local_now: datetime, local: Callable[[datetime], datetime]) -> Usage:
    """What was made since `span_begin`; `local` turns a time into one of the zone of `local_now`."""
    by_day: Counter[date] = Counter()
    for quarter, number in made.quarters:
        by_day[local(quarter).date()] += number
    first = span_begin(days, local_now).date()
    span = tuple((day, by_day[day]) for day in (first + timedelta(days=past) for past in range(days)))
    return Usage(span, _most_first(made.people or {}), _most_first(made.models or {}))


def _most_first(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
