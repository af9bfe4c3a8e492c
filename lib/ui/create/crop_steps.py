"""Cropping on a card: which part of a picture is sent, and the whole of it again."""

from __future__ import annotations

from lib.domain.crop import Crop
from lib.domain.draft import DraftPicture, DraftSubject
from lib.ui.create import board as boards
from lib.ui.create.board_steps import step
from lib.ui.create.undo_step import Change, UndoStep
from lib.ui.frame.error_cards import noted
from lib.ui.parts.picture_parts import part_of, whole_again


def picture_at(uid: str, place: int) -> DraftPicture | None:
    """The picture that stands there; None if it is gone, or given by its address."""
    subject = boards.subject(uid)
    found = subject.pictures[place : place + 1] if subject else ()
    return found[0] if found and found[0].fitted else None


def crop_picture(uid: str, place: int, crop: Crop) -> None:
    """Send this part of it from now on, with a way back. Raises PictureUnusable, DiskTrouble."""
    subject, picture = boards.subject(uid), picture_at(uid, place)
    if subject and picture and (part := part_of(picture, crop)) != picture:
        put_picture(subject, place, part, Change.WHOLE_PICTURE if crop.is_whole else Change.CROPPED_PICTURE)


@step
def uncrop(uid: str, place: int) -> None:
    """The whole picture again; nothing at a second press."""
    subject, picture = boards.subject(uid), picture_at(uid, place)
    if subject and picture and picture.whole:
        with noted():
            put_picture(subject, place, whole_again(picture), Change.WHOLE_PICTURE)


def put_picture(subject: DraftSubject, place: int, picture: DraftPicture, change: Change) -> None:
    """Another one in this place, with a way back. Raises PictureUnusable, DiskTrouble."""
    pictures = (*subject.pictures[:place], picture, *subject.pictures[place + 1 :])
    boards.change_subject(subject.uid, undo=UndoStep(change, subject.name.strip()), pictures=pictures)
