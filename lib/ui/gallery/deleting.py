"""Deleting videos of the gallery, with the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from lib.text.language import _
from lib.ui.parts.undo_line import has_just_deleted, remember
from lib.ui.state import actor, studio, utc_now

SCREEN = "gallery"


def delete_videos(ids: Sequence[str], words: Callable[[int], str]) -> None:
    """Delete these and offer the way back; `words` say what was done, given how many it were, as text."""
    gone = studio().desk.delete(actor(), ids, utc_now())
    if gone:
        remember(SCREEN, gone, lambda: words(len(gone)))
    elif not has_just_deleted(SCREEN, ids):
        st.toast(_("Nothing is left to delete: someone else deleted it meanwhile."), icon=":material/info:")
