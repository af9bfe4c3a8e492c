"""The videos with one member of the cast: the link that asks for them, and the word that says so."""

from __future__ import annotations

import streamlit as st

from lib.text.language import _
from lib.text.member_words import member_title
from lib.ui.frame.callbacks import Callback
from lib.ui.gallery.deleting import SCREEN
from lib.ui.state import studio
from lib.ui.words import plain

MEMBER = "member"
"""In the address: the id of the member whose videos are shown."""
_KEPT = f"{SCREEN}.{MEMBER}"


def member() -> str:
    """The id of the member whose videos are shown; "": everybody's."""
    return str(st.session_state.get(_KEPT) or "")


def follow_link() -> bool:
    """Take what the address asks for; whether that is another member than before."""
    asked = str(st.query_params.get(MEMBER, ""))
    if not asked or asked == member():
        return False
    st.session_state[_KEPT] = asked
    return True


@Callback
def leave_out() -> None:
    """Everybody's videos again."""
    st.session_state.pop(_KEPT, None)
    st.query_params.pop(MEMBER, None)


def draw_chip(member_id: str, on_remove: Callback[[]]) -> None:
    """Whose videos these are; a press takes the filter off."""
    st.button(
        _("Only with {name}", name=plain(_name(member_id))),
        key="gallery.only_with",
        icon=":material/close:",
        icon_position="right",
        help=_("Show all videos again"),
        on_click=on_remove,
    )


def _name(member_id: str) -> str:
    stored = studio().store.members.get(member_id)
    if stored is None:
        return _("a deleted member")
    name = member_title(stored.member.name)
    return _("{name} (deleted)", name=name) if stored.deleted else name
