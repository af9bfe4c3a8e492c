"""What happens by itself while a page is open: a word when a video is ready, a new look at what a page shows."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lib.domain.errors import StudioError
from lib.domain.job import JobState
from lib.domain.lists import JobQuery
from lib.ui.state import current_person, studio
from lib.ui.words import plain

EVERY_S = 1
REVISION = "pulse.revision"
WATCHED = "pulse.watched"
LATEST = 20

Look = Callable[[], object]


def watch(look: Look, seen: object) -> None:
    """Run the page again as soon as `look()` no longer gives `seen`, what this run shows. Asked only after changes.

    A page says so anew in each run; one that must not be disturbed just does not say it.
    """
    st.session_state[WATCHED] = (look, seen)


def pulse() -> None:
    """At the end of each run of a page: tick until the next one."""
    _tick(*st.session_state.pop(WATCHED, (None, None)))


@st.fragment(run_every=EVERY_S)
def _tick(look: Look | None, seen: object) -> None:
    """One cheap question a tick; only when something changed in the store is more asked."""
    try:
        revision = studio().store.revision()
        if st.session_state.get(REVISION) == revision:
            return
        if look is not None and look() != seen:
            # The run that follows ends here again, and tells what is new.
            st.rerun()
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
