"""The sections of the Create page: each is drawn again by itself, and only when it would show something else.

A section is a fragment under its name. What it shows is a value, its view, made by a pure function; what draws it gets
that and reads nothing else, so nothing old can stay. After each step (board_steps.py) the sections whose view is
another one than they were last drawn from are drawn again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial, wraps
from typing import Any

import streamlit as st

from lib.domain.draft import DraftSubject
from lib.domain.job import JobState
from lib.domain.lists import StoredDraft, Voice
from lib.domain.picture_hints import hints_of
from lib.ui import revisions as shared
from lib.ui.create import board as boards
from lib.ui.create import fields
from lib.ui.create.board_members import forget_members, library
from lib.ui.create.bond_view import changed, view_bond
from lib.ui.create.card_state import change_card, state_of
from lib.ui.create.cast_view import (
    CardView,
    ToolsView,
    is_complete,
    is_refused,
    opened,
    places,
    view_card,
    view_cast,
)
from lib.ui.create.deal_view import view_deal
from lib.ui.create.dealing_out import deal_state
from lib.ui.create.findings import Found, found
from lib.ui.create.guide_state import guide_is_on
from lib.ui.create.guide_view import GuideNote, GuideStep, view_guide
from lib.ui.create.head_view import HeadView, still_offering, view_head
from lib.ui.create.limit_state import limit_now
from lib.ui.create.look_view import (
    AS_USUAL,
    MORE_FIELDS,
    Chosen,
    chosen_in_more,
    view_look,
    view_models,
    view_more,
    view_watermark,
)
from lib.ui.create.made_view import MadeView, view_made
from lib.ui.create.presets_state import USED, forget_presets, known_presets
from lib.ui.create.presets_view import view_presets
from lib.ui.create.scene_typing import take_in, typing_state
from lib.ui.create.scene_view import SceneView, view_scene
from lib.ui.create.send_view import SendView, view_send
from lib.ui.create.undo_step import Change
from lib.ui.create.usual_waits import took_s
from lib.ui.frame.error_cards import NOTED, shown
from lib.ui.parts.job_trouble import error_text_of
from lib.ui.state import current_person, studio, utc_now
from lib.ui.streamlit_internals import fragments

PAGE, HEAD, TOOLS, CAST, SCENE, PRESETS, LOOK, MORE, SEND = (
    "page",
    "head",
    "tools",
    "cast",
    "scene",
    "presets",
    "look",
    "more",
    "send",
)
"""PAGE is what surrounds the sections: when it changes, all is drawn again, and a dialog that is open closes."""
DEAL = "deal"
"""Within CAST: pictures for the whole cast at once."""
FOLD = "create.more"
"""Key of the fold of the further settings."""
WATERMARK = "watermark"
"""Within MORE, and drawn only while that is open."""
MADE = "made"
"""Within SEND: what became of Generate."""
MODELS = "models"
"""Within LOOK, and drawn only while its fold is open."""
_REPORTING = (SCENE, SEND)
"""The sections that hold the board's version (fields.py). SEND is the last of the page; a click in the scene draws that
alone, which with a third part beside it took 1.5 times as long."""
_DRAWN_FROM = "create.drawn_from"
"""The view of each section when it was last drawn, by its name."""
_FRAGMENTS = "create.fragments"
"""Streamlit's id of each section, by its name."""
_WITHIN = "create.within"
"""The id of the section in which each is drawn, by its name; empty: in none."""
_MORE_OPENED = "create.more_opened"


def card(place: int) -> str:
    """The section of the member of the cast at this place."""
    return f"card {place}"


def note(step: GuideStep) -> str:
    """The section of a note of the guide."""
    return f"note {step}"


