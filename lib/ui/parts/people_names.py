"""What people are called, also those who gave no name. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from lib.domain.lists import Person
from lib.text.language import _


def person_name(person: Person | None, person_id: str, me: str) -> str:
    """What one person is called; `person` as the store knows them, `me` the id of whoever looks."""
    if person_id == me:
        return _("You")
    return person.name if person and person.name else _("Someone without a name")


def person_names(people: Sequence[Person], me: str) -> dict[str, str]:
    """What each is called where they stand side by side, by id, in order: those without a name bear a number."""
    named: dict[str, str] = {}
    nameless = 0
    for person in people:
        if person.name or person.id == me:
            named[person.id] = person_name(person, person.id, me)
        else:
            nameless += 1
            named[person.id] = _("Someone without a name ({number})", number=nameless)
    return named
