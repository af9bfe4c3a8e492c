"""A scene as it was sent."""

from __future__ import annotations

import streamlit as st

LONG, HEIGHT = 1500, 400
"""Characters, and pixels."""


def prompt_text(prompt: str) -> None:
    """As text, every mark as it was typed. A very long one scrolls in itself: what follows stays within reach."""
    st.container(height=HEIGHT if len(prompt) > LONG else "content", border=False).text(prompt)
