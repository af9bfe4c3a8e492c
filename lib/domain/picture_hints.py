"""Hints about pictures: never a reason not to send, and each can be hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lib.domain.draft import DraftPicture, DraftSubject
from lib.domain.picture_rules import Traits

_SMALL_SIDE = 300
"""Pixels of the shorter side below which a face has too few of them."""
_BLURRED = 8.0
"""Sharpness (lib/services/media/picture/likeness.py). Measured on 28 photos, pages and drawings: as they were 65 to
5,284, one blurred by motion 24; blurred over 0.4 % of the longer side 1.6 to 63, over 0.7 %, where no face can be
told any more, 0.9 to 7.6 and one 9.6. Wrong about what is soft by nature: a picture through a microscope, 3.2."""
_ALIKE_BITS = 6
"""Of the 64 of two likenesses, at most so many differ. Measured on the same: saved again at half the size or as a poor
JPEG 0 to 6, a little brighter 0 to 10, of these three in four 0 or 1; any two others 11 and more, which is the two eyes
of a stereo photo, or one portrait and another."""


class HintKind(StrEnum):
    """Their values are kept with drafts, and never change."""

    SMALL = "small"
    BLURRED = "blurred"
    ALIKE = "alike"


@dataclass(frozen=True)
class Hint:
    """About the picture in this place of its subject, counted from 0."""

    kind: HintKind
    place: int
    width: int = 0
    height: int = 0
    """In pixels, of a small one."""
    other: int = 0
    """The place of the one that it is like, in its own subject."""
    other_name: str | None = None
    """Of the subject of that one; None: it is the same subject."""


def hints_of(cast: Sequence[DraftSubject], uid: str) -> tuple[Hint, ...]:
    """About the pictures of this member of the cast, without those that are hidden."""
    subject = next((one for one in cast if one.uid == uid), None)
    if subject is None:
        return ()
    return tuple(hint for place in range(len(subject.pictures)) for hint in _of_picture(cast, subject, place))


def without_hint(picture: DraftPicture, kind: HintKind) -> DraftPicture:
    """The picture with this hint hidden."""
    return picture.model_copy(update={"hidden_hints": tuple(dict.fromkeys((*picture.hidden_hints, kind.value)))})


def _of_picture(cast: Sequence[DraftSubject], subject: DraftSubject, place: int) -> Iterator[Hint]:
    picture = subject.pictures[place]
    if picture.fitted is None:
        return
    original, traits = picture.fitted.original, picture.fitted.traits
    if min(original.width, original.height) < _SMALL_SIDE and not _hides(picture, HintKind.SMALL):
        yield Hint(HintKind.SMALL, place, original.width, original.height)
    if _is_blurred(traits) and not _hides(picture, HintKind.BLURRED):
        yield Hint(HintKind.BLURRED, place)
    if like := _first_alike(cast, subject, place):
        other, at = like
        yield Hint(HintKind.ALIKE, place, other=at, other_name=None if other.uid == subject.uid else other.name.strip())


def _is_blurred(traits: Traits | None) -> bool:
    return traits is not None and traits.sharpness is not None and traits.sharpness < _BLURRED


def _first_alike(cast: Sequence[DraftSubject], subject: DraftSubject, place: int) -> tuple[DraftSubject, int] | None:
    """Of those that stand before it on the board: of two that are alike, the second says so."""
    picture = subject.pictures[place]
    if _hides(picture, HintKind.ALIKE):
        return None
    for other in cast:
        for at, before in enumerate(other.pictures):
            if other.uid == subject.uid and at == place:
                return None
            if _are_alike(before, picture) and not _hides(before, HintKind.ALIKE):
                return other, at
    return None


def _are_alike(one: DraftPicture, other: DraftPicture) -> bool:
    if one.fitted is None or other.fitted is None:
        return False
    if one.fitted.original.sha256 == other.fitted.original.sha256:
        return True
    differing = _bits_apart(one.fitted.traits, other.fitted.traits)
    return differing is not None and differing <= _ALIKE_BITS


def _bits_apart(one: Traits | None, other: Traits | None) -> int | None:
    """None where nothing can be found out."""
    try:
        if one and other and one.likeness and other.likeness:
            return (int(one.likeness, 16) ^ int(other.likeness, 16)).bit_count()
    except ValueError:  # what stands in the record is no likeness
        return None
    return None


def _hides(picture: DraftPicture, kind: HintKind) -> bool:
    return kind.value in picture.hidden_hints
