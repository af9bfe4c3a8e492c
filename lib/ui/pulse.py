"""A word when a video is ready while a page is open, on every page."""

from __future__ import annotations

import streamlit as st

from lib.domain.errors import StudioError
from lib.domain.job import JobState
from lib.domain.lists import JobQuery
from lib.ui.state import current_person, studio
from lib.ui.words import plain

EVERY_S = 1
REVISION = "pulse.revision"
LATEST = 20


@st.fragment(run_every=EVERY_S)
def pulse() -> None:
    """One cheap question a tick; only when something changed in the store is more asked."""
    try:
        revision = studio().store.revision()
        if st.session_state.get(REVISION) == revision:
            return
        st.session_state[REVISION] = revision
        for name in _newly_ready():
            st.toast(f"“{plain(name)}” is ready. It lies in the gallery.", icon=":material/movie:", duration="long")
    except StudioError:
        # The page itself shows what is wrong; the next tick asks again.
        st.session_state.pop(REVISION, None)


def _newly_ready() -> list[str]:
    """Names of this person's videos that became ready since they were last told."""
    store = studio().store
    mine = JobQuery(states=frozenset({JobState.READY}), person_id=current_person(), limit=LATEST)
    unseen = {line.id: line.name for line in store.lines(mine) if line.unseen}
    return [unseen[job_id] for job_id in store.mark_seen(unseen)]
