"""Adding a member to the cast: its name and its kind, then its own page."""

from __future__ import annotations

import streamlit as st

from lib.domain.cast_member import MemberKind
from lib.text.cast_words import kind_name
from lib.text.language import _, spoken
from lib.ui.cast.member_shelf import open_member
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.second_press import is_second_press, row_went
from lib.ui.state import actor, studio, utc_now

NAME, KIND = "cast.new_name", "cast.new_kind"
_NAMELESS = "cast.new_nameless"


def draw_add() -> None:
    """The button and what opens under it."""
    with st.popover(_("Add a member"), icon=":material/person_add:", key="cast.add", type="primary"):
        # A list reports the word it shows: one for each language.
        kind = f"{KIND}.{spoken().code}"
        with st.form("cast.new", border=False):
            st.text_input(_("Name"), key=NAME, placeholder=_("for example Mia"))
            st.selectbox(_("Kind"), list(MemberKind), format_func=kind_name, key=kind)
            if st.session_state.pop(_NAMELESS, False):
                st.error(_("Give the member a name."), icon=":material/error:")
            st.form_submit_button(_("Add"), type="primary", key="cast.add_now", on_click=_add, args=(kind,))


@Callback
def _add(kind: str) -> None:
    name = str(st.session_state[NAME] or "").strip()
    if not name:
        st.session_state[_NAMELESS] = True
        return
    if is_second_press("member added"):
        return
    made = studio().cast.add(actor(), name, MemberKind(st.session_state[kind]), utc_now())
    row_went("member added")
    open_member(made.id)
