"""One pass over all that may leave the disk, cut into steps."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from lib.domain.errors import DiskTrouble, StudioError
from lib.domain.trash import Kind, Leaving
from lib.services.media.library import Library
from lib.services.media.pictures import Pictures
from lib.services.media.sweep.swept_files import Parts, PictureFiles, PictureRecords
from lib.services.media.sweep.swept_rows import (
    DeletedDrafts,
    DeletedJobs,
    DeletedMembers,
    DeletedPresets,
    EndedRows,
    IdleBoards,
    OldAuditLines,
    OldTraces,
    OldZips,
)
from lib.services.store import Store

log = logging.getLogger(__name__)

_A_PASS = timedelta(days=1)
"""From the end of one pass to the begin of the next."""
_AFTER_TROUBLE = timedelta(hours=1)


class Phase(Protocol):
    """One kind of thing: found a page at a time, which may be empty, and freed page by page."""

    def find(self, now: datetime, *, foresee: bool = False) -> Iterator[list[Leaving]]: ...
    def free(self, page: Sequence[Leaving], now: datetime) -> list[Leaving]: ...


class Sweeper:
    """Nothing of a pass is remembered outside: a process that ends begins anew, and finds the rest of the work.

    Several processes may sweep at once; whoever comes second finds nothing. For one thread.
    """

    def __init__(self, store: Store, library: Library, pictures: Pictures, data_dir: Path) -> None:
        self._jobs, self._files = DeletedJobs(store, library), PictureFiles(store, pictures)
        self._phases: tuple[Phase, ...] = (
            self._jobs,
            DeletedDrafts(store),
            DeletedPresets(store),
            DeletedMembers(store),
            IdleBoards(store),
            OldZips(store),
            OldAuditLines(store),
            EndedRows(store.past_sign_ins, Kind.SIGN_IN),
            EndedRows(store.past_invitations, Kind.INVITATION),
            OldTraces(store),
            Parts(data_dir),
            # After the jobs and boards, whose pictures nobody needs then; and before what was made from these.
            self._files,
            PictureRecords(pictures, self._files),
        )
        self._pass: Iterator[list[Leaving]] | None = None
        self._next_pass_at = datetime.min.replace(tzinfo=UTC)

    def step(self, now: datetime) -> list[Leaving]:
        """A small piece of work, some milliseconds; what left the disk with it. Raises StudioError, and goes on later.

        One pass a day, `now` (UTC) being the time of its begin; between two, what people delete for good.
        """
        if self._pass is None and now >= self._next_pass_at:
            self._pass = self._freed(now)
        if self._pass is None:
            return self._jobs.free(self._jobs.gone_now(), now)
        # Whatever is raised ends the pass, which begins anew then.
        self._next_pass_at = now + _AFTER_TROUBLE
        running, self._pass = self._pass, None
        page = next(running, None)
        if page is None:
            self._next_pass_at = now + _A_PASS
            return []
        self._pass = running
        return page

    def run(self, now: datetime) -> Iterator[Leaving]:
        """A whole pass at once: what leaves, while it does. Raises StudioError."""
        for page in self._freed(now):
            yield from page

    def plan(self, now: datetime) -> Iterator[Leaving]:
        """What a whole pass would free now; changes nothing. Raises StudioError."""
        with _disk():
            for phase in self._phases:
                for page in phase.find(now, foresee=True):
                    yield from page

    def _freed(self, now: datetime) -> Iterator[list[Leaving]]:
        """Trouble with one kind of things does not keep the others; the first of it is raised at the end."""
        trouble: StudioError | None = None
        self._files.recover(now)
        for phase in self._phases:
            try:
                with _disk():
                    for page in phase.find(now):
                        yield phase.free(page, now) if page else []
            except StudioError as error:
                log.warning("%s: the sweep leaves the rest for later: %s", type(phase).__name__, error)
                trouble = trouble or error
        if trouble:
            raise trouble


@contextmanager
def _disk() -> Iterator[None]:
    """A file that cannot be looked at is trouble with one kind of things, as trouble with the store is."""
    try:
        yield
    except OSError as error:
        raise DiskTrouble(detail=f"{type(error).__name__}: {error.strerror or error}") from error
