"""What the page remembers of a card beside the draft: whether it is open, and what came of what was given to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from lib.ui.create.cast_view import CardState


def state_of(uid: str) -> CardState:
    """Of the member of the cast with this uid."""
    state: CardState = st.session_state.get(_key(uid), CardState())
    return state


def change_card(uid: str, **changes: Any) -> None:
    """Other values for these fields of its `CardState`."""
    st.session_state[_key(uid)] = replace(state_of(uid), **changes)


def _key(uid: str) -> str:
    return f"create.card.{uid}"
