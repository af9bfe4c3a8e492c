"""Taking the cast along and bringing one in: the buttons beside Add a member."""

from __future__ import annotations

import streamlit as st

from lib.domain.actor import Operation
from lib.text.language import _
from lib.ui.cast.export_dialog import show_export
from lib.ui.cast.import_dialog import show_import
from lib.ui.cast.new_member import draw_add
from lib.ui.cast.picture_pile import show_pile
from lib.ui.who_may import allowed


def draw_all_actions() -> None:
    """What can be done with a library that has members."""
    if st.button(_("Export…"), key="cast.export", icon=":material/download:"):
        show_export()
    draw_first_actions()


def draw_first_actions() -> None:
    """And with an empty one."""
    if not allowed(Operation.CHANGE_CAST):
        return
    if st.button(_("Import…"), key="cast.import.open", icon=":material/upload:"):
        show_import()
    if st.button(_("From pictures…"), key="cast.pile.open", icon=":material/photo_library:"):
        show_pile()
    draw_add()
