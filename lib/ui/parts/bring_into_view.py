"""Brings a part of the page into view, once."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_bring = st.components.v2.component(
    "bring_into_view", js=(Path(__file__).parent / "bring_into_view.js").read_text("utf-8")
)


def scroll_near(key: str) -> None:
    """As far as it takes to see the element with this key; not while something is being typed."""
    _bring(key="bring_near", data={"place": key, "near": True}, height=0)


def scroll_to(key: str, *, once: bool = False, turn: int = 0) -> None:
    """The element with this key, as soon as it is drawn, and the cursor into its first field.

    Where people went meanwhile counts more. `once`: not again when its page is left and opened again. Then it takes no
    room among what is drawn around it. `turn`: the same once for each number, for what people ask for again and again.
    """
    once = once or turn > 0
    _bring(key=f"bring-{key}" if once else "bring_into_view", data={"place": key, "once": once, "turn": turn}, height=0)
