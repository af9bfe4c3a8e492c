"""Uploaded files on their way to becoming pictures: read, checked, kept on disk; why one was not taken, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.typing import UploadedFile

from lib.domain.draft import DraftPicture
from lib.domain.errors import DiskTrouble, PictureUnusable, StudioError
from lib.domain.picture_remark import PictureRemark, remark_of
from lib.domain.picture_rules import too_large
from lib.text.error_sentences import error_hint, error_message
from lib.text.formats import in_a_row
from lib.text.language import _
from lib.text.picture_sentences import remark_text
from lib.ui.state import actor, studio
from lib.ui.streamlit_internals.completion import undisturbed

_TAKEN = "pictures.taken"
"""The ids of the uploads that were taken in this session."""


@dataclass(frozen=True)
class NotTaken:
    """A file of an upload that was not taken."""

    file: str
    """Its name; empty: all of them together."""
    remark: PictureRemark | None
    trouble: type[StudioError] = PictureUnusable
    """What was wrong where no remark says it."""


def take_new(files: Sequence[UploadedFile], take: Callable[[Sequence[UploadedFile]], None]) -> None:
    """Give `take` what an uploader holds, to its end and once, also if people go on while large pictures are checked.

    The page that is drawn meanwhile finds them in the uploader still, and waits here.
    """
    with undisturbed():
        taken: set[str] = st.session_state.setdefault(_TAKEN, set())
        if new := [file for file in files if file.file_id not in taken]:
            take(new)
            taken |= {file.file_id for file in new}


def take_one(file: UploadedFile, taken: list[DraftPicture]) -> NotTaken | None:
    """Adds the picture in a file to `taken`; otherwise returns why it cannot be used."""
    # Judged before it is read: what is too large is not held in memory a second time.
    if remark := too_large(file.size):
        return NotTaken(file.name, remark)
    return take_data(file.name, file.getvalue(), taken)


def take_data(name: str, data: bytes, taken: list[DraftPicture]) -> NotTaken | None:
    """Like `take_one`, of what was read already."""
    try:
        taken.append(studio().desk.add_picture(actor(), data, name))
    except (PictureUnusable, DiskTrouble) as error:
        return not_taken(name, error)
    return None


def not_taken(name: str, error: StudioError) -> NotTaken:
    """A file with what was wrong; without a name all of them."""
    return NotTaken(name, remark_of(error.code, error.detail), type(error))


def not_taken_sentence(one: NotTaken) -> str:
    """Why, in the language of whoever looks."""
    why = remark_text(one.remark) if one.remark else in_a_row(error_message(one.trouble), error_hint(one.trouble))
    return _("{file}: {why}", file=one.file, why=why) if one.file else why
