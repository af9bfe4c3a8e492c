"""What can be done to a member of the cast. Each gives the changed member; without what it is about, the same. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lib.domain.cast_member import MOST_LOOKS, CastMember, Look, tags_of
from lib.domain.draft import DraftPicture
from lib.domain.request import MAX_IMAGES_A_SUBJECT


@dataclass(frozen=True)
class TakenAway:
    """A look that was deleted, or one picture of it, and where that stood; `place` counts from 0."""

    look: Look
    place: int
    picture: DraftPicture | None = None
    """None: the look as a whole."""


def with_fields(member: CastMember, **fields: Any) -> CastMember:
    """With other values of its own fields; tags as they are kept, a name without spaces around it."""
    if "tags" in fields:
        fields["tags"] = tags_of(fields["tags"])
    if "name" in fields:
        fields["name"] = str(fields["name"]).strip()
    return member.model_copy(update=fields)


def with_look(member: CastMember, look: Look) -> CastMember:
    """One look more, at the end; the same member where it has as many as it may."""
    if len(member.looks) >= MOST_LOOKS or member.look(look.id):
        return member
    return _with_looks(member, (*member.looks, look))


def without_look(member: CastMember, look_id: str) -> CastMember:
    """The last one stays: a member without any look could not stand on a board."""
    left = tuple(one for one in member.looks if one.id != look_id)
    return _with_looks(member, left) if left else member


def with_copy_of_look(member: CastMember, look_id: str, copy_id: str, name: str) -> CastMember:
    """A copy behind the look itself."""
    look = member.look(look_id)
    if look is None or len(member.looks) >= MOST_LOOKS or member.look(copy_id):
        return member
    place = member.looks.index(look) + 1
    copy = look.model_copy(update={"id": copy_id, "name": name})
    return _with_looks(member, (*member.looks[:place], copy, *member.looks[place:]))


def with_look_renamed(member: CastMember, look_id: str, name: str) -> CastMember:
    return _with_look_changed(member, look_id, name=name.strip())


def with_usual_look(member: CastMember, look_id: str) -> CastMember:
    """This look first: the one that a board takes unless another is chosen, and the face of the member."""
    look = member.look(look_id)
    return member if look is None else _with_looks(member, (look, *(one for one in member.looks if one != look)))


def with_pictures(member: CastMember, look_id: str, pictures: Sequence[DraftPicture]) -> CastMember:
    """These pictures after those that the look has, as many as there is room for."""
    look = member.look(look_id)
    if look is None:
        return member
    return _with_look_changed(member, look_id, pictures=(*look.pictures, *pictures)[:MAX_IMAGES_A_SUBJECT])


def without_picture(member: CastMember, look_id: str, place: int) -> CastMember:
    """`place` counts from 0."""
    look = member.look(look_id)
    if look is None:
        return member
    return _with_look_changed(member, look_id, pictures=(*look.pictures[:place], *look.pictures[place + 1 :]))


def with_picture_moved(member: CastMember, look_id: str, place: int, to: int) -> CastMember:
    """The picture at `place` stands at `to` then; both count from 0."""
    look = member.look(look_id)
    if look is None or place >= len(look.pictures):
        return member
    pictures = list(look.pictures)
    pictures.insert(to, pictures.pop(place))
    return _with_look_changed(member, look_id, pictures=tuple(pictures))


def with_picture_changed(member: CastMember, look_id: str, before: DraftPicture, after: DraftPicture) -> CastMember:
    """`after` in the place of `before`, where that still is one of the look's pictures."""
    look = member.look(look_id)
    if look is None:
        return member
    pictures = tuple(after if one == before else one for one in look.pictures)
    return _with_look_changed(member, look_id, pictures=pictures)


def with_put_back(member: CastMember, taken: TakenAway) -> CastMember:
    """What was taken away is where it was; the same member where there is no room for it any more, or no place."""
    there = member.look(taken.look.id)
    if taken.picture is None:
        if there is not None or len(member.looks) >= MOST_LOOKS:
            return member
        return _with_looks(member, (*member.looks[: taken.place], taken.look, *member.looks[taken.place :]))
    if there is None or len(there.pictures) >= MAX_IMAGES_A_SUBJECT:
        return member
    pictures = (*there.pictures[: taken.place], taken.picture, *there.pictures[taken.place :])
    return _with_look_changed(member, there.id, pictures=pictures)


def _with_look_changed(member: CastMember, look_id: str, **changes: Any) -> CastMember:
    looks = (one.model_copy(update=changes) if one.id == look_id else one for one in member.looks)
    return _with_looks(member, tuple(looks))


def _with_looks(member: CastMember, looks: tuple[Look, ...]) -> CastMember:
    return member.model_copy(update={"looks": looks})
