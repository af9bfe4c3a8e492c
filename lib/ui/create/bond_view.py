"""How a card stands to the member of the cast that it was taken from, as a value: drawn by bond_line.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lib.domain.cast_member import Bond, StoredMember, bond_of, identity_of
from lib.domain.draft import DraftPicture, DraftSubject


@dataclass(frozen=True)
class LookChoice:
    """One look that the card could have."""

    id: str
    name: str
    face: str
    """SHA-256 of its first picture as it is sent; empty: none of ours."""


@dataclass(frozen=True)
class BondView:
    """Two that are equal look the same."""

    member_id: str
    bond: Bond
    member_name: str = ""
    """As it is now."""
    look_id: str = ""
    looks: tuple[LookChoice, ...] = ()
    has_other_pictures: bool = False
    """The pictures on the card are neither those that were taken nor those of the look now."""


def view_bond(subject: DraftSubject, members: Mapping[str, StoredMember | None]) -> BondView | None:
    """None for a subject that was made on the board, and for one of whose member nobody knows anything."""
    if not subject.member_id or subject.member_id not in members:
        return None
    stored = members[subject.member_id]
    if stored is None or stored.deleted:
        return BondView(subject.member_id, Bond.GONE)
    member = stored.member
    look = member.look(subject.look_id)
    bond = bond_of(subject, {member.id: member})
    own, taken = ([identity_of(one) for one in part.pictures] if part else [] for part in (subject, look))
    return BondView(
        subject.member_id,
        bond,
        member.name,
        subject.look_id,
        tuple(LookChoice(one.id, one.name, _face(one.pictures)) for one in member.looks if one.pictures),
        has_other_pictures=bond is Bond.SAME and bool(own) and own != taken,
    )


def _face(pictures: Sequence[DraftPicture]) -> str:
    first = next((one.fitted for one in pictures if one.fitted), None)
    return first.shown if first else ""


def changed(cast: Sequence[DraftSubject], members: Mapping[str, StoredMember | None]) -> list[DraftSubject]:
    """Those on the board who changed in the cast since."""
    views = [(one, view_bond(one, members)) for one in cast]
    return [one for one, view in views if view and view.bond in (Bond.CHANGED, Bond.LOOK_GONE)]
