"""The word about what the demo does on purpose with the scene as it is, and the way out of it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.domain.demo_words import DemoWord
from lib.text.language import _
from lib.text.mishap_sentences import mishap_shown, mishap_title
from lib.ui.create import board_steps
from lib.ui.words import plain


def draw_mishaps(words: Sequence[DemoWord]) -> None:
    """What Generate will show, above the board: it is seen wherever the page opens."""
    with st.container(key="create-mishap", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap="xxsmall"):
            for word in words:
                what = _("**{title}.** {shown}", title=mishap_title(word), shown=mishap_shown(word))
                st.markdown(f":material/science: {what}")
            written = plain(", ".join(word.written for word in words))
            st.caption(_("Press Generate to see it. {words} in the scene triggers it.", words=written))
        st.button(_("Take it out"), key="create.no_mishap", on_click=board_steps.no_mishap)
