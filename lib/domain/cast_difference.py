"""The parts of a member: in which a file differs from the cast, and which a file has that cannot be kept. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from lib.domain.cast_member import CastMember, Look
from lib.domain.permission import Permission


class Difference(StrEnum):
    NAME = "name"
    KIND = "kind"
    VOICE = "voice"
    NOTES = "notes"
    TAGS = "tags"
    PERMISSION = "permission"
    LOOKS = "looks"
    PICTURES = "pictures"
    OTHER = "other"


def missing_parts(entry: Mapping[str, Any], member: CastMember) -> tuple[Difference, ...]:
    """What somebody wrote into the entry of a file and `member`, as it was read, has not as a whole.

    What is empty is nothing, and fields that nobody knows are passed over.
    """
    return tuple(dict.fromkeys(_missing(entry, member)))


def _missing(entry: Mapping[str, Any], member: CastMember) -> Iterator[Difference]:
    texts = {
        "name": (member.name, Difference.NAME),
        "kind": (member.kind.value, Difference.KIND),
        "voice_id": (member.voice_id, Difference.VOICE),
        "notes": (member.notes, Difference.NOTES),
    }
    for field, (read, part) in texts.items():
        if entry.get(field) and entry[field] != read:
            yield part
    if (tags := entry.get("tags")) and not (isinstance(tags, list) and all(isinstance(one, str) for one in tags)):
        yield Difference.TAGS
    if (given := entry.get("permission")) and not _is_read(given, member.permission):
        yield Difference.PERMISSION
    if looks := entry.get("looks"):
        yield from _of_looks(looks, member)


def _is_read(given: object, read: Permission) -> bool:
    if not isinstance(given, dict):
        return False
    texts = (("kind", read.kind.value), ("by", read.by), ("note", read.note))
    return not any(given.get(field) and given[field] != value for field, value in texts) and not (
        given.get("until") and read.until is None
    )


def _of_looks(given: object, member: CastMember) -> Iterator[Difference]:
    looks = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    pairs = list(zip(looks, member.looks, strict=False))
    if not isinstance(given, list) or len(pairs) < len(given) or any(_is_renamed(*pair) for pair in pairs):
        yield Difference.LOOKS
    if any(_number(look.get("pictures")) > len(read.pictures) for look, read in pairs):
        yield Difference.PICTURES


def _is_renamed(given: Mapping[str, Any], read: Look) -> bool:
    return bool(given.get("name")) and given["name"] != read.name


def _number(pictures: object) -> int:
    """What is no list would have been a picture at least."""
    return len(pictures) if isinstance(pictures, list) else int(bool(pictures))
