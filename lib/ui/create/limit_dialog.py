"""Ask for more videos than the limit allows, in a dialog: with a note for whoever answers."""

from __future__ import annotations

import streamlit as st

from lib.domain.limits import LONGEST_NOTE
from lib.text.language import N_, _
from lib.ui.create import board_steps, limit_steps
from lib.ui.frame.error_cards import shown
from lib.ui.parts.text_length import draw_too_long

TITLE = N_("Ask for more")


def show_ask() -> None:
    """An empty note each time."""
    st.session_state.pop(limit_steps.NOTE, None)
    st.dialog(_(TITLE), on_dismiss=board_steps.closed)(draw_ask)()


@shown("ask")
def draw_ask() -> None:
    """What stands in the dialog."""
    st.caption(_("Whoever looks after the team sees this and can give you more videos for 24 hours."))
    note = st.text_area(_("What do you need them for? (optional)"), key=limit_steps.NOTE, height=100)
    too_long = draw_too_long(note, LONGEST_NOTE)
    if st.button(_("Send"), type="primary", key="create.limit.send", on_click=limit_steps.ask) and not too_long:
        st.rerun()
