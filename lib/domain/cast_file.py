"""A cast as one file: the document in it, written from members and read leniently from whatever came. Pure.

The file is a zip of `cast.json` and `pictures/<sha256>.<ending>`; the README describes it for others. Pictures are the
originals. Whatever else is chosen for a picture is written under the name that `DraftPicture` has for it, and another
file that belongs to it under that name with `_file` behind; what its transparent parts are sent on as `ground`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, get_args

from lib.domain.cast_difference import Difference, missing_parts
from lib.domain.cast_file_fault import CastFileFault, refused
from lib.domain.cast_member import MOST_LOOKS, CastMember, Look, StoredMember, as_json, read_member, tags_of
from lib.domain.draft import DraftPicture
from lib.domain.picture_remark import PictureRemark
from lib.domain.picture_rules import WHITE, Fitted, Kind, Picture, ground_of
from lib.domain.request import MAX_IMAGES_A_SUBJECT
from lib.domain.web_address import picture_address_problem

DOCUMENT = "cast.json"
PICTURE_FILE = re.compile(r"pictures/([0-9a-f]{64})\.([a-z0-9]{1,5})")
VERSION = 1
MOST_MEMBERS = 2_000
_MARK = "castboard_cast"
_FILE, _MORE, _GROUND = "file", "_file", "ground"
_LONGEST_TEXT = 100_000
_ID, _LOOK_ID = re.compile(r"[0-9a-f]{32}"), re.compile(r"[0-9a-z]{1,32}")
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
"""What no database takes."""

KeptAs = tuple[str, str]
Source = Callable[[Fitted], Picture | None]
"""The picture that goes along for one that a member has; None where its file is gone."""


@dataclass(frozen=True)
class EnteredMember:
    """A member as the file has it. Of its pictures it knows only which they are, until `with_pictures_kept`."""

    member: CastMember
    archived: bool = False
    missing: tuple[Difference, ...] = ()
    """What the file has of it and cannot be kept: what is not as it should be, and more than there can be."""


class MemberFault(StrEnum):
    UNREADABLE = "unreadable"
    TWICE = "twice"
    """Another one in the file has its id."""
    PICTURE_MISSING = "picture_missing"
    PICTURE_UNUSABLE = "picture_unusable"


@dataclass(frozen=True)
class DamagedMember:
    """One that cannot be imported; all others can."""

    name: str
    fault: MemberFault
    remark: PictureRemark | None = None
    """Why its picture cannot be used."""


@dataclass(frozen=True)
class CastDocument:
    members: tuple[EnteredMember, ...]
    damaged: tuple[DamagedMember, ...] = ()


def picture_file(picture: Picture) -> str:
    """Where it lies in the zip."""
    return f"pictures/{picture.sha256}.{'jpg' if picture.kind == 'jpeg' else picture.kind}"


def written_cast(members: Iterable[StoredMember], source: Source, now: datetime) -> str:
    """The document. `now` (UTC) is the time of the export."""

    def file_of(fitted: Fitted) -> str:
        found = source(fitted)
        return picture_file(found) if found else ""

    entries = [written_member(one.member, file_of) | {"archived": one.archived} for one in members]
    document = {_MARK: VERSION, "exported_at": now.isoformat(timespec="seconds"), "members": entries}
    return json.dumps(document, ensure_ascii=False, indent=1)


def written_member(member: CastMember, file_of: Callable[[Fitted], str]) -> dict[str, Any]:
    """One entry of it. `file_of` names the file of a picture; "" leaves it out."""
    looks = [
        {**look.model_dump(mode="json"), "pictures": [one for one in _written(look.pictures, file_of) if one]}
        for look in member.looks
    ]
    return {**as_json(member), "looks": looks}


def _written(pictures: Iterable[DraftPicture], file_of: Callable[[Fitted], str]) -> Iterator[dict[str, Any] | None]:
    for picture in pictures:
        kept = fitted_in(picture)
        files = {_FILE if field == "fitted" else field + _MORE: file_of(one) for field, one in kept.items()}
        if picture.fitted and not files[_FILE]:
            yield None
            continue
        rest = picture.model_dump(mode="json", exclude=set(kept), exclude_defaults=True)
        chosen = {_GROUND: picture.fitted.ground} if picture.fitted and picture.fitted.ground != WHITE else {}
        yield {field: name for field, name in files.items() if name} | rest | chosen


def fitted_in(picture: DraftPicture) -> dict[str, Fitted]:
    """What of a picture has files, by the field that names it."""
    fields = {field: getattr(picture, field) for field in DraftPicture.model_fields}
    return {field: value for field, value in fields.items() if isinstance(value, Fitted)}


def kept_as(fitted: Fitted) -> KeptAs:
    """What tells it from others: the sha256 of its original, and what that is sent on."""
    return fitted.original.sha256, fitted.ground


def pictures_of(member: CastMember) -> Iterator[Fitted]:
    """Everything of a member that has files."""
    for look in member.looks:
        for picture in look.pictures:
            yield from fitted_in(picture).values()


def read_cast(text: str) -> CastDocument:
    """What is in a document. Raises CastFileRefused for one of which nothing can be imported."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as exc:
        raise refused(CastFileFault.UNREADABLE) from exc
    version = raw.get(_MARK) if isinstance(raw, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise refused(CastFileFault.NO_CAST)
    if version > VERSION:
        raise refused(CastFileFault.NEWER, version=version)
    entries = raw.get("members")
    if not isinstance(entries, list):
        raise refused(CastFileFault.NO_CAST)
    if len(entries) > MOST_MEMBERS:
        raise refused(CastFileFault.TOO_MANY_MEMBERS, count=len(entries), most=MOST_MEMBERS)
    found: dict[str, EnteredMember] = {}
    damaged = []
    for entry in entries:
        read = _entered(entry)
        if isinstance(read, DamagedMember):
            damaged.append(read)
        elif read.member.id in found:
            damaged.append(DamagedMember(read.member.name, MemberFault.TWICE))
        else:
            found[read.member.id] = read
    return CastDocument(tuple(found.values()), tuple(damaged))


def _entered(entry: object) -> EnteredMember | DamagedMember:
    if not isinstance(entry, dict):
        return DamagedMember("", MemberFault.UNREADABLE)
    name = entry["name"] if isinstance(entry.get("name"), str) else ""
    given = entry.get("id") if isinstance(entry.get("id"), str) else ""
    own_id = given if given and _ID.fullmatch(given) else _derived(given or name, 32) if given or name else ""
    try:
        member = read_member(json.dumps({**entry, "id": own_id, "looks": _looks(entry.get("looks"))}))
        member = CastMember.model_validate(_scrubbed(as_json(member)))
    except (ValueError, RecursionError):
        own_id = ""
    if not own_id:
        return DamagedMember(_text(name)[:80], MemberFault.UNREADABLE)
    member = member.model_copy(update={"tags": tags_of(member.tags), "looks": tuple(_usable_looks(member))})
    return EnteredMember(member, entry.get("archived") is True, missing_parts(entry, member))


def _looks(raw: object) -> list[dict[str, Any]]:
    looks = [one for one in raw if isinstance(one, dict)] if isinstance(raw, list) else []
    return [{"id": "", **look, "pictures": _read_pictures(look.get("pictures"))} for look in looks[:MOST_LOOKS]]


def _read_pictures(raw: object) -> list[dict[str, Any]]:
    pictures = [one for one in raw if isinstance(one, dict)] if isinstance(raw, list) else []
    return [dict(_read_picture(one)) for one in pictures[:MAX_IMAGES_A_SUBJECT]]


def _read_picture(raw: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for field, value in raw.items():
        if field == _FILE or (field.endswith(_MORE) and isinstance(value, str)):
            placeholder = _placeholder(value) | {"ground": ground_of(raw.get(_GROUND))}
            yield "fitted" if field == _FILE else field.removesuffix(_MORE), placeholder
        elif field != "fitted" and not (isinstance(value, dict) and "sending" in value):
            # What a store keeps of a picture counts for nothing in a file: it would name copies that are not there.
            yield field, value


def _placeholder(name: object) -> dict[str, Any]:
    """What there is to know of a picture before its file was read. Raises CastFileRefused for a file elsewhere."""
    found = PICTURE_FILE.fullmatch(name) if isinstance(name, str) else None
    if found is None:
        raise refused(CastFileFault.OUTSIDE, name=_text(str(name))[:80])
    kind = "jpeg" if found[2] not in get_args(Kind) else found[2]
    facts = {"sha256": found[1], "kind": kind, "width": 0, "height": 0, "size_bytes": 0}
    return {"original": facts, "sending": facts}


def _usable_looks(member: CastMember) -> Iterator[Look]:
    """At least one, each with an id of its own, and with those of its pictures that there can be."""
    seen = set()
    for place, look in enumerate(member.looks or (Look(id=""),)):
        own = look.id if _LOOK_ID.fullmatch(look.id) and look.id not in seen else _derived(f"{member.id} {place}", 8)
        seen.add(own)
        pictures = [one for one in look.pictures if one.fitted or picture_address_problem(one.url) is None]
        yield look.model_copy(update={"id": own, "pictures": tuple(pictures)})


def with_pictures_kept(member: CastMember, kept: Mapping[KeptAs, Fitted]) -> CastMember:
    """With the facts of its pictures, given by their originals and what those are sent on."""

    def known(picture: DraftPicture) -> DraftPicture:
        return picture.model_copy(update={field: kept[kept_as(one)] for field, one in fitted_in(picture).items()})

    looks = (look.model_copy(update={"pictures": tuple(map(known, look.pictures))}) for look in member.looks)
    return member.model_copy(update={"looks": tuple(looks)})


def _derived(seed: str, length: int) -> str:
    """An id for what has none that we could take; the same for the same file."""
    return sha256(f"castboard cast file {seed}".encode("utf-8", "surrogatepass")).hexdigest()[:length]


def _scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return [_scrubbed(one) for one in value]
    return {name: _scrubbed(one) for name, one in value.items()} if isinstance(value, dict) else value


def _text(text: str) -> str:
    return _UNWRITABLE.sub("", text[:_LONGEST_TEXT])