def _views() -> dict[str, Callable[[], object]]:
    """How the view of each section is made of the board as it stands now."""
    board = found()
    voices = cache(studio().store.voices.all)
    return {
        PAGE: _page,
        HEAD: partial(_head, board),
        TOOLS: lambda: _tools(board),
        CAST: lambda: view_cast(board.draft, changed(board.draft.cast, board.members)),
        DEAL: lambda: view_deal(board.draft, deal_state()),
        **{card(place): partial(_card, board, voices, place) for place in range(places(board.draft.cast))},
        SCENE: lambda: _scene(board),
        PRESETS: lambda: view_presets(board.draft, known_presets(), st.session_state.get(USED)),
        LOOK: lambda: view_look(board.draft, board.findings, voices(), st.session_state.get(boards.SWITCHED)),
        MODELS: lambda: view_models(studio().settings.service, took_s()),
        MORE: lambda: view_more(
            board.draft, board.findings, opened=_MORE_OPENED in st.session_state, hidden=_hidden(board)
        ),
        WATERMARK: lambda: view_watermark(board.draft, board.findings),
        **{note(step): partial(_note, board, step) for step in GuideStep},
        MADE: _made,
        SEND: partial(_send, board),
    }


def _tools(board: Found) -> ToolsView:
    state = st.session_state
    saved = boards.UNSAVED not in state and state.get(boards.SAVED_AT) is not None
    return ToolsView(boards.undoable(), not board.draft.is_empty, saved=saved and not board.draft.is_empty)


def _page() -> tuple[object, ...]:
    return st.session_state[boards.ID], boards.UNSAVED in st.session_state, NOTED in st.session_state


def _head(board: Found) -> HeadView:
    copied = boards.COPIED in st.session_state
    undo = boards.undoable()
    # Who has just started over is offered the way back as a step.
    started_over = undo is not None and undo.change is Change.STARTED_OVER
    last = _left_off() if board.draft.is_empty and not started_over else None
    view = view_head(board.draft, last, board.refused, copied=copied, demo=studio().settings.demo)
    gone = (st.session_state[boards.ID], st.session_state.get(boards.NOT_NOW))
    return still_offering(view, drawn(HEAD), gone)


def _left_off() -> StoredDraft | None:
    last = studio().store.drafts.latest(current_person())
    return last if last and last.id not in (st.session_state[boards.ID], st.session_state.get(boards.NOT_NOW)) else None


def _card(board: Found, voices: Callable[[], Sequence[Voice]], place: int) -> CardView | None:
    if place >= len(board.draft.cast):
        return None
    subject = board.draft.cast[place]
    state, refused = state_of(subject.uid), _is_refused(subject, board)
    bond, hints = view_bond(subject, board.members), hints_of(board.draft.cast, subject.uid)
    return view_card(subject, board.findings, state, voices(), refused=refused, bond=bond, hints=hints)


def _is_refused(subject: DraftSubject, board: Found) -> bool:
    return is_refused(subject, board.draft, board.refused)


def _note(board: Found, step: GuideStep) -> GuideNote | None:
    return view_guide(step, board.draft, board.findings, on=guide_is_on())


def _scene(board: Found) -> SceneView:
    cleared = st.session_state.get(boards.CLEARED, 0)
    return view_scene(board.draft, board.findings, typing=typing_state(), cleared=cleared, library=library())


def _send(board: Found) -> SendView:
    return view_send(
        board.draft,
        board.findings,
        board.body_bytes,
        studio().settings.service,
        click=st.session_state[boards.CLICK],
        question=st.session_state.get(boards.ASK),
        hidden=_hidden(board),
        guided=guide_is_on(),
        limit=limit_now(board.draft.takes),
    )


def _hidden(board: Found) -> Chosen:
    """While the fold is open it shows all this itself."""
    opened = st.session_state.get(FOLD, _MORE_OPENED in st.session_state)
    return AS_USUAL if opened else chosen_in_more(board.draft)


