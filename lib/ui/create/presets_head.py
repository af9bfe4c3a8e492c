"""The heading of the settings: which preset they are, what the last one changed, and the way to all presets."""

from __future__ import annotations

import streamlit as st

from lib.text.language import _
from lib.text.preset_words import changes_text
from lib.ui.create.presets_dialog import show_presets
from lib.ui.create.presets_view import PresetsView
from lib.ui.words import plain


def draw_presets(view: PresetsView) -> None:
    """Of "Look and sound" and of what "More settings" hold."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, width="content", gap="small", vertical_alignment="bottom"):
            st.subheader(_("Look and sound"), anchor=False, width="content")
            if view.preset:
                st.caption(_("Preset: {name}", name=plain(view.preset)), width="content")
        if st.button(_("Presets"), icon=":material/bookmarks:", type="tertiary", key="create.presets"):
            show_presets()
    if view.applied and (changes := changes_text(view.used, view.applied)):
        st.markdown(f":material/swap_horiz: {plain(changes)}")
