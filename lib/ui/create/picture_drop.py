"""Pictures for the board, chosen, dropped or pasted anywhere on it.

A component of ours: Streamlit's uploader hears of nothing outside itself, and its script comes late and moves the page.
"""

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
from lib.ui.streamlit_internals.completion import undisturbed

HERE = Path(__file__).parent
CAME = "create.pictures.came"
"""What the browser has reported and the page has not taken yet: a run that is broken off must not lose it."""
_KEY = "create.pictures"
_PLACE = HERE.parent / "parts" / "file_place.css"

_drop = st.components.v2.component(
    "castboard_picture_drop",
    css=_PLACE.read_text("utf-8") + (HERE / "picture_drop.css").read_text("utf-8"),
    js=(HERE / "picture_drop.js").read_text("utf-8"),
)
_LOST = PictureRemark(RemarkKind.GONE)


@dataclass(frozen=True)
class _Sent:
    """One picture as the browser reported it; without an id it was not sent."""

    name: str
    size: int
    id: str


def draw_picture_drop(*, first: bool) -> None:
    """The place; what came goes to the card it was given to, or is dealt out. `first`: no cast is there yet."""
    title = _("Pictures of your cast, several at once") if first else _("Pictures of more subjects, several at once")
    words = {
        "choose": _("Add pictures"),
        "title": title,
        "ways": _("You can also drop or paste them anywhere on this page."),
        # {0}: the browser puts in how many.
        "sending": _("Sending pictures: {count}", count="{0}"),
        "progress": _("Sending the pictures"),
        "cancel": _("Cancel"),
    }
    _drop(key=_KEY, data={"url": based(UPLOADS), "most": MAX_FILE_BYTES, "words": words}, on_came_change=_reported)
    if st.session_state.get(CAME):
        # Not in the callback: large pictures take a moment, and people should see that something happens.
        with st.spinner(_("Checking the pictures…")), undisturbed():
            for reported in st.session_state.pop(CAME, []):
                _take(*_read(reported))
        st.rerun()


@Callback
def _reported() -> None:
    """The browser reports; the page takes it."""
    st.session_state.setdefault(CAME, []).append(st.session_state[_KEY].came)


def _read(reported: object) -> tuple[str, list[_Sent]]:
    match reported:
        case {"uid": str(uid), "files": list(files)}:
            return uid, [one for one in map(_sent, files) if one]
    return "", []


def _sent(reported: object) -> _Sent | None:
    match reported:
        case {"name": str(name), "size": int(size), "id": str(id_)}:
            return _Sent(name, size, id_)
    return None


def _take(uid: str, files: list[_Sent]) -> None:
    taken: list[DraftPicture] = []
    refused: list[NotTaken] = []
    for one in files:
        if unused := _take_one(one, taken):
            refused.append(unused)
    if boards.subject(uid):
        uploads.put_on_card(uid, taken, refused)
    else:
        offer(taken, refused)


def _take_one(one: _Sent, taken: list[DraftPicture]) -> NotTaken | None:
    if remark := too_large(one.size):
        return NotTaken(one.name, remark)
    try:
        data = studio().inbox.take(one.id, current_person())
    except DiskTrouble as error:
        return not_taken(one.name, error)
    return take_data(one.name, data, taken) if data is not None else NotTaken(one.name, _LOST)
