"""Uploaded pictures on their way into the draft: read, checked, kept on disk, and freed from memory."""

from __future__ import annotations

from collections.abc import Sequence

from streamlit.typing import UploadedFile

from lib.domain.draft import DraftPicture
from lib.domain.errors import DiskTrouble, PictureUnusable
from lib.domain.picture_rules import too_large
from lib.domain.request import MAX_IMAGES_A_SUBJECT
from lib.text.language import _
from lib.ui.create.board import change_subject
from lib.ui.create.board import subject as board_subject
from lib.ui.create.card_state import change_card, state_of
from lib.ui.state import studio
from lib.ui.streamlit_internals.upload_memory import free


def take(uid: str, files: Sequence[UploadedFile]) -> None:
    """Take what an uploader holds: what can be used goes onto the card, the rest says why not."""
    subject = board_subject(uid)
    if subject is None:
        return
    room = MAX_IMAGES_A_SUBJECT - len(subject.pictures)
    taken: list[DraftPicture] = []
    sentences: list[str] = []
    for file in files:
        if len(taken) >= room:
            sentences.append(
                _("{file}: a subject takes at most {most} pictures.", file=file.name, most=MAX_IMAGES_A_SUBJECT)
            )
        else:
            _take_one(file, taken, sentences)
        free(file)
    change_card(uid, fresh=state_of(uid).fresh + 1)
    try:
        if taken:
            change_subject(uid, pictures=(*subject.pictures, *taken))
    except (PictureUnusable, DiskTrouble) as error:
        sentences.append(error.detail or error.message)
    change_card(uid, refused=tuple(sentences))


def _take_one(file: UploadedFile, taken: list[DraftPicture], sentences: list[str]) -> None:
    # Judged before it is read: what is too large is not held in memory a second time.
    if sentence := too_large(file.size):
        sentences.append(f"{file.name}: {sentence}")
        return
    try:
        taken.append(studio().desk.add_picture(file.getvalue(), file.name))
    except PictureUnusable as error:
        sentences.append(f"{file.name}: {error.detail or error.message}")
    except DiskTrouble as error:
        sentences.append(f"{file.name}: {error.message} {error.hint}")
