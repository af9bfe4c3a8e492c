"""What was just taken away from the cast, with the way back: a member, a look, a picture; for ten minutes at most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from lib.domain.member_edits import TakenAway
from lib.text.language import _
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.undo_line import OFFERED_FOR
from lib.ui.state import actor, studio, utc_now
from lib.ui.words import plain

_KEPT = "cast.removal"
Words = Callable[[], str]
"""What was done, as text; called when it is shown, for the language of that moment."""


@dataclass(frozen=True)
class _Removal:
    member_id: str
    taken: TakenAway | None
    """None: the member as a whole."""
    words: Words
    at: datetime


def remember_removal(member_id: str, taken: TakenAway | None, words: Words) -> None:
    """Offer to put this back; `taken`: None for the member as a whole."""
    st.session_state[_KEPT] = _Removal(member_id, taken, words, utc_now())


def draw_removal(member_id: str = "") -> None:
    """The line, on the page of the member that it is about; "": in the library, about a whole member."""
    kept = _kept()
    if kept is None or utc_now() - kept.at > OFFERED_FOR:
        return
    if (kept.taken is None) != (not member_id) or (member_id and kept.member_id != member_id):
        return
    if kept.taken is None and not _is_deleted(kept.member_id):
        return
    with st.container(key="cast.removed", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":material/delete: {plain(kept.words())}", width="content")
        st.button(_("Undo"), key="cast.undo", on_click=_undo)
        st.button(_("Dismiss"), key="cast.undo_dismiss", type="tertiary", on_click=_dismiss)


def _is_deleted(member_id: str) -> bool:
    stored = studio().store.members.get(member_id)
    return stored is not None and stored.deleted


@Callback
def _dismiss() -> None:
    st.session_state.pop(_KEPT, None)


@Callback
def _undo() -> None:
    kept = _kept()
    if kept is None:
        return  # The second press of two, or one that Streamlit began anew.
    if kept.taken is None:
        studio().cast.restore(actor(), kept.member_id)
    elif not studio().cast.put_back(actor(), kept.member_id, kept.taken, utc_now()):
        st.toast(_("There is no room for it any more."), icon=":material/info:")
    st.session_state.pop(_KEPT, None)


def _kept() -> _Removal | None:
    kept: _Removal | None = st.session_state.get(_KEPT)
    return kept
