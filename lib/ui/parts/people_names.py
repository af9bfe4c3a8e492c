"""What people are called, also those who gave no name. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from lib.domain.lists import Person

YOU, NAMELESS = "You", "Someone without a name"


def person_name(person: Person | None, person_id: str, me: str) -> str:
    """What one person is called; `person` as the store knows them, `me` the id of whoever looks."""
    if person_id == me:
        return YOU
    return person.name if person and person.name else NAMELESS


def person_names(people: Sequence[Person], me: str) -> dict[str, str]:
    """What each is called where they stand side by side, by id, in order: those without a name bear a number."""
    named: dict[str, str] = {}
    nameless = 0
    for person in people:
        name = person_name(person, person.id, me)
        if name == NAMELESS:
            nameless += 1
            name = f"{NAMELESS} ({nameless})"
        named[person.id] = name
    return named
