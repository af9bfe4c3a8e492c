"""What people do about a limit that they have reached: fewer takes, or ask for more."""

from __future__ import annotations

import streamlit as st

from lib.domain.limits import LONGEST_NOTE
from lib.domain.naming import letters
from lib.ui.create import board as boards
from lib.ui.create.board_steps import step
from lib.ui.frame.callbacks import Callback
from lib.ui.state import actor, studio, utc_now

NOTE = "create.limit.note"
"""Key of the note of a wish."""


@step
def use_takes(takes: int) -> None:
    """As many takes as are left."""
    boards.show(boards.current_board().model_copy(update={"takes": takes}))


@Callback
def ask() -> None:
    """For more videos than the limit; the run that follows closes the dialog, or says that the note is too long."""
    note = str(st.session_state.get(NOTE) or "")
    if len(letters(note)) <= LONGEST_NOTE:
        studio().limits.ask(actor(), note, utc_now())
