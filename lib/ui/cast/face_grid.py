"""A grid of faces as one component: a rerun costs the same for one and for twenty-four (streamlit.md 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

from lib.ui.frame.callbacks import Callback

HERE = Path(__file__).parent
_SCRIPTS = (HERE.parent / "parts" / "card_grid.js", HERE / "face_grid.js")


@dataclass(frozen=True)
class FaceCard:
    """One member: texts as they are (never markup), the picture's address as the browser asks for it."""

    id: str
    title: str
    facts: str
    tags: str
    used: str
    note: str
    """How its permission stands."""
    tone: str
    """ "orange", "red", or none."""
    picture: str
    """Empty: the letter stands there, as where the browser does not get it."""
    letter: str


_grid = st.components.v2.component(
    "castboard_face_grid",
    css=(HERE / "face_grid.css").read_text("utf-8"),
    # One module: Streamlit takes the text of one, and what it would import has no address.
    js="\n".join(file.read_text("utf-8") for file in _SCRIPTS),
)


def draw_faces(cards: Sequence[FaceCard], *, key: str, on_clicked: Callback[[]]) -> None:
    """Draw the cards. In the callback `st.session_state[key].clicked` is an id."""
    _grid(
        key=key,
        data={"faces": [asdict(card) for card in cards]},
        on_clicked_change=on_clicked,
        on_stale_change=_nothing,
    )


@Callback
def _nothing() -> None:
    """The run that follows is what is wanted: it signs the links anew."""
