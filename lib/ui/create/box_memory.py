"""What the box after Generate holds, kept with its draft: a reload, or another tab with that draft, shows it again."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.domain.errors import StudioError
from lib.ui.create import board as boards
from lib.ui.frame.error_cards import shown
from lib.ui.state import studio

_DRAFT, _DRAFTS = "create.box_of", "create.boxes_of"
"""The draft whose box was looked up last; all drafts whose boxes this tab shows together."""
MOST = 24
"""Jobs that are kept with a draft: more than the box shows."""


def bring_back() -> None:
    """At the start of a run of the whole page: what was not put away when this draft was left."""
    draft_id = st.session_state[boards.ID]
    if st.session_state.get(_DRAFT) == draft_id:
        return
    with shown("box"):
        kept = studio().store.drafts.box(draft_id)
        st.session_state[_DRAFT] = draft_id
        if kept:
            there: Sequence[str] = st.session_state.get(boards.MADE, ())
            st.session_state[boards.MADE] = [*there, *(one for one in kept if one not in there)]
            _note(draft_id)


def remember() -> None:
    """After Generate. What was taken to its field is shown there, and not once more."""
    draft_id, mended = st.session_state[boards.ID], st.session_state.get(boards.MENDED, ())
    _note(draft_id)
    ids = [one for one in st.session_state[boards.MADE] if one not in mended]
    try:
        studio().store.drafts.keep_box(draft_id, ids[:MOST])
    except StudioError:
        return  # The jobs are made, which is what counts: they stand on the page of the jobs.


def put_away() -> None:
    """All that is in the box, whichever draft made it."""
    try:
        for draft_id in st.session_state.pop(_DRAFTS, ()):
            studio().store.drafts.keep_box(draft_id, ())
    except StudioError:
        return  # It comes back with the next reload.


def _note(draft_id: str) -> None:
    st.session_state[_DRAFTS] = {*st.session_state.get(_DRAFTS, ()), draft_id}
