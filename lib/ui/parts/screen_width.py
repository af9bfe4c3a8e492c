"""Whether a page is seen on a phone: the server does not know, so a small component tells it, once and when it changes.

Until then the browser's own word for itself counts, so that a phone does not draw the desktop's page first.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib.ui.frame.callbacks import Callback

NARROW = "frame.narrow"
"""The last width that the component reported for this session."""
_KEY = "screen_width"

_watch = st.components.v2.component("screen_width", js=(Path(__file__).parent / "screen_width.js").read_text("utf-8"))


def is_narrow() -> bool:
    """Whether the window has at most 640 pixels, where our pages stand in one column. Draws nothing that is seen."""
    narrow = bool(st.session_state.get(NARROW, _is_phone()))
    _watch(key=_KEY, data={"narrow": narrow}, on_narrow_change=_keep, height=0)
    return narrow


@Callback
def _keep() -> None:
    if (narrow := st.session_state[_KEY].narrow) is not None:
        st.session_state[NARROW] = bool(narrow)


def _is_phone() -> bool:
    # The part of the header that browsers of phones have in common, as MDN advises.
    return "Mobi" in st.context.headers.get("User-Agent", "")
