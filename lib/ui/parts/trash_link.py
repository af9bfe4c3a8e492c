"""The way to what was deleted, at the end of the pages on which people delete."""

from __future__ import annotations

import streamlit as st

from lib.text.language import _
from lib.ui import revisions as shared
from lib.ui.state import studio


def link_to_deleted(*, always: bool) -> None:
    """A link; on a page that shows nothing (not `always`) only if something lies behind it."""
    if always or _anything():
        with st.container(key="trash.link", horizontal=True, horizontal_alignment="right"):
            st.page_link("pages/trash.py", label=_("Deleted"), icon=":material/delete:")


def _anything() -> bool:
    trash = studio().trash
    return bool(shared.of_revision("trash", shared.revision(), trash.total).jobs or trash.loose())
