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
from lib.text.formats import in_a_row, side_by_side
from lib.text.language import _, _n
from lib.text.picture_sentences import remark_text
from lib.ui.state import actor, studio
from lib.ui.streamlit_internals.completion import undisturbed

_TAKEN = "pictures.taken"
"""The ids of the uploads that were taken in this session."""
_NAMED = 4
"""Files of one reason that are named."""


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


def not_taken_sentences(some: Sequence[NotTaken]) -> list[str]:
    """Why, in the language of whoever looks: one for each reason, with the files that it holds for."""
    files: dict[str, list[str]] = {}
    for one in some:
        files.setdefault(_why(one), []).extend([one.file] if one.file else [])
    return [_("{file}: {why}", file=_named(names), why=why) if names else why for why, names in files.items()]


def not_taken_sentence(one: NotTaken) -> str:
    """Of one alone."""
    return not_taken_sentences([one])[0]


def _why(one: NotTaken) -> str:
    return remark_text(one.remark) if one.remark else in_a_row(error_message(one.trouble), error_hint(one.trouble))


def _named(files: Sequence[str]) -> str:
    names, left = side_by_side(files[:_NAMED]), len(files) - _NAMED
    return _n("{names} and {count} more", "{names} and {count} more", left, names=names) if left > 0 else names
