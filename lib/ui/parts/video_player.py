"""A video on its poster: plays on opening unless the person or the browser objects, and plays on through every run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from lib.text.language import N_, _
from lib.ui.frame.callbacks import Callback

HERE = Path(__file__).parent
NOT_LOADED = N_("This video could not be loaded. Check your connection and open it again, or download it.")
NOT_PLAYED = N_("This browser cannot play this video. Download it instead.")


@dataclass(frozen=True)
class Film:
    """What is played: its name as it is (never markup), addresses as the browser asks for them."""

    name: str
    src: str
    poster: str
    """Empty: the first picture of the video."""
    doubtful: bool = False
    """Not every browser plays it: one that does not is no trouble of the line."""


_player = st.components.v2.component(
    "castboard_video_player",
    css=(HERE / "video_player.css").read_text("utf-8"),
    js=(HERE / "video_player.js").read_text("utf-8"),
)


def draw_player(film: Film, *, key: str, asked: bool) -> None:
    """`asked`: whoever looks has just asked for it, so that it plays whatever the switch says."""
    words = {
        "switch": _("Play on opening"),
        "sound": _("Turn the sound on"),
        "failed": _(NOT_PLAYED if film.doubtful else NOT_LOADED),
    }
    _player(
        key=key,
        data={"name": film.name, "src": film.src, "poster": film.poster, "asked": asked, "words": words},
        on_stale_change=_nothing,
    )


@Callback
def _nothing() -> None:
    """The run that follows is what is wanted: it signs the link anew."""
