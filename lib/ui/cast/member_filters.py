"""What narrows the library of the cast down, and its order: as a session and an address keep it. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from lib.domain.cast_member import MemberKind, MemberQuery, MemberSort
from lib.text.language import N_

PAGE_SIZE = 24
SORTS: dict[MemberSort, str] = {
    "last_used": N_("Last used"),
    "most_used": N_("Most used"),
    "name": N_("By name"),
    "newest": N_("Newest first"),
}
NAMES = ("text", "kind", "tag", "archived", "deleted", "sort", "page")
"""What is kept of the library, under these names in the session and in the address."""


@dataclass(frozen=True)
class MemberFilters:
    """What was chosen."""

    text: str = ""
    kind: MemberKind | None = None
    tag: str = ""
    archived: bool = False
    sort: MemberSort = "last_used"
    deleted: bool = False
    """Only what can be brought back, archived or not."""

    @property
    def narrowing(self) -> int:
        """How many filters are set, the search not counted."""
        return sum(map(bool, (self.kind, self.tag, self.archived, self.deleted)))

    @property
    def any(self) -> bool:
        return bool(self.narrowing or self.text.strip())

    def query(self, page: int = 1) -> MemberQuery:
        """The members of one page, which counts from 1."""
        offset = (page - 1) * PAGE_SIZE
        return MemberQuery(
            self.text, self.kind, self.tag, self.archived, self.deleted, self.sort, limit=PAGE_SIZE, offset=offset
        )

    def address(self, page: int = 1) -> dict[str, str]:
        """The parameters that lead here; none for what is as usual."""
        given = {
            "text": self.text.strip(),
            "kind": self.kind.value if self.kind else "",
            "tag": self.tag,
            "archived": "1" if self.archived else "",
            "deleted": "1" if self.deleted else "",
            "sort": "" if self.sort == "last_used" else self.sort,
            "page": str(page) if page > 1 else "",
        }
        return {name: value for name, value in given.items() if value}


def filters_kept(kept: Mapping[str, object]) -> MemberFilters:
    """The filters as they are kept under NAMES; what is none counts as usual."""
    usual: MemberSort = "last_used"
    return MemberFilters(
        text=str(kept.get("text") or ""),
        kind=next((one for one in MemberKind if one.value == kept.get("kind")), None),
        tag=str(kept.get("tag") or ""),
        archived=bool(kept.get("archived")) and not kept.get("deleted"),
        deleted=bool(kept.get("deleted")),
        sort=next((one for one in SORTS if one == kept.get("sort")), usual),
    )


def page_of(kept: Mapping[str, object], members: int) -> int:
    """The page to show, within what there is."""
    wanted = str(kept.get("page") or "1")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 7 else 1
    return max(1, min(number, pages(members)))


def pages(members: int) -> int:
    """At least one, also where there is nobody."""
    return max(1, math.ceil(members / PAGE_SIZE))
