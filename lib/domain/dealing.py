"""Several pictures at once, dealt out to a cast: one subject each, or all to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lib.domain.casting import with_picture
from lib.domain.draft import DraftPicture, DraftSubject
from lib.domain.picture_names import offered_name
from lib.domain.request import MAX_IMAGES_A_SUBJECT


class Way(StrEnum):
    """How pictures are dealt out."""

    EACH = "each"
    """A subject each, but for those that name the same one, or one that is there and has room."""
    ONE = "one"
    """All to one new subject."""


@dataclass(frozen=True)
class Deal:
    """The cast with what was dealt out, and what found no place."""

    cast: tuple[DraftSubject, ...]
    left_over: tuple[DraftPicture, ...] = ()


def dealt(cast: Sequence[DraftSubject], pictures: Sequence[DraftPicture], way: Way, new_uid: Callable[[], str]) -> Deal:
    """What becomes of a cast. `new_uid` gives one for each new subject."""
    if way is Way.EACH:
        for picture in pictures:
            cast = with_picture(cast, picture, new_uid())
        return Deal(tuple(cast))
    if not pictures:
        return Deal(tuple(cast))
    mine, rest = tuple(pictures[:MAX_IMAGES_A_SUBJECT]), tuple(pictures[MAX_IMAGES_A_SUBJECT:])
    name = offered_name([picture.name for picture in mine], [subject.name for subject in cast])
    return Deal((*cast, DraftSubject(uid=new_uid(), name=name, pictures=mine)), rest)


def some_share_a_subject(cast: Sequence[DraftSubject], pictures: Sequence[DraftPicture]) -> bool:
    """Whether with `Way.EACH` some of them come to one subject, or to one that is there already."""
    uids = iter(range(len(pictures)))
    after = dealt(cast, pictures, Way.EACH, lambda: f"new {next(uids)}").cast
    return len(after) < len(cast) + len(pictures)
