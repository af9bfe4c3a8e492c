"""What happens by itself while a page is open: a word of what is new, a new look at what a page shows.

One timer a page: two that tick in one moment lose requests of each other in Streamlit 1.67. It is drawn first, so that
it reaches the browser together with the message that a run has begun, which ends the timers before it: else a run that
Streamlit breaks off leaves a page that never ticks again.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lib.domain.errors import StudioError
from lib.ui import revisions as shared
from lib.ui.frame.news import News, latest_news
from lib.ui.frame.notices import tell

EVERY_S, SELDOM_S = 1, 4
"""Seconds between two ticks."""
TURN = "pulse.turn"
"""Ticks since the page was drawn."""
FIRST = "pulse.first"
"""The news with which the page is drawn."""
WATCHED = "pulse.watched"
"""What is asked at each tick: all that the page and the frame around it watch."""

Differs = Callable[[int], bool]
"""Given the store's revision: whether the page would show something else now."""


def watch(differs: Differs, every: int = 1) -> None:
    """Run the page again as soon as `differs`, asked every so many ticks, beside whatever else is watched.

    Whoever watches says so anew in each run; a page that must not be disturbed just does not say it.
    """
    st.session_state.setdefault(WATCHED, []).append((differs, every))


def rest() -> None:
    """Nothing runs the page again until something else does: it has opened a dialog, which such a run would close."""
    st.session_state[WATCHED] = []


def start(news: News, *, at_work: bool) -> None:
    """At the begin of each run of a page: tick until the next one. `at_work`: people click and type there all the time.

    `news`: what the page is drawn with; each tick reads its own.

    Each tick is a run, and a click that comes meanwhile waits for it: the seldomer a tick, the quicker a click.
    """
    st.session_state[TURN] = 0
    st.session_state[WATCHED] = []
    st.session_state[FIRST] = news
    st.fragment(_tick, run_every=SELDOM_S if at_work else EVERY_S, key="pulse")()


def _tick() -> None:
    """One cheap question a tick; only when something changed in the store is more asked."""
    turn = st.session_state[TURN]
    st.session_state[TURN] = turn + 1
    if turn == 0:
        # The page itself is being drawn. To run it again from here would be a run after a run without an end.
        tell(st.session_state.pop(FIRST), notices=False)
        return
    tell(latest_news(), notices=True)
    revision = shared.revision()
    if any(turn % every == 0 and _differs(differs, revision) for differs, every in st.session_state[WATCHED]):
        st.rerun()


def _differs(differs: Differs, revision: int) -> bool:
    try:
        return differs(revision)
    except StudioError:
        # The page itself shows what is wrong.
        return True
