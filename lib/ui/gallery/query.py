"""Which videos the gallery shows: filters as a query, pages, neighbours, and the name of a zip. Nothing here draws."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

from lib.domain.job import DEMO, JobState
from lib.domain.lists import Facets, JobLine, JobQuery, Person, Sort

PAGE_SIZE = 24
READY = frozenset({JobState.READY})
SORTS: dict[Sort, str] = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "longest": "Longest first",
    "name": "By name",
}
ANY = ""
"""The choice of a filter that leaves everything in."""
Kind = Literal["", "demo", "real"]
KINDS: dict[Kind, str] = {"": "Demo and real", "demo": "Only demo videos", "real": "Only real videos"}


@dataclass(frozen=True)
class Choices:
    """What the filters offer; an empty tuple where there is nothing to choose between."""

    models: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True)
class Filters:
    text: str = ""
    model: str = ANY
    person: str = ANY
    kind: Kind = ""
    sort: Sort = "newest"

    @property
    def narrowing(self) -> int:
        """How many filters leave something out, the search not counted."""
        return sum(map(bool, (self.model, self.person, self.kind)))

    @property
    def any(self) -> bool:
        return bool(self.narrowing or self.text.strip())


def choices(facets: Facets) -> Choices:
    """A filter is offered only where there are two things to choose between."""
    demo = DEMO in facets.services
    return Choices(
        facets.models if len(facets.models) > 1 else (),
        facets.people if len(facets.people) > 1 else (),
        cast("tuple[Kind, ...]", get_args(Kind)[1:]) if demo and len(facets.services) > 1 else (),
    )


def filters(kept: Mapping[str, object], offered: Choices) -> Filters:
    """The filters as a session keeps them under their names; a choice that is no longer offered counts as none."""
    model, person, kind = (str(kept.get(name) or ANY) for name in ("model", "person", "kind"))
    newest: Sort = "newest"
    sort = next((one for one in SORTS if one == kept.get("sort")), newest)
    return Filters(
        text=str(kept.get("text") or ""),
        model=model if model in offered.models else ANY,
        person=person if person in {one.id for one in offered.people} else ANY,
        kind=cast("Kind", kind if kind in offered.kinds else ANY),
        sort=sort,
    )


def query(wanted: Filters, page: int = 1) -> JobQuery:
    """The jobs of one page, which counts from 1."""
    return JobQuery(
        states=READY,
        text=wanted.text,
        model=wanted.model or None,
        person_id=wanted.person or None,
        demo={"demo": True, "real": False}.get(wanted.kind),
        sort=wanted.sort,
        limit=PAGE_SIZE,
        offset=(page - 1) * PAGE_SIZE,
    )


def page_count(videos: int) -> int:
    """At least one, also for an empty gallery."""
    return max(1, math.ceil(videos / PAGE_SIZE))


def look_of(lines: Iterable[JobLine], total: int, moving: int) -> tuple[object, ...]:
    """What a page shows, to compare: it changes exactly when the page would look different."""
    return (total, 0 if total else moving, *((line.id, line.name, line.has_poster, line.plays) for line in lines))


def neighbours(ids: Sequence[str], job_id: str) -> tuple[str | None, str | None] | None:
    """The ids before and after a video in a list; None if it is not in it."""
    if job_id not in ids:
        return None
    at = ids.index(job_id)
    return (ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None)


def person_names(people: Sequence[Person], me: str) -> dict[str, str]:
    """What each person is called in the filter, by id, in order; those without a name are told apart by a number."""
    named: dict[str, str] = {}
    nameless = 0
    for person in people:
        if person.id != me and not person.name:
            nameless += 1
        named[person.id] = "You" if person.id == me else person.name or f"No name {nameless}"
    return named


def zip_token(ids: Iterable[str]) -> str:
    """The name of the zip with these videos: the same ones give the same name, in whatever order they were chosen."""
    return hashlib.sha256(",".join(sorted(ids)).encode()).hexdigest()[:32]


def videos_word(number: int) -> str:
    return "1 video" if number == 1 else f"{number:,} videos"


def on_their_way(number: int) -> str:
    """ "3 videos are on their way"; empty for none."""
    if not number:
        return ""
    return "1 video is on its way" if number == 1 else f"{number:,} videos are on their way"
