"""A note of the first-run guide, at the place that it is about."""

from __future__ import annotations

import streamlit as st

from lib.text.language import N_, _
from lib.ui.create import board_steps
from lib.ui.create.guide_view import GuideNote, GuideStep

_WORDS = {
    GuideStep.CAST: N_("Give your first subject a name and a picture, or try the example."),
    GuideStep.SCENE: N_("Write what happens, and mention your subjects as @name."),
    GuideStep.CHECK: N_("Look at what will be sent. What is still missing is listed there."),
    GuideStep.GENERATE: N_("Press Generate. You can follow the progress here, and the video appears in the gallery."),
}


def draw_note(view: GuideNote | None) -> None:
    """The next one stands out and takes the guide away; the others are there to look ahead."""
    if view is None:
        return
    words = _(_WORDS[view.step])
    number = _("{step} of {all}", step=int(view.step), all=len(GuideStep))
    with st.container(
        key=f"guide-{'next' if view.is_next else 'later'}-{int(view.step)}",
        horizontal=True,
        vertical_alignment="center",
        gap="small",
    ):
        st.markdown(f":small[**{number}** · {words}]", width="stretch")
        if view.is_next:
            st.button(_("Hide the guide"), key="create.hide_guide", type="tertiary", on_click=board_steps.hide_guide)
