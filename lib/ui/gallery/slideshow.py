"""Videos one after the other on the full screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from lib.domain.lists import JobLine
from lib.text.language import _
from lib.ui import media_links as media
from lib.ui.words import in_one_line

HERE = Path(__file__).parent

_show = st.components.v2.component(
    "castboard_slideshow",
    css=(HERE / "slideshow.css").read_text("utf-8"),
    js=(HERE / "slideshow.js").read_text("utf-8"),
)


def offer_slideshow(lines: Sequence[JobLine], *, key: str) -> None:
    """A button that shows these in their order, and again from the first."""
    slides = [
        {
            "name": in_one_line(line.name),
            "src": media.based(media.video(line.id)),
            "poster": media.based(media.poster(line.id)) if line.has_poster else "",
        }
        for line in lines
        if line.plays
    ]
    words = {
        "show": _("Slideshow"),
        "previous": _("Previous"),
        "next": _("Next"),
        "pause": _("Pause"),
        "play": _("Play"),
        "sound": _("Turn the sound on"),
        "close": _("Close"),
        "failed": _("This video could not be loaded."),
    }
    _show(key=key, data={"slides": slides, "words": words}, width="content")
