"""Every video that was asked for: what limits are counted from, written with the jobs themselves.

The videos of the demo and those of the real service are counted apart: what was tried out takes nothing from what may
be made for real.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, false, func, or_, select

from lib.domain.causes import Cause
from lib.domain.draft import MOST_TAKES
from lib.domain.errors import LimitReached
from lib.domain.job import DEMO, MOVING, Job
from lib.domain.limits import (
    DAY,
    EACH,
    MOST,
    TEAM,
    Limits,
    LimitStatus,
    Tallies,
    Tally,
    came_to_nothing,
    is_sent_again,
    limits_of,
    shortage,
)
from lib.services.store.database import Part
from lib.services.store.reading import text_of, time_of
from lib.services.store.tables import jobs
from lib.services.store.team_tables import limits, makes, wishes
from lib.services.store.wishes import wish_of

_MOVING = sorted(MOVING)


class Makes(Part):
    """What was made, counted."""

    def tallies(self, person_id: str, service: str, now: datetime) -> Tallies:
        """What stands against this person's next video. One short read where no limit is set."""
        with self._read() as connection:
            return _tallies(connection, person_id, service, now)


def count_made(connection: Connection, made: Sequence[Job]) -> None:
    """Within the write that makes these jobs: count them as made. Raises LimitReached, and then none may be made.

    Nobody else writes meanwhile, so that two clicks at one moment cannot both find room for the last one.
    """
    for person_id in dict.fromkeys(job.person_id for job in made):
        theirs = [job for job in made if job.person_id == person_id]
        _check(connection, theirs[0], len(theirs), theirs[0].created_at)
    if made:
        # A click whose jobs are lost may come again: it is one all the same.
        connection.execute(makes.delete().where(makes.c.click.in_({job.click for job in made})))
        connection.execute(makes.insert(), [_row(job, job.click, job.created_at) for job in made])


def count_step(connection: Connection, before: Job, after: Job) -> None:
    """Within the write of a step: count what is sent once more, and count no longer what came to nothing.

    Raises LimitReached for one that is sent once more and does not fit.
    """
    if is_sent_again(before, after):
        _check(connection, after, 1, after.state_since)
        name = _name(after, _times(connection, after))
        connection.execute(makes.insert(), _row(after, name, after.state_since))
    elif came_to_nothing(before, after) and (there := _times(connection, after)):
        # The last time it was sent, or would have been; those before it may have been paid for.
        newest = (makes.c.click == _name(after, there - 1)) & (makes.c.take == after.take)
        connection.execute(makes.delete().where(newest))


def _row(job: Job, name: str, now: datetime) -> dict[str, object]:
    who = {"person_id": job.person_id, "service": job.service, "model": job.model}
    return {"click": name, "take": job.take, "created_at": now, **who}


def _name(job: Job, times: int) -> str:
    """Under what a take is counted that was sent so many times before."""
    return f"{job.click} again {times}" if times else job.click


def _times(connection: Connection, job: Job) -> int:
    """How many times a take is counted."""
    # Not by LIKE, which would read all rows: ":" is what follows the digits.
    again = and_(makes.c.click >= f"{job.click} again ", makes.c.click < f"{job.click} again :")
    theirs = select(func.count()).where(or_(makes.c.click == job.click, again), makes.c.take == job.take)
    return int(connection.execute(theirs).scalar_one())


def _check(connection: Connection, job: Job, asked: int, now: datetime) -> None:
    short = shortage(_tallies(connection, job.person_id, job.service, now), now, asked)
    if short:
        raise _limit_reached(short)


def _limit_reached(short: LimitStatus) -> LimitReached:
    next_at = short.next_at.isoformat() if short.next_at else ""
    return LimitReached.because(
        Cause.LIMIT_REACHED,
        whose=short.whose.value,
        counts=short.kind.value,
        limit=short.limit,
        used=short.used,
        asked=short.asked,
        next_at=next_at,
    )


def _tallies(connection: Connection, person_id: str, service: str, now: datetime) -> Tallies:
    set_ones = limits_in(connection, (person_id, EACH, TEAM))
    own, team = limits_of(person_id, set_ones), set_ones.get(TEAM, Limits())
    if own == team == Limits():
        return Tallies()
    recent = or_(wishes.c.answered_at.is_(None), wishes.c.answered_at > now - DAY)
    theirs = select(wishes).where(wishes.c.person_id == person_id, recent).order_by(wishes.c.asked_at)
    return Tallies(
        _tally(connection, own, service, now, person_id),
        _tally(connection, team, service, now),
        tuple(wish_of(row) for row in connection.execute(theirs)),
    )


def _tally(connection: Connection, theirs: Limits, service: str, now: datetime, person_id: str | None = None) -> Tally:
    """`person_id`: None for the team's."""
    made, moving = 0, 0
    oldest: tuple[datetime, ...] = ()
    if theirs.per_day is not None:
        recent = and_(makes.c.created_at > now - DAY, _of_service(service))
        if person_id is not None:
            recent &= makes.c.person_id == person_id
        made = int(connection.execute(select(func.count()).select_from(makes).where(recent)).scalar_one())
        if (wanted := made + MOST_TAKES - theirs.per_day) > 0:
            times = select(makes.c.created_at).where(recent).order_by(makes.c.created_at).limit(wanted)
            read = (time_of(value) for value in connection.execute(times).scalars())
            oldest = tuple(time for time in read if time)
    if theirs.at_once is not None:
        underway = and_(jobs.c.service == service, jobs.c.state.in_(_MOVING), jobs.c.unreadable.is_(None))
        underway &= (jobs.c.deleted == false()) & (jobs.c.set_aside == false())
        if person_id is not None:
            underway &= jobs.c.person_id == person_id
        moving = int(connection.execute(select(func.count()).select_from(jobs).where(underway)).scalar_one())
    return Tally(theirs, made, oldest, moving)


def _of_service(service: str) -> ColumnElement[bool]:
    return makes.c.service == DEMO if service == DEMO else makes.c.service != DEMO


def limits_in(connection: Connection, scopes: Sequence[str] | None = None) -> dict[str, Limits]:
    """The limits that are set, by their scope; None: all of them. A number that cannot be read limits nobody."""
    wanted = select(limits.c.scope, limits.c.per_day, limits.c.at_once)
    if scopes is not None:
        wanted = wanted.where(limits.c.scope.in_(scopes))
    rows = connection.execute(wanted)
    return {text_of(scope): Limits(_number(per_day), _number(at_once)) for scope, per_day, at_once in rows}


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and 0 <= value <= MOST else None
