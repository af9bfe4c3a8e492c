"""What people do in the box after Generate: watch a video in place, mend what was refused, put the box away."""

from __future__ import annotations

import streamlit as st

from lib.ui.create import board as boards
from lib.ui.create import box_memory
from lib.ui.create.board_steps import step
from lib.ui.frame import attention
from lib.ui.frame.callbacks import Callback


@step
def play(job_id: str) -> None:
    """Show this video in the box, or no longer if it is the one that is shown."""
    if st.session_state.pop(boards.PLAYING, None) != job_id:
        st.session_state[boards.PLAYING] = job_id
        attention.note_seen([job_id])


@step
def hide() -> None:
    """The box goes; its jobs go on. What it showed counts as seen."""
    attention.note_seen(st.session_state.get(boards.MADE, ()))
    box_memory.put_away()
    for of_the_box in (boards.MADE, boards.PLAYING):
        st.session_state.pop(of_the_box, None)


@step
def mend(job_id: str) -> None:
    """The board as it was sent, with what was not taken shown at its field."""
    attention.note_seen([job_id])
    boards.mend(job_id)


@Callback
def look() -> None:
    """A job stands otherwise than the box shows: the run that follows draws it."""
