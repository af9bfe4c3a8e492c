"""What limits say to whoever looks at the board: read anew whenever the store has changed, and once a minute."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from lib.domain.actor import Operation, may
from lib.domain.limits import Tallies
from lib.domain.lists import Person
from lib.ui import revisions as shared
from lib.ui.create.limit_view import LimitView, view_limit
from lib.ui.parts.people_names import person_name
from lib.ui.state import actor, studio, utc_now

_READ = "create.limits"
"""What was read, with the revision and the minute that it is of."""


def limit_now(takes: int) -> LimitView | None:
    """Of a board with so many takes; None where there is nothing to say. Without a limit it reads a number, no more."""
    revision = shared.revision()
    # Which limits there are is the same for all who look; only where there are some is counted what one has made.
    if revision == shared.AWAY or not shared.of_revision("limits", revision, lambda: studio().limits.all()):
        return None
    who, now = actor(), utc_now()
    tallies, names = _read(who.person_id, revision, now)
    return view_limit(tallies, now, takes, may_ask=may(who, Operation.ASK_FOR_MORE), names=names)


def _read(person_id: str, revision: int, now: datetime) -> tuple[Tallies, dict[str, str]]:
    # A video of yesterday counts no longer without that anything changes in the store.
    stamp = (person_id, revision, now.replace(second=0, microsecond=0))
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != stamp:
        tallies = studio().limits.tallies(person_id, now)
        people = {one.answered_by: _person(one.answered_by) for one in tallies.wishes if one.answered_by}
        names = {id_: person_name(person, id_, person_id) for id_, person in people.items()}
        kept = st.session_state[_READ] = (stamp, (tallies, names))
    return kept[1]


def _person(person_id: str) -> Person | None:
    return studio().store.people.get(person_id)
