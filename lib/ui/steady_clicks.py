"""Keeps a press on a button a click on that button, also when the page moves under the finger."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_steady_clicks = st.components.v2.component(
    "steady_clicks", js=(Path(__file__).parent / "steady_clicks.js").read_text("utf-8")
)


def steady_clicks() -> None:
    """Once a page on which leaving a field changes what stands above a button."""
    _steady_clicks(key="steady_clicks", height=0)
