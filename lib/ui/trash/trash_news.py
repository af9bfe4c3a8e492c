"""The result of a press on this page: shown by the first run of the page that reaches its end."""

from __future__ import annotations

import streamlit as st

_NEWS = "trash.news"
"""Sentences that were not shown yet, each with its icon."""


def tell(words: str, icon: str) -> None:
    """Say this on the page that is drawn next.

    Not at once: a second press breaks off the run that the first one began, and a toast of that run may never arrive.
    """
    st.session_state[_NEWS] = (*st.session_state.get(_NEWS, ()), (words, icon))


def say_news() -> None:
    """Show what is to be shown; last on the page, so that a run that was broken off leaves it to the next one."""
    for words, icon in st.session_state.get(_NEWS, ()):
        st.toast(words, icon=icon)
    st.session_state.pop(_NEWS, None)
