"""Brings a part of the page into view once, and puts the cursor into its first field."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_bring = st.components.v2.component(
    "bring_into_view", js=(Path(__file__).parent / "bring_into_view.js").read_text("utf-8")
)


def scroll_to(key: str) -> None:
    """The element with this key, as soon as it is drawn; where people went meanwhile counts more."""
    _bring(key="bring_into_view", data={"place": key}, height=0)
