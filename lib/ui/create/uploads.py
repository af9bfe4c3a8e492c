"""Uploaded pictures on their way into the draft: what can be used goes onto a card, the rest says why not."""

from __future__ import annotations

from collections.abc import Sequence

from streamlit.typing import UploadedFile

from lib.domain.draft import DraftPicture
from lib.domain.errors import DiskTrouble, PictureUnusable
from lib.domain.picture_names import offered_name
from lib.domain.picture_remark import PictureRemark, RemarkKind
from lib.domain.request import MAX_IMAGES_A_SUBJECT
from lib.ui.create import fields
from lib.ui.create.board import change_subject, current_board
from lib.ui.create.board import subject as board_subject
from lib.ui.create.card_state import change_card, state_of
from lib.ui.create.undo_step import Change, UndoStep
from lib.ui.parts.picture_intake import NotTaken, not_taken, take_one
from lib.ui.streamlit_internals.upload_memory import free


def take(uid: str, files: Sequence[UploadedFile]) -> None:
    """Take what an uploader holds: what can be used goes onto the card, the rest says why not."""
    subject = board_subject(uid)
    if subject is None:
        return
    room = MAX_IMAGES_A_SUBJECT - len(subject.pictures)
    taken: list[DraftPicture] = []
    refused: list[NotTaken] = []
    for file in files:
        if len(taken) >= room:
            refused.append(_one_too_many(file.name))
        elif unused := take_one(file, taken):
            refused.append(unused)
        free(file)
    change_card(uid, fresh=state_of(uid).fresh + 1)
    put_on_card(uid, taken, refused)


def put_on_card(uid: str, pictures: Sequence[DraftPicture], not_used: Sequence[NotTaken]) -> None:
    """What was taken goes onto the card, as far as there is room; the rest is explained there."""
    subject = board_subject(uid)
    if subject is None:
        return
    room = MAX_IMAGES_A_SUBJECT - len(subject.pictures)
    taken, refused = pictures[:room], [*not_used, *(_one_too_many(one.name) for one in pictures[room:])]
    try:
        if taken:
            change_subject(uid, pictures=(*subject.pictures, *taken))
            if not subject.pictures:
                _offer_name(uid, [picture.name for picture in taken])
    except (PictureUnusable, DiskTrouble) as error:
        refused.append(not_taken("", error))
    change_card(uid, refused=tuple(refused))


def _offer_name(uid: str, files: Sequence[str]) -> None:
    """A name from its first pictures' files for whoever has none yet, with a way back to none."""
    subject = board_subject(uid)
    if subject is None or subject.name.strip():
        return
    if name := offered_name(files, [one.name for one in current_board().cast if one.uid != uid]):
        fields.tell(f"create.name.{uid}", subject.name)
        change_subject(uid, UndoStep(Change.NAMED_BY_FILE, name), name=name)


def _one_too_many(name: str) -> NotTaken:
    return NotTaken(name, PictureRemark(RemarkKind.ONE_TOO_MANY, {"most": MAX_IMAGES_A_SUBJECT}))
