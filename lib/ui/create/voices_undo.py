"""In the dialog with the team's voices: what was done last, with the way back."""

from __future__ import annotations

import streamlit as st

from lib.domain.voice_list import odd_id
from lib.text.language import _
from lib.text.voice_sentences import done_text, not_undone_text, odd_id_text
from lib.ui.create import voices_state as memory
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.toasts import say
from lib.ui.state import actor, studio
from lib.ui.words import plain


def draw_done(place: str) -> None:
    """What was done last, if that was in this place, with the way back."""
    where, changes = st.session_state.get(memory.DONE, ("", ()))
    if where != place:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="voices-done"):
        st.markdown(f":material/check: {plain(done_text(changes))}", width="content")
        st.button(_("Undo"), key="voices.undo", on_click=undo)
    added = changes[0].after if len(changes) == 1 else None
    if added and (odd := odd_id(added.voice_id)):
        st.caption(odd_id_text(odd))


@Callback
def undo() -> None:
    """Take back what was done last."""
    _where, changes = st.session_state.pop(memory.DONE, ("", ()))
    back = studio().voices.undo(actor(), changes)
    if left := len(changes) - len(back):
        say(not_undone_text(left))
    memory.done([])
