"""Whether the first-run guide is shown: to whoever begins with an empty board and made nothing yet, or asks for it.

It ends with the next video. Until then it comes back with a reload: which of its notes are done, the board says.
"""

from __future__ import annotations

import streamlit as st

from lib.domain.lists import JobQuery
from lib.services.desk import Guide
from lib.ui.create import board as boards
from lib.ui.frame.demo_menu import GUIDE
from lib.ui.frame.error_cards import shown
from lib.ui.state import actor, current_person, studio

_ON, _KEPT = "create.guide", "create.guide_kept"
"""_KEPT: it comes back with a reload."""


def open_guide() -> None:
    """At the start of a run of the whole page, once the board is there."""
    if GUIDE in st.query_params:
        with shown("guide"):
            _keep_on()
        st.session_state[_ON] = True
        # Last: a second press may break this run off, and then its own run does all this once more.
        del st.query_params[GUIDE]
        if not boards.current_board().is_empty:
            st.query_params["draft"] = st.session_state[boards.ID]
        return
    if _ON not in st.session_state:
        st.session_state[_ON] = _begins()
    with shown("guide"):
        keep_guide()


def keep_guide() -> None:
    """Once the board has begun: from then on the guide comes back with a reload."""
    # While the board cannot be kept nothing can, and the page says so already.
    kept = boards.UNSAVED not in st.session_state and not boards.current_board().is_empty
    if guide_is_on() and kept and _KEPT not in st.session_state:
        _keep_on()


def _begins() -> bool:
    person = current_person()
    guide = studio().desk.guide_of(person)
    if guide is not Guide.FOR_NEWCOMERS or not boards.current_board().is_empty:
        return guide is Guide.SHOWN
    return not studio().store.lists.count(JobQuery(person_id=person, limit=1))


def _keep_on() -> None:
    studio().desk.keep_guide(actor(), Guide.SHOWN)
    st.session_state[_KEPT] = True


def guide_is_on() -> bool:
    """Also within a callback."""
    return bool(st.session_state.get(_ON))


def end_guide() -> None:
    """With a video: what the guide leads to is done."""
    if guide_is_on():
        _leave(Guide.FOR_NEWCOMERS)


def hide_guide() -> None:
    """For good, until it is asked for."""
    _leave(Guide.HIDDEN)


def _leave(guide: Guide) -> None:
    st.session_state[_ON] = False
    st.session_state.pop(_KEPT, None)
    studio().desk.keep_guide(actor(), guide)
