"""What pages list: one line a job, what is asked for, and the small things beside it (people, voices, drafts)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from lib.domain.draft import Draft
from lib.domain.job import JobState
from lib.domain.video_file import Preview

Sort = Literal["newest", "oldest", "longest", "name"]


@dataclass(frozen=True)
class JobQuery:
    """Which jobs, in which order, and which page of them. Deleted jobs never show; each field narrows further."""

    states: frozenset[JobState] | None = None
    """None: all of them. Empty: none."""
    text: str = ""
    """Part of the name or of the scene, whatever the case."""
    model: str | None = None
    person_id: str | None = None
    service: str | None = None
    demo: bool | None = None
    """True: only demo jobs, False: only real ones."""
    set_aside: bool = False
    """True: only those that were set aside, False: only the others."""
    unseen: bool = False
    """True: only those at which whoever made them has not looked since they came to rest."""
    member_id: str | None = None
    """Only those that were made with this member of the cast."""
    since: datetime | None = None
    """Made at this time (UTC) or later."""
    until: datetime | None = None
    """Made before this time (UTC)."""
    sort: Sort = "newest"
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True)
class JobLine:
    """What a table or a gallery card shows of a job, without reading its request. Times UTC, lengths in seconds."""

    id: str
    name: str
    state: JobState
    state_since: datetime
    created_at: datetime
    sent_at: datetime | None
    ready_at: datetime | None
    progress: float | None
    """The service's own figure, 0 to 100."""
    word: str
    model: str
    duration: int | None
    """As asked for; None: left to the service."""
    resolution: str | None
    audio: bool | None
    off_peak: bool
    seed: int | None
    service: str
    person_id: str
    person_name: str
    """Empty for someone who gave no name."""
    picture_sha: str
    """The first picture of ours in the request, empty if there is none."""
    has_poster: bool
    video_duration_s: float | None
    size_bytes: int | None
    """Of the finished video."""
    task_id: str | None
    trouble_kind: str
    """Name of a class in `lib.domain.errors`, empty without trouble."""
    set_aside: bool
    take: int
    takes: int
    unseen: bool
    video_preview: Preview | None = None
    unreadable: str = ""
    """What of its row cannot be read; the fields it is about stand on a neutral value."""

    @property
    def plays(self) -> bool:
        """Whether there is something that every browser plays: the video itself, or its preview."""
        return self.video_preview not in ("wanted", "failed")


@dataclass(frozen=True)
class Unreadable:
    """A job whose row cannot be read: what is left of it."""

    id: str
    name: str
    reason: str
    """What is wrong with the row, in words."""
    deleted: bool
    raw: str
    """All that stands in it, as a JSON document."""


@dataclass(frozen=True)
class Person:
    """A browser, and the name whoever sits there gave."""

    id: str
    name: str = ""
    language: str = ""
    """The code of the language that they chose; "": that of the browser."""


@dataclass(frozen=True)
class Facets:
    """What the filter controls offer: the values that jobs (not deleted ones) have, sorted."""

    models: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    services: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    """That a tracker (`owner`) works on a job, and its counter when it was looked at."""

    job_id: str
    owner: str
    beat: int


@dataclass(frozen=True)
class Voice:
    """A voice of the team's own list; `voice_id` is what the service knows it by."""

    id: str
    name: str
    voice_id: str
    note: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class StoredDraft:
    """A draft as it was kept, whose it is, and when it last changed (UTC)."""

    id: str
    draft: Draft
    person_id: str
    updated_at: datetime
    unreadable: str = ""
    """Why nothing of it can be read; the draft is an empty one then."""
    name: str = ""
    """Its own name, not that of its jobs; empty: it goes by its scene."""
    sent: bool = False
    """It was sent and has not changed since."""
