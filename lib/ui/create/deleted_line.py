"""In a dialog: what was just deleted there, with the way back."""

from __future__ import annotations

import streamlit as st

from lib.text.language import _
from lib.ui.frame.callbacks import Callback
from lib.ui.words import plain


def draw_deleted(key: str, restore: Callback[[str]]) -> None:
    """The line, if something was deleted. `restore` gets the id of that."""
    if deleted := st.session_state.get(key):
        deleted_id, title = deleted
        words = plain(_("Deleted: {name}", name=title))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":material/delete: {words}", width="content")
            st.button(_("Undo"), key=f"{key}.undo", on_click=restore, args=(deleted_id,))
