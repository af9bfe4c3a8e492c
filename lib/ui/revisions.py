"""What many open pages ask alike: read from the store once per revision, for all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import streamlit as st

from lib.domain.errors import StudioError
from lib.domain.job import MOVING, JobState
from lib.ui.state import studio

AWAY = -1
"""The revision of a store that cannot be asked."""
KEPT = 64
"""Answers that are kept; the oldest go."""

T = TypeVar("T")


def revision() -> int:
    """The store's revision; AWAY where it cannot be asked, which the page itself then says."""
    try:
        return studio().store.revision()
    except StudioError:
        return AWAY


def of_revision(name: str, revision: int, read: Callable[[], T], about: object = "") -> T:
    """What `read` gives at this revision; of all who ask at once, one reads. `about` tells questions of a name apart.

    Only for values that nobody changes. Raises what `read` raises, and keeps nothing then.
    """
    # The tracker's id is the studio's: another one has another store.
    return cast(T, _kept(studio().tracker.owner, name, revision, repr(about), read))


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _kept(owner: str, name: str, revision: int, about: str, _read: Callable[[], object]) -> object:
    return _read()


def counts(revision: int) -> dict[JobState, int]:
    """How many jobs are in each state."""
    return of_revision("counts", revision, lambda: studio().store.lists.counts())


def moving(revision: int) -> int:
    """How many jobs are on their way."""
    return sum(number for state, number in counts(revision).items() if state in MOVING)
