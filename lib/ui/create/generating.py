"""A press on Generate: what is asked before it counts, and the jobs that it makes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

import streamlit as st

from lib.domain.draft import Draft
from lib.domain.finding import Finding, may_send
from lib.domain.job import MOVING
from lib.ui.create import board as boards
from lib.ui.create import fields
from lib.ui.create.board_steps import step
from lib.ui.create.findings import found
from lib.ui.create.send_view import Kind, Question
from lib.ui.frame.error_cards import noted
from lib.ui.state import actor, current_person, studio, utc_now
from lib.ui.words import ago

CLICKED_AT = "create.clicked_at"
DOUBLE_CLICK = timedelta(seconds=1.5)
MANY = 10
"""With the real service, more videos than this at once ask with the count."""


@step
def press(click: str, answered: tuple[Kind, ...]) -> None:
    """One click: asks where it must, else writes its jobs. A second event of the same click makes none.

    `click`: the token that the button was drawn with. `answered`: what a yes has answered so far.
    """
    draft, now = boards.current_board(), utc_now()
    st.session_state.pop(boards.ASK, None)
    with noted():
        # The button was drawn for the board as it was; what was typed just before the click may have broken a rule.
        if not may_send(found().findings):
            return
        if question := _question(draft, now, answered):
            # A double click is one click: its second half is no wish for the same again.
            if not _is_double_click(now):
                st.session_state[boards.ASK] = question
            return
        jobs = studio().desk.generate(actor(), draft, click, now)
        st.session_state[boards.MADE] = [job.id for job in jobs]
        st.session_state[boards.CLICK], st.session_state[CLICKED_AT] = uuid4().hex, now


def _is_double_click(now: datetime) -> bool:
    """Whether jobs were made a moment ago and the board has not changed since."""
    clicked_at = st.session_state.get(CLICKED_AT)
    return boards.MADE in st.session_state and clicked_at is not None and now - clicked_at < DOUBLE_CLICK


@step
def not_now() -> None:
    """The question is taken back, and nothing is made."""
    st.session_state.pop(boards.ASK, None)


def _question(draft: Draft, now: datetime, answered: tuple[Kind, ...]) -> Question | None:
    """The first thing to ask that was not answered yet: whether this board is meant, then money, then the rest."""
    asked: dict[Kind, str] = {"changed": _changed()}
    if not studio().settings.demo:
        asked["first_real"] = _first_real()
    asked["check"] = _check(found().findings)
    if not studio().settings.demo:
        asked["many"] = _many(draft)
    asked["same"] = _same(draft, now)
    return next(
        (Question(kind, text, (*answered, kind)) for kind, text in asked.items() if text and kind not in answered), None
    )


def _changed() -> str:
    # A press on Generate counts for the board that was seen then, also where the store kept the page waiting.
    if fields.reported() >= fields.version():
        return ""
    return "The board has changed since you pressed. Generate it as it is now?"


def _first_real() -> str:
    if not studio().desk.was_demo():
        return ""
    return "This goes to the real video service and costs credits; until now it was the demo. Go on?"


def _check(findings: Sequence[Finding]) -> str:
    asking = [finding.text for finding in findings if finding.asks]
    return f"{' '.join(asking)} Generate anyway?" if asking else ""


def _many(draft: Draft) -> str:
    moving = sum(number for state, number in studio().store.lists.counts().items() if state in MOVING)
    if moving + draft.takes <= MANY:
        return ""
    return f"With these, {moving + draft.takes} videos are on their way at once. Go on?"


def _same(draft: Draft, now: datetime) -> str:
    same = studio().desk.identical(draft, current_person(), now)
    if same is None:
        return ""
    seconds = max(1, round((now - same.created_at).total_seconds()))
    when = f"{seconds} s ago" if seconds < 60 else ago(same.created_at)
    return f"This is the same as the one you sent {when}. Make it again?"
