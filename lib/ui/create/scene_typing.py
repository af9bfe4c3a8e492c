"""What is being typed into the scene: how it comes from the browser to the board, and how the browser knows of it.

The editor reports `{board, number, since, base, text}` as its state, which every request carries: whichever comes
first, the pause in typing or a press on Generate, brings the whole text. `base` is the text that it grew from, so that
a remedy pressed meanwhile is not lost; `since` the number of the last report that the browser knew to be taken by then.
A report is taken once, by its number, and only for the board that it was typed on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import streamlit as st

from lib.domain.merging import merged_text
from lib.ui.create import board as boards
from lib.ui.create.scene_view import Typing

EDITOR = "scene_editor"
_TAKEN = "create.typed"
"""Of the last report that was taken: the board's token, its number, and its text."""
_SESSION = "create.session"


@dataclass(frozen=True)
class _Report:
    board: str
    number: int
    since: int
    base: str
    text: str


def typing_state() -> Typing:
    """As it stands now."""
    board = str(st.session_state[boards.OPENED])
    session = str(st.session_state.setdefault(_SESSION, uuid4().hex))
    kept, (taken, _) = boards.UNSAVED not in st.session_state, _taken(board)
    return Typing(board, session, st.session_state[boards.ID], taken, kept, boards.current_board().is_empty)


def take_in() -> None:
    """Put what the editor has reported on the board; nothing where that was done. Before anything else is decided."""
    report = _report()
    if boards.BOARD not in st.session_state or report is None:
        return
    taken, text = _taken(report.board)
    if report.board != st.session_state[boards.OPENED] or report.number <= taken:
        return
    st.session_state[_TAKEN] = (report.board, report.number, report.text)
    current = boards.current_board()
    # It grew from the report before, also where the browser had not heard yet that this was taken.
    base = text if taken > report.since else report.base
    scene = merged_text(base, current.scene, report.text)
    if scene != current.scene:
        boards.put(current.model_copy(update={"scene": scene}), shown=True)


def plain_is_in_use() -> bool:
    """Whether the plain text area speaks for the scene: where the editor has loaded, that one does."""
    return _report() is None


def to_add() -> str:
    """In the callback of the editor's wish for another member of the cast: the name."""
    state: Any = st.session_state[EDITOR]
    return str(state.get("add") or "")[:1000]


def _taken(board: str) -> tuple[int, str]:
    last, number, text = st.session_state.get(_TAKEN, ("", 0, ""))
    return (int(number), str(text)) if last == board else (0, "")


def _report() -> _Report | None:
    state: Any = st.session_state.get(EDITOR)
    typed: Any = state.get("typed") if state else None
    try:
        number = int(typed["number"])
        # A page from before an upgrade does not say since when.
        since = int(typed.get("since", number))
        return _Report(str(typed["board"]), number, since, str(typed["base"]), str(typed["text"]))
    except (LookupError, TypeError, ValueError):
        return None
