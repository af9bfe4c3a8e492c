"""What people do with what was deleted, and with videos on the disk that no job knows."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

from lib.domain.actor import APP, Actor, Operation
from lib.domain.job import Job, JobState
from lib.domain.job_events import EventKind
from lib.domain.request import ModelId, VideoRequest
from lib.domain.trash import DeletedJob, LooseVideo, TrashTotal
from lib.services.media.library import Library
from lib.services.rights import Allow, allow
from lib.services.store import Store

_TICK_NS = 2_000_000_000


class TrashDesk:
    """Each action is one call. An action on what is already gone changes nothing."""

    def __init__(self, store: Store, library: Library, unknown_service: str, allow: Allow = allow) -> None:
        """`unknown_service`: where a video counts as made of which nobody knows; never the demo, which is cleared."""
        self.store, self.library, self.unknown_service, self.allow = store, library, unknown_service, allow
        self._loose: tuple[int, list[str]] = (0, [])
        self._undrawable: set[LooseVideo] = set()
        """Each is tried once, not with every look at the page."""

    # What was deleted

    def page(self, limit: int, offset: int = 0) -> list[DeletedJob]:
        """What can be brought back, what was deleted last first."""
        return self.store.trash.page(limit, offset)

    def total(self) -> TrashTotal:
        """How much can be brought back."""
        return self.store.trash.total()

    def restore(self, actor: Actor, job_ids: Collection[str], now: datetime) -> int:
        """Restore these; returns how many. Raises NotPermitted, and restores none, if one may not be restored."""
        self.allow(actor, Operation.RESTORE, *self.store.jobs.owned(job_ids))
        return len(self.store.jobs.restore(job_ids, now, actor))

    def restore_all(self, actor: Actor, seen_at: datetime, now: datetime) -> int:
        """Restore everything that was there when someone looked; returns how many. All or none, as above."""
        self.allow(actor, Operation.RESTORE, *self.store.trash.owners(seen_at))
        return self.store.trash.restore_all(seen_at, now, actor)

    def delete_for_good(self, actor: Actor, job_ids: Collection[str], now: datetime) -> int:
        """Make these deletions final; the sweep removes their files within minutes. Returns how many.

        All of them or none, as above.
        """
        self.allow(actor, Operation.DELETE_FOR_GOOD, *self.store.jobs.owned(job_ids))
        return len(self.store.trash.delete_for_good(job_ids, now))

    def empty(self, actor: Actor, seen_at: datetime, now: datetime) -> int:
        """Delete for good everything that was there when someone was asked."""
        self.allow(actor, Operation.DELETE_FOR_GOOD, *self.store.trash.owners(seen_at))
        return self.store.trash.empty(now, seen_at)

    # Videos without a job

    def loose(self) -> list[str]:
        """The ids of all videos that no job knows, deleted or not; the youngest file first."""
        changed_at, ids = self._loose
        now_at = self.library.changed_at()
        if changed_at != now_at:
            # Reads the whole folder, and asks about each. The files first: a job's row is there before its video,
            # and goes after it.
            files = self.library.video_times()
            ids = sorted(files, key=lambda job_id: (-files[job_id], job_id))
            ids = self._without_job(ids)
            # Another file within the same tick of the disk's clock would not change the number.
            self._loose = (now_at if time.time_ns() - now_at > _TICK_NS else 0, ids)
        return self._without_job(ids)

    def _without_job(self, ids: Sequence[str]) -> list[str]:
        known = self.store.needs.known_jobs(ids)
        return [job_id for job_id in ids if job_id not in known]

    def loose_videos(self, ids: Sequence[str]) -> list[LooseVideo]:
        """What there is to say about these, with a poster drawn for each that had none; what is gone is left out."""
        found = [one for job_id in self._without_job(ids) if (one := self.library.loose(job_id))]
        for one in found:
            if not one.has_poster and one not in self._undrawable and not self.library.draw_poster(one.id):
                self._undrawable.add(one)
        return [replace(one, has_poster=self.library.poster(one.id).is_file()) for one in found]

    def adopt(self, actor: Actor, job_id: str, name: str, now: datetime) -> Job | None:
        """Make a finished job of a video that no job knows; None if it is gone, or no video that plays."""
        self.allow(actor, Operation.ADOPT)
        video, loose = self.library.found(job_id), self.library.loose(job_id)
        if video is None or loose is None or self.store.needs.known_jobs([job_id]):
            return None
        job = Job(
            id=job_id,
            name=name,
            person_id=actor.person_id,
            service=self.unknown_service,
            # Of the file: two people who press at once make one job.
            click=f"found-{job_id}-{now:%Y-%m-%d}",
            take=1,
            takes=1,
            # Nobody knows what was asked for. A record is read leniently, and cannot be sent.
            request=VideoRequest.model_construct(model=cast("ModelId", ""), subjects=()),
            created_at=loose.made_at,
            state=JobState.READY,
            state_since=now,
            ready_at=loose.made_at,
            video=video,
            has_poster=loose.has_poster,
            unseen=False,
        )
        made = self.store.jobs.add([job], kind=EventKind.ADOPTED)
        return made[0] if made else None

    def remove(self, actor: Actor, job_id: str) -> bool:
        """Delete a video that no job knows, at once and for good. Raises DiskTrouble.

        False if there is nothing to delete: a job knows it by now, or it is gone.
        """
        # It is somebody's, nobody knows whose: as that of another person.
        self.allow(actor, Operation.DELETE_FOR_GOOD, APP)
        if self.store.needs.known_jobs([job_id]) or self.library.loose(job_id) is None:
            return False
        self.library.remove(job_id)
        return True
