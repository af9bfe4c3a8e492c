"""What the dialog with the team's voices remembers in this tab, and what it does about what was done in it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.domain.voice_file import FileProblem, VoiceLine
from lib.domain.voice_list import VoiceChange, VoiceRemark

DONE, PROBLEM, EDITED = "voices.done", "voices.problem", "voices.edited"
"""What was done last and where, with the way back; why an entry was refused, by the place of its form; the id of the
voice whose form is open."""
TURN, UPLOADS = "voices.turn", "voices.uploads"
"""How often something was done, and a file was chosen: after the one forms begin anew, after the other that field."""
LIST, NEW, IMPORT = "list", "new", "import"
"""Where something was done in the dialog: there the result is shown."""
FILE, SHOWN, FIND, MARKS = "voices.file", "voices.shown", "voices.find", "voices.marks"
"""The file that was chosen; how many are shown; the widgets of the filter."""
READ_FILE = tuple[str, tuple[VoiceLine, ...] | FileProblem, tuple[str, ...]]
"""The name of a file, what was read in it, and the columns that were not."""


def begin() -> None:
    """The dialog is opened: nothing of the last time."""
    for key in (DONE, PROBLEM, EDITED, FILE, SHOWN, FIND, MARKS):
        st.session_state.pop(key, None)


def turn() -> int:
    """Part of the keys of what begins anew when something was done."""
    return int(st.session_state.get(TURN, 0))


def uploads() -> int:
    """Part of the key of the field for files."""
    return int(st.session_state.get(UPLOADS, 0))


def done(changes: Sequence[VoiceChange], place: str = LIST) -> None:
    """Something was done in this place; `changes` can be taken back."""
    for key in (DONE, PROBLEM, EDITED, FILE):
        st.session_state.pop(key, None)
    if changes:
        st.session_state[DONE] = (place, tuple(changes))
    st.session_state[TURN] = turn() + 1


def refused(place: str, remark: VoiceRemark) -> None:
    """What was typed stays in its form, with the reason."""
    st.session_state[PROBLEM] = (place, remark)


def chose(name: str, read: tuple[VoiceLine, ...] | FileProblem, unused: tuple[str, ...]) -> None:
    """A file was chosen, and what was read in it; the field for files is empty again."""
    st.session_state[FILE] = (name, read, unused)
    st.session_state[UPLOADS] = uploads() + 1
