"""The head of the Create page: title, what the service did not take, and the way back to what was left unfinished."""

from __future__ import annotations

import streamlit as st

from lib.text.language import _
from lib.text.refusal_sentences import refusal_text
from lib.ui.create import board_steps
from lib.ui.create.field_places import place_of
from lib.ui.create.head_view import HeadView, LastBoard
from lib.ui.create.mishap_note import draw_mishaps
from lib.ui.parts.bring_into_view import scroll_to
from lib.ui.words import ago, plain


def draw_title() -> None:
    """It never changes, and is no part of the head that is drawn again."""
    st.title(_("Create a video"), anchor=False)


def draw_head(view: HeadView) -> None:
    """The messages about the whole board."""
    if view.last:
        _go_on(view.last)
    if view.copied:
        st.info(
            _("This board was changed in another tab. You are now working on a copy; nothing is lost."),
            icon=":material/tab:",
        )
    if view.mishaps:
        draw_mishaps(view.mishaps)
    if view.refused:
        # Its field says it (check.py); here stands only what has no field, or the service's own words.
        if view.refused.place is None or view.refused.trouble.quote:
            st.info(plain(refusal_text(view.refused)), icon=":material/edit:")
        if view.refused.place:
            uid = view.refused_uid
            scroll_to(f"card-{uid}" if uid else place_of(view.refused.place.control).key)


def _go_on(last: LastBoard) -> None:
    """A new tab is a new board; the last one is a click away."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        names = [plain(name) for name in last.names] or [_("Without a name or a scene")]
        st.markdown(_("Not sent yet: **{names}**, {ago}.", names=names, ago=ago(last.updated_at)), width="content")
        st.button(
            _("Continue where you left off"), key="create.go_on", on_click=board_steps.reopen, args=(last.draft_id,)
        )
        st.button(
            _("Dismiss"), key="create.not_now", type="tertiary", on_click=board_steps.not_now, args=(last.draft_id,)
        )
