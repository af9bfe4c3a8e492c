"""Saving a file of ours from the page itself: a link button of Streamlit would open an empty tab for it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent

_save = st.components.v2.component(
    "castboard_save",
    css=(HERE / "save.css").read_text("utf-8"),
    js=(HERE / "save.js").read_text("utf-8"),
)


def save_link(label: str, url: str, *, key: str) -> None:
    """A button that is a link: a click saves what lies there under the name that the server gives."""
    _save(key=key, data={"label": label, "url": url}, width="content")


def save_now(url: str, order: str, *, key: str) -> None:
    """Let the browser save this at once, and once for each `order`, any text that is new. Shows nothing."""
    _save(key=key, data={"label": "", "url": url, "order": order})
