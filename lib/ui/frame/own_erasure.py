"""Deleting one's own account, in the popover of the account: it asks first, and there is no way back."""

from __future__ import annotations

import streamlit as st

from lib.text.language import _
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.sign_out import leave_provider
from lib.ui.state import actor, studio, utc_now

_ASKED, _LAST = "frame.erase_asked", "frame.erase_last"
"""Whether the question is open; whether it was refused, since nobody else is an owner."""
ENDING = "frame.ending"
"""In session state once it is done: the next message of this page ends its line, so that a press would be lost."""


def draw_own_erasure() -> None:
    """The button, or the question that it asks."""
    if not st.session_state.get(_ASKED):
        st.button(
            _("Delete my account"), key="frame.erase", type="tertiary", icon=":material/person_remove:", on_click=_ask
        )
        return
    if st.session_state.get(_LAST):
        # In place of the question: below it a phone would not show the way back.
        st.error(_("You are the only owner. Make someone else an owner first."), icon=":material/error:", width=300)
        st.button(_("Cancel"), key="frame.erase_not", on_click=_leave_it)
        return
    st.markdown(
        _(
            "Delete your name, drafts, own presets and sign-ins? What you made stays, without your name. "
            "This cannot be undone."
        ),
        width=300,  # as wide as what stands around it
    )
    st.caption(_("If you come back later, an owner has to let you in."), width=300)
    with st.container(horizontal=True, gap="small"):
        st.button(_("Yes, delete my account"), key="frame.erase_now", type="primary", on_click=_erase)
        st.button(_("Cancel"), key="frame.erase_not", on_click=_leave_it)


@Callback
def _ask() -> None:
    st.session_state[_ASKED] = True


@Callback
def _leave_it() -> None:
    st.session_state.pop(_ASKED, None)
    st.session_state.pop(_LAST, None)


@Callback
def _erase() -> None:
    me = actor()
    if studio().people.erase(me, me.person_id, utc_now()):
        _leave_it()
        st.session_state[ENDING] = True
        leave_provider()
    else:
        st.session_state[_LAST] = True
