"""Which jobs the members of the cast are in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, false, func, select

from lib.domain.job import JobState
from lib.services.store.cast_tables import cast_members, job_members
from lib.services.store.tables import jobs

# As the gallery shows them.
_VIDEOS = and_(jobs.c.state == JobState.READY.value, jobs.c.deleted == false(), jobs.c.set_aside == false())


def note_use(connection: Connection, job_ids: Sequence[str], member_ids: Sequence[str], now: datetime) -> None:
    """These jobs were made with these members, within the write that makes them."""
    if job_ids and member_ids:
        pairs = [{"job_id": job_id, "member_id": member_id} for job_id in job_ids for member_id in member_ids]
        connection.execute(job_members.insert(), pairs)
        connection.execute(cast_members.update().where(cast_members.c.id.in_(member_ids)).values(last_used_at=now))


def uses() -> Select[Any]:
    """How many finished videos each member is in: `member_id`, `videos`; to be grouped by the first."""
    return (
        select(job_members.c.member_id, func.count().label("videos"))
        .join(jobs, jobs.c.id == job_members.c.job_id)
        .where(_VIDEOS)
    )


def videos_of(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """How many finished videos each of these members is in, as the gallery counts them; those in none are missing."""
    of_these = uses().where(job_members.c.member_id.in_(ids)).group_by(job_members.c.member_id)
    return {row.member_id: row.videos for row in connection.execute(of_these)}
