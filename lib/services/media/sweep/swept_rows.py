"""What leaves with its rows: deleted jobs with their files, deleted drafts, boards without a job, lists of zips, old
lines of the audit log, and what is past of sign-ins, invitations and deleted accounts.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime

from lib.domain.errors import DiskTrouble
from lib.domain.sign_in import ERASED_FOR
from lib.domain.trash import (
    AUDIT_FOR,
    SPARED_FOR,
    ZIPS_FOR,
    DeletedJob,
    Kind,
    Leaving,
    Why,
    board_leaves,
    expired_before,
    job_leaves,
    zip_leaves,
)
from lib.services.media.library import Library
from lib.services.store import Store
from lib.services.store.past_rows import PastRows

log = logging.getLogger(__name__)

_ROWS = 20
"""Rows of one step."""
_LINES = 200
"""The same of lines, which are small."""


class DeletedJobs:
    """Jobs whose time in the trash is over, or that were deleted for good.

    In this order, so that the end of the process at any point leaves nothing half: the row is marked, from then on
    nobody brings it back; its files go, which can be repeated; the row goes. Files without a row are never swept.
    """

    def __init__(self, store: Store, library: Library) -> None:
        self.store, self.library = store, library
        self.stuck: set[str] = set()
        """Jobs whose files could not be removed; tried again in the next pass."""

    def find(self, now: datetime, *, foresee: bool = False) -> Iterator[list[Leaving]]:
        """`foresee`: as if all that was found before were gone already; for a list of what would go."""
        self.stuck.clear()
        after = ""
        while page := self.store.trash.gone(after, _ROWS):
            after = page[-1].id
            yield [self._leaving(job, Why.FOR_GOOD) for job in page]
        last: tuple[datetime, str] | None = None
        while page := self.store.trash.expired(expired_before(now), last, _ROWS):
            last = (page[-1].deleted_at, page[-1].id)
            found = [(job, job_leaves(job.deleted_at, None, now, busy=False)) for job in page]
            yield [self._leaving(job, why) for job, why in found if why]

    def gone_now(self) -> list[Leaving]:
        """A few of the jobs that people deleted for good since the last pass."""
        page = self.store.trash.gone("", _ROWS + len(self.stuck))
        return [self._leaving(job, Why.FOR_GOOD) for job in page if job.id not in self.stuck][:_ROWS]

    def _leaving(self, job: DeletedJob, why: Why) -> Leaving:
        return Leaving(Kind.JOB, job.id, why, self.library.size(job.id), job.name)

    def free(self, page: Sequence[Leaving], now: datetime) -> list[Leaving]:
        """Let them go; what went. One that was brought back meanwhile stays."""
        marked = set(self.store.trash.mark_gone([one.id for one in page], expired_before(now), now))
        freed = [one for one in page if one.id in marked and self._removed(one.id)]
        if freed:
            self.store.trash.forget([one.id for one in freed])
        return freed

    def _removed(self, job_id: str) -> bool:
        try:
            self.library.remove(job_id)
        except DiskTrouble as error:
            log.warning("The files of job %s cannot be removed yet: %s", job_id, error)
            self.stuck.add(job_id)
            return False
        return True


class IdleBoards:
    """Boards that were kept for jobs of which none is there: the process ended between the two writes."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def find(self, now: datetime, *, foresee: bool = False) -> Iterator[list[Leaving]]:
        """Those without a job, in small lots."""
        after = ""
        while page := self.store.leftovers.boards_without_jobs(now - SPARED_FOR, after, _ROWS):
            after = page[-1][0]
            found = [(id_, size, board_leaves(at, now, has_jobs=False)) for id_, at, size in page]
            yield [Leaving(Kind.BOARD, id_, why, size) for id_, size, why in found if why]

    def free(self, page: Sequence[Leaving], now: datetime) -> list[Leaving]:
        went = set(self.store.leftovers.forget_boards([one.id for one in page], now - SPARED_FOR))
        return [one for one in page if one.id in went]


