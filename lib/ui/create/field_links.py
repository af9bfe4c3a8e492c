"""Follows the links from the list above Generate to the fields: the browser moves the focus, and nothing is drawn."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib.ui.create import board_steps
from lib.ui.create.field_places import FIELD_LINKS

_links = st.components.v2.component("field_links", js=(Path(__file__).parent / "field_links.js").read_text("utf-8"))


def follow_links() -> None:
    """From now on. Only what a closed fold or card holds takes the server, to open that."""
    _links(key=FIELD_LINKS, height=0, on_closed_change=board_steps.open_field)
