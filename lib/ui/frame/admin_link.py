"""The way to the page of those who look after the team, for those who may go it, and how many wait there."""

from __future__ import annotations

import streamlit as st

from lib.domain.actor import Operation
from lib.text.language import _, _n
from lib.ui.frame.news import News
from lib.ui.who_may import allowed


def link_to_admin(news: News) -> None:
    """Nothing for others. Where somebody asks for more videos, it leads to the answer."""
    if not allowed(Operation.LOOK_AFTER):
        return
    waiting = len(news.wishes)
    st.page_link(
        "pages/admin.py",
        label=_n("Admin: {count} asks for more", "Admin: {count} ask for more", waiting) if waiting else _("Admin"),
        icon=":material/admin_panel_settings:",
        query_params={"section": "limits"} if waiting else None,
    )
