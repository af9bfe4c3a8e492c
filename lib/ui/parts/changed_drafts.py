"""Drafts that another page of this tab changed: the board that holds one of them reads it again."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

_CHANGED = "parts.changed_drafts"


def note(ids: Iterable[str]) -> None:
    """These drafts are another in the store now."""
    st.session_state[_CHANGED] = st.session_state.get(_CHANGED, frozenset()) | frozenset(ids)


def take(draft_id: str) -> bool:
    """Whether this one was noted; once."""
    changed: frozenset[str] = st.session_state.get(_CHANGED, frozenset())
    st.session_state[_CHANGED] = changed - {draft_id}
    return draft_id in changed
