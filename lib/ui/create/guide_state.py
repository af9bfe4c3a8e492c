"""Whether the first-run guide is shown: to whoever begins with an empty board and made nothing yet, or asks for it."""

from __future__ import annotations

import streamlit as st

from lib.domain.lists import JobQuery
from lib.ui.create import board as boards
from lib.ui.frame.demo_menu import GUIDE
from lib.ui.frame.error_cards import shown
from lib.ui.state import actor, current_person, studio

_ON = "create.guide"


def open_guide() -> None:
    """At the start of a run of the whole page, once the board is there."""
    if GUIDE in st.query_params:
        with shown("guide"):
            studio().desk.hide_guide(actor(), hidden=False)
        st.session_state[_ON] = True
        st.session_state.pop(boards.MADE, None)
        # Last: a second press may break this run off, and then its own run does all this once more.
        del st.query_params[GUIDE]
        if not boards.current_board().is_empty:
            st.query_params["draft"] = st.session_state[boards.ID]
    elif _ON not in st.session_state:
        st.session_state[_ON] = boards.current_board().is_empty and _is_new()


def _is_new() -> bool:
    person = current_person()
    mine = JobQuery(person_id=person, limit=1)
    return not studio().desk.is_guide_hidden(person) and not studio().store.lists.count(mine)


def guide_is_on() -> bool:
    """Also within a callback. The first video ends it."""
    if st.session_state.get(boards.MADE):
        st.session_state[_ON] = False
    return bool(st.session_state.get(_ON))


def hide_guide() -> None:
    """For good, until it is asked for."""
    st.session_state[_ON] = False
    studio().desk.hide_guide(actor(), hidden=True)
