"""Folds and tabs that stay as they are when the language changes: to Streamlit, other words are another fold."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

import streamlit as st

from lib.text.language import spoken


class Opens(AbstractContextManager[Any, Any], Protocol):
    """What can be opened; what is drawn `with` it stands in it."""

    @property
    def open(self) -> bool | None: ...


def draw_fold(label: str, key: str) -> Opens:
    """A compact fold that draws the page again when it is opened or closed; `open` tells which."""
    code, kept = spoken().code, f"{key}.was"
    was_code, was_open = st.session_state.get(kept, (code, False))
    if was_code != code:
        st.session_state[key] = was_open
    fold = st.expander(label, type="compact", key=key, on_change="rerun")
    st.session_state[kept] = (code, bool(fold.open))
    return fold


def draw_tabs(labels: Sequence[str], key: str) -> Sequence[Opens]:
    """Tabs that draw the page again when another one is opened; `open` tells which is."""
    # Streamlit keeps the open one by its words, so each language has a key of its own.
    code, kept = spoken().code, f"{key}.was"
    was_code, was_open = st.session_state.get(kept, (code, 0))
    if was_code != code:
        st.session_state[f"{key}.{code}"] = labels[was_open]
    tabs = st.tabs(labels, key=f"{key}.{code}", on_change="rerun")
    st.session_state[kept] = (code, next((place for place, tab in enumerate(tabs) if tab.open), 0))
    return tabs
