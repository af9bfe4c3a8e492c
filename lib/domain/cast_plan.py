"""What the import of a cast would do, member by member, and what is chosen for those that differ. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from lib.domain.cast_difference import Difference
from lib.domain.cast_file import DamagedMember, EnteredMember, written_member
from lib.domain.cast_member import CastMember, StoredMember
from lib.domain.picture_rules import Fitted


class Comparison(StrEnum):
    """How a member of the file compares with what is here."""

    NEW = "new"
    """Also where it was here once and was deleted."""
    SAME = "same"
    DIFFERS = "differs"


class Choice(StrEnum):
    """What happens to a member that differs."""

    KEEP_OURS = "keep_ours"
    TAKE_THEIRS = "take_theirs"
    ADD_AS_ANOTHER = "add_as_another"


@dataclass(frozen=True)
class PlannedMember:
    member: CastMember
    """As the file has it."""
    comparison: Comparison
    archived: bool = False
    differences: tuple[Difference, ...] = ()
    ours: CastMember | None = None
    """The one that is here, where it differs."""
    missing: tuple[Difference, ...] = ()
    """What the file has of it and cannot be kept."""


@dataclass(frozen=True)
class CastPlan:
    members: tuple[PlannedMember, ...]
    damaged: tuple[DamagedMember, ...] = ()

    def of(self, comparison: Comparison) -> list[PlannedMember]:
        return [one for one in self.members if one.comparison is comparison]


@dataclass(frozen=True)
class CastChange:
    """One member that an import writes."""

    member: CastMember
    expected: CastMember | None
    """What must be there for it to be written; None: nobody."""
    archived: bool = False


@dataclass(frozen=True)
class ChangedMember:
    """One member that an import has written."""

    member: CastMember
    before: StoredMember | None
    """What was there; None: nobody."""

    @property
    def is_new(self) -> bool:
        return self.before is None or self.before.deleted


def planned(entered: EnteredMember, here: Mapping[str, StoredMember]) -> PlannedMember:
    """`here`: what is kept under the ids of `ids_to_look_for`."""
    theirs, ours = entered.member, here.get(entered.member.id)
    if ours is None or ours.deleted:
        return PlannedMember(theirs, Comparison.NEW, entered.archived, missing=entered.missing)
    differences = (Difference.OTHER,) if ours.unreadable else tuple(_differences(ours.member, theirs))
    if not differences or _is_here_as_another(theirs, here):
        return PlannedMember(theirs, Comparison.SAME)
    return PlannedMember(theirs, Comparison.DIFFERS, differences=differences, ours=ours.member, missing=entered.missing)


def ids_to_look_for(entered: EnteredMember) -> tuple[str, str]:
    """Its own, and the one under which it would be added as another."""
    return entered.member.id, _another(entered.member).id


def changes(plan: CastPlan, choices: Mapping[str, Choice]) -> list[CastChange]:
    """What an import writes, given the choices by the ids of members; ours are kept where there is none."""
    return [change for one in plan.members if (change := _change(one, choices.get(one.member.id)))]


def _change(one: PlannedMember, choice: Choice | None) -> CastChange | None:
    if one.comparison is Comparison.NEW:
        return CastChange(one.member, None, one.archived)
    if one.comparison is Comparison.DIFFERS and choice is Choice.TAKE_THEIRS:
        return CastChange(one.member, one.ours)
    if one.comparison is Comparison.DIFFERS and choice is Choice.ADD_AS_ANOTHER:
        return CastChange(_another(one.member), None)
    return None


def _another(theirs: CastMember) -> CastMember:
    """The same under an id of its own, which the same content always gets: added twice it is there once."""
    another_id = sha256(_as_text(_compared(theirs)).encode()).hexdigest()[:32]
    looks = (
        look.model_copy(update={"id": sha256(f"{another_id} {look.id}".encode()).hexdigest()[:8]})
        for look in theirs.looks
    )
    return theirs.model_copy(update={"id": another_id, "name": f"{theirs.name} 2".strip(), "looks": tuple(looks)})


def _is_here_as_another(theirs: CastMember, here: Mapping[str, StoredMember]) -> bool:
    another = _another(theirs)
    found = here.get(another.id)
    return bool(found and not found.deleted and not found.unreadable and _is_same(found.member, another))


def _is_same(ours: CastMember, theirs: CastMember) -> bool:
    return not any(_differences(ours, theirs))


_FIELDS = {
    "name": Difference.NAME,
    "kind": Difference.KIND,
    "voice_id": Difference.VOICE,
    "notes": Difference.NOTES,
    "tags": Difference.TAGS,
    "permission": Difference.PERMISSION,
}


def _differences(ours: CastMember, theirs: CastMember) -> Iterator[Difference]:
    """In the order of `Difference`, once each."""
    mine, other = _compared(ours), _compared(theirs)
    for field, difference in _FIELDS.items():
        if mine.pop(field) != other.pop(field):
            yield difference
    looks, their_looks = mine.pop("looks"), other.pop("looks")
    pictures, their_pictures = ([look.pop("pictures") for look in some] for some in (looks, their_looks))
    if looks != their_looks:
        yield Difference.LOOKS
    if pictures != their_pictures:
        yield Difference.PICTURES
    if mine != other:
        yield Difference.OTHER


def _compared(member: CastMember) -> dict[str, Any]:
    """All that a file would have of it, and of pictures which they are."""
    return written_member(member, _content)


def _content(fitted: Fitted) -> str:
    return fitted.original.sha256


def _as_text(value: object) -> str:
    return json.dumps(value, sort_keys=True)
