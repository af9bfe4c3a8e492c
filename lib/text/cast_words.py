"""Words of the team's cast."""

from __future__ import annotations

from lib.domain.cast_member import MemberKind
from lib.text.language import N_, _, _p

_KINDS: dict[MemberKind, str] = {
    MemberKind.ANIMAL: N_("Animal"),
    MemberKind.THING: N_("Thing"),
    MemberKind.PLACE: N_("Place"),
    MemberKind.STYLE: N_("Style"),
}


def kind_name(kind: MemberKind) -> str:
    """What people call this kind of member."""
    # In Chinese another word than for the people who use Castboard.
    return _p("a kind of member", "Person") if kind is MemberKind.PERSON else _(_KINDS[kind])
