"""A picture by its web address: the browser of whoever looks fetches it, never our server."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib.domain.request import is_url
from lib.text.language import _

HERE = Path(__file__).parent
_picture = st.components.v2.component(
    "castboard_web_picture",
    css=(HERE / "web_picture.css").read_text("utf-8"),
    js=(HERE / "web_picture.js").read_text("utf-8"),
)


def draw_web_picture(address: str, key: str, which: str, *, width: str = "100%", whole: bool = False) -> None:
    """A square tile, or all of it. `which` is read out. Nothing for what is no address (an old draft may hold it)."""
    if not is_url(address):
        return
    words = {"picture": which, "none": _("No preview")}
    _picture(key=key, data={"address": address, "width": width, "whole": whole, "words": words})