class DeletedDrafts:
    """Drafts that people deleted, once their time is over."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def find(self, now: datetime, *, foresee: bool = False) -> Iterator[list[Leaving]]:
        """Those whose time is over, in small lots."""
        after = ""
        while page := self.store.leftovers.deleted_drafts(expired_before(now), after, _ROWS):
            after = page[-1][0]
            yield [Leaving(Kind.DRAFT, id_, Why.EXPIRED, size, name) for id_, name, size in page]

    def free(self, page: Sequence[Leaving], now: datetime) -> list[Leaving]:
        went = set(self.store.leftovers.forget_deleted_drafts([one.id for one in page], expired_before(now)))
        return [one for one in page if one.id in went]


class DeletedMembers:
    """Members of the cast that people deleted, once their time is over. What was made with them stays."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def find(self, now: datetime, *, foresee: bool = False) -> Iterator[list[Leaving]]:
        """Those whose time is over, in small lots."""
        after = ""
        while page := self.store.members.deleted(expired_before(now), after, _ROWS):
            after = page[-1][0]
            yield [Leaving(Kind.MEMBER, id_, Why.EXPIRED, size, name) for id_, name, size in page]

    def free(self, page: Sequence[Leaving], now: datetime) -> list[Leaving]:
        went = set(self.store.members.forget([one.id for one in page], expired_before(now)))
        return [one for one in page if one.id in went]


class DeletedPresets:
    """Presets that people deleted, once their time is over."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def find(self, now: datetime, *, foresee: bool = False) -> Iterator[list[Leaving]]:
        """Those whose time is over, in small lots."""
        after = ""
        while page := self.store.leftovers.deleted_presets(expired_before(now), after, _ROWS):
            after = page[-1][0]
            yield [Leaving(Kind.PRESET, id_, Why.EXPIRED, size, name) for id_, name, size in page]

    def free(self, page: Sequence[Leaving], now: datetime) -> list[Leaving]:
        went = set(self.store.leftovers.forget_deleted_presets([one.id for one in page], expired_before(now)))
        return [one for one in page if one.id in went]


class OldZips:
    """The lists of what was in a zip, once its links have ended."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def find(self, now: datetime, *, foresee: bool = False) -> Iterator[list[Leaving]]:
        """Those whose time is over, in small lots. One without a time, of an earlier version, gets one and stays."""
        after = ""
        while page := self.store.leftovers.zip_notes(after, _ROWS):
            after = page[-1][0]
            untimed = [key for key, at, _ in page if at is None]
            if untimed and not foresee:
                self.store.leftovers.time_notes(untimed, now)
            found = [(key, size, zip_leaves(at, now)) for key, at, size in page]
            yield [Leaving(Kind.ZIP, key, why, size) for key, size, why in found if why]

    def free(self, page: Sequence[Leaving], now: datetime) -> list[Leaving]:
        went = set(self.store.leftovers.forget_notes([one.id for one in page], now - ZIPS_FOR))
        return [one for one in page if one.id in went]


class OldAuditLines:
    """What people did more than a year ago."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def find(self, now: datetime, *, foresee: bool = False) -> Iterator[list[Leaving]]:
        """Those whose time is over, in lots."""
        after = 0
        while page := self.store.audit.older(now - AUDIT_FOR, after, _LINES):
            after = page[-1][0]
            yield [Leaving(Kind.LINE, str(id_), Why.YEAR, size) for id_, size in page]

    def free(self, page: Sequence[Leaving], now: datetime) -> list[Leaving]:
        self.store.audit.forget([int(one.id) for one in page], now - AUDIT_FOR)
        return list(page)


class EndedRows:
    """Sign-ins or invitations that ended 30 days ago; so long their page still says why they let nobody in."""

    def __init__(self, rows: PastRows, kind: Kind) -> None:
        self.rows, self.kind = rows, kind

    def find(self, now: datetime, *, foresee: bool = False) -> Iterator[list[Leaving]]:
        """Those whose time is over, in lots."""
        after = ""
        while page := self.rows.older(expired_before(now), after, _LINES):
            after = page[-1]
            yield [Leaving(self.kind, token_hash, Why.ENDED) for token_hash in page]

    def free(self, page: Sequence[Leaving], now: datetime) -> list[Leaving]:
        went = set(self.rows.forget([one.id for one in page], expired_before(now)))
        return [one for one in page if one.id in went]


class OldTraces:
    """Of people who were erased more than a year ago."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def find(self, now: datetime, *, foresee: bool = False) -> Iterator[list[Leaving]]:
        """Those whose time is over, in lots."""
        after = ""
        while page := self.store.leftovers.traces(after, _LINES):
            after = page[-1][0]
            yield [Leaving(Kind.ERASED, key, Why.YEAR) for key, at, _ in page if at and at <= now - ERASED_FOR]

    def free(self, page: Sequence[Leaving], now: datetime) -> list[Leaving]:
        went = set(self.store.leftovers.forget_notes([one.id for one in page], now - ERASED_FOR))
        return [one for one in page if one.id in went]
