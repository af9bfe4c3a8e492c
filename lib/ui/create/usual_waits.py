"""How long the team's videos took lately, for the comparison of models; asked for at most once a minute a session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import streamlit as st

from lib.ui.state import studio, utc_now

_ASKED = "create.took_s"
_FRESH = timedelta(minutes=1)


def took_s() -> Mapping[str, Sequence[float]]:
    """By model, the last first, in seconds. Each step on the board looks here while the comparison is open."""
    kept: tuple[datetime, Mapping[str, Sequence[float]]] | None = st.session_state.get(_ASKED)
    if kept is None or utc_now() - kept[0] > _FRESH:
        kept = st.session_state[_ASKED] = utc_now(), studio().store.lists.took_s(studio().settings.service)
    return kept[1]
