"""Keeps what is being typed: after a pause the text goes into the draft, without leaving the field."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_keep_typing = st.components.v2.component(
    "keep_typing", js=(Path(__file__).parent / "keep_typing.js").read_text("utf-8")
)


def keep_typing() -> None:
    """Once a page with text areas whose on_change keeps their text."""
    _keep_typing(key="create.keep_typing", height=0)
