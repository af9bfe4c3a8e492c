"""What narrows a list of jobs down, and its order: what is offered, what was chosen, and what is asked. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from lib.domain.job import DEMO, JobState
from lib.domain.lists import Facets, JobQuery, Person, Sort
from lib.text.language import N_

SORTS: dict[Sort, str] = {
    "newest": N_("Newest first"),
    "oldest": N_("Oldest first"),
    "longest": N_("Longest first"),
    "name": N_("By name"),
}
ANY = ""
"""The choice of a filter that leaves everything in."""
Kind = Literal["", "demo", "real"]
KINDS: dict[Kind, str] = {"": N_("Demo and real"), "demo": N_("Demo only"), "real": N_("Real only")}
NAMES = ("text", "model", "person", "kind", "member", "sort")
"""What is kept of a list, under these names."""


@dataclass(frozen=True)
class Choices:
    """What the filters offer; an empty tuple where there is nothing to choose between."""

    models: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True)
class Filters:
    """What was chosen."""

    text: str = ""
    model: str = ANY
    person: str = ANY
    kind: Kind = ""
    sort: Sort = "newest"
    member: str = ANY
    """The id of a member of the cast: what a link asked for, and no control offers."""

    @property
    def narrowing(self) -> int:
        """How many of the controls leave something out, the search not counted."""
        return sum(map(bool, (self.model, self.person, self.kind)))

    @property
    def any(self) -> bool:
        return bool(self.narrowing or self.member or self.text.strip())

    def query(
        self, states: frozenset[JobState] | None, *, rows: int, page: int = 1, set_aside: bool = False
    ) -> JobQuery:
        """The jobs of one page of `rows`, which counts from 1. `states`: None for all."""
        return JobQuery(
            states=states,
            text=self.text,
            model=self.model or None,
            person_id=self.person or None,
            demo={"demo": True, "real": False}.get(self.kind),
            set_aside=set_aside,
            member_id=self.member or None,
            sort=self.sort,
            limit=rows,
            offset=(page - 1) * rows,
        )


def choices(facets: Facets) -> Choices:
    """A filter is offered only where there are two things to choose between."""
    demo = DEMO in facets.services
    return Choices(
        facets.models if len(facets.models) > 1 else (),
        facets.people if len(facets.people) > 1 else (),
        cast("tuple[Kind, ...]", get_args(Kind)[1:]) if demo and len(facets.services) > 1 else (),
    )


def filters(kept: Mapping[str, object], offered: Choices) -> Filters:
    """The filters as a session keeps them under NAMES; a choice that is no longer offered counts as none."""
    model, person, kind = (str(kept.get(name) or ANY) for name in ("model", "person", "kind"))
    newest: Sort = "newest"
    sort = next((one for one in SORTS if one == kept.get("sort")), newest)
    return Filters(
        text=str(kept.get("text") or ""),
        model=model if model in offered.models else ANY,
        person=person if person in {one.id for one in offered.people} else ANY,
        kind=cast("Kind", kind if kind in offered.kinds else ANY),
        sort=sort,
        member=str(kept.get("member") or ANY),
    )
