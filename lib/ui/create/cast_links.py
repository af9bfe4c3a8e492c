"""Members that a link to this page names: they join the board, once each."""

from __future__ import annotations

import streamlit as st

from lib.domain.cast_member import members_on
from lib.text.language import _
from lib.ui.create.board import current_board
from lib.ui.create.member_steps import put_on_board
from lib.ui.frame.error_cards import noted

LINK = "cast"
"""The parameter of the address: ids of members, side by side with commas."""
_MOST = 20


def open_members() -> None:
    """Before anything of the page is drawn."""
    named = str(st.query_params.get(LINK, ""))
    if not named:
        return
    on_board = members_on(current_board())
    wanted = [one for one in list(dict.fromkeys(named.split(",")))[:_MOST] if one not in on_board]
    with noted():
        if wanted and not put_on_board([(one, "") for one in wanted]):
            st.toast(_("That member is no longer in the cast."), icon=":material/info:")
    # Last: a second press may break this run off anywhere, and whoever is on the board by then joins it only once.
    del st.query_params[LINK]
