"""What whoever sits before this page has before their eyes, and what they have looked at.

Notices (notices.py) say nothing of what is on the page anyway; what was looked at is no longer counted as new.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from lib.domain.errors import StudioError
from lib.domain.job import Job
from lib.ui.state import current_person, studio

_ON_SCREEN = "frame.on_screen"
"""By place: the ids of the jobs that stand there in this run of the page."""


def clear() -> None:
    """At the begin of a run of the whole page."""
    st.session_state[_ON_SCREEN] = {}


def put_on_screen(place: str, ids: Sequence[str]) -> None:
    """What `place` shows from now on, jobs or wishes, whatever becomes of them, until it or the page is drawn anew."""
    st.session_state.setdefault(_ON_SCREEN, {})[place] = tuple(ids)


def is_on_screen(id_: str) -> bool:
    """Whether this tab shows the job or the wish by itself."""
    return any(id_ in ids for ids in st.session_state.get(_ON_SCREEN, {}).values())


def look_at(job: Job) -> None:
    """Whoever made the job has it open: what became of it is new to them no longer. Others' looks do not count."""
    if job.unseen and job.person_id == current_person():
        note_seen([job.id])


def note_seen(ids: Collection[str]) -> None:
    """Whoever made these jobs has looked at what became of them, or put it away."""
    try:
        studio().store.jobs.mark_seen(ids)
    except StudioError:
        return  # They stay new until the next look.
