"""Pictures from the clipboard, pasted anywhere on the board: a component of ours, since Streamlit hears of none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from lib.domain.draft import DraftPicture
from lib.domain.errors import DiskTrouble
from lib.domain.picture_remark import PictureRemark, RemarkKind
from lib.domain.picture_rules import MAX_FILE_BYTES, too_large
from lib.text.language import _
from lib.ui.create import board as boards
from lib.ui.create import uploads
from lib.ui.create.dealing_out import offer
from lib.ui.frame.callbacks import Callback
from lib.ui.media_links import UPLOADS, based
from lib.ui.parts.picture_intake import NotTaken, not_taken, take_data
from lib.ui.state import current_person, studio

_paste = st.components.v2.component(
    "castboard_paste_pictures", js=(Path(__file__).parent / "paste_pictures.js").read_text("utf-8")
)
_LOST = PictureRemark(RemarkKind.GONE)


@dataclass(frozen=True)
class _Pasted:
    """One picture as the browser told of it; without an id it did not come."""

    name: str
    size: int
    id: str


def take_pasted() -> None:
    """From now on; and what was pasted since goes to the card that had the cursor, or is dealt out."""
    told = _paste(
        key="create.paste",
        height=0,
        data={"url": based(UPLOADS), "most": MAX_FILE_BYTES},
        on_pasted_change=_reported,
    ).pasted
    if told:
        uid, files = _read(told)
        with st.spinner(_("Checking the pictures…")):
            _take(uid, files)
        st.rerun()


def _read(told: object) -> tuple[str, list[_Pasted]]:
    match told:
        case {"uid": str(uid), "files": list(files)}:
            return uid, [one for one in map(_pasted, files) if one]
    return "", []


def _pasted(told: object) -> _Pasted | None:
    match told:
        case {"name": str(name), "size": int(size), "id": str(id_)}:
            return _Pasted(name, size, id_)
    return None


def _take(uid: str, files: list[_Pasted]) -> None:
    taken: list[DraftPicture] = []
    refused: list[NotTaken] = []
    for one in files:
        if unused := _take_one(one, taken):
            refused.append(unused)
    if boards.subject(uid):
        uploads.put_on_card(uid, taken, refused)
    else:
        offer(taken, refused)


def _take_one(one: _Pasted, taken: list[DraftPicture]) -> NotTaken | None:
    if remark := too_large(one.size):
        return NotTaken(one.name, remark)
    try:
        data = studio().inbox.take(one.id, current_person())
    except DiskTrouble as error:
        return not_taken(one.name, error)
    return take_data(one.name, data, taken) if data is not None else NotTaken(one.name, _LOST)


@Callback
def _reported() -> None:
    """The browser reports; the page takes it."""
