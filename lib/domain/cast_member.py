"""A member of the team's cast: who or what it is, in one or more looks, and the snapshot that a board takes. Pure.

A board keeps what it took. That a member changed since is seen by comparing a digest of what was taken with that of
the member as it is now; nothing on the board changes by itself (design.md section 5).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from lib.domain.draft import Draft, DraftPicture, DraftSubject, read_leniently
from lib.domain.naming import called, folded
from lib.domain.permission import Permission
from lib.domain.picture_rules import WHITE
from lib.domain.request import MAX_IMAGES_A_SUBJECT

MOST_TAGS = 12
"""That can be chosen on its page; one that has more keeps them."""
MOST_LOOKS = 20
_HASH = re.compile(r"(?<!\S)[#＃]+")


class MemberKind(StrEnum):
    PERSON = "person"
    ANIMAL = "animal"
    THING = "thing"
    PLACE = "place"
    STYLE = "style"


class Look(BaseModel):
    """One way in which a member appears: in a red coat, as a child. Its first picture is its face."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str = ""
    pictures: tuple[DraftPicture, ...] = ()
    """In order, three at most; as they came, not yet made to fit a request."""


class CastMember(BaseModel):
    """Who or what the team keeps. The first look is the usual one."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str = ""
    kind: MemberKind = MemberKind.PERSON
    voice_id: str = ""
    notes: str = ""
    tags: tuple[str, ...] = ()
    looks: tuple[Look, ...] = ()
    permission: Permission = Permission()

    @property
    def face(self) -> DraftPicture | None:
        """The first picture of the first look that has one."""
        return next((look.pictures[0] for look in self.looks if look.pictures), None)

    def look(self, look_id: str) -> Look | None:
        """None for one that was removed."""
        return next((one for one in self.looks if one.id == look_id), None)


@dataclass(frozen=True)
class StoredMember:
    """A member as it is kept. Times are UTC."""

    member: CastMember
    made_by: str
    """Id of the person who put it there and looks after it."""
    created_at: datetime
    updated_at: datetime
    archived: bool = False
    deleted: bool = False
    deleted_at: datetime | None = None
    unreadable: str = ""
    """Why nothing of it can be read; `member` has its id and what its row still says then."""


@dataclass(frozen=True)
class MemberLine:
    """What a card of the library shows. `videos`: how many finished ones it is in; deleted jobs do not count."""

    id: str
    name: str
    kind: MemberKind
    tags: tuple[str, ...]
    face_sha: str
    """The picture to show, by its content; "" where there is none, or where it is one by web address."""
    face_url: str
    looks: int
    permission: Permission
    archived: bool
    videos: int
    last_used_at: datetime | None
    """When jobs were last made with it (UTC)."""
    deleted_at: datetime | None = None


MemberSort = Literal["last_used", "most_used", "name", "newest"]


@dataclass(frozen=True)
class MemberQuery:
    """Which members, in which order, which page of them. Each field narrows further."""

    text: str = ""
    """Part of the name, a tag, a look's name or the notes, whatever the case, the accents and the width."""
    kind: MemberKind | None = None
    tag: str = ""
    archived: bool = False
    """True: only what was archived, False: only the others."""
    deleted: bool = False
    """True: only what was deleted and can be brought back, archived or not, what was deleted last first."""
    sort: MemberSort = "last_used"
    limit: int = 24
    offset: int = 0
    name: str = ""
    """Part of the name alone. Who is called so comes first, then whose name begins so."""


def read_member(text: str) -> CastMember:
    """A member as it was kept, read leniently for ever. Raises ValueError for what is none at all."""
    return read_leniently(CastMember, text)


def tags_of(typed: Sequence[str]) -> tuple[str, ...]:
    """Tags as they are kept: whole, once each whatever the case, without the `#` before them."""
    found: dict[str, str] = {}
    for one in typed:
        tag = " ".join(_HASH.sub("", one).split())
        if tag:
            found.setdefault(folded(tag), tag)
    return tuple(found.values())


def digest_of(member: CastMember, look: Look) -> str:
    """Of all that a board takes of a member: name, voice, and the pictures of one look, whatever their copies."""
    return _digest(member.name, member.voice_id, look.pictures)


def _digest(name: str, voice_id: str, pictures: Sequence[DraftPicture]) -> str:
    taken = [name, voice_id, [identity_of(picture) for picture in pictures]]
    return sha256(json.dumps(taken).encode()).hexdigest()[:16]


