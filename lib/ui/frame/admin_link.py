"""The way to the page of those who look after the team, for those who may go it."""

from __future__ import annotations

import streamlit as st

from lib.domain.actor import Operation
from lib.text.language import _
from lib.ui.who_may import allowed


def link_to_admin() -> None:
    """Nothing for others."""
    if allowed(Operation.LOOK_AFTER):
        st.page_link("pages/admin.py", label=_("Admin"), icon=":material/admin_panel_settings:")
