"""The sections of the Create page: each is drawn again by itself, and only when it would show something else.

A section is a fragment under its name. What it shows is put into words as its sight, a value to compare; the sight it
was last drawn from is remembered. After each step (steps.py) the sections whose sight is another one are drawn again.
A sight that says too much costs time, one that says too little leaves something old on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, ParamSpec

import streamlit as st

from lib.domain.draft import Draft, DraftSubject
from lib.ui.create import board as boards
from lib.ui.create import fields, scene_view
from lib.ui.create.findings import Found, found
from lib.ui.frame.error_cards import NOTED, shown
from lib.ui.streamlit_internals import fragments as asking

PAGE, TOOLS, CAST, SCENE, LOOK, MORE, SEND = "page", "tools", "cast", "scene", "look", "more", "send"
"""PAGE is what surrounds the sections: when its sight changes, all is drawn again."""
VERSION = "version"
"""The last of the page: what the browser then reports, it shows (fields.py)."""
WATERMARK = "watermark"
"""Within MORE, and drawn only while that is open."""
SEEN = "create.seen"
FRAGMENTS = "create.fragments"
"""Streamlit's id of each section, by its name."""
CLICK = "create.click"
"""The token of the next click on Generate."""
LOOK_FIELDS = ("duration", "resolution", "audio", "bgm", "voice_id")
WATERMARK_FIELDS, PASSED_FIELDS = ("watermark", "wm_url", "wm_position"), ("payload", "meta_data")
MORE_FIELDS = ("seed", "off_peak", *PASSED_FIELDS)
CARD_FIELDS = ("name", "voice", "pictures")
OF_A_CARD = ("unfolded", "nonce", "refused", "url_problem")
UNFOLDED = "create.unfolded."
"""And a uid: whether that card is open, or a row."""
ROOM = 8
"""Cards that find a place before the cast as a whole is drawn again: one more than the service advises."""

P = ParamSpec("P")


def card(place: int) -> str:
    """The section of the member of the cast at this place."""
    return f"card {place}"


def places(cast: Sequence[DraftSubject]) -> int:
    """How many sections for cards there are: always one more, so that a new card is drawn without all others."""
    return ROOM * (len(cast) // ROOM + 1)


def open_sections() -> None:
    """At the begin of a run of the whole page."""
    st.session_state[SEEN] = {PAGE: sights(found(), _session())[PAGE]}
    st.session_state[FRAGMENTS] = {}


def section(name: str, draw: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
    """Draw a section. `draw` runs again by itself later: it reads the board and takes nothing that can become old."""

    @wraps(draw)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> None:
        st.session_state[FRAGMENTS][name] = asking.here()
        with shown(name):
            draw(*args, **kwargs)
            fields.drawn()
            # Afterwards: some of what it shows is decided while it is drawn.
            st.session_state[SEEN][name] = sights(found(), _session()).get(name)

    st.fragment(remembered, key=name)(*args, **kwargs)


def section_of_view(name: str, draw: Callable[[Any], None]) -> None:
    """Draw a section whose sight is its view: `draw` gets that and reads nothing else, so nothing old can stay."""

    @wraps(draw)
    def remembered() -> None:
        st.session_state[FRAGMENTS][name] = asking.here()
        with shown(name):
            # Here, not by the caller: a fragment that runs again gets the arguments of the last run of the page.
            view = sights(found(), _session())[name]
            draw(view)
            fields.drawn()
            st.session_state[SEEN][name] = view

    st.fragment(remembered, key=name)()


def leave_out(name: str) -> None:
    """A section within another that this time is drawn without it."""
    st.session_state[SEEN].pop(name, None)


def old_sections() -> list[str]:
    """The names of all that shows something else now than when it was drawn; PAGE alone if that is among them."""
    seen, now = st.session_state.get(SEEN, {}), sights(found(), _session())
    drawn = seen.keys() & now.keys()
    if seen.get(PAGE) != now[PAGE] or not drawn >= {PAGE, TOOLS, CAST, SCENE, LOOK, MORE, SEND, VERSION}:
        return [PAGE]
    homes = st.session_state[FRAGMENTS]
    return [name for name in now if name in drawn and (now[name] != seen[name] or fields.untold(homes.get(name, PAGE)))]


def drawn_anyway() -> str:
    """In a callback: the section of its widget, if this run draws that and nothing else."""
    fragments: Mapping[str, str] = st.session_state.get(FRAGMENTS, {})
    here = asking.here()
    own = [name for name, fragment in fragments.items() if fragment == here]
    return own[0] if own and asking.running() == [here] else ""


def sights(found: Found, session: Mapping[str, object]) -> dict[str, object]:
    """What each section shows, as a value. `session`: the session state, for what is no part of the draft."""
    draft = found.draft
    return {
        PAGE: (draft.is_empty, *(session.get(key) for key in _OF_THE_PAGE), _in_address(draft, session)),
        TOOLS: (draft.is_empty, session.get(boards.UNDO, ("",))[0]),  # type: ignore[index]
        CAST: (bool(draft.cast), places(draft.cast)),
        **{card(place): None for place in range(len(draft.cast), places(draft.cast))},
        **{
            card(place): (
                subject,
                found.about(*CARD_FIELDS, subject=subject.uid),
                *(session.get(f"create.{what}.{subject.uid}") for what in OF_A_CARD),
            )
            for place, subject in enumerate(draft.cast)
        },
        SCENE: scene_view.view(draft, found.findings),
        LOOK: (draft.model, *(getattr(draft, field) for field in LOOK_FIELDS), found.about("model", *LOOK_FIELDS)),
        MORE: (
            draft.name,
            draft.seed_text,
            *(getattr(draft, field) for field in MORE_FIELDS),
            found.about("job_name", *MORE_FIELDS),
        ),
        WATERMARK: (*(getattr(draft, field) for field in WATERMARK_FIELDS), found.about(*WATERMARK_FIELDS)),
        SEND: (
            found.findings,
            found.size,
            draft.is_empty,
            bool(draft.cast),
            any(subject.pictures for subject in draft.cast),
            draft.model,
            draft.off_peak,
            draft.takes,
            session.get(boards.ASK),
            tuple(session.get(boards.MADE, ())),  # type: ignore[arg-type]
            session.get(CLICK),
        ),
        VERSION: (fields.version(), session.get(fields.REPORTED)),
    }


_OF_THE_PAGE = (boards.ID, boards.COPIED, boards.FOCUS, boards.UNSAVED, NOTED)


def _in_address(draft: Draft, session: Mapping[str, object]) -> bool:
    return draft.is_empty or st.query_params.get("draft") == session.get(boards.ID)


def _session() -> Mapping[str, object]:
    return st.session_state  # type: ignore[return-value]
