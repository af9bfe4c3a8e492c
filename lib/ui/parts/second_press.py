"""A second press of two: by then the next row stands in the place of the one that went, and is not meant."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from lib.ui.state import utc_now

_LAST = "parts.went"
"""The place of the row that went last, and when."""
DOUBLE_CLICK = timedelta(seconds=2)
QUICK = timedelta(seconds=1)
"""Where a way back is offered, and people take away several in a row."""


def row_went(place: str) -> None:
    """Note that the row in this place of its list went by a press."""
    st.session_state[_LAST] = (place, utc_now())


def went_on() -> None:
    """Note that another press led away: whoever comes back and presses there again means it."""
    st.session_state.pop(_LAST, None)


def is_second_press(place: str, within: timedelta = DOUBLE_CLICK) -> bool:
    """Whether the row in this place went a moment ago. A press on any other place counts at once."""
    last, at = st.session_state.get(_LAST, ("", None))
    return last == place and at is not None and utc_now() - at < within
