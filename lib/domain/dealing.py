"""Several pictures at once, dealt out to a cast: one subject each, or all to one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
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


def taken_apart(cast: Sequence[DraftSubject], uids: Collection[str]) -> tuple[DraftSubject, ...]:
    """The cast with a subject for each picture of these: files of one name need not show one."""
    return tuple(one for subject in cast for one in (_single(subject) if subject.uid in uids else (subject,)))


def _single(subject: DraftSubject) -> Iterator[DraftSubject]:
    for number, picture in enumerate(subject.pictures, 1):
        # The first one stays who it was, with what was typed as its name.
        new = {"uid": f"{subject.uid}.{number}", "name": f"{subject.name} {number}".strip()} if number > 1 else {}
        yield subject.model_copy(update={**new, "pictures": (picture,)})


def some_share_a_subject(cast: Sequence[DraftSubject], pictures: Sequence[DraftPicture]) -> bool:
    """Whether with `Way.EACH` some of them come to one subject, or to one that is there already."""
    uids = iter(range(len(pictures)))
    after = dealt(cast, pictures, Way.EACH, lambda: f"new {next(uids)}").cast
    return len(after) < len(cast) + len(pictures)
