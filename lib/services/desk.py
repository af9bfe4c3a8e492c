"""What people do with drafts and jobs: each action is one call, and one transaction where something changes."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import uuid4

from pydantic import ValidationError

from lib.domain.actor import Actor, Operation
from lib.domain.cast_check import permission_findings, permission_trouble
from lib.domain.cast_member import members_on
from lib.domain.draft import Draft, DraftPicture, DraftSubject, build_request, from_request
from lib.domain.job import DEMO, Job
from lib.domain.job_steps import Pauses, Step
from lib.domain.naming import job_name
from lib.domain.request import MAX_BODY_BYTES, VideoRequest, base64_size, body_size, fingerprint, stored_parts
from lib.domain.role import LONGEST_NAME
from lib.domain.tracking import cancelled, entered_task, fetched_again, put_aside, renamed, sent_again
from lib.domain.written_form import AsWritten, as_written
from lib.services.board_parts import unchecked, with_fitted
from lib.services.media.library import Library
from lib.services.media.pictures import Pictures
from lib.services.rights import Allow, allow
from lib.services.store import Store

_SAME_WITHIN = timedelta(minutes=2)
"""The identical request within this time asks first (design.md section 4)."""
_LAST_SERVICE = "last_service"
"""The note of the service that the last jobs were made for, whatever has become of their rows."""
_GUIDE = "no_guide."
"""Begins the note of what the first-run guide does for a person, by their id. Its first version could only hide it."""
_MAX_SEED = 2**31 - 1


class Guide(StrEnum):
    """What the first-run guide does for a person; the values are those of its note."""

    FOR_NEWCOMERS = ""
    SHOWN = "shown"
    """Until the next video, or until it is hidden."""
    HIDDEN = "1"


def seeds(seed: int, takes: int, draw: Callable[[], int]) -> list[int]:
    """The seed of each take. One take: as chosen, 0 is random. More: the chosen one first, the others drawn."""
    if takes == 1:
        return [seed]
    chosen = [seed] if seed else []
    while len(chosen) < takes:
        drawn = draw()
        if drawn not in chosen:
            chosen.append(drawn)
    return chosen


class Desk:
    """The board's and the jobs' side of the app. `nudge` tells the tracker that there is something to do."""

    def __init__(
        self,
        store: Store,
        pictures: Pictures,
        library: Library,
        service: str,
        pauses: Pauses,
        nudge: Callable[[], None],
        allow: Allow = allow,
    ) -> None:
        self.store, self.pictures, self.library = store, pictures, library
        self.service, self.pauses, self.nudge, self.allow = service, pauses, nudge, allow

    # The board

    def add_picture(self, actor: Actor, data: bytes, name: str = "") -> DraftPicture:
        """Check and keep an uploaded picture. Raises PictureUnusable, DiskTrouble."""
        self.allow(actor, Operation.CHANGE_DRAFT)
        return DraftPicture(fitted=self.pictures.add(data), name=name)

    def body_bytes(self, draft: Draft) -> int:
        """Exact size of the POST body of a draft, also of one that may not be sent yet."""
        sizes = {
            picture.fitted.sending.sha256: picture.fitted.sending.size_bytes
            for subject in draft.cast
            for picture in subject.pictures
            if picture.fitted
        }
        try:
            request = build_request(draft)
        except ValidationError:
            request = VideoRequest.model_construct(**unchecked(draft))
        return body_size(request, lambda sha256: sizes.get(sha256, 0))

    def fit(self, draft: Draft) -> Draft:
        """The draft with sending copies that keep the body within 20 MB: the largest pictures become smaller.

        From the originals each time, so that room that became free is used again. Raises PictureUnusable, DiskTrouble.
        """
        found = [one.fitted for subject in draft.cast for one in subject.pictures if one.fitted]
        if not found:
            return draft
        pictures_now = sum(base64_size(one.sending.size_bytes) for one in found)
        room = MAX_BODY_BYTES - (self.body_bytes(draft) - pictures_now)
        return with_fitted(draft, self.pictures.fit(found, room))

    def save_draft(self, actor: Actor, draft_id: str, draft: Draft, now: datetime) -> None:
        """Keep a board under its id. NotPermitted if it is another person's: that one has to be copied."""
        owner = self.store.drafts.owner(draft_id)
        self.allow(actor, Operation.CHANGE_DRAFT, *[owner] if owner else ())
        self.store.drafts.save(draft_id, actor.person_id, draft, now)

    def rename_person(self, actor: Actor, name: str, now: datetime) -> None:
        """What colleagues read beside the jobs of whoever does this."""
        self.allow(actor, Operation.CHANGE_SELF)
        self.store.people.set_name(actor.person_id, " ".join(name.split())[:LONGEST_NAME], now)

    def choose_language(self, actor: Actor, language: str, now: datetime) -> None:
        """The code of the language that whoever does this wants to read; "" for that of the browser."""
        self.allow(actor, Operation.CHANGE_SELF)
        self.store.people.set_language(actor.person_id, language, now)

    def keep_guide(self, actor: Actor, guide: Guide) -> None:
        """What the first-run guide does from now on for whoever does this."""
        self.allow(actor, Operation.CHANGE_SELF)
        self.store.notes.set(f"{_GUIDE}{actor.person_id}", guide)

    def guide_of(self, person_id: str) -> Guide:
        """What it does for this person."""
        kept = self.store.notes.get(f"{_GUIDE}{person_id}") or ""
        return Guide(kept) if kept in [*Guide] else Guide.FOR_NEWCOMERS

    # Generate

    def was_demo(self) -> bool:
        """Whether the last jobs here were made by the demo, whatever became of them."""
        last = self.store.notes.get(_LAST_SERVICE)
        if last is None:  # Written by a version that kept no such note.
            return self.store.notes.get("first_real") != self.service and self.store.trash.ever_made(DEMO)
        return last == DEMO

    def identical(self, draft: Draft, person_id: str, now: datetime) -> Job | None:
        """The job with the same request that this person made within two minutes; seed and takes are not compared."""
        return self.store.jobs.find_identical(
            fingerprint(build_request(draft)), person_id, now - _SAME_WITHIN, service=self.service
        )

    def generate(
        self, actor: Actor, draft: Draft, click: str, now: datetime, *, today: date | None = None
    ) -> list[Job]:
        """Write the jobs of one click and return at once; the tracker sends them. The same click again makes none.

        `today`: the day where the actor is; None: that of `now`. Raises pydantic.ValidationError for a draft that [M]
        refuses, PermissionEnded for a member of the cast that may not be shown on that day, StoreUnavailable.
        """
        self.allow(actor, Operation.GENERATE)
        self._permitted(actor, draft, today or now.date())
        request = build_request(draft)
        name = draft.name.strip() or job_name(draft.scene, [subject.name for subject in draft.cast])
        jobs = [
            Job(
                id=uuid4().hex,
                name=name,
                person_id=actor.person_id,
                service=self.service,
                click=click,
                take=take,
                takes=draft.takes,
                request=request.model_copy(update={"seed": seed}),
                created_at=now,
                state_since=now,
            )
            for take, seed in enumerate(
                seeds(draft.seed, draft.takes, lambda: secrets.randbelow(_MAX_SEED) + 1), start=1
            )
        ]
        made = self.store.jobs.add(jobs, draft)
        if self.store.notes.get(_LAST_SERVICE) != self.service:
            self.store.notes.set(_LAST_SERVICE, self.service)
        self.nudge()
        return made

    def _permitted(self, actor: Actor, draft: Draft, today: date) -> None:
        if not (ids := members_on(draft)):
            return
        members = self.store.members.of_ids(ids)
        names = self.store.people.names()
        if trouble := permission_trouble(permission_findings(draft, members, names, today, me=actor.person_id)):
            raise trouble

    def same_again(self, job: Job) -> Draft:
        """The board that made a job, with that take's seed: everything can be changed before it is sent."""
        kept = self.store.drafts.get(job.click)
        if kept is None or kept.unreadable:
            return from_request(job.request, self._cast_of(job.request), job.name)
        for picture in (one for subject in kept.draft.cast for some in subject.pictures for one in some.kept):
            # On the new board, which is not kept yet, they must not be swept when the job is deleted meanwhile.
            self.pictures.use(picture.original.sha256)
            self.pictures.use(picture.sending.sha256)
        return kept.draft.model_copy(update={"seed": job.request.seed or 0, "takes": 1})

    def as_written(self, job: Job) -> AsWritten:
        """The scene and the names of a job as they were typed."""
        kept = self.store.drafts.get(job.click)
        return as_written(job.request, None if kept is None or kept.unreadable else kept.draft)

    def _cast_of(self, request: VideoRequest) -> tuple[DraftSubject, ...]:
        return tuple(
            DraftSubject(
                uid=uuid4().hex[:8],
                name=subject.id,
                pictures=tuple(self._picture_of(image) for image in subject.images),
                voice_id=subject.voice_id or "",
            )
            for subject in request.subjects
        )

    def _picture_of(self, image: str) -> DraftPicture:
        parts = stored_parts(image)
        return DraftPicture(fitted=self.pictures.of_copy(parts[0])) if parts else DraftPicture(url=image)

    # Jobs. Each returns False when the job has moved on meanwhile: the page shows it as it is now.

    def cancel(self, actor: Actor, job: Job, now: datetime) -> bool:
        """Only what was not sent yet can be cancelled. False: it moved on meanwhile."""
        self.allow(actor, Operation.CANCEL, job)
        return self._step(job, cancelled(job, actor, now))

    def send_again(self, actor: Actor, job: Job, now: datetime) -> bool:
        """Queue a job once more, which may be billed once more. False: it moved on meanwhile."""
        self.allow(actor, Operation.SEND_AGAIN, job)
        return self._step(job, sent_again(job, actor, now))

    def enter_task(self, actor: Actor, job: Job, task_id: str, now: datetime) -> bool:
        """Follow an unsure job by the task id that a person found. False: it moved on meanwhile."""
        self.allow(actor, Operation.ENTER_TASK, job)
        return self._step(job, entered_task(job, actor, task_id.strip(), self.pauses, now))

    def fetch_again(self, actor: Actor, job: Job, now: datetime) -> bool:
        """Try again to bring the video of a job here. False: it moved on meanwhile."""
        self.allow(actor, Operation.FETCH_AGAIN, job)
        return self._step(job, fetched_again(job, actor, now))

    def put_aside(self, actor: Actor, job: Job, now: datetime, *, aside: bool = True) -> bool:
        """Take a job off the lists, or put it back; nothing is deleted. False: it moved on meanwhile."""
        self.allow(actor, Operation.SET_ASIDE, job)
        return self._step(job, put_aside(job, actor, now, aside=aside))

    def rename(self, actor: Actor, job: Job, name: str, now: datetime) -> bool:
        """Rename a job; an empty name leaves it as it is."""
        self.allow(actor, Operation.RENAME, job)
        if name.strip() in ("", job.name):
            return True
        step = renamed(job, actor, name.strip(), now)
        return self.store.jobs.save(job, step.job, step.events)

    def delete(self, actor: Actor, job_ids: Collection[str], now: datetime) -> Sequence[str]:
        """Move jobs to the trash; they can be restored for 30 days from `now`.

        Returns the ids it moved, without those that are there already or still in progress. Raises NotPermitted, and
        moves none, if one of them may not be deleted.
        """
        self.allow(actor, Operation.DELETE, *self.store.jobs.owned(job_ids))
        return self.store.jobs.delete(job_ids, now, actor)

    def restore(self, actor: Actor, job_ids: Collection[str], now: datetime) -> Sequence[str]:
        """Returns the ids it restored, without those that are not deleted, or deleted for good.

        All of them or none, as above.
        """
        self.allow(actor, Operation.RESTORE, *self.store.jobs.owned(job_ids))
        return self.store.jobs.restore(job_ids, now, actor)

    def clear_demo(self, actor: Actor, now: datetime) -> Sequence[str]:
        """Put all demo jobs that have come to an end into the trash; their ids, for the way back."""
        self.allow(actor, Operation.CLEAR_DEMO)
        ids = self.store.jobs.demo_ended()
        self.store.jobs.delete(ids, now, actor)
        return ids

    def _step(self, job: Job, step: Step) -> bool:
        done = self.store.jobs.save(job, step.job, step.events)
        self.nudge()
        return done
