"""Saving a file of ours from the page itself, at once."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent

_save = st.components.v2.component(
    "castboard_save",
    js=(HERE / "save.js").read_text("utf-8"),
)


def save_now(url: str, order: str, *, key: str) -> None:
    """Let the browser save this at once, and once for each `order`, any text that is new. Shows nothing."""
    _save(key=key, data={"url": url, "order": order})
