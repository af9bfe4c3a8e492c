"""How many videos may be made: in any 24 hours and at once, by a person and by the team together. Pure, all times UTC.

A day is the last 24 hours: no zone of time, and nobody gets twice as much around midnight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lib.domain.job import Job, JobState

DAY = timedelta(hours=24)
EACH, TEAM = "each", "team"
"""Scopes of limits: that of everybody who has none of their own, and that of all together. Any other is a person."""
MOST = 1_000_000
"""No limit is higher."""
LONGEST_NOTE = 300
"""Letters of what somebody who asks for more may say, as people count them."""
_AMBER = 0.8


@dataclass(frozen=True)
class Limits:
    """What was set for a scope; None: no limit."""

    per_day: int | None = None
    """Videos within 24 hours."""
    at_once: int | None = None
    """Videos on their way at the same time."""

    def __post_init__(self) -> None:
        for number in (self.per_day, self.at_once):
            if number is not None and not 0 <= number <= MOST:
                raise ValueError(f"no limit of videos: {number}")


def limits_of(person_id: str, rows: Mapping[str, Limits]) -> Limits:
    """The limits of this person beside the team's: their own as a whole, else everybody's."""
    return rows.get(person_id) or rows.get(EACH) or Limits()


class Whose(StrEnum):
    """Whose videos a limit counts."""

    PERSON = "person"
    TEAM = "team"


class LimitKind(StrEnum):
    """What a limit counts."""

    PER_DAY = "per_day"
    AT_ONCE = "at_once"


class Level(StrEnum):
    """How near a limit is."""

    FREE = "free"
    AMBER = "amber"
    """Four fifths are used."""
    RED = "red"
    """Not one more is possible."""


@dataclass(frozen=True)
class Wish:
    """A request for more than the limit, and its answer if there is one."""

    id: str
    person_id: str
    asked_at: datetime
    note: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    extra: int = 0
    """Videos granted beyond the limits of the person and of the team, for a day from the answer on; 0: refused."""

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered yet."""
        return self.answered_at is None

    @property
    def ends_at(self) -> datetime | None:
        """Until when what was granted can be used; None where nothing was."""
        return self.answered_at + DAY if self.answered_at and self.extra else None


def granted(wishes: Sequence[Wish], now: datetime) -> int:
    """How many videos beyond their limit a person may make now."""
    return sum(wish.extra for wish in wishes if wish.ends_at and now < wish.ends_at)


@dataclass(frozen=True)
class Tally:
    """The limits of a person, or of the team, and what was counted against them at some moment."""

    limits: Limits = Limits()
    made: int = 0
    """Videos of the 24 hours before it; 0 where nothing limits them."""
    oldest: tuple[datetime, ...] = ()
    """When the oldest of these were made, in order: as many as must be a day old until some more are possible."""
    moving: int = 0
    """On their way; 0 where nothing limits them."""


@dataclass(frozen=True)
class Tallies:
    """All that decides whether a person may make another video."""

    own: Tally = Tally()
    team: Tally = Tally()
    wishes: tuple[Wish, ...] = ()
    """Of this person, the latest last: an open one, and those that were answered within a day."""

    @property
    def any(self) -> bool:
        """Whether there is a limit at all."""
        return (self.own.limits, self.team.limits) != (Limits(), Limits())


@dataclass(frozen=True)
class LimitStatus:
    """Where somebody stands with one limit, and how many videos are asked for."""

    whose: Whose
    kind: LimitKind
    limit: int
    """With what was granted beyond it."""
    used: int
    asked: int = 1
    next_at: datetime | None = None
    """When as many as are asked for are possible, if nobody makes any until then. None: now, or never within this
    limit, or as soon as others have come to rest."""

    @property
    def left(self) -> int:
        """How many more are possible now."""
        return max(0, self.limit - self.used)

    @property
    def fits(self) -> bool:
        """Whether what is asked for is possible now."""
        return self.asked <= self.left

    @property
    def level(self) -> Level:
        if not self.left:
            return Level.RED
        return Level.AMBER if self.used >= _AMBER * self.limit else Level.FREE


def limit_statuses(tallies: Tallies, now: datetime, asked: int = 1) -> tuple[LimitStatus, ...]:
    """Where a person stands with each limit that there is, the one that lets them make least first."""
    found = [
        one
        for whose, tally in ((Whose.PERSON, tallies.own), (Whose.TEAM, tallies.team))
        for one in (_per_day(whose, tally, tallies.wishes, now, asked), _at_once(whose, tally, asked))
        if one
    ]
    # Of those that let one make as few, what is longest to wait for.
    return tuple(sorted(found, key=lambda one: (one.left, one.kind is LimitKind.AT_ONCE)))


def shortage(tallies: Tallies, now: datetime, asked: int) -> LimitStatus | None:
    """The limit that stands against so many videos now; None: they may be made."""
    return next((one for one in limit_statuses(tallies, now, asked) if not one.fits), None)


def _per_day(whose: Whose, tally: Tally, wishes: Sequence[Wish], now: datetime, asked: int) -> LimitStatus | None:
    per_day = tally.limits.per_day
    if per_day is None:
        return None
    used = tally.made - sum(made <= now - DAY for made in tally.oldest)
    limit = per_day + granted(wishes, now)
    next_at = None if used + asked <= limit else _next_at(per_day, tally, wishes, now, asked)
    return LimitStatus(whose, LimitKind.PER_DAY, limit, used, asked, next_at)


def _next_at(per_day: int, tally: Tally, wishes: Sequence[Wish], now: datetime, asked: int) -> datetime | None:
    """The end of the day of one of the oldest. What is granted may have ended by then."""
    for gone, made in enumerate(tally.oldest, start=1):
        free_at = made + DAY
        if free_at > now and tally.made - gone + asked <= per_day + granted(wishes, free_at):
            return free_at
    return None


def _at_once(whose: Whose, tally: Tally, asked: int) -> LimitStatus | None:
    if tally.limits.at_once is None:
        return None
    return LimitStatus(whose, LimitKind.AT_ONCE, tally.limits.at_once, tally.moving, asked)


def is_sent_again(before: Job, after: Job) -> bool:
    """Whether a step sends a video once more whose answer was lost: both may be made and paid, so both count."""
    return before.state is JobState.UNSURE and after.state is JobState.QUEUED


def came_to_nothing(before: Job, after: Job) -> bool:
    """Whether a step ends a video that cost nothing, and counts no longer.

    That is one cancelled before it was sent, or refused by the service. What the service took counts, whatever it made
    of it, and so does one whose answer was lost, until the service is known to have refused it.
    """
    ended = after.state is JobState.CANCELLED or (after.state is JobState.FAILED and after.task_id is None)
    return ended and before.state is not after.state
