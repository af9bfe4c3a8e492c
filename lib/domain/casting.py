"""A cast from many pictures: those whose file names give the same name become one subject."""

from __future__ import annotations

from collections.abc import Sequence

from lib.domain.draft import DraftPicture, DraftSubject
from lib.domain.naming import folded
from lib.domain.picture_names import name_from_file, offered_name
from lib.domain.request import MAX_IMAGES_A_SUBJECT


def with_picture(cast: Sequence[DraftSubject], picture: DraftPicture, uid: str) -> tuple[DraftSubject, ...]:
    """Add a picture to the subject that its file names, if that has room, else to a new one with this `uid`.

    A new one has no name if the file gives none, or one that would mean another subject.
    """
    name = name_from_file(picture.name)
    for place, subject in enumerate(cast):
        if name and folded(subject.name) == folded(name) and len(subject.pictures) < MAX_IMAGES_A_SUBJECT:
            fuller = subject.model_copy(update={"pictures": (*subject.pictures, picture)})
            return (*cast[:place], fuller, *cast[place + 1 :])
    offered = offered_name([picture.name], [subject.name for subject in cast])
    return (*cast, DraftSubject(uid=uid, name=offered, pictures=(picture,)))
