"""What was deleted, and what may leave the disk: how long it stays, and why it goes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lib.domain.job import JobState

KEPT_FOR = timedelta(days=30)
"""What was deleted can be brought back for so long."""
SPARED_FOR = timedelta(days=7)
"""What nobody refers to may still be about to be: a picture whose board is not saved yet, a file half written."""
ZIPS_FOR = timedelta(days=3)
"""A link to a zip lives for two hours at most."""
AUDIT_FOR = timedelta(days=365)
"""The audit log names people, with where they were: for no longer than somebody may ask."""


class Kind(StrEnum):
    """What it is that leaves the disk."""

    JOB = "job"
    DRAFT = "draft"
    PRESET = "preset"
    MEMBER = "member of the cast"
    BOARD = "board"
    ZIP = "zip list"
    LINE = "audit line"
    SIGN_IN = "sign-in"
    INVITATION = "invitation"
    ERASED = "deleted account"
    PART = "part of a file"
    PICTURE = "picture"
    RECORD = "record of a picture"


class Why(StrEnum):
    """Why it may leave; the value is the sentence that people read."""

    EXPIRED = "deleted 30 days ago"
    FOR_GOOD = "deleted for good"
    NO_JOB = "its jobs were never made, or are gone"
    DROPPED = "taken off its board or gone with its job, and needed by nothing else"
    UNUSED = "a copy that can be made again, needed by nothing for 7 days"
    UNFINISHED = "left by something that was interrupted more than 7 days ago"
    OVER = "its links ended long ago"
    YEAR = "older than a year"
    ENDED = "ended more than 30 days ago"
    OF_NOTHING = "made from a picture that is no longer kept, or by an earlier version"


@dataclass(frozen=True)
class Leaving:
    """One thing that may leave the disk. `id`: a job's, a board's, or a file's path; `name` as people know it."""

    kind: Kind
    id: str
    why: Why
    size_bytes: int = 0
    name: str = ""


@dataclass(frozen=True)
class DeletedJob:
    """A job in the trash as a list shows it."""

    id: str
    name: str
    state: JobState | None
    """None: what its row says is no state of this version."""
    deleted_at: datetime
    has_poster: bool
    size_bytes: int | None
    """Of its video, None without one."""
    picture_sha: str
    """The first picture of ours in its request, empty if there is none."""
    person_id: str = ""


@dataclass(frozen=True)
class TrashTotal:
    """How much is in the trash: jobs, those of them with a video, and the bytes of these videos."""

    jobs: int = 0
    videos: int = 0
    size_bytes: int = 0


@dataclass(frozen=True)
class LooseVideo:
    """A video on the disk that no job knows, after a restored backup say. `made_at`: when its file was written."""

    id: str
    made_at: datetime
    size_bytes: int
    has_poster: bool


def expired_before(now: datetime) -> datetime:
    """What was deleted at this time or earlier has been in the trash for long enough."""
    return now - KEPT_FOR


def days_left(deleted_at: datetime, now: datetime) -> int:
    """Whole days until it may be removed, rounded up; 0 once it may."""
    return max(0, math.ceil((deleted_at + KEPT_FOR - now) / timedelta(days=1)))


def job_leaves(deleted_at: datetime | None, gone_at: datetime | None, now: datetime, *, busy: bool) -> Why | None:
    """Why a job's row and files may go. `busy`: it moves or a tracker has it, so that a late answer is not lost."""
    if busy or (deleted_at is None and gone_at is None):
        return None
    if gone_at is not None:
        return Why.FOR_GOOD
    return Why.EXPIRED if deleted_at is not None and deleted_at <= expired_before(now) else None


def picture_leaves(used_at: datetime, now: datetime, *, needed: bool, dropped: bool, is_copy: bool) -> Why | None:
    """Why a picture's file may go.

    `needed`: a job that is there or in the trash, a draft or a board refers to it. `dropped`: one of them did once.
    `is_copy`: made from an original. An original that nobody ever took off anything stays: it is somebody's.
    """
    if needed or is_spared(used_at, now):
        return None
    if dropped:
        return Why.DROPPED
    return Why.UNUSED if is_copy else None


def record_leaves(made_at: datetime, now: datetime, *, has_picture: bool) -> Why | None:
    """Why a thumbnail or what was noted about a picture may go: it can be made again as long as that is there."""
    return Why.OF_NOTHING if not has_picture and not is_spared(made_at, now) else None


def part_leaves(written_at: datetime, now: datetime) -> Why | None:
    """Why a file that was never finished may go."""
    return Why.UNFINISHED if not is_spared(written_at, now) else None


def board_leaves(updated_at: datetime, now: datetime, *, has_jobs: bool) -> Why | None:
    """Why a board that is kept for its jobs may go. It is written before them: a new one is about to have some."""
    return Why.NO_JOB if not has_jobs and not is_spared(updated_at, now) else None


def zip_leaves(noted_at: datetime | None, now: datetime) -> Why | None:
    """Why the list of what is in a zip may go; one without a time has its time counted from now on."""
    return Why.OVER if noted_at is not None and noted_at <= now - ZIPS_FOR else None


def is_spared(since: datetime, now: datetime) -> bool:
    """Whether something is too young to go by itself, whatever refers to it or not."""
    return since > now - SPARED_FOR
