"""What the page remembers of a card beside the draft: whether it is open, and what came of what was given to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st


@dataclass(frozen=True)
class CardState:
    """`opened`: the card and not the row; None: not decided yet."""

    opened: bool | None = None
    fresh: int = 0
    """Part of the keys of the uploader and of the field for a web address: another number empties them."""
    refused: tuple[str, ...] = ()
    """Sentences about files of the last upload that were not taken."""
    url_problem: str = ""


def state_of(uid: str) -> CardState:
    """Of the member of the cast with this uid."""
    state: CardState = st.session_state.get(_key(uid), CardState())
    return state


def change_card(uid: str, **changes: Any) -> None:
    """Other values for these fields of its `CardState`."""
    st.session_state[_key(uid)] = replace(state_of(uid), **changes)


def _key(uid: str) -> str:
    return f"create.card.{uid}"
