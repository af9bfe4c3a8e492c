"""Cropping on a card: which part of a picture is sent, and the whole of it again."""

from __future__ import annotations

from lib.domain.crop import Crop
from lib.domain.draft import DraftPicture, DraftSubject
from lib.domain.picture_rules import Fitted
from lib.ui.create import board as boards
from lib.ui.create.board_steps import step
from lib.ui.create.undo_step import Change, UndoStep
from lib.ui.frame.error_cards import noted
from lib.ui.state import studio


def picture_at(uid: str, place: int) -> DraftPicture | None:
    """The picture that stands there; None if it is gone, or given by its address."""
    subject = boards.subject(uid)
    found = subject.pictures[place : place + 1] if subject else ()
    return found[0] if found and found[0].fitted else None


def whole_of(picture: DraftPicture) -> Fitted | None:
    """The uncropped picture."""
    return picture.whole or picture.fitted


def crop_picture(uid: str, place: int, crop: Crop) -> None:
    """Send this part of it from now on, with a way back. Raises PictureUnusable, DiskTrouble."""
    subject, picture = boards.subject(uid), picture_at(uid, place)
    whole = whole_of(picture) if picture else None
    if subject is None or picture is None or whole is None or crop == (picture.crop or Crop()):
        return
    if crop.is_whole:
        _put_whole(subject, place, picture)
        return
    fitted = studio().pictures.cropped(whole.original.sha256, crop)
    part = picture.model_copy(update={"fitted": fitted, "whole": whole, "crop": crop})
    _replace(subject, place, part, Change.CROPPED_PICTURE)


@step
def uncrop(uid: str, place: int) -> None:
    """The whole picture again; nothing at a second press."""
    subject, picture = boards.subject(uid), picture_at(uid, place)
    if subject and picture and picture.whole:
        with noted():
            _put_whole(subject, place, picture)


def _put_whole(subject: DraftSubject, place: int, picture: DraftPicture) -> None:
    whole = picture.model_copy(update={"fitted": picture.whole, "whole": None, "crop": None})
    _replace(subject, place, whole, Change.WHOLE_PICTURE)


def _replace(subject: DraftSubject, place: int, picture: DraftPicture, change: Change) -> None:
    pictures = (*subject.pictures[:place], picture, *subject.pictures[place + 1 :])
    boards.change_subject(subject.uid, undo=UndoStep(change, subject.name.strip()), pictures=pictures)
