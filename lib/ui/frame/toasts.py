"""What a callback has to say in short words that float over the page, also where a dialog is open.

Where a part of a page is drawn by itself, Streamlit 1.67 puts a toast into the place of the open dialog, and the
browser loses the whole page ("'setIn' cannot be called on an ElementNode"). So it waits for the page there, and the
dialog closes.
"""

from __future__ import annotations

import streamlit as st

from lib.ui.streamlit_internals import fragments

WAITING = "frame.toasts"
"""Words and icon of each that was not shown yet."""


def say(words: str, icon: str = ":material/info:") -> None:
    """A toast. Only in callbacks: where it has to wait, their wrapper has the whole page drawn (callbacks.py)."""
    if fragments.running():
        st.session_state[WAITING] = (*st.session_state.get(WAITING, ()), (words, icon))
    else:
        st.toast(words, icon=icon)


def say_what_waits() -> None:
    """At the end of a run of a page: one that was broken off leaves it to the next."""
    for words, icon in st.session_state.get(WAITING, ()):
        st.toast(words, icon=icon)
    st.session_state.pop(WAITING, None)
