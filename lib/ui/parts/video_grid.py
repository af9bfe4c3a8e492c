"""A grid of video cards as one component: posters at once, a video when the pointer or the focus rests on it.

One component instead of four elements a card: a rerun costs the same for 12 and for 60 (streamlit.md 10).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

from lib.text.language import _
from lib.ui.frame.callbacks import Callback

HERE = Path(__file__).parent
_SCRIPTS = (HERE / "card_grid.js", HERE / "video_grid.js")


@dataclass(frozen=True)
class Card:
    """One video: texts as they are (never markup), addresses as the browser asks for them."""

    id: str
    title: str
    facts: str
    origin: str
    length: str
    take: str
    """Which of the takes of its scene it is; empty for an only one."""
    demo: bool
    poster: str
    """Empty: a placeholder is shown."""
    video: str
    """Empty: the poster stays when the pointer rests on the card."""


_grid = st.components.v2.component(
    "castboard_video_grid",
    css=(HERE / "video_grid.css").read_text("utf-8"),
    # One module: Streamlit takes the text of one, and what it would import has no address.
    js="\n".join(file.read_text("utf-8") for file in _SCRIPTS),
)


def draw_grid(
    cards: Sequence[Card],
    *,
    key: str,
    selecting: bool,
    selected: Sequence[str],
    on_clicked: Callback[[]],
    on_selected: Callback[[]],
) -> None:
    """Draw the cards; `selected` are the ids that bear a tick while `selecting`.

    In the callbacks `st.session_state[key]` tells `clicked` (an id) and `selected` ({"ids": [...], "turn": n}).
    """
    state = st.session_state.get(key) or {}
    selection = state.get("selected") or {}
    data = {
        "cards": [
            asdict(card) | {"mark": _("Demo") if card.demo else "", "select": _("Select {name}", name=card.title)}
            for card in cards
        ],
        "selecting": selecting,
        "selected": list(selected),
        # Which of the browser's ticks this answers: an older answer must not take back a newer tick.
        "turn": selection.get("turn", 0),
    }
    _grid(
        key=key,
        data=data,
        on_clicked_change=on_clicked,
        on_selected_change=on_selected,
        on_stale_change=_nothing,
    )


@Callback
def _nothing() -> None:
    """The run that follows is what is wanted: it signs the links anew."""
