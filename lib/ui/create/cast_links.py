"""What comes to the board from the Cast page: members that a link names, and names that were changed there."""

from __future__ import annotations

import streamlit as st

from lib.domain.cast_member import members_on
from lib.ui.create.board import ID, current_board, reopen
from lib.ui.create.member_steps import gone_text, put_on_board
from lib.ui.frame.error_cards import noted
from lib.ui.parts import changed_drafts

LINK = "cast"
"""The parameter of the address: ids of members, side by side with commas."""
_MOST = 20


def follow_cast() -> None:
    """What the Cast page of this tab did to the board, before anything of it is drawn."""
    if changed_drafts.take(st.session_state[ID]):
        reopen(st.session_state[ID])
    _put_named_members()


def _put_named_members() -> None:
    named = str(st.query_params.get(LINK, ""))
    if not named:
        return
    on_board = members_on(current_board())
    wanted = [one for one in list(dict.fromkeys(named.split(",")))[:_MOST] if one not in on_board]
    with noted():
        if wanted and (missing := len(wanted) - len(put_on_board([(one, "") for one in wanted]))):
            st.toast(gone_text(missing), icon=":material/info:")
    # Last: a second press may break this run off anywhere, and whoever is on the board by then joins it only once.
    del st.query_params[LINK]