def _made() -> MadeView | None:
    ids = tuple(st.session_state.get(boards.MADE, ()))
    if not ids:
        return None
    revision, store, state = shared.revision(), studio().store, st.session_state
    lines = shared.of_revision("made", revision, lambda: store.lists.of_ids(ids), ids)
    troubled = [store.jobs.get(line.id) for line in lines if line.state in (JobState.FAILED, JobState.ENDED)]
    errors = {job.id: text for job in troubled if job and (text := error_text_of(job))}
    playing, mended = state.get(boards.PLAYING, ""), state.get(boards.MENDED, ())
    return view_made(lines, errors, studio().settings.service, utc_now(), playing=playing, mended=mended)


def open_sections() -> None:
    """At the start of a run of the whole page."""
    take_in()
    forget_presets()
    forget_members()
    fields.follow_language(boards.current_board())
    settle()
    st.session_state[_DRAWN_FROM] = {PAGE: _views()[PAGE]()}
    st.session_state[_FRAGMENTS], st.session_state[_WITHIN] = {}, {}


def settle() -> None:
    """What goes by itself, once the board has changed: its address, and what folds and unfolds."""
    board = found()
    if not board.draft.is_empty and st.query_params.get("draft") != st.session_state[boards.ID]:
        st.query_params["draft"] = st.session_state[boards.ID]
    for subject in board.draft.cast:
        state = state_of(subject.uid)
        complete = is_complete(subject, board.findings, refused=_is_refused(subject, board))
        change_card(subject.uid, opened=opened(state, complete=complete))
    if board.refused and board.refused.place and board.refused.place.control in MORE_FIELDS:
        # From then on: it must not close again under the hands of whoever mends it.
        st.session_state[_MORE_OPENED] = True


def section(name: str, draw: Callable[[Any], None]) -> None:
    """Draw a section. `draw` gets its view, and runs again by itself later."""
    st.session_state[_WITHIN][name] = fragments.here()

    @wraps(draw)
    def remembered() -> None:
        """The section as a fragment, which knows its own place from then on."""
        st.session_state[_FRAGMENTS][name] = fragments.here()
        with shown(name):
            # Here, not by the caller: a fragment that runs again gets the arguments of the last run of the page.
            view = _views()[name]()
            draw(view)
            if name in _REPORTING:
                fields.draw_version(name, last=fragments.is_last() if fragments.running() else name == SEND)
            fields.drawn()
            st.session_state[_DRAWN_FROM][name] = view

    st.fragment(remembered, key=name)()


def drawn(name: str) -> object:
    """The view that a section was last drawn from; None for one that is not there."""
    return st.session_state.get(_DRAWN_FROM, {}).get(name)


def leave_out(name: str) -> None:
    """A section within another that this time is drawn without it."""
    st.session_state[_DRAWN_FROM].pop(name, None)


def stale_sections() -> list[str]:
    """The names of all that shows something else now than when it was drawn; PAGE alone if that is among them."""
    drawn, now = st.session_state.get(_DRAWN_FROM, {}), _views()
    if not drawn.keys() >= {PAGE, HEAD, TOOLS, CAST, SCENE, PRESETS, LOOK, MORE, SEND} or drawn[PAGE] != now[PAGE]():
        return [PAGE]
    fragment_ids = st.session_state[_FRAGMENTS]
    stale = [
        name
        for name, view in now.items()
        if name in drawn and (drawn[name] != view() or fields.is_unsent(fragment_ids.get(name, PAGE)))
    ]
    # One within another is drawn with it. By itself it would come last, and the last one tells the version.
    ids, within = {fragment_ids.get(name) for name in stale}, st.session_state[_WITHIN]
    stale = [name for name in stale if within.get(name) not in ids]
    return stale if not fields.unreported() or {*stale} & {*_REPORTING} else [*stale, SEND]


def own_section() -> str:
    """In a callback: the section of its widget, if this run draws that and nothing else."""
    fragment_ids: dict[str, str] = st.session_state.get(_FRAGMENTS, {})
    here = fragments.here()
    own = [name for name, fragment in fragment_ids.items() if fragment == here]
    return own[0] if own and fragments.running() == [here] else ""
