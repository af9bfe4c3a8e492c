"""Words of the team's cast."""

from __future__ import annotations

from lib.domain.cast_member import MemberKind
from lib.text.language import N_, _

_KINDS: dict[MemberKind, str] = {
    MemberKind.PERSON: N_("Person"),
    MemberKind.ANIMAL: N_("Animal"),
    MemberKind.THING: N_("Thing"),
    MemberKind.PLACE: N_("Place"),
    MemberKind.STYLE: N_("Style"),
}


def kind_name(kind: MemberKind) -> str:
    """What people call this kind of member."""
    return _(_KINDS[kind])
