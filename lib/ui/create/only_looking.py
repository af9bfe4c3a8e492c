"""Create for those who may look and play: a word in place of the board."""

from __future__ import annotations

import streamlit as st

from lib.domain.actor import Operation
from lib.text.language import _
from lib.ui.create.create_head import draw_title
from lib.ui.who_may import refusal


def draw_only_looking() -> bool:
    """Whether there is no board here for whoever is looking; then a message leads to what there is."""
    why = refusal(Operation.GENERATE)
    if why is None:
        return False
    draw_title()
    st.info(why, icon=":material/visibility:")
    with st.container(horizontal=True, gap="small"):
        st.page_link("pages/gallery.py", label=_("Gallery"), icon=":material/movie:")
        st.page_link("pages/cast.py", label=_("Cast"), icon=":material/group:")
    return True
