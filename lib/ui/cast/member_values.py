"""The widgets of a member's page and what is kept: each shows what the store says, whoever wrote it there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from lib.domain.cast_member import CastMember
from lib.text.language import N_, _
from lib.ui.frame.toasts import say
from lib.ui.state import actor, studio, utc_now

_SEEN = "member.seen"
"""What each widget was last given. What is being typed is not taken away by a run that brings nothing new."""
GONE = N_("It is no longer there: someone has deleted it.")


def follow(key: str, value: Any) -> None:
    """Give a widget what is kept, before it is drawn."""
    seen = st.session_state.setdefault(_SEEN, {})
    if key not in st.session_state or key not in seen or seen[key] != value:
        st.session_state[key] = value
    seen[key] = value


def note_kept(key: str, value: Any) -> None:
    """A widget's words are kept as `value`, without spaces around them: it goes on showing what is being typed."""
    st.session_state.setdefault(_SEEN, {})[key] = value


def change_member(member_id: str, change: Callable[[CastMember], CastMember]) -> bool:
    """Keep what `change` makes of the member; False, and a word, where it is gone. Only in callbacks.

    No word where it would change nothing: a tick of a slow browser brings, after Delete, each field as it was.
    """
    if studio().cast.change(actor(), member_id, change, utc_now()) is not None:
        return True
    kept = studio().store.members.get(member_id)
    if kept is None or change(kept.member) != kept.member:
        say(_(GONE))
    return False