def identity_of(picture: DraftPicture) -> list[object]:
    """What makes it this picture: its original and what was chosen for it, not the copy that a request has room for.

    A part of a picture is an original of its own. White behind transparent parts is as usual, and says nothing.
    """
    fitted = picture.fitted
    chosen = [fitted.ground] if fitted and fitted.ground != WHITE else []
    kept = picture.model_dump(mode="json", exclude={"name", "fitted", "whole", "crop"}, exclude_defaults=True)
    return [fitted.original.sha256 if fitted else picture.url, sorted(kept.items()), *chosen]


def subject_of(member: CastMember, look: Look, uid: str) -> DraftSubject:
    """The snapshot for a board."""
    return DraftSubject(
        uid=uid,
        name=member.name,
        pictures=look.pictures[:MAX_IMAGES_A_SUBJECT],
        voice_id=member.voice_id,
        member_id=member.id,
        look_id=look.id,
        taken=digest_of(member, look),
    )


def member_of(subject: DraftSubject, member_id: str, look_id: str, kind: MemberKind = MemberKind.PERSON) -> CastMember:
    """What the cast keeps of a subject that was made on a board."""
    return CastMember(
        id=member_id,
        name=called(subject.name).strip(),
        kind=kind,
        voice_id=subject.voice_id,
        looks=(Look(id=look_id, pictures=subject.pictures),),
    )


class Bond(StrEnum):
    """How a subject on a board stands to the member that it was taken from."""

    NONE = "none"
    """It was made on the board."""
    SAME = "same"
    CHANGED = "changed"
    """The member, or this look of it, is another since."""
    LOOK_GONE = "look_gone"
    GONE = "gone"
    """The member was deleted."""


def bond_of(subject: DraftSubject, members: Mapping[str, CastMember]) -> Bond:
    """`members`: those that are there, by id."""
    if not subject.member_id:
        return Bond.NONE
    member = members.get(subject.member_id)
    if member is None:
        return Bond.GONE
    look = member.look(subject.look_id)
    if look is None:
        return Bond.LOOK_GONE
    # What was done to the card itself may have brought it to where the member is.
    own = _digest(subject.name, subject.voice_id, subject.pictures)
    return Bond.SAME if digest_of(member, look) in (subject.taken, own) else Bond.CHANGED


def renewed(subject: DraftSubject, member: CastMember, look_id: str = "") -> DraftSubject:
    """The subject as the member is now, in this look; "": in its own, or the usual one where that is gone."""
    look = member.look(look_id or subject.look_id) or next(iter(member.looks), Look(id=""))
    return subject_of(member, look, subject.uid)


def has_earlier_name(subject: DraftSubject, member: CastMember) -> bool:
    """Whether the card has the name under which it was taken, which is not the member's any more.

    A name that somebody gave the card itself is deliberate, not an earlier one.
    """
    return subject.name != member.name and _as_taken(subject, member) is not None


def under_its_name(subject: DraftSubject, member: CastMember) -> DraftSubject:
    """The subject, which has an earlier name of the member, as if it had been taken under the present one."""
    parts = _as_taken(subject, member)
    taken = _digest(member.name, *parts) if parts else subject.taken
    return subject.model_copy(update={"name": member.name, "taken": taken})


def _as_taken(subject: DraftSubject, member: CastMember) -> tuple[str, Sequence[DraftPicture]] | None:
    """Voice and pictures that were taken with the name on the card, from what the card and the member have now.

    None where that name was not taken with any of them.
    """
    if subject.member_id != member.id:
        return None
    voices = (subject.voice_id, member.voice_id)
    pictures = (subject.pictures, *(look.pictures for look in member.looks))
    parts = ((voice, some) for voice in voices for some in pictures)
    return next((one for one in parts if _digest(subject.name, *one) == subject.taken), None)


def kept_as_it_is(subject: DraftSubject, member: CastMember) -> DraftSubject:
    """The same subject, marked so that the member's present version is no longer offered for it."""
    look = member.look(subject.look_id)
    return subject if look is None else subject.model_copy(update={"taken": digest_of(member, look)})


def members_on(draft: Draft) -> tuple[str, ...]:
    """The ids of the members that a board took, once each, in order."""
    return tuple(dict.fromkeys(one.member_id for one in draft.cast if one.member_id))


def search_text(member: CastMember) -> str:
    """What the search of the library looks through."""
    return "\n".join([member.name, *member.tags, *(look.name for look in member.looks), member.notes])


def as_json(member: CastMember) -> dict[str, Any]:
    """What is kept of a member; `read_member` reads it."""
    return member.model_dump(mode="json")
